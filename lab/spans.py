"""Span corruption and translation: the batches and the loss of mini-mt5.

Half of the examples are sentences with spans of MEAN_SPAN pieces on average, NOISE of all pieces, replaced by sentinels; the target is the
sentinels with what they stand for (Raffel et al. 2020, appendix). The others are translation pairs: the source begins with the
target's language as text (`eng_Latn`), the target is the translation.
"""
import numpy
import torch
from torch.nn import functional

import encoded

NOISE = 0.25
MEAN_SPAN = 3.0


class Spans:
    """An endless stream of padded batches (input ids, target ids) of about `tokens` ids together, lengths alike."""

    def __init__(self, tokenizer, data, tokens, seed):
        self.random = numpy.random.default_rng(seed)
        self.tokenizer, self.tokens = tokenizer, tokens
        rows = list(encoded.monolingual(data))
        self.sentences = [ids for _, ids in rows]
        _, inverse, count = numpy.unique([code for code, _ in rows], return_inverse=True, return_counts=True)
        weight = count[inverse].astype(float) ** (0.7 - 1)  # as in masked.py
        self.weight = weight / weight.sum()
        self.groups = [g for g in encoded.parallel_lines(data["sentences"]).values() if len(g) > 1]
        self.pairs = [tuple(zip(codes, pair)) for codes, pair in zip(data["sides"], data["pairs"])]
        self.prefix = {code: tokenizer.ids([code])[0] for code in sorted({code for code, _ in rows})}

    def translation(self, source, target):
        (_, text), (code, translated) = source, target
        return self.tokenizer.sentence(self.prefix[code] + text), self.tokenizer.sentence(translated)

    def corrupted(self, ids):
        if len(ids) < 2:
            return self.tokenizer.sentence([self.tokenizer.sentinel(0)]), self.tokenizer.sentence([self.tokenizer.sentinel(0), *ids])
        hidden = min(max(round(len(ids) * NOISE), 1), len(ids) - 1)
        spans = min(max(round(hidden / MEAN_SPAN), 1), len(ids) - hidden)
        source, target, at = [], [], 0
        for number, (kept, length) in enumerate(zip(self.parts(len(ids) - hidden, spans), self.parts(hidden, spans))):
            mark = self.tokenizer.sentinel(number)
            source += [*ids[at: at + kept], mark]
            target += [mark, *ids[at + kept: at + kept + length]]
            at += kept + length
        return self.tokenizer.sentence(source), self.tokenizer.sentence(target)

    def parts(self, whole, number):
        """`whole` as the sum of `number` positive integers, each way equally likely."""
        cuts = numpy.sort(self.random.choice(whole - 1, number - 1, replace=False) + 1) if number > 1 else []
        return numpy.diff([0, *cuts, whole]).tolist()

    def pool(self, count=20000):
        rows = [self.corrupted(self.sentences[i]) for i in self.random.choice(len(self.sentences), count // 2, p=self.weight)]
        for i in self.random.integers(len(self.groups), size=count // 6):
            group = self.groups[i]
            a, b = self.random.choice(len(group), 2, replace=False)
            rows.append(self.translation(group[a], group[b]))
        for i in self.random.integers(len(self.pairs), size=count // 4):
            a, b = self.pairs[i] if self.random.random() < 0.5 else reversed(self.pairs[i])
            rows.append(self.translation(a, b))
        return rows

    def __iter__(self):
        while True:
            rows = sorted(self.pool(), key=lambda row: (len(row[0]) + len(row[1]), len(row[0])))
            batches, batch = [], []
            for row in rows:
                wider = [*batch, row]
                if batch and sum(max(len(r[side]) for r in wider) for side in (0, 1)) * len(wider) > self.tokens:
                    batches.append(batch)
                    batch = []
                batch.append(row)
            self.random.shuffle(batches)
            for batch in batches:
                yield self.padded([row[0] for row in batch]), self.padded([row[1] for row in batch])

    def padded(self, rows):
        ids = numpy.full((len(rows), max(map(len, rows))), self.tokenizer.pad)
        for i, row in enumerate(rows):
            ids[i, : len(row)] = row
        return ids

    def seen(self, batch):
        return sum(int((ids != self.tokenizer.pad).sum()) for ids in batch)

    def loss(self, modules, batch, device):
        """Cross-entropy of the target's pieces over the whole vocabulary."""
        model = modules["model"]
        ids, targets = (torch.from_numpy(side).to(device) for side in batch)
        shifted = functional.pad(targets[:, :-1], (1, 0), value=self.tokenizer.pad)
        states = model.states(ids, (ids != self.tokenizer.pad).long(), shifted)
        counted = targets != self.tokenizer.pad
        loss = functional.cross_entropy(model.lm_head(states[counted]).float(), targets[counted])
        loss.backward()
        return float(loss)
