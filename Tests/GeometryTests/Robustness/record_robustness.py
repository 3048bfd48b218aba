"""Prints the goldens of RobustnessLineTests.swift: fits and prediction intervals by SciPy on synthetic accuracies.

pip install numpy scipy
"""

import numpy as np
from scipy import special, stats


class SplitMix64:
    def __init__(self, seed):
        self.state = seed

    def unit(self):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return ((z ^ (z >> 31)) >> 11) * 2.0**-53


random = SplitMix64(11)
clean, shifted = [], []
for _ in range(20):
    accuracy = 0.5 + 0.48 * random.unit()
    clean.append(accuracy)
    shifted.append(accuracy * accuracy * (0.9 + 0.1 * random.unit()))
clean[3], shifted[5] = 1.0, 0.0
images = 10_000
for name, forward, backward in [
    ("logit", special.logit, special.expit),
    ("probit", stats.norm.ppf, stats.norm.cdf),
]:
    x, y = (forward(np.clip(v, 0.5 / images, 1 - 0.5 / images)) for v in (np.array(clean), np.array(shifted)))
    fit = stats.linregress(x, y)
    n = len(x)
    t = stats.t.ppf(0.975, n - 2)
    residual = np.sqrt(((y - fit.intercept - fit.slope * x) ** 2).sum() / (n - 2))
    place = forward(0.9)
    middle = fit.intercept + fit.slope * place
    leverage = 1 / n + (place - x.mean()) ** 2 / ((x - x.mean()) ** 2).sum()
    numbers = [fit.slope, fit.intercept, fit.rvalue**2, fit.stderr, fit.intercept_stderr, residual, t * fit.stderr]
    numbers += [backward(middle)]
    numbers += [backward(middle + sign * t * residual * np.sqrt(v)) for v in (leverage, 1 + leverage) for sign in (-1, 1)]
    print(f"      .{name}: [")
    for start in range(0, len(numbers), 4):
        print("        " + ", ".join(f"{v:.15g}" for v in numbers[start : start + 4]) + ",")
    print("      ],")
