"""The Fourier heat map of a dense network in PyTorch: one perturbed copy of all images for each frequency."""

import math

import peer

try:
    import numpy
    import torch
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


@torch.inference_mode()
def heat_map(norm, images, height, width, *widths):
    """Seconds a map, and the number of images misjudged under each frequency, row by row."""
    norm, images, height, width = float(norm), int(images), int(height), int(width)
    widths = [int(each) for each in widths]
    layers = [
        (
            torch.from_numpy(peer.array(f"fc{i + 1}.weight", "float32", outputs, inputs)),
            torch.from_numpy(peer.array(f"fc{i + 1}.bias", "float32", outputs)),
        )
        for i, (inputs, outputs) in enumerate(zip(widths, widths[1:]))
    ]
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
            values = pixels + norm * signs[row * width + column] * wave
            for i, (weights, bias) in enumerate(layers):
                values = torch.addmm(bias, values, weights.T)
                if i + 1 < len(layers):
                    values = values.relu_()
            wrong[row, column] = wrong[mirror] = int((values.argmax(1) != labels).sum())
    return peer.now() - start, wrong.ravel()


peer.serve(["torch", "numpy"], {"map": heat_map})
