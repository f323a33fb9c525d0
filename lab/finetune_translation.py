"""Measures transfer of translation into English: fine-tunes mini-mt5 on each source, translates every target.

`python3 finetune_translation.py` fine-tunes the exported mini-mt5 on NTREX's lines 1 to 1,597 of each source language with their English, translates
the first 100 of lines 1,598 to 1,997 of every target greedily, and adds two rows a pair to data/scores/translation.mini-mt5.csv: chrF (sacreBLEU's
definition) and token_accuracy, the share of English pieces that the model would choose given those before. One source in ten is measured
with a second seed. Runs already in the file are not repeated. data/baselines/translation.mini-mt5.csv gets what `shuffled` input scores:
the same translations beside other lines' English; `majority` is the commonest piece, or nothing, everywhere.
"""
import argparse
import collections
import functools
import sys
import time

import common
import numpy
import torch
from torch import nn
from torch.nn import functional

import exported
import runs
import tokenizer
import translate
import zoo
from optimizer import rate_factor
from tasks.translation import ENGLISH, Translation

MODEL = "mini-mt5"
TEST = 100  # lines
LONGEST = 80
task = Translation()
options = None


@functools.cache
def cutter():
    return tokenizer.load(MODEL)


def ids(texts):
    return [cutter().sentence(row[: LONGEST - 1]) for row in cutter().ids(texts)]


def inputs(texts):
    """As in pre-training, the language to translate into comes first."""
    prefix = cutter().ids([ENGLISH])[0]
    return [cutter().sentence([*prefix, *row[: LONGEST - 1 - len(prefix)]]) for row in cutter().ids(texts)]


def padded(rows):
    return nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True, padding_value=cutter().pad)


@functools.cache
def pieces():
    """The ids that the head chooses among: those of the English training lines, a fifth of all. The rest would cost most of the time."""
    return torch.tensor(sorted({cutter().eos, *(piece for row in ids(task.lines(ENGLISH)[:trained()]) for piece in row)}))


def trained():
    """Lines to train on: trials leave the last ones to be tested on."""
    return task.size - TEST if options.trial else task.size


def train(source, seed):
    """Fine-tunes all of the model. Only the rows of the token embeddings that the training text uses get a gradient, so only those
    are handed to the optimizer and put back afterwards."""
    torch.manual_seed(seed)
    model = zoo.load(MODEL, torch.load(options.checkpoint) if options.checkpoint else exported.state(MODEL), options.dropout)["model"].train()
    pairs = list(zip(inputs(task.lines(source)[:trained()]), ids(task.lines(ENGLISH)[:trained()])))
    random = numpy.random.default_rng(seed)
    factors = {name: rate_factor(name, p.detach()) for name, p in model.named_parameters()}
    model.lm_head.weight = nn.Parameter(model.lm_head.weight[pieces()].detach())
    table = model.shared.weight.requires_grad_(False)
    used = torch.from_numpy(numpy.unique([cutter().pad, *(i for pair in pairs for row in pair for i in row)]))
    vectors = nn.Parameter(table[used].clone())
    tuned = {**{name: p for name, p in model.named_parameters() if p is not table}, "shared.weight": vectors}
    optimizer = torch.optim.AdamW([{"params": [p], "scale": factors[name]} for name, p in tuned.items()], weight_decay=0.01, foreach=True)
    schedule = [batch for _ in range(options.epochs) for batch in batches(pairs, random)]
    for step, batch in enumerate(schedule):
        share = step / len(schedule)
        for group in optimizer.param_groups:
            group["lr"] = options.rate * group["scale"] * min(1.0, share / 0.1) * (1 - share)
        optimizer.zero_grad(set_to_none=True)
        source_ids, target = padded([pairs[i][0] for i in batch]), padded([pairs[i][1] for i in batch])
        shifted = functional.pad(target[:, :-1], (1, 0), value=cutter().pad)
        counted, mask = target != cutter().pad, (source_ids != cutter().pad).long()
        memory = model.encoder.hidden(functional.embedding(torch.searchsorted(used, source_ids), vectors), mask)
        states = model.decoder.hidden(functional.embedding(torch.searchsorted(used, shifted), vectors), None, memory, mask)
        functional.cross_entropy(model.lm_head(states[counted]), torch.searchsorted(pieces(), target[counted])).backward()
        nn.utils.clip_grad_norm_(tuned.values(), 1.0)
        optimizer.step()
    table[used] = vectors.detach()
    return model.eval()


def batches(pairs, random):
    order = sorted(range(len(pairs)), key=lambda i: (len(pairs[i][0]) + len(pairs[i][1]), random.random()))
    groups, group = [], []
    for i in order:
        if group and (len(pairs[i][0]) + len(pairs[i][1])) * (len(group) + 1) > options.tokens:
            groups.append(group)
            group = []
        group.append(i)
    groups.append(group)
    random.shuffle(groups)
    return groups


def test(model, target, english, first):
    """{metric: (score, majority, shuffled)} on TEST lines from `first` on."""
    expected = english[first: first + TEST]
    moved = [*expected[1:], expected[0]]
    translator = translate.Translator(model, pieces(), padded(inputs(task.lines(target)[first: first + TEST])))
    found = [cutter().model.decode(row) for row in translator.greedy(cutter().eos, options.limit)]
    counts = collections.Counter(piece for row in ids(expected) for piece in row)
    right, moved_right = (translator.right_pieces(padded(ids(text))) for text in (expected, moved))
    return {"chrf": (translate.chrf(found, expected), 0.0, translate.chrf(found, moved)),
            "token_accuracy": tuple(number / counts.total() for number in (right, max(counts.values()), moved_right))}


def measure(source, seed):
    torch.set_num_threads(1)
    clock = time.time()
    with torch.autocast("cpu", torch.bfloat16, options.bfloat16, cache_enabled=False):
        model = train(source, seed)
    seconds, targets = time.time() - clock, options.trial.split(",") if options.trial else task.targets
    with torch.autocast("cpu", torch.bfloat16, options.bfloat16):
        scores = {target: test(model, target, task.lines(ENGLISH), trained()) for target in targets}
    return source, seed, scores, seconds, time.time() - clock


def use(arguments):
    """The settings for the functions above."""
    global options
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", help="a checkpoint of pretrain.py; the exported model when left out")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--tokens", type=int, default=1600, help="ids a batch, both sides")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--bfloat16", action=argparse.BooleanOptionalAction, default=False, help="matrix products in bfloat16")
    parser.add_argument("--limit", type=int, default=48, help="pieces of a translation")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=120, help="no run is begun after as many")
    parser.add_argument("--try", dest="trial", help="sources to try, comma separated, tested on the last training lines, which are not trained on; writes nothing")
    options = parser.parse_args(arguments)
    return task


def main():
    use(sys.argv[1:])
    if options.trial:
        for source in options.trial.split(","):
            runs.report(*measure(source, 0))
        return
    table = runs.Table(task.name, MODEL, task.size, "lab/finetune_translation.py", str)
    runs.measure_left(table, [*((source, 0) for source in task.sources), *((source, 1) for source in task.repeated)], task.targets, 2, measure, options)


if __name__ == "__main__":
    main()
