"""Pre-trains models/mini-xlmr: masked language modelling on sentences and on translation pairs (TLM).

`python3 pretrain.py` trains on every core (one process each, gradients averaged each step, each process updating its share of
the weights) or on one CUDA device, saves work/pretrained.pt every 500 steps and resumes from it. `--from-export` begins a further
stage at the committed weights instead, with a schedule of its own. The schedule (linear warm-up, cosine to a tenth) is counted in
steps; a stage that runs out of --minutes stops where it is. Same seed, same number of workers: same weights. No dropout: text is
seen about once, so the model fits it too little rather than too well.
"""
import argparse
import json
import math
import time

import common
import numpy
import torch
import torch.multiprocessing as processes
from torch.nn import functional

import encoded
import exported
from model import Config, Encoder, MaskedHead
from start_embeddings import start
from tokenizer import BOS, EOS, PAD, Tokenizer

MASKED = 0.2
NEGATIVES = 6000
CHECKPOINT = common.WORK / "pretrained.pt"


class Batches:
    """An endless stream of padded batches of about `tokens` ids, lengths alike; half of the ids come from pairs."""

    def __init__(self, data, tokens, rank):
        self.random = numpy.random.default_rng([common.SEED, rank])
        self.tokens = tokens
        self.sentences = [numpy.array([BOS, *ids, EOS]) for _, _, ids in data["sentences"]]
        self.groups = [g for g in encoded.parallel_lines(data["sentences"]).values() if len(g) > 1]
        self.pairs = data["pairs"]
        self.codes = numpy.array([code for code, _, _ in data["sentences"]])
        # Small languages are seen more often than their share: probability of a language ~ (its sentences)^0.7.
        _, inverse, count = numpy.unique(self.codes, return_inverse=True, return_counts=True)
        weight = count[inverse].astype(float) ** (0.7 - 1)
        self.weight = weight / weight.sum()

    def pair(self, a, b):
        return numpy.array([BOS, *a, EOS, EOS, *b, EOS])

    def pool(self, count=20000):
        chosen = self.random.choice(len(self.sentences), count // 2, p=self.weight)
        rows = [self.sentences[i] for i in chosen]
        for i in self.random.integers(len(self.groups), size=count // 6):
            group = self.groups[i]
            a, b = self.random.choice(len(group), 2, replace=False)
            rows.append(self.pair(group[a], group[b]))
        for i in self.random.integers(len(self.pairs), size=count // 4):
            a, b = self.pairs[i]
            rows.append(self.pair(a, b) if self.random.random() < 0.5 else self.pair(b, a))
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
                ids = numpy.full((len(batch), max(map(len, batch))), PAD)
                for i, row in enumerate(batch):
                    ids[i, : len(row)] = row
                yield ids

    def corrupt(self, ids, tokenizer):
        """XLM-R's 80 / 10 / 10 rule over MASKED of the ordinary tokens."""
        chosen = (self.random.random(ids.shape) < MASKED) & (ids > 3)
        if not chosen.any():
            chosen[0, 1] = True
        how = self.random.random(ids.shape)
        corrupted = numpy.where(chosen & (how < 0.8), tokenizer.mask, ids)
        noise = self.random.integers(4, tokenizer.mask, ids.shape)
        return numpy.where(chosen & (how >= 0.9), noise, corrupted), chosen


class Flat:
    """All weights of a module in one vector, shared by the workers; gradients and Adam's moments alike."""

    def __init__(self, modules, workers, device):
        self.named = [(f"{name}.{key}", p) for name, m in modules.items() for key, p in m.named_parameters()]
        size = sum(p.numel() for _, p in self.named)
        vectors = [torch.zeros(size, device=device) for _ in range(3 + workers)]
        if device == "cpu":
            vectors = [vector.share_memory_() for vector in vectors]
        self.weights, self.first, self.second, *self.gradients = vectors
        at = 0
        for _, p in self.named:
            self.weights[at: at + p.numel()] = p.data.reshape(-1)
            at += p.numel()

    def attach(self, modules, gradient):
        at = 0
        for p in (p for m in modules.values() for p in m.parameters()):
            p.data = self.weights[at: at + p.numel()].view_as(p)
            p.grad = gradient[at: at + p.numel()].view_as(p)
            at += p.numel()

    def update(self, rank, rate, step, norms, barrier, decay=0.01, beta=(0.9, 0.98), epsilon=1e-6, clip=1.0):
        """AdamW on this worker's share of the weights, the gradient averaged over the workers and clipped as a whole."""
        share = slice(rank * len(self.weights) // len(self.gradients), (rank + 1) * len(self.weights) // len(self.gradients))
        mean = sum(g[share] for g in self.gradients) / len(self.gradients)
        norms[rank] = float(mean.square().sum())
        barrier.wait()
        scale = min(1.0, clip / (math.sqrt(float(norms.sum())) + 1e-6))
        mean *= scale
        first, second, weights = self.first[share], self.second[share], self.weights[share]
        first.mul_(beta[0]).add_(mean, alpha=1 - beta[0])
        second.mul_(beta[1]).addcmul_(mean, mean, value=1 - beta[1])
        denominator = (second / (1 - beta[1] ** step)).sqrt_().add_(epsilon)
        weights.mul_(1 - rate * decay).addcdiv_(first, denominator, value=-rate / (1 - beta[0] ** step))


def loss_of(modules, ids, corrupted, chosen, negatives, device):
    """Masked-token loss over a sample of the vocabulary: the batch's own ids and random negatives, no full gradient made."""
    encoder, head = modules["encoder"], modules["head"]
    table = encoder.embeddings.word_embeddings.weight
    rows, inverse = numpy.unique(numpy.concatenate([corrupted.ravel(), ids[chosen], negatives]), return_inverse=True)
    rows = torch.from_numpy(rows).to(device)
    inverse = torch.from_numpy(inverse).to(device)
    vectors = table.detach()[rows].requires_grad_()
    bias = head.bias.detach()[rows].requires_grad_()
    cells = ids.size
    mask = torch.from_numpy((ids != PAD).astype(numpy.int64)).to(device)
    hidden = encoder.hidden(vectors[inverse[:cells]].view(*ids.shape, -1), mask)
    states = head(hidden[torch.from_numpy(chosen).to(device)])
    target = inverse[cells: cells + int(chosen.sum())]
    loss = functional.cross_entropy(states @ vectors.t() + bias, target)
    loss.backward()
    table.grad[rows] = vectors.grad
    head.bias.grad[rows] = bias.grad
    return float(loss)


def work(rank, flat, modules, options, barrier, shared, begun):
    """One worker's steps. `shared` holds each worker's squared norm, each worker's loss, and the flag that ends the stage."""
    torch.set_num_threads(1)
    torch.manual_seed(common.SEED + rank)
    workers = options.workers
    norms, losses, late = shared[:workers], shared[workers: 2 * workers], shared[2 * workers:]
    tokenizer, data = Tokenizer(), encoded.load()
    flat.attach(modules, flat.gradients[rank])
    batches = Batches(data, options.tokens // workers, rank)
    counts = numpy.bincount(numpy.concatenate([ids for _, _, ids in data["sentences"]]), minlength=tokenizer.size)
    cumulative = numpy.cumsum(numpy.sqrt(counts))
    clock, mean, seen = time.time(), None, 0
    for step, ids in enumerate(batches, 1):
        corrupted, chosen = batches.corrupt(ids, tokenizer)
        negatives = numpy.searchsorted(cumulative, batches.random.random(NEGATIVES) * cumulative[-1])
        if step <= begun:
            continue  # the stream is replayed up to where the last stage stopped
        flat.gradients[rank].zero_()
        losses[rank] = loss_of(modules, ids, corrupted, chosen, negatives, flat.weights.device)
        barrier.wait()
        progress = min(1.0, step / options.steps)
        rate = options.rate * min(1.0, step / options.warmup) * (0.1 + 0.45 * (1 + math.cos(math.pi * progress)))
        flat.update(rank, rate, step, norms, barrier)
        seen += int((ids != PAD).sum())
        mean = float(losses.mean()) if mean is None else 0.98 * mean + 0.02 * float(losses.mean())
        if rank == 0:
            late[0] = float(time.time() - clock > options.minutes * 60)
        barrier.wait()
        last = step >= options.steps or bool(late[0])
        if rank == 0 and (step % 50 == 0 or last):
            speed = seen * workers / (time.time() - clock)
            print(f"step {step}/{options.steps} loss {mean:.3f} rate {rate:.2e} {speed:.0f} tokens/s", flush=True)
        if rank == 0 and (step % 500 == 0 or last):
            save(flat, modules, step, mean, options)
        if last:
            return


def save(flat, modules, step, loss, options):
    chosen = {name: value for name, value in vars(options).items() if name not in ("minutes", "from_export")}
    state = {"step": step, "loss": loss, "options": chosen, "first": flat.first.clone(), "second": flat.second.clone(),
             "config": vars(modules["encoder"].config), **{k: {n: p.clone() for n, p in m.state_dict().items()} for k, m in modules.items()}}
    torch.save(state, CHECKPOINT.with_suffix(".part"))
    CHECKPOINT.with_suffix(".part").replace(CHECKPOINT)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--feed-forward", type=int, default=1024)
    parser.add_argument("--steps", type=int, default=3400)
    parser.add_argument("--tokens", type=int, default=5120, help="ids a step, all workers together")
    parser.add_argument("--rate", type=float, default=8e-4)
    parser.add_argument("--warmup", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--from-export", action="store_true", help="start from the committed weights (lab/exported.py), not from the SVD")
    options = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if device == "cuda":
        options.workers = 1
    tokenizer, data = Tokenizer(), encoded.load()
    torch.manual_seed(common.SEED)
    config = Config(tokenizer.size, options.width, options.layers, options.width // 64, options.feed_forward)
    modules = {"encoder": Encoder(config), "head": MaskedHead(config)}
    begun = 0
    state = torch.load(CHECKPOINT, map_location=device) if CHECKPOINT.exists() else None
    chosen = {name: getattr(options, name) for name in ("layers", "width", "feed_forward", "steps", "tokens", "rate", "warmup", "workers")}
    if state:
        if state.get("options", chosen) != chosen:
            parser.error(f"{CHECKPOINT} was made with {state['options']}, not {chosen}; go on with those, or remove the file to start anew")
        begun = state["step"]
        for name, module in modules.items():
            module.load_state_dict(state[name])
    elif options.from_export:
        weights = exported.state()
        for name, module in modules.items():
            module.load_state_dict(weights[name])
    else:
        modules["encoder"].embeddings.word_embeddings.weight.data.copy_(torch.from_numpy(start(tokenizer, data, options.width)))
    flat = Flat(modules, options.workers, device)
    if state:
        flat.first.copy_(state["first"])
        flat.second.copy_(state["second"])
    else:
        save(flat, modules, 0, 0.0, options)
    print(json.dumps({"parameters": len(flat.weights), "vocabulary": tokenizer.size, "from step": begun, **vars(options)}), flush=True)
    barrier = processes.Barrier(options.workers, timeout=600)  # a worker that died ends the others
    shared = torch.zeros(2 * options.workers + 1).share_memory_()
    if options.workers == 1:
        work(0, flat, modules, options, barrier, shared, begun)
        return
    workers = [processes.Process(target=work, args=(rank, flat, modules, options, barrier, shared, begun))
               for rank in range(options.workers)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise SystemExit("A worker ended early; start again to go on from the last checkpoint.")


if __name__ == "__main__":
    main()
