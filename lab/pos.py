"""Universal Dependencies as word-tagging data: sentences of words cut into pieces, padded batches, accuracy."""
import common
import numpy

TAGS = ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM",
        "VERB", "X"]
LONGEST = 128
IGNORED = -100


class Words:
    """Pieces of a word and the place of its first subword (a bare word boundary is not one), each word cut once."""

    def __init__(self, tokenizer):
        self.tokenizer, self.known = tokenizer, {}
        *self.start, self.stop = tokenizer.sentence([])  # T5 has no token to start with

    def pieces(self, word):
        found = self.known.get(word)
        if found is None:
            ids = self.tokenizer.ids([word])[0] or [self.tokenizer.unk]
            first = 1 if len(ids) > 1 and ids[0] == self.tokenizer.boundary else 0
            found = self.known[word] = (ids[:24], first)
        return found

    def rows(self, sentence):
        """(ids, tags) of a sentence, cut between words where it is longer than LONGEST pieces; tags on first subwords."""
        ids, tags = [], []
        for form, tag in sentence:
            pieces, first = self.pieces(form)
            if len(self.start) + len(ids) + len(pieces) + 1 > LONGEST:
                yield self.whole(ids, tags)
                ids, tags = [], []
            tags += [TAGS.index(tag) if i == first else IGNORED for i in range(len(pieces))]
            ids += pieces
        if ids:
            yield self.whole(ids, tags)

    def whole(self, ids, tags):
        return [*self.start, *ids, self.stop], [*(IGNORED for _ in self.start), *tags, IGNORED]


def take(sentences, words):
    """The first sentences that hold at least `words` words together, the last one cut to hold exactly that many."""
    taken, left = [], words
    for sentence in sentences:
        if left <= 0:
            break
        taken.append(sentence[:left])
        left -= len(sentence)
    return taken


def train_sentences(code, words, seed):
    sentences = [s for name in ("train", "train_extra") for path in common.DATA.glob(f"ud/{code}/{name}.tsv.gz")
                 for s in common.ud_sentences(path)]
    common.generator("pos", code, seed).shuffle(sentences)
    return take(sentences, words)


def test_sentences(code, words, splits=("test", "pud")):
    for split in splits:
        path = common.DATA / "ud" / code / f"{split}.tsv.gz"
        sentences = take(common.ud_sentences(path), words) if path.exists() else []
        if sentences:
            return sentences
    return []


def batches(rows, tokens, pad, random=None):
    """Padded (ids, tags) arrays of at most about `tokens` ids; in random order when a generator is given."""
    order = sorted(range(len(rows)), key=lambda i: (len(rows[i][0]), random.random() if random else i))
    groups, group = [], []
    for i in order:
        if group and len(rows[i][0]) * (len(group) + 1) > tokens:
            groups.append(group)
            group = []
        group.append(i)
    groups.append(group)
    if random:
        random.shuffle(groups)
    for group in groups:
        width = max(len(rows[i][0]) for i in group)
        ids, tags = numpy.full((len(group), width), pad), numpy.full((len(group), width), IGNORED)
        for at, i in enumerate(group):
            ids[at, : len(rows[i][0])], tags[at, : len(rows[i][1])] = rows[i]
        yield ids, tags
