"""Measures zero-shot transfer: fine-tunes on each source of a task, tests on every target.

`python3 finetune.py --model mini-xlmr --task pos` fine-tunes the model, as exported (mini-mt5: its encoder), with a linear head on each source
language of the task, tests on every target, and adds rows to data/scores/<task>.<model>.csv. One source in ten is measured with a
second seed too. Runs already in the file are not repeated, so that a stage may end at any time (`--minutes`). `--unions N` fine-tunes on
unions of two or three sources instead, drawn by seed, each giving an equal share of the same amount of text; their source is written
`first+second`. `--try en,tr` prints scores on dev splits and writes nothing; `--again en,tr` measures sources once more.

data/baselines/<task>.<model>.csv gets what the same runs would score without transfer: `majority` is the commonest label of the training
text everywhere, `shuffled` the run's own labels given to other words or sentences of the same test.
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
from torch.nn.functional import cross_entropy

import runs
import tasks
import tokenizer
import zoo
from model import Dropout
from optimizer import rate_factor
from tasks.tagging import IGNORED

RATES = {"mini-xlmr": 4e-4, "mini-mbert": 4e-4, "mini-mt5": 1e-3}  # chosen on dev splits
options = task = None


class Labeller(nn.Module):
    """The encoder with a linear head on every piece, or on the mean over pieces."""

    def __init__(self):
        super().__init__()
        self.encoder = zoo.encoder(options.model, options.checkpoint, options.dropout)
        self.dropout = Dropout(options.dropout)
        self.classifier = nn.Linear(self.encoder.config.hidden_size, len(task.labels))

    def forward(self, ids, mask):
        return self.head(self.encoder(ids, mask), mask)

    def head(self, states, mask):
        if task.whole:
            weights = mask[:, :, None].to(states.dtype)
            states = ((states * weights).sum(1) / weights.sum(1))[:, None]
        return self.classifier(self.dropout(states))


def device():
    return "cuda" if torch.cuda.is_available() else "cpu"


@functools.cache
def cutter():
    return tokenizer.load(options.model)


def batches(rows, tokens, random=None):
    """Padded (row numbers, ids, labels) of at most about `tokens` ids; in random order when a generator is given."""
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
        ids = numpy.full((len(group), max(len(rows[i][0]) for i in group)), cutter().pad)
        labels = numpy.full((len(group), max(len(rows[i][1]) for i in group)), IGNORED)
        for at, i in enumerate(group):
            ids[at, : len(rows[i][0])], labels[at, : len(rows[i][1])] = rows[i]
        yield group, ids, labels


def factor(name, weights):
    """As in pre-training, mini-mt5's rates follow the size of its weights."""
    return rate_factor(name, weights.detach()) if options.model == "mini-mt5" else 1.0


def by_rate(named):
    """The parameters in groups of one rate each."""
    groups = collections.defaultdict(list)
    for name, p in named:
        groups[factor(name, p)].append(p)
    return [{"params": some, "scale": scale} for scale, some in sorted(groups.items())]


