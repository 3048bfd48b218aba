"""Records the goldens of MiND on the reference sets A and B.

    python -m venv v && v/bin/pip install scikit-dimension==0.5.0 && v/bin/python record_mind.py

MLk and MLi: the likelihood of `skdim.id.MiND_ML` 0.5.0 (`_lld` of its source), ln L = N ln(kd) + (d-1) sum ln rho
+ (k-1) sum ln(1 - rho^d) with rho = r_1/r_{k+1}, maximised here by SciPy's bounded search to 1e-12; `skdim` is what
the package itself answers with D = 20. Its L-BFGS-B stops 4e-9 beside the maximum on A, and where it starts on B.

KL: Lombardi, Rozza, Ceruti, Casiraghi, Campadelli, doi:10.1007/978-3-642-23783-6_24. The divergence of Wang, Kulkarni
and Verdu between the N ratios of the points and the N of a uniform ball, ln(N/(N-1)) + mean ln(away/own), at the
ratios of the points. `toolbox` is the variant of the authors' MATLAB program (MiND_KL.m, wangKL1d, read for facts): at
the ratios of the ball, and its absolute value. Both are recorded
* against a reference that every language reproduces, rho = (1 - (1 - u)^(1/k))^(1/d) with u of SplitMix64, seed 3:
  the law of rho in a ball without boundary;
* against balls drawn at random, as means and deviations over seeds, with the integers found.
"""

import json

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.spatial import cKDTree
from skdim.id import MiND_ML

SEEDS, K = 40, 10


def uniform(rows, columns, seed):
    state, values, mask = seed, [], (1 << 64) - 1
    for _ in range(rows * columns):
        state = (state + 0x9E3779B97F4A7C15) & mask
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        values.append(((z ^ (z >> 31)) >> 11) * 2.0**-53)
    return np.array(values).reshape(rows, columns)


def sets():
    u = uniform(1000, 5, 1)
    v = uniform(500, 2, 2)
    return {
        "A": np.column_stack([u, u[:, 0] * u[:, 1], u[:, 2] * u[:, 3], u[:, 4] ** 2]),
        "B": np.column_stack([v, v[:, 0] * v[:, 1]]),
    }


def ratios(points, k):
    distances = cKDTree(points).query(points, k + 2)[0][:, 1:]
    return distances[:, 0] / distances[:, -1]


def log_likelihood(d, rho, k):
    return len(rho) * np.log(k * d) + (d - 1) * np.log(rho).sum() + (k - 1) * np.log1p(-(rho**d)).sum()


def most_likely(rho, k, bound):
    real = minimize_scalar(
        lambda d: -log_likelihood(d, rho, k), bounds=(1, bound), method="bounded", options=dict(xatol=1e-12)).x
    # The maximum is flat: one step of Newton's method on central differences of the score sets the last digits right.
    def score(d):
        decay = rho**d
        return len(rho) / d + np.log(rho).sum() - (k - 1) * (np.log(rho) * decay / (1 - decay)).sum()
    for _ in range(3):
        real -= score(real) * 2e-4 / (score(real + 1e-4) - score(real - 1e-4))
    return real, 1 + int(np.argmax([log_likelihood(d, rho, k) for d in range(1, bound + 1)]))


def divergence(sample, other):
    """At the values of `sample`."""
    sample, other = np.sort(sample), np.sort(other)
    gaps = np.concatenate([[np.inf], np.diff(sample), [np.inf]])
    own = np.minimum(gaps[:-1], gaps[1:])
    away = np.abs(sample[:, None] - other[None, :]).min(1)
    return np.log(len(other) / (len(sample) - 1)) + np.log(away / own).mean()


def ball(count, dimension, random):
    directions = random.standard_normal((count, dimension))
    radii = random.random(count) ** (1 / dimension)
    return directions / np.linalg.norm(directions, axis=1)[:, None] * radii[:, None]


if __name__ == "__main__":
    record = {}
    for name, points in sets().items():
        count, width = points.shape
        entry = record[name] = {}
        for k in (10, 20):
            real, integer = most_likely(ratios(points, k), k, width)
            entry[f"k={k}"] = dict(
                MLk=real, MLi=integer, skdim_MLk=float(MiND_ML(k=k, D=20).fit(points).dimension_),
                skdim_MLi=int(MiND_ML(k=k, D=20, ver="MLi").fit(points).dimension_))
        rho = ratios(points, K)
        u = uniform(count, 1, 3)[:, 0]
        law = 1 - (1 - u) ** (1 / K)
        entry["against the law"] = [divergence(rho, law ** (1 / d)) for d in range(1, width + 1)]
        entry["toolbox against the law"] = [abs(divergence(law ** (1 / d), rho)) for d in range(1, width + 1)]
        found, toolbox = [], []
        for seed in range(SEEDS):
            random = np.random.default_rng(seed)
            drawn = [ratios(ball(count, d, random), K) for d in range(1, width + 1)]
            found.append([divergence(rho, r) for r in drawn])
            toolbox.append([abs(divergence(r, rho)) for r in drawn])
        for title, values in (("against balls", found), ("toolbox against balls", toolbox)):
            values = np.array(values)
            answers = values.argmin(1) + 1
            entry[title] = dict(
                mean=values.mean(0).tolist(), sd=values.std(0, ddof=1).tolist(),
                answers={int(d): int((answers == d).sum()) for d in np.unique(answers)})
    print(json.dumps(record, indent=1))
