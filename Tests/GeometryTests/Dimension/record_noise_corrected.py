"""Goldens of the noise-corrected Levina-Bickel estimator on sets A and B (geometry.md 2.4).

For each neighbour the mean of ln(r_k/x) over x > 0 with x normal about r_j, by SciPy's quad to 1e-12 relative, split at
r_j and at eight deviations. scikit-dimension 0.5.0 (MLE with dnoise='dnoiseGaussH') integrates the same to 1e-2.
Run: python record_noise_corrected.py (numpy, scipy; scikit-dimension for its own values).
"""
import numpy as np
from scipy.integrate import quad

MASK = (1 << 64) - 1


def uniform(rows, columns, seed):
    state, values = seed, []
    for _ in range(rows * columns):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        values.append(((z ^ (z >> 31)) >> 11) * 2.0**-53)
    return np.array(values).reshape(rows, columns)


def sets():
    u = uniform(1000, 5, 1)
    yield "A", np.column_stack([u, u[:, 0] * u[:, 1], u[:, 2] * u[:, 3], u[:, 4] ** 2])
    u = uniform(500, 2, 2)
    yield "B", np.column_stack([u, u[:, 0] * u[:, 1]])


def mean_log(r, sigma):
    def density(x):
        return np.exp(-0.5 * ((x - r) / sigma) ** 2)

    low, high = max(0.0, r - 9 * sigma), r + 9 * sigma
    def integral(f):
        return sum(quad(f, a, b, epsrel=1e-12, epsabs=0, limit=200)[0] for a, b in ((low, r), (r, high)))

    return integral(lambda x: density(x) * np.log(x)) / integral(density)


for name, points in sets():
    distances = np.sqrt(((points[:, None] - points[None]) ** 2).sum(-1))
    nearest = np.sort(distances, axis=1)[:, 1:11]
    for sigma in (0.02, 0.05):
        total = 0.0
        for row in nearest:
            total += sum(np.log(row[-1]) - mean_log(r, sigma) for r in row[:-1])
        print(name, "k=10", sigma, repr(len(nearest) * 9 / total))
        try:
            import skdim

            print("  skdim", skdim.id.MLE(dnoise="dnoiseGaussH", sigma=sigma).fit(points, n_neighbors=10).dimension_)
        except Exception as error:
            print("  skdim:", error)