def train(examples, seed):
    """Fine-tunes the encoder and a linear head. Of the token embeddings only the rows that the training text uses can get a
    gradient, so only those are handed to the optimizer and put back afterwards: the same result for a fraction of the work."""
    torch.manual_seed(seed)
    model = Labeller().to(device())
    rows = [row for example in examples for row in task.rows(cutter(), example)]
    random = numpy.random.default_rng(seed)
    table = model.encoder.words.weight
    table.requires_grad_(False)
    used = torch.from_numpy(numpy.unique([cutter().pad, cutter().mask, *(i for ids, _ in rows for i in ids)])).to(device())
    place = torch.zeros(len(table), dtype=torch.long, device=device())
    place[used] = torch.arange(len(used), device=device())
    vectors = nn.Parameter(table[used].clone(), requires_grad=options.embedding_rate > 0)
    head = list(model.classifier.parameters())
    body = [(n, p) for n, p in model.named_parameters() if p.requires_grad and not n.startswith("classifier")]
    groups = [*by_rate(body), {"params": head, "scale": 3.0}]
    if options.embedding_rate:
        groups.append({"params": [vectors], "scale": options.embedding_rate * factor("words", vectors)})
    moved = [*(p for _, p in body), *head, *([vectors] if options.embedding_rate else [])]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, foreach=True)
    schedule = [batch for _ in range(options.epochs) for batch in batches(rows, options.tokens, random)]
    model.train()
    for step, (_, ids, labels) in enumerate(schedule):
        share = step / len(schedule)
        for group in optimizer.param_groups:
            group["lr"] = options.rate * group["scale"] * min(1.0, share / 0.1) * (1 - share)
        hidden = (random.random(ids.shape) < options.hide) & (ids >= cutter().first)
        inputs = torch.from_numpy(numpy.where(hidden, cutter().mask, ids)).to(device())
        optimizer.zero_grad(set_to_none=True)
        mask = (inputs != cutter().pad).long()
        logits = model.head(model.encoder.hidden(vectors[place[inputs]], mask), mask)
        loss = cross_entropy(logits.float().transpose(1, 2), torch.from_numpy(labels).to(device()))
        loss.backward()
        nn.utils.clip_grad_norm_(moved, 1.0)
        optimizer.step()
    table[used] = vectors.detach()
    return model.eval()


@functools.cache
def test_rows(target, splits):
    """A target's rows, cut once in each worker, with how many of them each example has."""
    rows = [task.rows(cutter(), example) for example in (task.test(target, splits) if splits else task.test(target))]
    return [row for example in rows for row in example], [len(example) for example in rows]


@torch.no_grad()
def test(model, target, splits):
    """(labels of the data, labels found), a list of both an example."""
    rows, sizes = test_rows(target, splits)
    found = [None] * len(rows)
    for numbers, ids, labels in batches(rows, 4096):
        inputs = torch.from_numpy(ids).to(device())
        best = model(inputs, (inputs != cutter().pad).long()).argmax(-1).cpu().numpy()
        for at, number in enumerate(numbers):
            found[number] = best[at, : len(rows[number][1])][labels[at, : len(rows[number][1])] != IGNORED].tolist()
    return expected(target, splits), joined(found, sizes)


def expected(target, splits=()):
    """The labels of a target's text, a list an example."""
    rows, sizes = test_rows(target, splits)
    return joined([[label for label in labels if label != IGNORED] for _, labels in rows], sizes)


def joined(rows, sizes):
    """Those of an example in one list."""
    examples, at = [], 0
    for size in sizes:
        examples.append([label for row in rows[at: at + size] for label in row])
        at += size
    return examples


def commonest(examples):
    """The commonest label of the training text; for named entities that is O, which finds none."""
    counts = collections.Counter(label for example in examples for _, labels in task.rows(cutter(), example) for label in labels if label != IGNORED)
    return max(sorted(counts), key=counts.get)


def shuffled(gold, found, names):
    """The score of the same labels in another order of the test's words or sentences."""
    labels = [label for f in found for label in f]
    common.generator("shuffled", *names).shuffle(labels)
    at, moved = 0, []
    for f in found:
        moved.append(labels[at: at + len(f)])
        at += len(f)
    return task.score(gold, moved)


def measure(source, seed, splits=()):
    """One source or union, one seed: the score and the baselines on every target, or on the dev splits of the sources tried."""
    torch.set_num_threads(1)
    clock, examples = time.time(), training_text(source, seed)
    with torch.autocast(device(), torch.bfloat16, options.bfloat16, cache_enabled=False):
        model = train(examples, seed)
    trained, scores, label = time.time() - clock, {}, commonest(examples)
    for target in options.trial.split(",") if options.trial else task.targets:
        with torch.autocast(device(), torch.bfloat16, options.bfloat16):
            gold, found = test(model, target, splits)
        majority = task.score(gold, [[label] * len(g) for g in gold])
        values = task.score(gold, found), majority, shuffled(gold, found, (task.name, source, seed, target))
        scores[target] = {task.metric: values}
    return source, seed, scores, trained, time.time() - clock


def majority(source, seed):
    """{target: {metric: (no score, majority, no shuffled)}}: what needs no model."""
    label = commonest(training_text(source, seed))
    return {target: {task.metric: (None, task.score(gold, [[label] * len(g) for g in gold]), None)} for target in task.targets for gold in [expected(target)]}


