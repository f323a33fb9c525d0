"""Makes pairs of seeded matrices and expected.csv, WeightWatcher's distances between them.

Run with WeightWatcher 0.7.5.5 (commit d6fd015) importable: python3 make.py
"""
import csv
import logging
import os

import numpy as np
import torch
import weightwatcher

FOLDER = os.path.dirname(os.path.abspath(__file__))


def pairs():
    rng = np.random.default_rng(316)
    base = rng.normal(size=(40, 24))
    yield "tuned_tall", base, base + 0.05 * rng.normal(size=(40, 24))
    base = 0.02 * rng.normal(size=(17, 45))
    yield "tuned_wide", base, base + 0.01 * np.outer(rng.normal(size=17), rng.normal(size=45))
    yield "unrelated", rng.normal(size=(30, 30)), rng.normal(size=(30, 30))
    yield "opposite", base, -base
    yield "tiny", 1e-5 * rng.normal(size=(20, 12)), 1e-5 * rng.normal(size=(20, 12))


def model(values):
    layer = torch.nn.Linear(values.shape[1], values.shape[0], bias=False)
    layer.weight.data = torch.from_numpy(values)
    return torch.nn.Sequential(layer)


def main():
    logging.disable(logging.CRITICAL)
    with open(os.path.join(FOLDER, "expected.csv"), "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["name", "raw", "euclidean", "cka"])
        for name, first, second in pairs():
            first, second = first.astype(np.float32), second.astype(np.float32)
            np.save(os.path.join(FOLDER, name + "_1.npy"), first)
            np.save(os.path.join(FOLDER, name + "_2.npy"), second)
            watcher = weightwatcher.WeightWatcher()
            models = model(first), model(second)
            values = [watcher.distances(*models, method=method)[2]["delta_W"].iloc[0] for method in ("raw", "euclidean", "cka")]
            out.writerow([name] + [repr(float(value)) for value in values])


main()
