"""Records the goldens of the representation measures by their definitions, on uniform numbers of SplitMix64.

    python -m venv v && v/bin/pip install numpy scipy && v/bin/python record_representations.py > RecordedRepresentations.swift

Kernel alignment goes through the full matrices of inner products with their centring written out, subspace angles through
scipy.linalg.subspace_angles, neural collapse through numpy.linalg.pinv, the map through numpy.linalg.eigh, the tree
through scipy.sparse.csgraph.
"""

import numpy as np
from scipy.linalg import subspace_angles
from scipy.sparse.csgraph import minimum_spanning_tree


def uniform(rows, columns, seed):
    state, values, mask = seed, [], (1 << 64) - 1
    for _ in range(rows * columns):
        state = (state + 0x9E3779B97F4A7C15) & mask
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        values.append(((z ^ (z >> 31)) >> 11) * 2.0**-53)
    return np.array(values).reshape(rows, columns)


def show(name, value):
    array = np.atleast_1d(np.asarray(value, dtype=float)).ravel()
    text = ", ".join(repr(float(v)) for v in array)
    if np.ndim(value) == 0:
        print(f"  static let {name} = {text}")
        return
    print(f"  static let {name}: [Double] = [")
    for v in array:
        print(f"    {float(v)!r},")
    print("  ]")


x = uniform(60, 7, 11)
y = np.hstack([x[:, :3], np.zeros((60, 6))]) + 0.5 * uniform(60, 9, 12)
z = np.hstack([x, np.zeros((60, 83))]) + 0.4 * uniform(60, 90, 13)


def hsic_parts(a, b, kind):
    n = len(a)
    k, l = a @ a.T, b @ b.T
    if kind == "biased":
        h = np.eye(n) - 1 / n
        return ((h @ k @ h) * (h @ l @ h)).sum(1)

    def u_centred(m):
        m = m - np.diag(np.diag(m))
        r = m.sum(0, keepdims=True)
        u = m - r / (n - 2) - r.T / (n - 2) + m.sum() / ((n - 1) * (n - 2))
        np.fill_diagonal(u, 0)
        return u

    parts = (u_centred(k) * u_centred(l)).sum(1)
    kt, lt = k - np.diag(np.diag(k)), l - np.diag(np.diag(l))
    one = np.ones(n)
    song = (np.trace(kt @ lt) + one @ kt @ one * (one @ lt @ one) / ((n - 1) * (n - 2)) - 2 / (n - 2) * (one @ kt @ lt @ one))
    assert np.isclose(parts.sum(), song, rtol=1e-10)
    return parts


def cka(a, b, kind):
    ab, aa, bb = hsic_parts(a, b, kind), hsic_parts(a, a, kind), hsic_parts(b, b, kind)
    value = ab.sum() / np.sqrt(aa.sum() * bb.sum())
    psi = 2 * ab / np.sqrt(aa.sum() * bb.sum()) - value * (aa / aa.sum() + bb / bb.sum())
    return value, np.sqrt((psi**2).sum())


def jackknife(a, b, kind):
    n = len(a)
    leave = np.array([cka(np.delete(a, i, 0), np.delete(b, i, 0), kind)[0] for i in range(n)])
    return np.sqrt((n - 1) / n * ((leave - leave.mean()) ** 2).sum())


def principal(a, count=None, share=None):
    a = a - a.mean(0)
    u, s, _ = np.linalg.svd(a, full_matrices=False)
    if count is None:
        count = int(np.searchsorted(np.cumsum(s**2) / (s**2).sum(), share) + 1)
    return u[:, :count]


print("/// What record_representations.py prints.")
print("enum RecordedRepresentations {")
pairs = {"xy": (x, y), "xz": (x, z), "zy": (z, y), "zz": (z, z + 0.4 * np.tile(uniform(60, 1, 14), (1, 90)))}
for kind in ["biased", "unbiased"]:
    for name, (a, b) in pairs.items():
        value, error = cka(a, b, kind)
        show(f"{kind}{name.upper()}", [value, error, jackknife(a, b, kind)])
