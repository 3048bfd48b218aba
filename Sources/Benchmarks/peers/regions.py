"""Activation regions on a segment: exactly in NumPy, breakpoints as a batch through one product a layer, and by a fine
grid in PyTorch."""

import peer

try:
    import numpy
    import torch
except ImportError as error:
    peer.stop_missing(error)

torch.set_num_threads(peer.threads)


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


def network(widths):
    """Weights and biases, layer by layer."""
    widths = [int(width) for width in widths]
    layers = [
        (peer.array(f"weight{i}", "float64", outputs, inputs), peer.array(f"bias{i}", "float64", outputs))
        for i, (inputs, outputs) in enumerate(zip(widths, widths[1:]))
    ]
    return widths, layers


def line(repeats, *widths):
    """Seconds a line, averaged over the repeats, and the breakpoints' positions."""
    widths, layers = network(widths)
    ends = peer.array("ends", "float64", 2, widths[0])
    start = peer.now()
    for _ in range(int(repeats)):
        found = breakpoints(layers, ends[0], ends[1])
    return (peer.now() - start) / int(repeats), found


@torch.inference_mode()
def grid(points, *widths):
    """Seconds for one line, and how many changes of state neighbours on a grid of points show, in double precision."""
    widths, layers = network(widths)
    layers = [(torch.from_numpy(weights), torch.from_numpy(bias)) for weights, bias in layers]
    ends = torch.from_numpy(peer.array("ends", "float64", 2, widths[0]))
    places = torch.linspace(0, 1, int(points), dtype=torch.float64)
    begin = peer.now()
    changes = 0
    last = None
    for part in places.split(8192):
        values = ends[0] + part[:, None] * (ends[1] - ends[0])
        states = []
        for weights, bias in layers:
            values = torch.addmm(bias, values, weights.T)
            states.append(values >= 0)
            values = values.relu()
        states = torch.cat(states, 1)
        if last is not None:
            changes += int((states[0] != last).sum())
        changes += int((states[1:] != states[:-1]).sum())
        last = states[-1]
    return peer.now() - begin, [changes]


peer.serve(["numpy", "torch"], {"line": line, "grid": grid})
