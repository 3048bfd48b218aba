"""Records the goldens of Hidalgo on the reference sets A and B, and on two tori side by side.

    python -m venv v && v/bin/pip install numpy && v/bin/python record_hidalgo.py

The model is that of Allegra, Facco, Denti, Laio, Mira (doi:10.1038/s41598-020-72222-0): ratios mu = r2/r1 of a
component of dimension d have the density d mu^(-d-1); each of the q nearest neighbours of a point shares its component
with odds xi/(1-xi), over the constant Z(N_k) of all choices of q neighbours. Facts read in intRinsic
(github.com/Fradenti/intRinsic, R/hidalgo.R and src/intR_source.cpp) and in the authors' program
(github.com/micheleallegra/Hidalgo, python/gibbs.c); DADApy 0.3.4 has no Hidalgo:
* priors Gamma(1, 1) on d and Dirichlet(0.05) on the shares, q = 3, xi = 0.75, K = 10; the authors take
  Dirichlet(1), zeta = 0.8 and K = 2;
* Z(N_k) = sum_n C(N_k - 1, n) C(N - N_k, q - n) xi^n (1 - xi)^(q - n);
* a label is drawn with the odds p d mu^(-d-1) (xi/(1-xi))^(links to the component, both ways) / Z(N_k)
  (Z(N_k - 1)/Z(N_k))^(N_k - 1) where N_k counts the point itself. intRinsic looks the last ratio up one place further,
  Z(N_k)/Z(N_k + 1); `intrinsic_odds` has it as there.
`odds` is written as differences of the joint density, from nothing else.

Chains start from random labels. With `warm` the odds xi/(1-xi) grow from 1 over the first half of the burn-in, in 20
steps of their logarithm, as ours do; without, they are full from the start, as in both programs above. `collapsed` is
the density of a state with shares and dimensions integrated out: it tells that chains that start cold are stuck.
"""

import json
import sys
from math import comb, exp, lgamma, log

import numpy as np

SEEDS, SWEEPS, BURN_IN = 8, 600, 300
Q, XI, ALPHA = 3, 0.75, 0.05


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


def tori():
    """300 points of a torus of dimension 2, then 300 of one of dimension 5, three beside it, in 10 coordinates."""
    flat, wide = (2 * np.pi * uniform(300, d, seed) for d, seed in ((2, 4), (5, 5)))
    points = np.zeros((600, 10))
    for rows, angles in ((slice(0, 300), flat), (slice(300, 600), wide)):
        for axis in range(angles.shape[1]):
            points[rows, 2 * axis], points[rows, 2 * axis + 1] = np.cos(angles[:, axis]), np.sin(angles[:, axis])
    points[300:, 0] += 3
    return points


