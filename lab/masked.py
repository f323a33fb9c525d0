"""Masked language modelling: the batches and the loss of mini-mbert (sentences only) and mini-xlmr (translation pairs too)."""
import numpy
import torch
from torch.nn import functional

import encoded

MASKED = 0.2
NEGATIVES = 6000


class Masked:
    """An endless stream of padded batches of about `tokens` ids, lengths alike, with what is hidden in them. With `parallel`,
    half of the ids come from translation pairs (TLM); without, the sides of the pairs are sentences like any other."""

    def __init__(self, tokenizer, data, tokens, seed, parallel):
        self.random = numpy.random.default_rng(seed)
        self.tokenizer, self.tokens, self.parallel = tokenizer, tokens, parallel
        rows = [(code, ids) for code, _, ids in data["sentences"]] if parallel else list(encoded.monolingual(data))
        self.sentences = [numpy.array(tokenizer.sentence(ids)) for _, ids in rows]
        self.groups = [[ids for _, ids in g] for g in encoded.parallel_lines(data["sentences"]).values() if len(g) > 1]
        self.pairs = data["pairs"]
        # Small languages are seen more often than their share: probability of a language ~ (its sentences)^0.7.
        _, inverse, count = numpy.unique([code for code, _ in rows], return_inverse=True, return_counts=True)
        weight = count[inverse].astype(float) ** (0.7 - 1)
        self.weight = weight / weight.sum()
        counts = numpy.bincount(numpy.concatenate([ids for _, ids in rows]), minlength=tokenizer.size)
        self.cumulative = numpy.cumsum(numpy.sqrt(counts))

    def pool(self, count=20000):
        if not self.parallel:
            return [self.sentences[i] for i in self.random.choice(len(self.sentences), count, p=self.weight)]
        chosen = self.random.choice(len(self.sentences), count // 2, p=self.weight)
        rows = [self.sentences[i] for i in chosen]
        for i in self.random.integers(len(self.groups), size=count // 6):
            group = self.groups[i]
            a, b = self.random.choice(len(group), 2, replace=False)
            rows.append(numpy.array(self.tokenizer.pair(group[a], group[b])))
        for i in self.random.integers(len(self.pairs), size=count // 4):
            a, b = self.pairs[i]
            rows.append(numpy.array(self.tokenizer.pair(a, b) if self.random.random() < 0.5 else self.tokenizer.pair(b, a)))
        return rows

    def __iter__(self):
        while True:
            rows = sorted(self.pool(), key=len)
            batches, batch = [], []
            for row in rows:
                if batch and len(row) * (len(batch) + 1) > self.tokens:
                    batches.append(batch)
                    batch = []
                batch.append(row)
            self.random.shuffle(batches)
            for batch in batches:
                ids = numpy.full((len(batch), max(map(len, batch))), self.tokenizer.pad)
                for i, row in enumerate(batch):
                    ids[i, : len(row)] = row
                corrupted, chosen = self.corrupt(ids)
                negatives = numpy.searchsorted(self.cumulative, self.random.random(NEGATIVES) * self.cumulative[-1])
                yield ids, corrupted, chosen, negatives

    def corrupt(self, ids):
        """The 80 / 10 / 10 rule over MASKED of the ordinary tokens."""
        chosen = (self.random.random(ids.shape) < MASKED) & (ids >= self.tokenizer.first)
        if not chosen.any():
            chosen[0, 1] = True
        how = self.random.random(ids.shape)
        corrupted = numpy.where(chosen & (how < 0.8), self.tokenizer.mask, ids)
        noise = self.random.integers(self.tokenizer.first, self.tokenizer.end, ids.shape)
        return numpy.where(chosen & (how >= 0.9), noise, corrupted), chosen

    def seen(self, batch):
        return int((batch[0] != self.tokenizer.pad).sum())

    def loss(self, modules, batch, device):
        """Masked-token loss over a sample of the vocabulary: the batch's own ids and random negatives, no full gradient made."""
        ids, corrupted, chosen, negatives = batch
        encoder, head = modules["encoder"], modules["head"]
        table = encoder.words.weight
        rows, inverse = numpy.unique(numpy.concatenate([corrupted.ravel(), ids[chosen], negatives]), return_inverse=True)
        rows = torch.from_numpy(rows).to(device)
        inverse = torch.from_numpy(inverse).to(device)
        vectors = table.detach()[rows].requires_grad_()
        bias = head.bias.detach()[rows].requires_grad_()
        cells = ids.size
        mask = torch.from_numpy((ids != self.tokenizer.pad).astype(numpy.int64)).to(device)
        hidden = encoder.hidden(vectors[inverse[:cells]].view(*ids.shape, -1), mask)
        states = head(hidden[torch.from_numpy(chosen).to(device)])
        target = inverse[cells: cells + int(chosen.sum())]
        loss = functional.cross_entropy((states @ vectors.t()).float() + bias, target)
        loss.backward()
        table.grad[rows] = vectors.grad
        head.bias.grad[rows] = bias.grad
        return float(loss)
