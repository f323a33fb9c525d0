"""Makes spectra.csv: eigenvalues of seeded matrices and WeightWatcher's Marchenko-Pastur columns for them.

Run with WeightWatcher 0.7.5.5 (commit d6fd015) importable: python3 make.py
"""
import csv
import logging
import os

import numpy as np
import torch
import weightwatcher

COLUMNS = ["num_spikes", "sigma_mp", "mp_softrank", "W_scale", "bulk_max", "bulk_min"]


def matrices():
    rng = np.random.default_rng(20250)
    yield "square_noise", 0.02 * rng.normal(size=(128, 128))
    yield "square_odd", 3 * rng.normal(size=(61, 61))
    yield "square_spiked", rng.normal(size=(120, 120)) + 0.5 * np.outer(rng.normal(size=120), rng.normal(size=120))
    yield "almost_square", rng.normal(size=(129, 128))
    yield "wide_noise", 0.1 * rng.normal(size=(96, 384))
    yield "tall_50", rng.normal(size=(2000, 40))
    yield "tall_500", rng.normal(size=(10000, 20))
    dominated = rng.normal(size=(300, 150))
    dominated[:, 0] *= 300
    yield "dominated", dominated
    heavy = rng.standard_t(2, size=(240, 160))
    yield "heavy_tail", heavy
    spiked = rng.normal(size=(400, 160))
    spiked[:, :3] *= [4, 3, 2.5]
    yield "spiked", spiked
    decay = np.arange(1, 129) ** -0.3
    yield "decaying", rng.normal(size=(384, 128)) * decay
    low = rng.normal(size=(200, 8)) @ rng.normal(size=(8, 100))
    yield "noise_and_low_rank", rng.normal(size=(200, 100)) + 0.3 * low
    dead = rng.normal(size=(160, 120))
    dead[:, 70:] = 0
    yield "dead_columns", dead
    yield "bimodal", rng.normal(size=(256, 128)) * np.where(np.arange(128) < 64, 0.5, 1.5)
    yield "smallest", rng.normal(size=(12, 10))


def main():
    logging.disable(logging.CRITICAL)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "spectra.csv"), "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["name", "N", "M"] + COLUMNS + ["eigenvalues"])
        for name, values in matrices():
            values = values.astype(np.float32)
            layer = torch.nn.Linear(values.shape[1], values.shape[0], bias=False)
            layer.weight.data = torch.from_numpy(values)
            watcher = weightwatcher.WeightWatcher(model=torch.nn.Sequential(layer))
            row = watcher.analyze(mp_fit=True, plot=False).iloc[0]
            singular = np.linalg.svd(values.astype(float), compute_uv=False)
            eigenvalues = np.sort(singular * singular)
            out.writerow([name, max(values.shape), min(values.shape)] + [repr(float(row[column])) for column in COLUMNS]
                         + [" ".join(repr(float(value)) for value in eigenvalues)])


main()
