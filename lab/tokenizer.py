"""The tokenizers of the lab's models, and how they are trained.

`python3 tokenizer.py --model mini-xlmr` trains SentencePiece Unigram and gives it XLM-R's ids (as in fairseq and Hugging Face):
0 <s>, 1 <pad>, 2 </s>, 3 <unk>, then SentencePiece's own ids plus one, and <mask> last; written as sentencepiece.bpe.model (XLM-R's
file name). `--model mini-mbert` trains cased WordPiece (wordpiece.py): 0 [PAD], 1 [UNK], 2 [CLS], 3 [SEP], 4 [MASK]; written as
vocab.txt, tokenizer.json and tokenizer_config.json. `--model mini-mt5` keeps those of mini-xlmr's pieces that are used most, adds
mT5's byte fallback for all other characters and gives them T5's ids: 0 <pad>, 1 </s>, 2 <unk>, 256 bytes, the pieces, then 100
sentinels, <extra_id_0> last; written as spiece.model.

Where languages compete for pieces, a small one weighs more than its share: as (its size)^0.7, as in pre-training.
"""
import argparse
import collections
import json

import common
import sentencepiece
from sentencepiece import sentencepiece_model_pb2

import wordpiece

SENTINELS = 100
SMOOTHING = 0.7


class XlmrTokenizer:
    """`first` to `end` are the ids of ordinary pieces; `boundary` is the id of a bare word boundary, -1 where there is none."""

    file = "sentencepiece.bpe.model"
    pad, unk, first = 1, 3, 4

    def __init__(self, path):
        self.model = sentencepiece.SentencePieceProcessor(model_file=str(path))
        self.mask = self.end = len(self.model) + 1
        self.size = len(self.model) + 2
        boundary = self.model.piece_to_id("▁")
        self.boundary = boundary + 1 if boundary != self.model.unk_id() else -1

    def ids(self, texts):
        unk = self.model.unk_id()
        return [[self.unk if i == unk else i + 1 for i in row] for row in self.model.encode(texts)]

    def sentence(self, ids):
        return [0, *ids, 2]

    def pair(self, first, second):
        return [0, *first, 2, 2, *second, 2]

    def spelling(self, i):
        """(letters, whether a word starts here) of an ordinary piece."""
        piece = self.model.id_to_piece(i - 1)
        return piece.lstrip("▁"), piece.startswith("▁")


class BertTokenizer:
    file = "vocab.txt"
    boundary = -1

    def __init__(self, path):
        self.model = wordpiece.WordPiece(path.read_text(encoding="utf-8").split("\n")[:-1])
        self.pad, self.unk, self.start, self.stop, self.mask = (self.model.number[piece] for piece in wordpiece.SPECIAL)
        self.first, self.end = self.mask + 1, len(self.model.pieces)
        self.size = self.end

    def ids(self, texts):
        return [self.model.ids(text) for text in texts]

    def sentence(self, ids):
        return [self.start, *ids, self.stop]

    def spelling(self, i):
        piece = self.model.pieces[i]
        return piece.removeprefix("##"), not piece.startswith("##")


class T5Tokenizer:
    file = "spiece.model"
    pad, eos, unk, first = 0, 1, 2, 3

    def __init__(self, path):
        self.model = sentencepiece.SentencePieceProcessor(model_file=str(path))
        self.end = len(self.model)
        self.size = self.end + SENTINELS
        self.mask = self.sentinel(0)  # stands for hidden text, as <mask> does elsewhere
        boundary = self.model.piece_to_id("▁")
        self.boundary = boundary if boundary != self.unk else -1

    def sentinel(self, number):
        return self.size - 1 - number

    def ids(self, texts):
        return self.model.encode(texts)

    def sentence(self, ids):
        return [*ids, self.eos]

    def spelling(self, i):
        piece = self.model.id_to_piece(i)
        return piece.lstrip("▁"), piece.startswith("▁")


KINDS = {"mini-xlmr": XlmrTokenizer, "mini-mbert": BertTokenizer, "mini-mt5": T5Tokenizer}
PIECES = {"mini-xlmr": 48000, "mini-mbert": 48000, "mini-mt5": 16384}


def kind(model):
    """The kind of tokenizer of a model of the lab, or of a folder in models/ that has such a file."""
    folder = common.MODELS / model
    found = [kind for kind in KINDS.values() if (folder / kind.file).exists()]
    if model not in KINDS and not found:
        raise FileNotFoundError(f"{folder} holds no tokenizer; expected {', '.join(kind.file for kind in KINDS.values())}")
    return KINDS[model] if model in KINDS else found[0]


def path(model):
    return common.MODELS / model / kind(model).file


def load(model):
    return kind(model)(path(model))


def train_sentencepiece(model, pieces):
    text = common.WORK / "corpus" / "sentences.txt"
    with open(text, "w", encoding="utf-8") as out:
        for _, sentence in common.training_sentences():
            out.write(sentence + "\n")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text), model_prefix=str(common.WORK / "spm"), vocab_size=pieces, model_type="unigram",
        character_coverage=0.9999, num_threads=2, shuffle_input_sentence=False, input_sentence_size=0,
        max_sentence_length=4000, minloglevel=1)
    (common.WORK / "spm.model").replace(path(model))
    (common.WORK / "spm.vocab").unlink()


