"""Measures zero-shot part-of-speech tagging: fine-tunes on each source, tests on every target.

`python3 finetune_pos.py --model mini-xlmr` fine-tunes the model, as exported (mini-mt5: its encoder), on 8,000 words of each source
language of UD that has as many, tests on the test split of every language (PUD where there is none; the first 1,200 words), and adds
rows to data/scores/pos.<model>.csv: word accuracy at the first subword. One source in ten is measured with a second seed too. Runs
already in the file are not repeated. `--try en,tr` prints accuracies on the dev split instead and writes nothing.
"""
import argparse
import collections
import csv
import functools
import multiprocessing
import time

import common
import numpy
import torch
from torch import nn
from torch.nn.functional import cross_entropy

import pos
import tokenizer
import zoo
from model import Dropout

COLUMNS = ["task", "metric", "model", "source", "target", "score", "train_size", "seed", "origin"]
TEST_WORDS = 1200
REPEATED = ["pt", "tr", "lv", "af", "sa", "zh"]  # measured with a second seed: every tenth source, from rich to poor
options = None


class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = zoo.encoder(options.model, options.checkpoint, options.dropout)
        self.dropout = Dropout(options.dropout)
        self.classifier = nn.Linear(self.encoder.config.hidden_size, len(pos.TAGS))

    def forward(self, ids, mask):
        return self.classifier(self.dropout(self.encoder(ids, mask)))


def scores_file():
    return common.ROOT / "data" / "scores" / f"pos.{options.model}.csv"


def device():
    return "cuda" if torch.cuda.is_available() else "cpu"


