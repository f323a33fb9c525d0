"""Pre-trains one of the lab's models: `--model mini-xlmr` (masked language modelling on sentences and translation pairs),
`--model mini-mbert` (on sentences only), `--model mini-mt5` (span corruption and translation).

It trains with --workers processes of one thread each (gradients averaged each step, each process updating its share of the
weights) or on one CUDA device, saves work/pretrained.<model>.pt every --save steps and resumes from it. `--from-export` begins a
further stage at the committed weights instead, with a schedule of its own. Schedules are counted in steps: linear warm-up, then for
mini-xlmr a cosine to a tenth, for the others a level rate that falls to zero over the last quarter, so that --steps may still be
changed before that quarter begins. A stage that runs out of --minutes stops where it is. Same seed, same number of workers: same
weights. mini-mt5's learning rates follow the size of the weights that a stage begins with (optimizer.rate_factor). With --bfloat16
(mini-mt5, mini-mbert) matrices are multiplied in bfloat16. No dropout: text is seen about once, so the model fits it too little
rather than too well.
"""
import argparse
import json
import math
import time

import common
import torch
import torch.multiprocessing as processes

import encoded
import exported
import tokenizer
import zoo
from optimizer import Flat, rate_factor

SCHEDULE = ("layers", "width", "feed_forward", "steps", "tokens", "rate", "warmup", "workers", "bfloat16")
DEFAULTS = {
    "mini-xlmr": {"feed_forward": 1024, "steps": 3400, "tokens": 5120, "rate": 8e-4, "warmup": 200, "workers": 2, "bfloat16": False},
    "mini-mbert": {"feed_forward": 1024, "steps": 5000, "tokens": 2560, "rate": 8e-4, "warmup": 100, "workers": 1, "bfloat16": True},
    "mini-mt5": {"feed_forward": 512, "steps": 3000, "tokens": 2560, "rate": 8e-4, "warmup": 100, "workers": 1, "bfloat16": True},
}


def rate_at(step, options):
    progress = min(1.0, step / options.steps)
    shape = 0.1 + 0.45 * (1 + math.cos(math.pi * progress)) if options.model == "mini-xlmr" else min(1.0, 4 * (1 - progress))
    return options.rate * min(1.0, step / options.warmup) * shape


def checkpoint(model):
    return common.WORK / f"pretrained.{model}.pt"


def work(rank, flat, modules, options, barrier, shared, begun):
    """One worker's steps. `shared` holds each worker's squared norm, each worker's loss, and the flag that ends the stage."""
    torch.set_num_threads(1)
    torch.manual_seed(common.SEED + rank)
    workers = options.workers
    norms, losses, late = shared[:workers], shared[workers: 2 * workers], shared[2 * workers:]
    flat.attach(modules, flat.gradients[rank])
    objective = zoo.objective(options.model, tokenizer.load(options.model), encoded.load(options.model), options.tokens // workers,
                              [common.SEED, rank, *([begun["earlier"]["step"]] if begun["earlier"] else [])])  # a further stage draws other batches
    clock, mean, seen, before, replayed = time.time(), begun["loss"] or None, 0, begun["minutes"], 0
    for step, batch in enumerate(objective, 1):
        if step <= begun["step"]:
            replayed += objective.seen(batch)
            continue  # the stream is replayed up to where the last stage stopped
        flat.gradients[rank].zero_()
        with torch.autocast(flat.weights.device.type, torch.bfloat16, options.bfloat16, cache_enabled=False):
            losses[rank] = objective.loss(modules, batch, flat.weights.device)
        barrier.wait()
        rate = rate_at(step, options)
        flat.update(rank, rate, step, norms, barrier)
        seen += objective.seen(batch)
        mean = float(losses.mean()) if mean is None else 0.98 * mean + 0.02 * float(losses.mean())
        if rank == 0:
            late[0] = float(time.time() - clock > options.minutes * 60)
        barrier.wait()
        last = step >= options.steps or bool(late[0])
        if rank == 0 and (step % 50 == 0 or last):
            speed = seen * workers / (time.time() - clock)
            print(f"step {step}/{options.steps} loss {mean:.3f} rate {rate:.2e} {speed:.0f} tokens/s", flush=True)
        if rank == 0 and (step % options.save == 0 or last):
            save(flat, modules, options, {**begun, "step": step, "loss": mean, "seen": (replayed + seen) * workers,
                                          "minutes": before + (time.time() - clock) / 60})
        if last:
            return


def save(flat, modules, options, progress):
    config = next(iter(modules.values())).config
    state = {**progress, "options": {name: getattr(options, name) for name in SCHEDULE}, "first": flat.first.clone(),
             "second": flat.second.clone(), "config": vars(config),
             **{k: {n: p.clone() for n, p in m.state_dict().items()} for k, m in modules.items()}}
    file = checkpoint(options.model)
    torch.save(state, file.with_suffix(".part"))
    file.with_suffix(".part").replace(file)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=DEFAULTS, default="mini-xlmr")
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--feed-forward", type=int)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--tokens", type=int, help="ids a step, all workers together")
    parser.add_argument("--rate", type=float)
    parser.add_argument("--warmup", type=int)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--workers", type=int)
    parser.add_argument("--bfloat16", action=argparse.BooleanOptionalAction, help="products in bfloat16; weights, moments and losses in float32")
    parser.add_argument("--save", type=int, default=500, help="steps between checkpoints")
    parser.add_argument("--from-export", action="store_true", help="start from the committed weights (lab/exported.py), not from the SVD")
    model = parser.parse_known_args()[0].model
    parser.set_defaults(**DEFAULTS[model])
    options = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if device == "cuda":
        options.workers = 1
    torch.manual_seed(common.SEED)
    cutter = tokenizer.load(model)
    modules = zoo.build(model, zoo.config(model, cutter.size, options.width, options.layers, options.feed_forward))
    file = checkpoint(model)
    begun = {"step": 0, "loss": 0.0, "seen": 0, "minutes": 0.0, "earlier": None, "factors": None}  # earlier: the same of the export begun at
    state = torch.load(file, map_location=device) if file.exists() else None
    chosen = {name: getattr(options, name) for name in SCHEDULE}
    if state:
        before = {"bfloat16": False, **state.get("options", chosen)}
        level = model != "mini-xlmr" and state["step"] <= 0.75 * min(before["steps"], options.steps)
        if {**before, "steps": options.steps if level else before["steps"]} != chosen:
            parser.error(f"{file} was made with {before}, not {chosen}; go on with those, or remove the file to start anew")
        begun = {name: state.get(name, none) for name, none in begun.items()}
    elif options.from_export:
        state = exported.state(model)
        begun["earlier"] = state["progress"]
    if state:
        for name, module in modules.items():
            module.load_state_dict(state[name])
    else:
        zoo.warm_start(model, modules, cutter, encoded.load(model))
    begun["factors"] = begun["factors"] or (
        {f"{name}.{key}": rate_factor(key, p.data) for name, m in modules.items() for key, p in m.named_parameters()} if model == "mini-mt5" else None)
    flat = Flat(modules, options.workers, device, begun["factors"])
    if begun["step"]:
        flat.first.copy_(state["first"])
        flat.second.copy_(state["second"])
    print(json.dumps({"parameters": len(flat.weights), "vocabulary": cutter.size, "from step": begun["step"], **vars(options)}), flush=True)
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