def training_text(source, seed):
    parts = source.split("+")
    return [example for part in parts for example in task.train(part, seed, len(parts))]


def unions(number):
    """Two or three sources each, in turn, every union once."""
    random, found = common.generator("unions", task.name), []
    while len(found) < number:
        union = "+".join(sorted(random.sample(task.sources, 2 + len(found) % 2)))
        if union not in found:
            found.append(union)
    return found


def planned(languages):
    """The runs of the task, (source, seed): first those that tell the noise of a run."""
    if options.unions:
        return [(union, 0) for union in unions(options.unions)]
    repeated = [(source, seed) for source in task.repeated for seed in (0, 1)]
    return [*repeated, *((source, 0) for source in by_text(options.model, task, task.sources, languages) if source not in task.repeated)]


def by_text(model, task, sources, languages):
    """Those of most pre-training text first, so that a stage cut short has the richest."""
    seen = common.pretraining_sentences(model)
    return sorted(sources, key=lambda source: (-seen.get(languages.code(source, task.dataset), 0), source))


def use(model, name, arguments=()):
    """Chooses model and task for the functions above, with the settings of fine-tuning that `arguments` do not give."""
    global options, task
    options = parser().parse_args(["--model", model, "--task", name, *arguments])
    task = tasks.ALL[name]
    if options.rate is None:
        options.rate = RATES[model]
    for setting in ("epochs", "tokens", "embedding_rate"):
        if getattr(options, setting) is None:
            setattr(options, setting, task.settings.get(setting, 1))
    return task


def parser():
    result = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    result.add_argument("--checkpoint", help="a checkpoint of pretrain.py; the exported model when left out")
    result.add_argument("--model", choices=tokenizer.KINDS, default="mini-xlmr")
    result.add_argument("--task", choices=tasks.ALL, default="pos")
    result.add_argument("--epochs", type=int)
    result.add_argument("--tokens", type=int, help="ids a batch")
    result.add_argument("--rate", type=float, help="learning rate; the model's own when left out")
    result.add_argument("--dropout", type=float, default=0.2)
    result.add_argument("--hide", type=float, default=0.1, help="share of input pieces replaced by <mask> in training")
    result.add_argument("--embedding-rate", type=float, help="learning rate of the token embeddings, times --rate; 0 freezes them")
    result.add_argument("--bfloat16", action=argparse.BooleanOptionalAction, default=False,
                        help="matrix products in bfloat16; weights, sums and losses in float32")
    result.add_argument("--workers", type=int, default=2)
    result.add_argument("--minutes", type=float, default=120, help="no run is begun after as many")
    result.add_argument("--unions", type=int, help="so many unions of sources instead of single ones")
    result.add_argument("--again", help="sources to measure again, comma separated: says whether their scores come out the same, and writes their baselines")
    result.add_argument("--majority", action="store_true", help="write the commonest label's scores beside runs without baselines, which needs no model")
    result.add_argument("--try", dest="trial", help="sources to try on dev splits, comma separated")
    return result


def main():
    given = parser().parse_args()
    use(given.model, given.task, sys.argv[1:])
    if options.trial:
        for source in options.trial.split(","):
            runs.report(*measure(source, 0, ("dev",)))
        return
    languages = common.Languages()
    table = runs.Table(task.name, options.model, task.size, "lab/finetune.py", lambda name: languages.code(name, task.dataset))
    if options.again:
        for source in options.again.split(","):
            again = measure(source, 0)
            table.add_baselines(*again[:3])
            differences = numpy.abs(table.differences(*again[:3]))
            print(f"{source}: {(differences > 0).sum()} of {len(differences)} scores differ, by {differences.max():.5f} at most", flush=True)
        return
    if options.majority:
        lacking = table.without_baselines()
        for source, seed in planned(languages):
            if (table.name(source), str(seed)) in lacking:
                table.add_baselines(source, seed, majority(source, seed))
        return
    runs.measure_left(table, planned(languages), task.targets, 1, measure, options)


if __name__ == "__main__":
    main()