def train(sentences, words, seed):
    """Fine-tunes the encoder and a linear head. Of the token embeddings only the rows that the training words use can get a
    gradient, so only those are handed to the optimizer and put back afterwards: the same result for a fraction of the work."""
    torch.manual_seed(seed)
    model, cutter = Tagger().to(device()), words.tokenizer
    rows = [row for sentence in sentences for row in words.rows(sentence)]
    random = numpy.random.default_rng(seed)
    table = model.encoder.words.weight
    table.requires_grad_(False)
    used = torch.from_numpy(numpy.unique([cutter.pad, cutter.mask, *(i for ids, _ in rows for i in ids)])).to(device())
    place = torch.zeros(len(table), dtype=torch.long, device=device())
    place[used] = torch.arange(len(used), device=device())
    vectors = nn.Parameter(table[used].clone())
    head = list(model.classifier.parameters())
    body = [p for n, p in model.named_parameters() if p.requires_grad and not n.startswith("classifier")]
    groups = [{"params": body, "scale": 1.0}, {"params": head, "scale": 3.0}, {"params": [vectors], "scale": options.embedding_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, foreach=True)
    schedule = [batch for epoch in range(options.epochs) for batch in pos.batches(rows, options.tokens, cutter.pad, random)]
    model.train()
    for step, (ids, tags) in enumerate(schedule):
        share = step / len(schedule)
        for group in optimizer.param_groups:
            group["lr"] = options.rate * group["scale"] * min(1.0, share / 0.1) * (1 - share)
        hidden = (random.random(ids.shape) < options.hide) & (ids >= cutter.first)
        inputs = torch.from_numpy(numpy.where(hidden, cutter.mask, ids)).to(device())
        optimizer.zero_grad(set_to_none=True)
        states = model.encoder.hidden(vectors[place[inputs]], (inputs != cutter.pad).long())
        loss = cross_entropy(model.classifier(model.dropout(states)).transpose(1, 2), torch.from_numpy(tags).to(device()))
        loss.backward()
        nn.utils.clip_grad_norm_([*body, *head, vectors], 1.0)
        optimizer.step()
    table[used] = vectors.detach()
    return model.eval()


@functools.cache
def test_batches(target, splits):
    """A target's test words, cut and padded once in each worker."""
    words = pos.Words(tokenizer.load(options.model))
    return list(pos.batches([row for s in pos.test_sentences(target, TEST_WORDS, splits) for row in words.rows(s)], 4096, words.tokenizer.pad))


@torch.no_grad()
def accuracy(model, target, splits):
    right = total = 0
    for ids, tags in test_batches(target, splits):
        inputs = torch.from_numpy(ids).to(device())
        found = model(inputs, (inputs != model.encoder.config.pad_token_id).long()).argmax(-1).cpu().numpy()
        right += int(((found == tags) & (tags != pos.IGNORED)).sum())
        total += int((tags != pos.IGNORED).sum())
    return right / total


def measure(job):
    """One source, one seed: accuracy on every target."""
    source, seed, targets, splits = job
    torch.set_num_threads(1)
    clock = time.time()
    words = pos.Words(tokenizer.load(options.model))
    model = train(pos.train_sentences(source, options.words, seed), words, seed)
    trained = time.time() - clock
    scores = {target: accuracy(model, target, splits) for target in targets}
    return source, seed, scores, trained, time.time() - clock


def finished_runs(targets):
    """(source, seed) of the runs whose every target is in the file; rows of a run cut short are taken out."""
    if not scores_file().exists():
        return set()
    with open(scores_file(), encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    count = collections.Counter((row[3], row[7]) for row in rows[1:] if len(row) == len(COLUMNS) and row[2] == options.model)
    whole = {run for run, number in count.items() if number == targets}
    write([row for row in rows[1:] if len(row) == len(COLUMNS) and (row[3], row[7]) in whole])
    return whole


def write(rows):
    part = scores_file().with_suffix(".part")
    with open(part, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *sorted(rows, key=lambda row: (row[7], row[3], row[4]))])
    part.replace(scores_file())


def most_frequent(source, seed, sentences):
    """The baseline: each word its commonest tag in the same training words, unknown words NOUN."""
    counts = {}
    for sentence in pos.train_sentences(source, options.words, seed):
        for form, tag in sentence:
            counts.setdefault(form, {}).setdefault(tag, 0)
            counts[form][tag] += 1
    best = {form: max(sorted(tags), key=tags.get) for form, tags in counts.items()}
    pairs = [(best.get(form, "NOUN"), tag) for sentence in sentences for form, tag in sentence]
    return sum(a == b for a, b in pairs) / len(pairs)


def main():
    global options
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", help="a checkpoint of pretrain.py; the exported model when left out")
    parser.add_argument("--model", choices=tokenizer.KINDS, default="mini-xlmr")
    parser.add_argument("--words", type=int, default=8000)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--tokens", type=int, default=600, help="ids a batch")
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--hide", type=float, default=0.1, help="share of input pieces replaced by <mask> in training")
    parser.add_argument("--embedding-rate", type=float, default=1.0, help="learning rate of the token embeddings, times --rate")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--try", dest="trial", help="sources to try on dev splits, comma separated")
    options = parser.parse_args()
    codes = sorted(path.name for path in common.DATA.glob("ud/*") if pos.test_sentences(path.name, 1))
    sources = [c for c in codes if sum(map(len, pos.train_sentences(c, options.words, 0))) >= options.words]
    if options.trial:
        chosen = options.trial.split(",")
        with multiprocessing.get_context("fork").Pool(options.workers) as pool:
            for source, seed, scores, trained, whole in pool.imap(measure, [(s, 0, sorted({*chosen, "en", "nl", "tr", "uk"}), ("dev",)) for s in chosen]):
                base = most_frequent(source, 0, pos.test_sentences(source, TEST_WORDS, ("dev",)))
                print(source, f"baseline {base:.3f}", {k: round(v, 3) for k, v in scores.items()}, f"{trained:.0f} s of {whole:.0f} s", flush=True)
        return
    languages = common.Languages()
    done = finished_runs(len(codes))
    if not scores_file().exists():
        scores_file().parent.mkdir(parents=True, exist_ok=True)
        scores_file().write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
    with open(common.ROOT / "data" / "counts" / options.model / "corpora.csv", encoding="utf-8", newline="") as file:
        seen = {row["language"]: int(row["pretraining_sentences"]) for row in csv.DictReader(file)}
    sources.sort(key=lambda s: (-seen.get(languages.code(s, "ud"), 0), s))  # a stage cut short has the richest sources
    jobs = [(s, 0, codes, ("test", "pud")) for s in sources]
    jobs[40:40] = [(s, 1, codes, ("test", "pud")) for s in sources if s in REPEATED]
    jobs = [job for job in jobs if (languages.code(job[0], "ud"), str(job[1])) not in done]
    print(f"{len(sources)} sources, {len(codes)} targets, {len(jobs)} runs left", flush=True)
    margins = []
    with multiprocessing.get_context("fork").Pool(options.workers) as pool:
        for source, seed, scores, trained, whole in pool.imap_unordered(measure, jobs):
            with open(scores_file(), "a", encoding="utf-8", newline="") as file:
                for target, score in scores.items():
                    csv.writer(file, lineterminator="\n").writerow(
                        ["pos", "accuracy", options.model, languages.code(source, "ud"), languages.code(target, "ud"),
                         f"{score:.5f}", options.words, seed, "lab/finetune_pos.py"])
            base = most_frequent(source, seed, pos.test_sentences(source, TEST_WORDS))
            margins.append(scores[source] - base)
            print(f"{source} seed {seed}: own {scores[source]:.3f} (most frequent tag {base:.3f}), others "
                  f"{numpy.mean([v for k, v in scores.items() if k != source]):.3f}, {trained:.0f} s of {whole:.0f} s, "
                  f"mean margin {numpy.mean(margins):+.4f}", flush=True)
    with open(scores_file(), encoding="utf-8", newline="") as file:
        write(list(csv.reader(file))[1:])


if __name__ == "__main__":
    main()
