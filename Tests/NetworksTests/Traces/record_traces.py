"""Records how PyTorch's losses fall from weights and images that a few lines make anywhere, bit for bit.

    python record_traces.py [NETWORK …]

writes NETWORK.csv beside this script: the loss of each of 100 steps before its update, on one thread and on two. How
far the two are apart is what single precision leaves open. The first lines, after a #, say how it was made and give
four numbers of what was drawn, to check another implementation by.

What is drawn
    unit(seed) is the stream of SplitMix64(seed) as numbers in [0, 1): (next() >> 11) · 2⁻⁵³; signed is 2 · unit - 1.
    All arithmetic is in double precision, in the order written and without fused operations; results are rounded to
    single.

Parameters
    The p-th parameter of the network, from 0 in the order of its state dictionary without the running statistics, is
    filled row by row from e = signed of unit(p):
        a weight of two axes or more    sqrt(6 / inputs) · e, inputs = elements / outputs
        a bias                          0.05 · e
        a weight of batch normalisation 1 + 0.1 · e
    Running means are 0, running variances 1.

Images
    Image i has label i mod 10 and is [channels, size, size]. Class c has three blobs from unit(1000 + c), each of which
    draws a, b, r, and then one number s a channel. Image i draws y, x, g from unit(1000000 + i), and then one number
    for every pixel by channel, row and column. A pixel begins as the signed of its number; each blob in turn adds
        (gain · (2 · s - 1)) · (t · t)    if t = 1 - (dy · dy + dx · dx) / (radius · radius) is positive, where
        dy = row - (size · (0.2 + 0.6 · a) + (6 · y - 3)), dx = column - (size · (0.2 + 0.6 · b) + (6 · x - 3)),
        radius = size · (0.15 + 0.2 · r), gain = 0.5 + 0.5 · g.

Order
    Step t, from 0, takes the images (t · batch + k) mod count for k < batch.
"""

import math
import pathlib
import sys
import typing

import numpy
import torch

here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here.parents[2] / "Sources" / "Benchmarks" / "peers"))
import models  # noqa: E402

steps = 100


class Protocol(typing.NamedTuple):
    """How a network is trained; of its rate, step t takes (t + 1) / rising up to the whole."""

    batch: int
    count: int
    told: str
    rule: type
    settings: dict
    rising: int = 1


# The rate of ResNet-20 rises, to a tenth of 0.1 in the end: at 0.1 from the start PyTorch's losses on one thread and on
# two are 5e-3 apart after ten steps already, and have nothing in common after sixty.
protocols = {
    "lenet300": Protocol(60, 1_200, "Adam 1.2e-3", torch.optim.Adam, {"lr": 1.2e-3}),
    "lenet5": Protocol(60, 1_200, "Adam 1.2e-3", torch.optim.Adam, {"lr": 1.2e-3}),
    "resnet20": Protocol(
        128,
        1_280,
        "SGD 0.1 rising over 1000 steps, momentum 0.9, weight decay 1e-4",
        torch.optim.SGD,
        {"lr": 0.1, "momentum": 0.9, "weight_decay": 1e-4},
        1_000,
    ),
}


def unit(seed, count):
    """The first numbers of a stream."""
    with numpy.errstate(over="ignore"):
        z = numpy.uint64(seed) + numpy.arange(1, count + 1, dtype=numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    return ((z ^ (z >> numpy.uint64(31))) >> numpy.uint64(11)) * 2.0**-53


def fill(network):
    """Sets every parameter."""
    for index, (name, parameter) in enumerate(network.named_parameters()):
        e = 2 * unit(index, parameter.numel()) - 1
        if parameter.dim() > 1:
            values = math.sqrt(6 / (parameter.numel() // len(parameter))) * e
        else:
            values = 0.05 * e if name.endswith("bias") else 1 + 0.1 * e
        parameter.data.copy_(torch.from_numpy(values.astype("float32").reshape(parameter.shape)))


def image(index, channels, size):
    """One image; its label is the last digit of its index."""
    blobs = unit(1_000 + index % 10, 3 * (3 + channels)).reshape(3, -1)
    y, x, g, *_ = drawn = unit(1_000_000 + index, 3 + channels * size * size)
    pixels = 2 * drawn[3:].reshape(channels, size, size) - 1
    places = numpy.arange(size)
    for a, b, r, *amplitudes in blobs:
        dy = places[:, None] - (size * (0.2 + 0.6 * a) + (6 * y - 3))
        dx = places - (size * (0.2 + 0.6 * b) + (6 * x - 3))
        radius = size * (0.15 + 0.2 * r)
        t = numpy.maximum(1 - (dy * dy + dx * dx) / (radius * radius), 0)
        for channel, s in enumerate(amplitudes):
            pixels[channel] += ((0.5 + 0.5 * g) * (2 * s - 1)) * (t * t)
    return pixels.astype("float32")


def trace(name, threads):
    """The losses, and four numbers of what was drawn: the first and last weight, the first and last pixel."""
    torch.set_num_threads(threads)
    protocol = protocols[name]
    batch, count = protocol.batch, protocol.count
    (channels, size, _), make = models.models[name]
    network = make()
    fill(network)
    images = torch.from_numpy(numpy.stack([image(index, channels, size) for index in range(count)]))
    weights = [parameter.detach().flatten() for parameter in network.parameters()]
    drawn = [float(each) for each in (weights[0][0], weights[-1][-1], images.flatten()[0], images.flatten()[-1])]
    optimizer = protocol.rule(network.parameters(), **protocol.settings)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1, (step + 1) / protocol.rising))
    losses = []
    for step in range(steps):
        rows = torch.arange(step * batch, (step + 1) * batch) % count
        loss = torch.nn.functional.cross_entropy(network(images[rows]), rows % 10)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return losses, drawn


def record(name):
    """Writes the file of a network."""
    protocol = protocols[name]
    one, drawn = trace(name, 1)
    two, _ = trace(name, 2)
    version = torch.__version__.partition("+")[0]
    with open(here / f"{name}.csv", "w") as file:
        made = f"{protocol.told}, batch {protocol.batch}, {protocol.count} images, PyTorch {version}"
        print(f"# {name}, {made}", file=file)
        print("# first and last weight, first and last pixel:", *map(repr, drawn), file=file)
        print("step,one thread,two threads", file=file)
        for step, losses in enumerate(zip(one, two)):
            print(step, *map(repr, losses), sep=",", file=file)


for name in sys.argv[1:] or protocols:
    record(name)