def smoothed(counts):
    """{language: {item: count}} as one {item: weight}: counts times (size of the largest language / size)^(1 - SMOOTHING)."""
    largest = max(count.total() for count in counts.values())
    weights = collections.Counter()
    for code in sorted(counts):
        factor = (largest / counts[code].total()) ** (1 - SMOOTHING)
        for item, count in counts[code].items():
            weights[item] += round(16 * factor * count) / 16  # sixteenths add up exactly, in any order
    return weights


def trim_sentencepiece(model, pieces):
    """mini-xlmr's pieces that the training text uses most, with their probabilities; other text falls back to bytes."""
    whole = sentencepiece_model_pb2.ModelProto()
    whole.ParseFromString(path("mini-xlmr").read_bytes())
    processor = sentencepiece.SentencePieceProcessor(model_file=str(path("mini-xlmr")))
    counts = collections.defaultdict(collections.Counter)
    for code, sentence in common.training_sentences():
        counts[code].update(processor.encode(sentence))
    weights = smoothed(counts)
    kinds = sentencepiece_model_pb2.ModelProto.SentencePiece
    ordinary = [i for i, piece in enumerate(whole.pieces) if piece.type == kinds.NORMAL]
    special = [kinds(piece="<pad>", score=0, type=kinds.CONTROL), kinds(piece="</s>", score=0, type=kinds.CONTROL),
               kinds(piece="<unk>", score=0, type=kinds.UNKNOWN), *(kinds(piece=f"<0x{i:02X}>", score=0, type=kinds.BYTE) for i in range(256))]
    kept = sorted(sorted(ordinary, key=lambda i: (-weights[i], i))[: pieces - len(special)])
    trimmed = sentencepiece_model_pb2.ModelProto(pieces=[*special, *(whole.pieces[i] for i in kept)],
                                                 trainer_spec=whole.trainer_spec, normalizer_spec=whole.normalizer_spec)
    trainer = trimmed.trainer_spec
    trainer.ClearField("input")
    trainer.ClearField("model_prefix")
    trainer.vocab_size, trainer.byte_fallback = pieces, True
    trainer.pad_id, trainer.eos_id, trainer.unk_id, trainer.bos_id = 0, 1, 2, -1
    path(model).write_bytes(trimmed.SerializeToString())
    write_json(path(model).parent / "tokenizer_config.json", {
        "tokenizer_class": "T5Tokenizer", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>", "extra_ids": SENTINELS,
        "model_max_length": 512})


def train_wordpiece(model, pieces):
    counts = collections.defaultdict(collections.Counter)
    for code, sentence in common.training_sentences():
        counts[code].update(wordpiece.words(sentence))
    weights = smoothed(counts)
    del weights[""]
    learned = wordpiece.train(weights, pieces)
    path(model).write_text("\n".join(learned) + "\n", encoding="utf-8")
    write_json(path(model).parent / "tokenizer.json", {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [{"id": i, "content": piece, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
                          "special": True} for i, piece in enumerate(wordpiece.SPECIAL)],
        "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None,
                       "lowercase": False},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [special("[CLS]"), sequence("A", 0), special("[SEP]")],
            "pair": [special("[CLS]"), sequence("A", 0), special("[SEP]"), sequence("B", 1), special("[SEP]", 1)],
            "special_tokens": {piece: {"id": piece, "ids": [wordpiece.SPECIAL.index(piece)], "tokens": [piece]}
                               for piece in ("[CLS]", "[SEP]")}},
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                  "max_input_chars_per_word": wordpiece.LONGEST_WORD, "vocab": {piece: i for i, piece in enumerate(learned)}}})
    write_json(path(model).parent / "tokenizer_config.json", {
        "tokenizer_class": "BertTokenizer", "do_lower_case": False, "tokenize_chinese_chars": True, "strip_accents": None,
        "cls_token": "[CLS]", "sep_token": "[SEP]", "unk_token": "[UNK]", "pad_token": "[PAD]", "mask_token": "[MASK]",
        "model_max_length": 512})


def special(piece, kind=0):
    return {"SpecialToken": {"id": piece, "type_id": kind}}


def sequence(name, kind):
    return {"Sequence": {"id": name, "type_id": kind}}


def write_json(file, value):
    file.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=KINDS, default="mini-xlmr")
    parser.add_argument("--pieces", type=int, help=f"size of the vocabulary; left out: {PIECES}")
    options = parser.parse_args()
    path(options.model).parent.mkdir(parents=True, exist_ok=True)
    train = {"mini-xlmr": train_sentencepiece, "mini-mbert": train_wordpiece, "mini-mt5": trim_sentencepiece}[options.model]
    train(options.model, options.pieces or PIECES[options.model])
    tokenizer = load(options.model)
    print(f"{tokenizer.end} pieces")


if __name__ == "__main__":
    main()
