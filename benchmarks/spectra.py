#!/usr/bin/python3
"""Times the spectra of ONNX models: this project, the floor (numpy and scipy), and WeightWatcher, in turn, several rounds.

    python3 spectra.py bert.onnx embedding.onnx [--rounds 5] [--threads 2] [--skip weightwatcher]

The files are those of make_bert_model.py. This project is timed as a whole process, from its start to its end, as
`dotnet artifacts/bin/Evaluate/release/TransferPredict.Evaluate.dll inspect FILE --csv ...` (--command replaces what stands
before FILE). The floor is a float64 Gram matrix and its eigenvalues for every matrix, with OpenBLAS; WeightWatcher is analyze().
Of these two only the computation is timed, not Python's imports and the reading of the file. Both need numpy, scipy and onnx;
WeightWatcher (and torch and powerlaw) are left out where Python does not find them: set PYTHONPATH.

OPENBLAS_CORETYPE is set to SkylakeX or Haswell, as the processor allows, where it is not set: OpenBLAS 0.3.21 takes newer
processors for older ones, several times slower. Beside the time on the clock stands the processors' time, medians both: on a
machine that others use too, only the latter can be compared.
"""
import argparse
import importlib.util
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

DEFAULT_COMMAND = "dotnet artifacts/bin/Evaluate/release/TransferPredict.Evaluate.dll inspect"


def matrices(file):
    import onnx
    from onnx import numpy_helper

    for tensor in onnx.load(file).graph.initializer:
        if len(tensor.dims) == 2:
            yield tensor.name, numpy_helper.to_array(tensor)


def floor(file, _):
    import numpy as np
    from scipy.linalg import eigvalsh

    values = [value if value.shape[0] >= value.shape[1] else value.T for _, value in matrices(file)]
    start, cpu = time.perf_counter(), time.process_time()
    for value in values:
        double = value.astype(np.float64)
        eigvalsh(double.T @ double, overwrite_a=True, check_finite=False)
    print(time.perf_counter() - start, time.process_time() - cpu)


def weightwatcher(file, marchenko_pastur):
    import logging

    import torch
    import weightwatcher as ww

    logging.disable(logging.WARNING)
    model = torch.nn.Sequential()
    for i, (_, value) in enumerate(matrices(file)):
        layer = torch.nn.Linear(value.shape[1], value.shape[0], bias=False)
        layer.weight = torch.nn.Parameter(torch.from_numpy(value.copy()), requires_grad=False)
        model.add_module(str(i), layer)
    start, cpu = time.perf_counter(), time.process_time()
    table = ww.WeightWatcher(model=model).analyze(max_N=1_000_000, mp_fit=marchenko_pastur)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    if len(table) != len(model):
        raise SystemExit(f"WeightWatcher analysed {len(table)} of {len(model)} matrices.")
    print(seconds, cpu)


def flags():
    try:
        with open("/proc/cpuinfo") as file:
            return next(line for line in file if line.startswith("flags")).split()
    except (OSError, StopIteration):
        return []


def environment(threads):
    values = dict(os.environ, OPENBLAS_NUM_THREADS=str(threads), OMP_NUM_THREADS=str(threads))
    have = set(flags())
    core = "SkylakeX" if {"avx512f", "avx512bw", "avx512dq", "avx512vl"} <= have else "Haswell" if {"avx2", "fma"} <= have else None
    if core:
        values.setdefault("OPENBLAS_CORETYPE", core)
    return values


def anonymous_memory(pid):
    try:
        with open(f"/proc/{pid}/status") as file:
            return next((int(line.split()[1]) / 1000 for line in file if line.startswith("RssAnon")), 0)
    except OSError:
        return 0


class Contender:
    def __init__(self, name, command, env, prints_times):
        self.name, self.command, self.env, self.prints_times = name, command, env, prints_times
        self.seconds, self.cpu, self.own, self.resident = [], [], 0, 0

    def measure(self):
        with tempfile.TemporaryFile("w+") as output:
            start = time.perf_counter()
            process = subprocess.Popen(self.command, stdout=output, stderr=subprocess.STDOUT, env=self.env)
            ended = 0
            while not ended:
                self.own = max(self.own, anonymous_memory(process.pid))
                time.sleep(0.005)
                ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            seconds, cpu = time.perf_counter() - start, usage.ru_utime + usage.ru_stime
            output.seek(0)
            text = output.read()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{shlex.join(self.command)} ended with {process.returncode}:\n{text[-3000:]}")
        if self.prints_times:
            seconds, cpu = map(float, text.split()[-2:])
        self.seconds.append(seconds)
        self.cpu.append(cpu)
        self.resident = max(self.resident, usage.ru_maxrss / 1000)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--command", default=DEFAULT_COMMAND)
    parser.add_argument("--skip", nargs="*", default=[], choices=["ours", "managed", "floor", "weightwatcher", "mp"])
    parser.add_argument("--only", choices=["floor", "weightwatcher"], help=argparse.SUPPRESS)
    parser.add_argument("--mp", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        {"floor": floor, "weightwatcher": weightwatcher}[options.only](options.files[0], options.mp)
        return

    env = environment(options.threads)
    managed = dict(env, TRANSFERPREDICT_LAPACK="none")
    has_peer = "weightwatcher" not in options.skip and all(importlib.util.find_spec(name) for name in ("torch", "powerlaw", "weightwatcher"))
    print(f"{os.cpu_count()} cores, {options.threads} threads, OPENBLAS_CORETYPE={env.get('OPENBLAS_CORETYPE', '(not set)')}, {options.rounds} rounds, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        for file in options.files:
            def ours(name, values, *more):
                table = os.path.join(folder, "table.csv")
                return Contender(name, [*shlex.split(options.command), file, "--csv", table, "--threads", str(options.threads), *more], values, False)

            def python(name, *more):
                return Contender(name, [sys.executable, os.path.abspath(__file__), file, "--only", *more], env, True)

            contenders = []
            if "floor" not in options.skip:
                contenders.append(python("floor (numpy, scipy)", "floor"))
            if "ours" not in options.skip:
                contenders.append(ours("inspect", env))
            if "managed" not in options.skip:
                contenders.append(ours("inspect, managed kernels", managed))
            if "mp" not in options.skip and "ours" not in options.skip:
                contenders.append(ours("inspect --mp-fit", env, "--mp-fit"))
            if has_peer:
                contenders.append(python("WeightWatcher", "weightwatcher"))
                if "mp" not in options.skip:
                    contenders.append(python("WeightWatcher mp_fit", "weightwatcher", "--mp"))
            for _ in range(options.rounds):
                for contender in contenders:
                    contender.measure()

            print(f"\n| {os.path.basename(file)} | median s | min to max s | ratio | CPU s | ratio | own memory MB | resident MB |")
            print("| --- | --- | --- | --- | --- | --- | --- | --- |")
            base, base_cpu = statistics.median(contenders[0].seconds), statistics.median(contenders[0].cpu)
            for contender in contenders:
                seconds, cpu = statistics.median(contender.seconds), statistics.median(contender.cpu)
                print(f"| {contender.name} | {seconds:.2f} | {min(contender.seconds):.2f} to {max(contender.seconds):.2f} | {seconds / base:.2f} "
                      f"| {cpu:.2f} | {cpu / base_cpu:.2f} | {contender.own:.0f} | {contender.resident:.0f} |")


if __name__ == "__main__":
    main()