show("anglesCount", np.sort(subspace_angles(principal(x, count=3), principal(y, count=4))))
show("anglesVariance", np.sort(subspace_angles(principal(x, share=0.9), principal(z, share=0.9))))

labels = np.arange(90) % 4
w, b = uniform(4, 6, 23) - 0.5, uniform(1, 4, 24)[0] - 0.5
h = uniform(90, 6, 21) + 0.5 * uniform(4, 6, 22)[labels] + w[labels]
means = np.array([h[labels == c].mean(0) for c in range(4)])
m = means - means.mean(0)
d = h - means[labels]
sw, sb = d.T @ d / len(h), m.T @ m / 4
show("variability", np.trace(sw @ np.linalg.pinv(sb, rcond=1e-10)) / 4)


def frame(v):
    lengths = np.linalg.norm(v, axis=1)
    cos = (v @ v.T / np.outer(lengths, lengths))[np.triu_indices(len(v), 1)]
    return [lengths.std() / lengths.mean(), cos.std(), np.abs(cos + 1 / (len(v) - 1)).mean()]


show("meansFrame", frame(m))
show("classifierFrame", frame(w))
show("duality", np.linalg.norm(w / np.linalg.norm(w) - m / np.linalg.norm(m)) ** 2)
logits = h @ w.T + b
nearest = ((h[:, None] - means[None]) ** 2).sum(2).argmin(1)
show("centerAgreement", (logits.argmax(1) == nearest).mean())

angles = np.arccos((h * w[labels]).sum(1) / np.linalg.norm(h, axis=1) / np.linalg.norm(w[labels], axis=1))
margins = np.array([
    min((logits[i, c] - logits[i, j]) / np.linalg.norm(w[c] - w[j]) for j in range(4) if j != c)
    for i, c in enumerate(labels)
])
correct = logits.argmax(1) == labels
assert ((margins > 0) == correct).all()
show("angles", angles[:8])
show("margins", margins[:8])
show("accuracy", correct.mean())
for name, values in [("angle", angles), ("length", np.linalg.norm(h, axis=1)), ("margin", margins)]:
    show(f"{name}OfClass2", [values[labels == 2].mean(), values[labels == 2].std(ddof=1)])
p, n = angles[~correct], angles[correct]
wins = (p[:, None] > n[None]) + 0.5 * (p[:, None] == n[None])
show("area", [wins.mean(), np.sqrt(wins.mean(1).var() / len(p) + wins.mean(0).var() / len(n))])

points = uniform(12, 4, 31)
distances = np.sqrt(((points[:, None] - points[None]) ** 2).sum(2))
j = np.eye(12) - 1 / 12
for name, dist in [("euclidean", distances), ("curved", distances**1.5)]:
    values, vectors = np.linalg.eigh(-0.5 * j @ dist**2 @ j)
    values, vectors = values[::-1], vectors[:, ::-1]
    coordinates = vectors[:, :2] * np.sqrt(values[:2])
    for axis in range(2):
        coordinates[:, axis] *= np.sign(coordinates[np.abs(coordinates[:, axis]).argmax(), axis])
    mapped = np.sqrt(((coordinates[:, None] - coordinates[None]) ** 2).sum(2))
    show(f"{name}Eigenvalues", values)
    show(f"{name}Coordinates", coordinates)
    show(f"{name}Fit", [values[:2].sum() / values[values > 1e-12].sum(), np.sqrt(((dist - mapped) ** 2).sum() / (dist**2).sum())])
tree = minimum_spanning_tree(distances).tocoo()
edges = sorted((min(a, b), max(a, b)) for a, b in zip(tree.row, tree.col))
show("treeEdges", np.array(edges, dtype=float).ravel())
show("treeLength", tree.data.sum())
print("}")
