"""Activation regions on a segment in NumPy: breakpoints as a batch through one product a layer."""

import peer

try:
    import numpy
except ImportError as error:
    peer.stop_missing(error)


def breakpoints(layers, start, end):
    """Positions t on start + t (end - start) where a rectifier changes its state; a value of 0 counts as positive."""
    positions = numpy.array([0.0, 1.0])
    rows = numpy.stack([start, end])
    found = []
    for weights, bias in layers:
        values = rows @ weights.T + bias
        negative = values < 0
        knot, neuron = numpy.nonzero(negative[1:] != negative[:-1])
        left, right = values[knot, neuron], values[knot + 1, neuron]
        fraction = left / (left - right)
        at = positions[knot] + fraction * (positions[knot + 1] - positions[knot])
        found.append(at)
        between = values[knot] + fraction[:, None] * (values[knot + 1] - values[knot])
        between[numpy.arange(len(knot)), neuron] = 0
        positions = numpy.concatenate([positions, at])
        order = numpy.argsort(positions, kind="stable")
        positions = positions[order]
        rows = numpy.maximum(numpy.concatenate([values, between])[order], 0)
    return numpy.sort(numpy.concatenate(found))


def line(repeats, *widths):
    """Seconds a line, averaged over the repeats, and the breakpoints' positions."""
    widths = [int(width) for width in widths]
    layers = [
        (peer.array(f"weight{i}", "float64", outputs, inputs), peer.array(f"bias{i}", "float64", outputs))
        for i, (inputs, outputs) in enumerate(zip(widths, widths[1:]))
    ]
    ends = peer.array("ends", "float64", 2, widths[0])
    start = peer.now()
    for _ in range(int(repeats)):
        found = breakpoints(layers, ends[0], ends[1])
    return (peer.now() - start) / int(repeats), found


peer.serve(["numpy"], {"line": line})
