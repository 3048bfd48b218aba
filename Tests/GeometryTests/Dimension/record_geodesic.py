"""Records the goldens of the dimension by geodesic distances on the reference sets A and B.

    python -m venv v && v/bin/pip install numpy scipy && v/bin/python record_geodesic.py

Two procedures are computed from the same shortest paths (SciPy's Dijkstra on the graph of k neighbours, both ways):
* `value`: the definition of `GeodesicDistances`, written again from its documentation;
* `authors`: the one of the authors' own program (github.com/dgranata/Intrinsic-Dimension, ID_fit.py, read for facts;
  Granata and Carnevale, doi:10.1038/srep31377). It differs in the histogram, of 50 bins from the least to the greatest
  distance in place of equal bins from zero, and in the first parabola, whose window ends half a deviation above the
  mode without the width of a bin. Its least and greatest answer over histograms of 40 to 60 bins, from the least
  distance and from zero, say how much a choice of bins moves the value.
"""

import json

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

NARROW, BINS = 8192, 50


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


def paths(points, k):
    """All shortest paths, and the longest edge; the sets are connected at the k asked for."""
    distances = np.sqrt(((points[:, None, :] - points[None, :, :]) ** 2).sum(-1))
    np.fill_diagonal(distances, np.inf)
    nearest = np.argsort(distances, axis=1, kind="stable")[:, :k]
    rows = np.repeat(np.arange(len(points)), k)
    lengths = distances[rows, nearest.ravel()]
    graph = csr_matrix((lengths, (rows, nearest.ravel())), shape=distances.shape)
    graph = graph.maximum(graph.T)
    found = dijkstra(graph, directed=True)
    assert np.isfinite(found).all()
    return found, lengths.max()


def parabola(x, y):
    """Value at the vertex, vertex, deviation."""
    centre = x.mean()
    c2, c1, c0 = np.polyfit(x - centre, y, 2)
    assert c2 < 0
    return c0 - c1 * c1 / (4 * c2), centre - c1 / (2 * c2), np.sqrt(-1 / (2 * c2))


def slope(r, y, mode):
    x = np.log(np.sin(np.pi / 2 * r / mode))
    return (x * y).sum() / (x * x).sum()


def ours(found, edge):
    farthest = 2 * found[0].max()
    places = np.minimum((found[found > 0] * (NARROW / farthest)).astype(int), NARROW - 1)
    counts = np.bincount(places, minlength=NARROW)
    last = np.flatnonzero(counts)[-1]
    group = (last + BINS) // BINS
    narrow = farthest / NARROW
    width = group * narrow
    starts = np.arange(0, last + 1, group)
    sums = np.array([counts[s : s + group].sum() for s in starts])
    kept = sums > 0
    r, y = ((starts + group / 2) * narrow)[kept], np.log(sums[kept])
    centres = (np.arange(NARROW) + 0.5) * narrow
    mean = (counts * centres).sum() / counts.sum()
    overall = deviation = np.sqrt((counts * centres**2).sum() / counts.sum() - mean * mean)
    mode = r[np.flatnonzero(y == y.max())[0]]
    for _ in range(2):
        near = (r > mode - deviation) & (r < mode + deviation / 2 + width)
        peak, mode, deviation = parabola(r[near], y[near])
    lowest = max(mode - 2 * deviation - width / 2, edge, 0)
    used = (r > lowest) & (r <= mode + width / 4)
    return dict(
        value=1 + slope(r[used], y[used] - peak, mode), mode=mode, lowest=lowest, deviation=deviation,
        overall=overall, edge=edge, bins=int(used.sum()))


def authors(found, edge, bins, start):
    lengths = found[np.triu_indices_from(found, 1)]
    counts, edges = np.histogram(lengths, bins, range=(lengths.min() if start is None else start, lengths.max()))
    width = edges[1] - edges[0]
    r = edges[:-1] + width / 2
    mode, deviation, average = r[counts.argmax()], lengths.std(), lengths.mean()
    kept = counts > 0
    r, y = r[kept], np.log(counts[kept])
    near = (r > mode - deviation) & (r < mode + deviation / 2)
    first = parabola(r[near], y[near])
    if abs(first[1] - mode) < deviation / 2 + width:
        mode, deviation = first[1:]
    else:
        mode = average
    near = (r > mode - deviation) & (r < mode + deviation / 2 + width)
    peak, vertex, narrowed = parabola(r[near], y[near])
    lowest = max(vertex - 2 * narrowed - width / 2, edge, 0)
    if abs(vertex - mode) > deviation / 4 + width:
        peak, vertex, lowest = first[0], mode, max(lowest, edge)
    used = (r > lowest) & (r <= vertex + width / 4)
    return 1 + slope(r[used], y[used] - peak, vertex)


if __name__ == "__main__":
    record = {}
    for name, points in sets().items():
        for k in (5, 15):
            found, edge = paths(points, k)
            answers = [authors(found, edge, bins, start) for bins in range(40, 61) for start in (None, 0)]
            record[f"{name} k={k}"] = dict(
                ours(found, edge), authors=authors(found, edge, BINS, None), authors_range=[min(answers), max(answers)])
    print(json.dumps(record, indent=1))
