"""Intrinsic dimension by scikit-dimension, neighbours included."""

import peer

try:
    import skdim
except ImportError as error:
    peer.stop_missing(error)


def mle(name, rows, columns, neighbors):
    """The pooled Levina-Bickel estimate with numerator k - 1."""
    points = peer.array(name, "float64", int(rows), int(columns))
    start = peer.now()
    fit = skdim.id.MLE().fit(points, n_neighbors=int(neighbors), comb="mle", n_jobs=peer.threads)
    return peer.now() - start, [fit.dimension_]


def two_nn(name, rows, columns):
    """The linear TwoNN estimate with a tenth trimmed."""
    points = peer.array(name, "float64", int(rows), int(columns))
    start = peer.now()
    fit = skdim.id.TwoNN().fit(points)
    return peer.now() - start, [fit.dimension_]


peer.serve(["scikit-dimension", "scikit-learn", "numpy"], {"mle": mle, "twonn": two_nn})
