"""Writes spectra.csv (seeded spectra, one a row) and expected.csv (what powerlaw and WeightWatcher say of them).

    PYTHONPATH=weightwatcher:powerlaw python3 make.py

README.md says with which versions it was run. The rows that begin with "exact" come from no package: they are the maxima of
the likelihoods themselves, found here with 30 digits.
"""
import contextlib
import io
import logging
import math

import mpmath as mp
import numpy as np
import powerlaw
import weightwatcher
from scipy.optimize import fmin

logging.getLogger("weightwatcher").setLevel(logging.CRITICAL)
COLUMNS = "alpha Lambda xmin xmax D sigma num_pl_spikes num_fingers raw_alpha status warning".split()
RUNS = {
    "clip": dict(fix_fingers="clip_xmax"),
    "without3": dict(xmax=-3),
    "tpl": dict(fit_type="truncated_power_law", pl_package="powerlaw"),
    "etpl": dict(fit_type="truncated_power_law", pl_package="powerlaw", fix_fingers="xmin_peak"),
    "tplclip": dict(fit_type="truncated_power_law", pl_package="powerlaw", fix_fingers="clip_xmax"),
}
SHARED = ["alpha", "xmin", "D", "sigma", "num_pl_spikes"]
KEPT = {
    "clip": SHARED + ["xmax", "num_fingers", "raw_alpha"],
    "without3": SHARED + ["xmax"],
    "tpl": ["alpha", "Lambda", "xmin", "D", "num_pl_spikes"],
    "etpl": ["alpha", "Lambda", "xmin", "D", "num_pl_spikes"],
    "tplclip": ["alpha", "Lambda", "xmin", "num_pl_spikes", "num_fingers", "raw_alpha"],
}
mp.mp.dps = 30


def truncated(rng, n, alpha, rate):
    out = []
    while len(out) < n:
        x = 1 - np.log(rng.rand()) / rate
        if rng.rand() < x ** -alpha:
            out.append(x)
    return np.array(out)


def fingers(seed):
    rng = np.random.RandomState(seed)
    body = rng.uniform(0.02, 1, size=53) ** 2 * 10
    return np.concatenate([body, 100 * np.exp(rng.exponential(0.15, size=7))])


def spectra():
    rng = np.random.RandomState(20250604)
    yield "pareto", rng.rand(60) ** (-1 / 1.5)
    yield "truncated", truncated(rng, 60, 1.8, 0.1)
    yield "exponential", 1 + rng.exponential(size=60)
    yield "lognormal", np.exp(rng.normal(size=60))
    yield "gauss", np.linalg.svd(rng.normal(size=(90, 60)), compute_uv=False) ** 2
    yield "student", np.linalg.svd(0.05 * rng.standard_t(3, size=(90, 60)), compute_uv=False) ** 2
    yield "tied", np.round(rng.rand(60) ** (-1 / 1.2), 1)
    yield "fingers1", fingers(6)
    yield "fingers2", fingers(27)


def quiet(action):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return action()


class Truncated:
    """The truncated power law of a tail, alpha >= 1 and Lambda >= 0, in units of the tail's start."""

    def __init__(self, tail):
        self.t = [mp.mpf(float(x)) / mp.mpf(float(tail[0])) for x in tail]
        self.start = mp.mpf(float(tail[0]))
        self.m = len(self.t)
        self.mean_log = sum(mp.log(t) for t in self.t) / self.m
        self.mean = sum(self.t) / self.m

    def integral(self, alpha, z, f=lambda t: 1):
        g = lambda u: f(mp.exp(u)) * mp.exp((1 - alpha) * u - z * mp.expm1(u))
        reach = mp.log(1 + 80 / z)
        return mp.quad(g, mp.linspace(0, reach, 9))

    def slopes(self, alpha, z):
        norm = self.integral(alpha, z)
        return (self.integral(alpha, z, mp.log) / norm - self.mean_log, self.integral(alpha, z, lambda t: t) / norm - self.mean)

    def likelihood(self, alpha, rate):
        """The logarithm of the tail's likelihood."""
        z = mp.mpf(rate) * self.start
        alpha = mp.mpf(alpha)
        log_norm = -mp.log(alpha - 1) if z == 0 else mp.log(self.integral(alpha, z))
        return self.m * (-alpha * self.mean_log - z * (self.mean - 1) - log_norm - mp.log(self.start))

    def maximum(self):
        power = 1 + 1 / self.mean_log
        if power > 2 and 1 / (power - 2) + 1 <= self.mean:
            return power, mp.mpf(0)
        z = mp.exp(mp.findroot(lambda q: self.slopes(mp.mpf(1), mp.exp(q))[1], mp.log(0.5 / (self.mean - 1))))
        if self.slopes(mp.mpf(1), z)[0] <= 0:
            return mp.mpf(1), z / self.start
        # In logarithms, so that no step leaves the region, and from a rough maximum on.
        negative = lambda at: -float(self.likelihood(1 + math.exp(at[0]), math.exp(at[1]) / self.start))
        rough = fmin(negative, [float(mp.log((power - 1) / 2)), float(mp.log(z / 2))], disp=False, xtol=1e-6, ftol=1e-9)
        a, z = mp.findroot(lambda a, z: self.slopes(1 + mp.exp(a), mp.exp(z)), [mp.mpf(v) for v in rough], tol=1e-40)
        return 1 + mp.exp(a), mp.exp(z) / self.start

    def distance(self, alpha, rate):
        z = rate * self.start
        survival = lambda t: t ** (1 - alpha) * (1 if z == 0 else mp.expint(alpha, z * t) / mp.expint(alpha, z))
        first = [k for k in range(self.m) if k == 0 or self.t[k] > self.t[k - 1]]
        return max(abs(1 - survival(self.t[k]) - mp.mpf(k) / self.m) for k in first)


