"""Membership in a convex hull as a linear program: find w >= 0 with sum 1 and P'w = x."""

import math

import peer

try:
    import numpy
    from scipy.optimize import linprog
except ImportError as error:
    peer.stop_missing(error)


def membership(name, rows, columns, queries, first, count):
    """Seconds a query, and for each whether it is inside; NaN where the solver does not say."""
    points = peer.array(name, "float64", int(rows), int(columns))
    first, count = int(first), int(count)
    asked = numpy.fromfile(f"{peer.folder}/{queries}").reshape(-1, int(columns))[first : first + count]
    equations = numpy.vstack([points.T, numpy.ones(len(points))])
    cost = numpy.zeros(len(points))
    inside = []
    start = peer.now()
    for query in asked:
        found = linprog(cost, A_eq=equations, b_eq=numpy.append(query, 1), bounds=(0, None), method="highs")
        # 0: a solution was found, 2: there is none; on other queries the solver gives up without an answer.
        inside.append({0: 1, 2: 0}.get(found.status, math.nan))
    return (peer.now() - start) / count, inside


peer.serve(["scipy", "numpy"], {"membership": membership})
