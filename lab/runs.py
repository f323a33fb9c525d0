"""Tables of scores: which runs are done, and how the others are measured side by side and written down, run by run.

A run is one source, or union of sources, and one seed, tested on all targets: its measure gives {target: {metric: (score, majority,
shuffled)}}. Scores go to data/scores/<task>.<model>.csv, what would be scored without transfer to data/baselines/<task>.<model>.csv.
"""
import collections
import csv
import dataclasses
import multiprocessing
import time

import common
import numpy

SCORES = ["task", "metric", "model", "source", "target", "score", "train_size", "seed", "origin"]
BASELINES = ["task", "metric", "model", "source", "target", "train_size", "seed", "majority", "shuffled"]


@dataclasses.dataclass
class Table:
    task: str
    model: str
    size: int  # of the training text, in the task's own unit
    origin: str
    code: callable  # the data set's name of a language -> ours

    @property
    def scores(self):
        return common.ROOT / "data" / "scores" / f"{self.task}.{self.model}.csv"

    @property
    def baselines(self):
        return common.ROOT / "data" / "baselines" / f"{self.task}.{self.model}.csv"

    def name(self, source):
        return "+".join(map(self.code, source.split("+")))

    def finished(self, rows):
        """(source, seed) of the runs in the file, which each have `rows` rows: a run is written whole."""
        count = collections.Counter((row[3], row[7]) for row in read(self.scores, SCORES))
        for (source, seed), number in count.items():
            if number != rows:
                raise SystemExit(f"{self.scores}: found {number} rows of {source} with seed {seed}, expected {rows}: it was measured on other targets or data.")
        return set(count)

    def rows(self, source, measured):
        return [((self.task, metric, self.model, self.name(source), self.code(target)), values)
                for target, metrics in measured.items() for metric, values in metrics.items()]

    def add(self, source, seed, measured):
        self.add_baselines(source, seed, measured)  # first: without them a run counts as not begun
        write(self.scores, SCORES, [*read(self.scores, SCORES), *(
            [*key, f"{score:.5f}", str(self.size), str(seed), self.origin] for key, (score, _, _) in self.rows(source, measured))])

    def without_baselines(self):
        """(source, seed) of the runs that have scores alone, by the names of the file."""
        known = {(row[3], row[6]) for row in read(self.baselines, BASELINES)}
        return {(row[3], row[7]) for row in read(self.scores, SCORES)} - known

    def add_baselines(self, source, seed, measured):
        """Majority and shuffled; the second may not be known."""
        before = [row for row in read(self.baselines, BASELINES) if (row[3], row[6]) != (self.name(source), str(seed))]
        write(self.baselines, BASELINES, [*before, *(
            [*key, str(self.size), str(seed), f"{majority:.5f}", "" if shuffled is None else f"{shuffled:.5f}"] for key, (_, majority, shuffled) in self.rows(source, measured))])

    def differences(self, source, seed, measured):
        """By how much the scores differ from those in the file."""
        known = {(*row[:5], row[7]): float(row[5]) for row in read(self.scores, SCORES)}
        return [round(score, 5) - known[*key, str(seed)] for key, (score, _, _) in self.rows(source, measured)]


def read(file, columns):
    if not file.exists():
        return []
    with open(file, encoding="utf-8", newline="") as text:
        return [row for row in csv.reader(text) if len(row) == len(columns)][1:]


def write(file, columns, rows):
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    at = [columns.index(name) for name in ("metric", "seed", "source", "target")]
    with open(part, "w", encoding="utf-8", newline="") as text:
        csv.writer(text, lineterminator="\n").writerows([columns, *sorted(rows, key=lambda row: [row[i] for i in at])])
    part.replace(file)


def measure_left(table, runs, targets, metrics, measure, options):
    """Measures the (source, seed) of `runs` that the file lacks, --workers at a time; none is begun after --minutes."""
    begun, done = time.time(), table.finished(len(targets) * metrics)
    left = [(source, seed) for source, seed in runs if (table.name(source), str(seed)) not in done]
    print(f"{len(runs)} runs on {len(targets)} targets, {len(left)} left", flush=True)
    waiting = []
    with multiprocessing.get_context("fork").Pool(options.workers) as pool:
        while left or waiting:
            while left and len(waiting) < options.workers and time.time() - begun < options.minutes * 60:
                waiting.append(pool.apply_async(measure, left.pop(0)))
            if not waiting:
                break
            ready = next((result for result in waiting if result.ready()), None)
            if ready is None:
                waiting[0].wait(1)
                continue
            waiting.remove(ready)
            source, seed, measured, trained, whole = ready.get()
            table.add(source, seed, measured)
            report(source, seed, measured, trained, whole)


def report(source, seed, measured, trained, whole):
    own = source.split("+")
    for metric in next(iter(measured.values())):
        others = numpy.array([values[metric] for target, values in measured.items() if target not in own] or [[numpy.nan] * 3]).mean(0)
        within = [values[metric][0] for target, values in measured.items() if target in own]
        print(f"{source} seed {seed}: {metric} own {numpy.mean(within) if within else float('nan'):.3f}, others {others[0]:.3f} "
              f"(majority {others[1]:.3f}, shuffled {others[2]:.3f}), {trained:.0f} s of {whole:.0f} s", flush=True)
