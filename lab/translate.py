"""Greedy translation with mini-mt5, a token at a time, and chrF as sacreBLEU defines it."""
import collections

import torch
from torch.nn import functional

import t5

ORDER, BETA = 6, 2


class Translator:
    """A model with some source sentences, encoded once. Its head chooses among `pieces`, the ids of its rows."""

    def __init__(self, model, pieces, ids):
        self.model, self.decoder, self.pieces = model, model.decoder, pieces
        self.mask = (ids != model.config.pad_token_id).long()
        with torch.inference_mode():
            self.memory = model.encoder(ids, self.mask)

    @torch.inference_mode()
    def greedy(self, stop, limit):
        """The likeliest next piece, over and over, up to `stop` or `limit` pieces: a list of pieces a sentence, without `stop`."""
        number, hidden = len(self.memory), t5.hide(self.mask, self.memory)
        bias = self.decoder.position_bias(limit)
        kept = [None] * len(self.decoder.block)
        crossed = [tuple(split(layer, projection(self.memory)).contiguous() for projection in (layer.k, layer.v))
                   for layer in (block.layer[1].EncDecAttention for block in self.decoder.block)]
        last = torch.full((number, 1), self.model.config.pad_token_id, device=self.mask.device)
        ended, found = torch.zeros(number, dtype=torch.bool, device=last.device), [[] for _ in range(number)]
        for step in range(limit):
            x = self.decoder.words(last)
            for at, block in enumerate(self.decoder.block):
                own, cross = block.layer[0].SelfAttention, block.layer[1].EncDecAttention
                y = block.layer[0].layer_norm(x)
                new = split(own, own.k(y)), split(own, own.v(y))
                kept[at] = new if kept[at] is None else tuple(torch.cat(pair, 2) for pair in zip(kept[at], new))
                x = x + attend(own, y, *kept[at], bias[:, :, step: step + 1, : step + 1])
                x = x + attend(cross, block.layer[1].layer_norm(x), *crossed[at], hidden)
                x = block.layer[2](x)
            best = self.pieces[self.model.lm_head(self.decoder.final_layer_norm(x)[:, 0]).argmax(-1)]
            ended |= best == stop
            for at, piece in enumerate(best.tolist()):
                if not ended[at]:
                    found[at].append(piece)
            if ended.all():
                break
            last = best[:, None]
        return found

    @torch.inference_mode()
    def right_pieces(self, targets):
        """How many pieces of the targets the model would choose next, given those before."""
        pad = self.model.config.pad_token_id
        states = self.decoder(functional.pad(targets[:, :-1], (1, 0), value=pad), None, self.memory, self.mask)
        counted = targets != pad
        return int((self.pieces[self.model.lm_head(states[counted]).argmax(-1)] == targets[counted]).sum())


def split(attention, x):
    return x.view(x.shape[0], x.shape[1], attention.heads, -1).transpose(1, 2)


def attend(attention, x, keys, values, bias):
    weights = torch.softmax(torch.matmul(split(attention, attention.q(x)), keys.transpose(-1, -2)) + bias, -1)
    return attention.o(torch.matmul(weights, values).transpose(1, 2).flatten(2))


def chrf(found, expected):
    """Corpus chrF2, in [0, 1] (Popović 2015, as sacreBLEU 2 computes it by default): character n-grams of orders 1 to 6 without
    white space, counts summed over all sentences; the mean over orders of precision and of recall, orders without n-grams left out."""
    sums = [[0, 0, 0] for _ in range(ORDER)]
    for f, e in zip(found, expected):
        f, e = "".join(f.split()), "".join(e.split())
        for order in range(1, ORDER + 1):
            a, b = grams(f, order), grams(e, order)
            for i, value in enumerate((a.total() if b else 0, b.total(), (a & b).total())):
                sums[order - 1][i] += value
    precision = recall = effective = 0
    for predicted, reference, match in sums:
        if predicted and reference:
            precision, recall, effective = precision + match / predicted, recall + match / reference, effective + 1
    if not effective or not precision + recall:
        return 0.0
    precision, recall = precision / effective, recall / effective
    return (1 + BETA**2) * precision * recall / (BETA**2 * precision + recall)


def grams(text, order):
    return collections.Counter(text[i: i + order] for i in range(len(text) - order + 1))
