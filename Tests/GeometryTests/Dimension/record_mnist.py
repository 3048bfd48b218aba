"""Records the dimension of all MNIST training images by NumPy alone: an independent check of the neighbour search.

    python record_mnist.py FOLDER    # that of train-images-idx3-ubyte, gzipped or not

Candidates come from single-precision products, distances from direct differences in double precision; a row is
searched again in double precision where a candidate left out could be nearer. Takes some minutes on a core.
"""

import gzip
import pathlib
import sys

import numpy

SPARE = 12
BLOCK = 1000
K = 20


def images(folder):
    path = next(p for p in sorted(pathlib.Path(folder).iterdir()) if p.name.startswith("train-images"))
    data = gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes()
    return numpy.frombuffer(data, numpy.uint8, offset=16).reshape(-1, 784) / 255.0


points = images(sys.argv[1])
assert len(numpy.unique(points, axis=0)) == len(points)
centred = (points - points.mean(0)).astype(numpy.float32)
squares = (centred.astype(float) ** 2).sum(1)
norms = numpy.sqrt(squares)
radii = numpy.empty((len(points), K))
for first in range(0, len(points), BLOCK):
    rows = slice(first, first + BLOCK)
    keys = squares.astype(numpy.float32) - 2 * (centred[rows] @ centred.T)
    keys[numpy.arange(BLOCK), numpy.arange(first, first + BLOCK)] = numpy.inf
    near = numpy.argpartition(keys, K + SPARE, axis=1)[:, : K + SPARE + 1]
    for row in range(BLOCK):
        own = first + row
        place = near[row]
        distances = numpy.sort(numpy.sqrt(((points[place] - points[own]) ** 2).sum(1)))[:K]
        bound = keys[row, place].max() + squares[own]
        error = 2.0**-24 * 800 * (2 * norms[own] + distances[-1]) ** 2
        if bound - error < distances[-1] ** 2:
            everything = numpy.sqrt(((points - points[own]) ** 2).sum(1))
            everything[own] = numpy.inf
            distances = numpy.sort(numpy.partition(everything, K)[:K])
        radii[own] = distances
logs = numpy.log(radii)
for k in (3, 5, 10, 20):
    sums = ((k - 1) * logs[:, k - 1] - logs[:, : k - 1].sum(1)).sum()
    print("k =", k, repr(float(len(points) * (k - 1) / sums)))
ratios = logs[:, 1] - logs[:, 0]
print("TwoNN, maximum likelihood", repr(float((len(points) - 1) / ratios.sum())))
kept = int(len(points) * 0.9)
x = numpy.sort(ratios)[:kept]
y = -numpy.log1p(-numpy.arange(1, kept + 1) / len(points))
print("TwoNN, linear", repr(float((x * y).sum() / (x * x).sum())))