class Model:
    def __init__(self, points):
        distances = np.sqrt(((points[:, None, :] - points[None, :, :]) ** 2).sum(-1))
        np.fill_diagonal(distances, np.inf)
        order = np.argsort(distances, axis=1, kind="stable")[:, :Q]
        near = np.take_along_axis(distances, order, 1)
        self.x = np.log(near[:, 1] / near[:, 0])
        self.out = order
        self.around = [list(row) for row in order]
        for i, row in enumerate(order):
            for j in row:
                self.around[j].append(i)
        n = self.n = len(points)
        self.log_z = [0.0] + [
            log(sum(comb(s - 1, m) * comb(n - s, Q - m) * XI**m * (1 - XI) ** (Q - m) for m in range(Q + 1)))
            for s in range(1, n + 1)
        ]

    def log_joint(self, labels, d, weights):
        """ln of the density of ratios, neighbours, labels, shares and dimensions, up to a constant."""
        labels, d = np.asarray(labels), np.asarray(d)
        inside = (labels[self.out] == labels[:, None]).sum()
        sizes = np.bincount(labels, minlength=len(d))
        total = (np.log(d)[labels] - d[labels] * self.x + np.log(weights)[labels]).sum()
        total += inside * log(XI / (1 - XI)) - sum(s * self.log_z[s] for s in sizes)
        return total + ((ALPHA - 1) * np.log(weights)).sum() - d.sum()

    def odds(self, labels, d, weights, i):
        """Probabilities of the labels of point i given all else."""
        found = []
        for k in range(len(d)):
            changed = labels.copy()
            changed[i] = k
            found.append(self.log_joint(changed, d, weights))
        found = np.exp(np.array(found) - max(found))
        return found / found.sum()

    def intrinsic_odds(self, labels, d, weights, i):
        found = []
        for k in range(len(d)):
            size = sum(1 for j, z in enumerate(labels) if z == k and j != i) + 1
            links = sum(labels[j] == k for j in self.around[i])
            found.append(
                log(weights[k]) + log(d[k]) - d[k] * self.x[i] + links * log(XI / (1 - XI)) - self.log_z[size]
                + (size - 1) * (self.log_z[size] - self.log_z[size + 1]))
        found = np.exp(np.array(found) - max(found))
        return found / found.sum()

    def set_odds(self, xi):
        n = self.n
        self.attraction = log(xi / (1 - xi))
        log_z = [0.0] + [
            log(sum(comb(s - 1, m) * comb(n - s, Q - m) * xi**m * (1 - xi) ** (Q - m) for m in range(Q + 1)))
            for s in range(1, n + 1)
        ]
        self.gain = [m * (log_z[m] - log_z[m + 1]) - log_z[m + 1] for m in range(n)]

    def collapsed(self, labels, count):
        sizes, sums = np.bincount(labels, minlength=count), np.bincount(labels, self.x, count)
        inside = (labels[self.out] == labels[:, None]).sum()
        total = inside * log(XI / (1 - XI)) - sum(s * self.log_z[s] for s in sizes)
        total += sum(lgamma(1 + s) - (1 + s) * log(1 + v) for s, v in zip(sizes, sums))
        return float(total + sum(lgamma(ALPHA + s) - lgamma(ALPHA) for s in sizes)
                     + lgamma(count * ALPHA) - lgamma(count * ALPHA + self.n))

    def chain(self, count, seed, warm=True):
        """The mean dimension of each point over a Gibbs chain; the labels of its end."""
        random = np.random.default_rng(seed)
        labels = random.integers(0, count, self.n).tolist()
        sizes = [labels.count(k) for k in range(count)]
        d = random.gamma(1, 1, count).tolist()
        weights = [1 / count] * count
        x, around, local = self.x.tolist(), self.around, np.zeros(self.n)
        self.set_odds(XI)
        for sweep in range(SWEEPS + BURN_IN):
            if warm and sweep <= BURN_IN // 2:
                odds = (XI / (1 - XI)) ** (20 * sweep // (BURN_IN // 2) / 20)
                self.set_odds(odds / (1 + odds))
            attraction, gain = self.attraction, self.gain
            base = [log(max(weights[k], 1e-300)) + log(d[k]) for k in range(count)]
            draws = random.random(self.n).tolist()
            for i in range(self.n):
                sizes[labels[i]] -= 1
                score = [base[k] - d[k] * x[i] + gain[sizes[k]] for k in range(count)]
                for j in around[i]:
                    score[labels[j]] += attraction
                top = max(score)
                score = [exp(s - top) for s in score]
                mark = draws[i] * sum(score)
                k = 0
                while k < count - 1 and mark >= score[k]:
                    mark -= score[k]
                    k += 1
                labels[i] = k
                sizes[k] += 1
            now = np.array(labels)
            weights = np.maximum(random.dirichlet(ALPHA + np.array(sizes)), 1e-300).tolist()
            d = (random.gamma(1 + np.array(sizes)) / (1 + np.bincount(now, self.x, count))).tolist()
            if sweep >= BURN_IN:
                local += np.array(d)[now]
        return local / SWEEPS, now


def state(n, count):
    """A state that both programs can write down."""
    labels = [(i // 10) % count for i in range(n)]
    return np.array(labels), np.array([1.5, 3.0, 6.0][:count]), np.array([0.5, 0.3, 0.2][:count])


if __name__ == "__main__":
    record = {}
    for name, points in sets().items():
        model = Model(points)
        labels, d, weights = state(model.n, 3)
        odds = [model.odds(labels, d, weights, i) for i in range(5)]
        theirs = [model.intrinsic_odds(labels, d, weights, i) for i in range(5)]
        chains = [model.chain(2, seed)[0] for seed in range(SEEDS)]
        means = [c.mean() for c in chains]
        record[name] = dict(
            log_z={s: model.log_z[s] for s in (1, 2, model.n // 2, model.n)},
            log_joint=model.log_joint(labels, d, weights),
            odds=[o.tolist() for o in odds],
            intrinsic=float(np.abs(np.array(odds) - theirs).max()),
            local_mean=float(np.mean(means)), local_mean_sd=float(np.std(means, ddof=1)))
    model, half = Model(tori()), 300
    truth = np.repeat([0, 1], half)
    entry = record["tori"] = dict(right=model.collapsed(truth, 10))
    for title, warm in (("warm", True), ("cold", False)):
        chains = [model.chain(10, seed, warm) for seed in range(SEEDS)]
        halves = np.array([[c[:half].mean(), c[half:].mean()] for c, _ in chains])
        entry[title] = dict(
            halves=halves.mean(0).tolist(), sd=halves.std(0, ddof=1).tolist(),
            components=[int((np.bincount(z, minlength=10) > 0.02 * model.n).sum()) for _, z in chains],
            collapsed=[round(model.collapsed(z, 10), 1) for _, z in chains])
    json.dump(record, sys.stdout, indent=1)