def lognormal_maximum(tail):
    """mu and sigma of a log-normal cut off below the tail's start, or None where the likelihood has no maximum."""
    u = [mp.log(mp.mpf(float(x)) / mp.mpf(float(tail[0]))) for x in tail]
    mean = sum(u) / len(u)
    square = sum(v * v for v in u) / len(u)
    if square >= 2 * mean * mean:
        return None
    beyond = lambda h: mp.erfc(h / mp.sqrt(2)) / 2
    excess = lambda h: mp.npdf(h) / beyond(h) - h
    ratio = lambda h: (1 - h * excess(h)) / excess(h) ** 2 - square / mean ** 2
    cut = mp.findroot(ratio, (-40, 40), solver="anderson", tol=1e-40, maxsteps=200)
    sigma = mean / excess(cut)
    return mp.log(mp.mpf(float(tail[0]))) - cut * sigma, sigma


def vuong(tail, alpha, density):
    """R and p of a power law against a logarithm of a density."""
    xmin = mp.mpf(float(tail[0]))
    x = [mp.mpf(float(v)) for v in tail]
    d = [mp.log(alpha - 1) - mp.log(xmin) - alpha * mp.log(v / xmin) - density(v) for v in x]
    total = sum(d)
    mean = total / len(d)
    r = total / mp.sqrt(sum((v - mean) ** 2 for v in d))
    return r, mp.erfc(abs(r) / mp.sqrt(2))


def comparisons(values):
    fit = quiet(lambda: powerlaw.Fit(values, verbose=False))
    tail = np.sort(values[values >= fit.xmin])
    for law in ("exponential", "lognormal"):
        r, p = quiet(lambda: fit.distribution_compare("power_law", law, normalized_ratio=True))
        yield f"vuong.{law}.R", r
        yield f"vuong.{law}.p", p
    alpha = 1 + len(tail) / sum(mp.log(mp.mpf(float(x)) / mp.mpf(float(tail[0]))) for x in tail)
    rate = len(tail) / sum(mp.mpf(float(x)) - mp.mpf(float(tail[0])) for x in tail)
    r, p = vuong(tail, alpha, lambda x: mp.log(rate) - rate * (x - mp.mpf(float(tail[0]))))
    yield "exact.exponential.R", r
    yield "exact.exponential.p", p
    found = lognormal_maximum(tail)
    if found is not None:
        mu, sigma = found
        norm = mp.log(mp.erfc((mp.log(mp.mpf(float(tail[0]))) - mu) / (sigma * mp.sqrt(2))) / 2)
        r, p = vuong(tail, alpha, lambda x: -mp.log(x * sigma * mp.sqrt(2 * mp.pi)) - ((mp.log(x) - mu) / sigma) ** 2 / 2 - norm)
        yield "exact.lognormal.mu", mu
        yield "exact.lognormal.sigma", sigma
        yield "exact.lognormal.R", r
        yield "exact.lognormal.p", p


def rows(name, values):
    watcher = weightwatcher.WeightWatcher()
    values = np.sort(values)
    for run, arguments in RUNS.items():
        found = dict(zip(COLUMNS, quiet(lambda: watcher.fit_powerlaw(values, plot=False, savefig=False, **arguments))))
        for column in KEPT[run]:
            yield f"{run}.{column}", found[column]
        if "Lambda" in KEPT[run]:
            kept = values[:len(values) - found["num_fingers"] - 1] if found["num_fingers"] else values
            tail = kept[kept >= found["xmin"]]
            law = Truncated(tail)
            yield f"{run}.loglikelihood", law.likelihood(found["alpha"], found["Lambda"])
            alpha, rate = law.maximum()
            yield f"exact.{run}.alpha", alpha
            yield f"exact.{run}.Lambda", rate
            yield f"exact.{run}.D", law.distance(alpha, rate)
            yield f"exact.{run}.loglikelihood", law.likelihood(alpha, rate)
    if name != "tied":
        yield from comparisons(values)


with open("spectra.csv", "w") as spectra_file, open("expected.csv", "w") as expected:
    expected.write("spectrum,quantity,value\n")
    for name, values in spectra():
        spectra_file.write(",".join([name] + [repr(float(x)) for x in values]) + "\n")
        for quantity, value in rows(name, values):
            expected.write(f"{name},{quantity},{float(value)!r}\n")
