#!/usr/bin/python3
"""Times k-means against scikit-learn in one run: same points, same initial centroids, same iterations, same threads.

Needs Debian's python3-sklearn and `dotnet build -c Release benchmarks/KMeans`. Where OpenBLAS takes the processor for a
simpler one than it is, set OPENBLAS_CORETYPE (SkylakeX has AVX-512) before starting, so that the peer runs at its best.
"""
import argparse
import os
import statistics
import subprocess
import tempfile
import time
import warnings

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--points", type=int, default=100_000)
parser.add_argument("--columns", type=int, default=768)
parser.add_argument("--clusters", type=int, default=600)
parser.add_argument("--iterations", type=int, default=10)
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--seeding", action="store_true", help="also time both from their own k-means++ seeds")
args = parser.parse_args()
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(args.threads)

import numpy as np  # noqa: E402 (the number of threads is read when it is imported)
from sklearn.cluster import KMeans  # noqa: E402
from sklearn.exceptions import ConvergenceWarning  # noqa: E402

warnings.simplefilter("ignore", ConvergenceWarning)
program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../artifacts/bin/KMeans/release/TransferPredict.KMeans.dll")

# Overlapping groups of unequal size and spread around a common mean, as words are in a hidden layer.
random = np.random.default_rng(args.seed)
groups = 3 * args.clusters
group = random.choice(groups, args.points, p=(lambda w: w / w.sum())(1 / np.arange(1, groups + 1)))
spread = random.uniform(0.5, 1.5, groups).astype("f4")
points = random.standard_normal((args.points, args.columns), dtype="f4") * spread[group, None]
points += (0.5 * random.standard_normal((groups, args.columns), dtype="f4"))[group]
points += random.standard_normal(args.columns, dtype="f4")
start = points[random.choice(args.points, args.clusters, replace=False)].copy()


def peer(init):
    model = KMeans(args.clusters, init=init, n_init=1, max_iter=args.iterations, tol=0, algorithm="lloyd", random_state=args.seed)
    began, processor = time.perf_counter(), time.process_time()
    model.fit(points)
    return time.perf_counter() - began, time.process_time() - processor, float(model.inertia_), model.n_iter_


with tempfile.TemporaryDirectory() as folder:
    files = [os.path.join(folder, name) for name in ("points.f32", "start.f32")]
    points.tofile(files[0])
    start.tofile(files[1])
    ours = subprocess.Popen(
        ["dotnet", program, *files, str(args.columns), str(args.iterations), str(args.threads)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def mine(line):
        ours.stdin.write(line + "\n")
        ours.stdin.flush()
        seconds, processor, inertia, iterations = ours.stdout.readline().split()
        return float(seconds), float(processor), float(inertia), int(iterations)

    for name, line, init in [("given centroids", "given", start)] + ([("own k-means++", "seeded", "k-means++")] if args.seeding else []):
        mine(line), peer(init)
        rounds = [(mine(line), peer(init)) for _ in range(args.rounds)]
        print(f"{args.points} x {args.columns}, K = {args.clusters}, {args.threads} threads, {name}, median of {args.rounds}:")
        for i, who in enumerate(("ours", "scikit-learn")):
            seconds, processor, inertia, iterations = (statistics.median(r[i][value] for r in rounds) for value in range(4))
            print(f"  {who:12} {seconds:8.2f} s  processor {processor:8.2f} s  inertia {inertia:.6g}  {iterations} iterations")
        ratios = [statistics.median(r[0][value] / r[1][value] for r in rounds) for value in range(3)]
        print("  ours / theirs: time {:.3f}, processor time {:.3f}, inertia {:.6f}".format(*ratios))
    ours.stdin.close()
    ours.wait()
