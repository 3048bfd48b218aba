"""Fourier heat maps in PyTorch, one perturbed copy of all images for each frequency, and Jacobian norms by torch.func."""

import math
from collections import OrderedDict

import peer

try:
    import numpy
    import torch
    from torch import nn
except ImportError as error:
    peer.stop_missing(error)

torch.set_num_threads(peer.threads)


def basis_image(row, column, height, width):
    """The real image of unit norm whose spectrum is one frequency and its conjugate."""
    down, across = row - height // 2, column - width // 2
    m, n = numpy.meshgrid(numpy.arange(height), numpy.arange(width), indexing="ij")
    own = (2 * down) % height == 0 and (2 * across) % width == 0
    angle = 2 * math.pi * (down * m / height + across * n / width)
    return math.sqrt((1 if own else 2) / (height * width)) * numpy.cos(angle + (0 if own else math.pi / 4))


def network(name):
    """The network of a name with the parameters that the other side has written."""
    if name == "lenet300":
        layers = nn.Sequential(
            OrderedDict(
                fc1=nn.Linear(784, 300), r1=nn.ReLU(), fc2=nn.Linear(300, 100), r2=nn.ReLU(), fc3=nn.Linear(100, 10)
            )
        )
    else:
        layers = nn.Sequential(
            OrderedDict(
                image=nn.Unflatten(1, (1, 28, 28)),
                conv1=nn.Conv2d(1, 20, 5),
                p1=nn.MaxPool2d(2),
                r1=nn.ReLU(),
                conv2=nn.Conv2d(20, 50, 5),
                p2=nn.MaxPool2d(2),
                r2=nn.ReLU(),
                flat=nn.Flatten(),
                fc1=nn.Linear(800, 500),
                r3=nn.ReLU(),
                fc2=nn.Linear(500, 10),
            )
        )
    for key, parameter in layers.named_parameters():
        parameter.requires_grad_(False).copy_(torch.from_numpy(peer.array(key, "float32", *parameter.shape)))
    return layers.eval()


@torch.inference_mode()
def heat_map(name, norm, images, height, width):
    """Seconds a map, and the number of images misjudged under each frequency, row by row."""
    norm, images, height, width = float(norm), int(images), int(height), int(width)
    layers = network(name)
    pixels = torch.from_numpy(peer.array("pixels", "float32", images, height * width))
    labels = torch.from_numpy(peer.array("labels", "int64", images))
    signs = torch.from_numpy(peer.array("signs", "float32", height * width, images, 1))
    start = peer.now()
    wrong = numpy.zeros((height, width))
    for row in range(height):
        for column in range(width):
            mirror = (2 * (height // 2) - row) % height, (2 * (width // 2) - column) % width
            if mirror < (row, column):
                continue
            wave = torch.from_numpy(basis_image(row, column, height, width).astype("float32")).reshape(1, -1)
            logits = layers(pixels + norm * signs[row * width + column] * wave)
            wrong[row, column] = wrong[mirror] = int((logits.argmax(1) != labels).sum())
    return peer.now() - start, wrong.ravel()


def jacobian(name, count, images, height, width):
    """Seconds, and the squared Frobenius norm of the Jacobian at each image, over the batch size that is fastest."""
    count, images, height, width = int(count), int(images), int(height), int(width)
    layers = network(name)
    pixels = torch.from_numpy(peer.array("pixels", "float32", images, height * width))[:count]
    rows = torch.func.vmap(torch.func.jacrev(lambda image: layers(image[None])[0]))
    best = None
    for batch in (16, 64, count):
        start = peer.now()
        squares = torch.cat([rows(part).square().flatten(1).sum(1) for part in pixels.split(batch)])
        seconds = peer.now() - start
        best = seconds if best is None else min(best, seconds)
    return best, squares.double().numpy()


peer.serve(["torch", "numpy"], {"map": heat_map, "jacobian": jacobian})
