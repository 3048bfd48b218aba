"""Records the goldens of DANCo on the reference sets A and B with scikit-dimension 0.5.0.

    python -m venv v && v/bin/pip install scikit-dimension==0.5.0 && v/bin/python record_danco.py

Two things are set right on the way into scikit-dimension:
* its calibration passes the number of neighbours where the largest dimension belongs, so that the calibrated MiND
  value saturates at k; here the calibration is asked for with a largest dimension of 2d + 5;
* it takes the mean direction of angles as arctan(S/C), which jumps by pi where C < 0; here it is arctan2(S, C).
The calibration is random: the dimension is recorded as mean and standard deviation over seeds.
"""

import json

import numpy as np
from skdim.datasets import hyperBall
from skdim.id import DANCo

SEEDS = 20


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


def directed(thetas):
    s, c = np.sin(thetas), np.cos(thetas)
    eta = np.hypot(c.mean(), s.mean())
    return dict(nu=np.arctan2(s.sum(), c.sum()), tau=DANCo._Ainv(eta))


def statistics(points, largest):
    estimator = DANCo(k=10)
    estimator._k = 10
    estimator._ML_VM = directed
    return estimator, estimator._dancoDimEstNoCalibration(points, largest)


def dimension(estimator, found, count, largest, seed):
    random = np.random.RandomState(seed)
    divergences = []
    for d in range(1, largest + 1):
        ball = hyperBall(count, d, 1, center=[0] * d, random_state=random)
        divergences.append(estimator._KL(found, statistics(ball, 2 * d + 5)[1]))
    return int(np.argmin(divergences)) + 1, divergences


if __name__ == "__main__":
    record = {}
    for name, points in sets().items():
        count, largest = points.shape
        estimator, found = statistics(points, 4 * largest)
        draws = [dimension(estimator, found, count, largest, seed) for seed in range(SEEDS)]
        divergences = np.array([d for _, d in draws])
        ball = [statistics(hyperBall(count, 5, 1, center=[0] * 5, random_state=s), 15)[1] for s in range(SEEDS)]
        record[name] = dict(
            statistics={k: float(v) for k, v in found.items()},
            dimensions=[d for d, _ in draws],
            divergence_mean=divergences.mean(0).tolist(),
            divergence_sd=divergences.std(0, ddof=1).tolist(),
            ball5={k: [float(np.mean([b[k] for b in ball])), float(np.std([b[k] for b in ball], ddof=1))] for k in found},
        )
    print(json.dumps(record, indent=1))
