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


def gride(name, rows, columns, nearer):
    """Gride with the farther rank twice the nearer."""
    points = peer.array(name, "float64", int(rows), int(columns))
    start = peer.now()
    fit = skdim.id.GRIDE(n1=int(nearer), n2=2 * int(nearer)).fit(points)
    return peer.now() - start, [fit.dimension_]


def tle(name, rows, columns, neighbors):
    """The mean of the tight local estimates."""
    points = peer.array(name, "float64", int(rows), int(columns))
    start = peer.now()
    fit = skdim.id.TLE().fit(points, n_neighbors=int(neighbors), comb="mean", n_jobs=peer.threads)
    return peer.now() - start, [float(fit.dimension_)]


def ess(name, rows, columns, neighbors):
    """The mean of the local estimates from simplex skewness, version a."""
    points = peer.array(name, "float64", int(rows), int(columns))
    start = peer.now()
    fit = skdim.id.ESS().fit(points, n_neighbors=int(neighbors), comb="mean", n_jobs=peer.threads)
    return peer.now() - start, [float(fit.dimension_)]


def danco(name, rows, columns):
    """DANCo as it comes, calibration included."""
    points = peer.array(name, "float64", int(rows), int(columns))
    start = peer.now()
    fit = skdim.id.DANCo(random_state=0).fit(points)
    return peer.now() - start, [fit.dimension_]


peer.serve(["scikit-dimension", "scikit-learn", "numpy"], {
    "mle": mle, "twonn": two_nn, "gride": gride, "tle": tle, "ess": ess, "danco": danco})
