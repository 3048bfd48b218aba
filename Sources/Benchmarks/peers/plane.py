"""Activation regions in a window of the plane in NumPy: lists of polygons, cut neuron by neuron."""

import peer

try:
    import numpy
except ImportError as error:
    peer.stop_missing(error)


def cut(points, values, neuron):
    """Both parts of a convex polygon on the sides of a neuron's zero; a value of 0 counts as positive."""
    level = values[:, neuron]
    negative = level < 0
    following = numpy.roll(negative, -1)
    crossing = numpy.flatnonzero(negative != following)
    onward = (crossing + 1) % len(points)
    fraction = (level[crossing] / (level[crossing] - level[onward]))[:, None]
    between = points[crossing] + fraction * (points[onward] - points[crossing])
    rows = values[crossing] + fraction * (values[onward] - values[crossing])
    rows[:, neuron] = 0
    places = numpy.concatenate([numpy.arange(len(points)), crossing + 0.5])
    order = numpy.argsort(places)
    points = numpy.concatenate([points, between])[order]
    values = numpy.concatenate([values, rows])[order]
    is_new = order >= len(negative)
    is_negative = numpy.concatenate([negative, numpy.zeros(len(crossing), bool)])[order]
    low, high = is_negative | is_new, ~is_negative | is_new
    return (points[low], values[low]), (points[high], values[high])


def polygons(layers, window):
    """Corners of every region; the values behind the last rectifier are kept at each polygon's own corners."""
    pieces = [(window, window)]
    for weights, bias in layers:
        sizes = [len(points) for points, _ in pieces]
        ahead = numpy.concatenate([values for _, values in pieces]) @ weights.T + bias
        ahead = numpy.split(ahead, numpy.cumsum(sizes)[:-1])
        found = []
        for (points, _), values in zip(pieces, ahead):
            parts = [(points, values)]
            mixed = numpy.flatnonzero((values > 0).any(0) & (values < 0).any(0))
            for neuron in mixed:
                divided = []
                for part in parts:
                    level = part[1][:, neuron]
                    if level.min() < 0 < level.max():
                        divided.extend(cut(*part, neuron))
                    else:
                        divided.append(part)
                parts = divided
            found.extend(parts)
        pieces = [(points, numpy.maximum(values, 0)) for points, values in found]
    return [points for points, _ in pieces]


def area(points):
    """Of a polygon, summed from its first corner."""
    x, y = (points - points[0]).T
    return (x @ numpy.roll(y, -1) - y @ numpy.roll(x, -1)) / 2


def square(repeats, *widths):
    """Seconds a window, averaged over the repeats, and the areas of the regions in ascending order."""
    widths = [int(width) for width in widths]
    layers = [
        (peer.array(f"weight{i}", "float64", outputs, inputs), peer.array(f"bias{i}", "float64", outputs))
        for i, (inputs, outputs) in enumerate(zip(widths, widths[1:]))
    ]
    window = numpy.array([[-1.0, -1], [1, -1], [1, 1], [-1, 1]])
    start = peer.now()
    for _ in range(int(repeats)):
        found = polygons(layers, window)
    seconds = (peer.now() - start) / int(repeats)
    return seconds, numpy.sort([area(points) for points in found])


peer.serve(["numpy"], {"square": square})
