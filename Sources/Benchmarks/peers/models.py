"""The networks of pruning papers in PyTorch; the names of their state dictionaries are those of our files.

Dense networks are fc1, fc2, …; convolutional ones conv1, …, fc1, …; ResNets have torchvision's names with the 1×1
projections of open_lth; VGGs have open_lth's names. Weights are [outputs, inputs] and [outputs, inputs, rows, columns],
and a flattened image is ordered by channel, row, column, whatever the memory layout.
"""

import functools

import torch
from torch import nn
from torch.nn import functional as F


class Dense(nn.Module):
    """Dense layers fc1, fc2, … of the given widths with ReLU between them; images come in flattened."""

    def __init__(self, *widths):
        super().__init__()
        self.depth = len(widths) - 1
        for i, (inputs, outputs) in enumerate(zip(widths, widths[1:]), 1):
            self.add_module(f"fc{i}", nn.Linear(inputs, outputs))

    def forward(self, x):
        x = torch.flatten(x, 1)
        for i in range(1, self.depth):
            x = F.relu(self.get_submodule(f"fc{i}")(x))
        return self.get_submodule(f"fc{self.depth}")(x)


class Autoencoder(Dense):
    """Widths to the code and back: ReLU, a linear code, a sigmoid output."""

    def __init__(self, *widths):
        super().__init__(*widths, *reversed(widths[:-1]))

    def forward(self, x):
        x = torch.flatten(x, 1)
        for i in range(1, self.depth):
            x = self.get_submodule(f"fc{i}")(x)
            x = x if 2 * i == self.depth else F.relu(x)
        return torch.sigmoid(self.get_submodule(f"fc{self.depth}")(x))


class LeNet5(nn.Module):
    """Caffe's LeNet-5, with the ReLU for each convolution that the PyTorch programs of pruning papers have.

    Caffe's own example and SNIP's TensorFlow program have one ReLU only, after fc1. ReLU and maximum commute; this
    order has the ReLU where a quarter of the numbers are, and is the faster one.
    """

    def __init__(self, classes=10):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 20, 5)
        self.conv2 = nn.Conv2d(20, 50, 5)
        self.fc1 = nn.Linear(800, 500)
        self.fc2 = nn.Linear(500, classes)

    def forward(self, x):
        x = F.relu(F.max_pool2d(self.conv1(x), 2))
        x = F.relu(F.max_pool2d(self.conv2(x), 2))
        return self.fc2(F.relu(self.fc1(torch.flatten(x, 1))))


class Conv(nn.Module):
    """Conv-2, Conv-4 and Conv-6: pairs of 3×3 convolutions with a max pool after each pair, then 256, 256, classes.

    As in LeNet-5, the pools come before the ReLU. Source: Frankle and Carbin, arXiv:1803.03635.
    """

    def __init__(self, depth, classes=10):
        super().__init__()
        self.depth = depth
        channels = 3
        for i in range(depth):
            width = 64 << i // 2
            self.add_module(f"conv{i + 1}", nn.Conv2d(channels, width, 3, padding=1))
            channels = width
        self.fc1 = nn.Linear(channels * (32 >> depth // 2) ** 2, 256)
        self.fc2 = nn.Linear(256, 256)
        self.fc3 = nn.Linear(256, classes)

    def forward(self, x):
        for i in range(1, self.depth + 1):
            x = self.get_submodule(f"conv{i}")(x)
            x = F.relu(x if i % 2 else F.max_pool2d(x, 2))
        x = F.relu(self.fc1(torch.flatten(x, 1)))
        return self.fc3(F.relu(self.fc2(x)))


class Block(nn.Module):
    """Two 3×3 convolutions beside the identity, or beside a 1×1 projection where the shape changes."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResNet(nn.Module):
    """A ResNet for CIFAR: a 3×3 stem without a pool, a group of blocks a width, halving between groups, global pool.

    Source: He, Zhang, Ren, Sun, doi:10.1109/CVPR.2016.90.
    """

    def __init__(self, widths, blocks, classes=10):
        super().__init__()
        self.groups = len(widths)
        self.conv1 = nn.Conv2d(3, widths[0], 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(widths[0])
        channels = widths[0]
        for i, width in enumerate(widths):
            strides = [1 if i == 0 else 2] + [1] * (blocks - 1)
            group = []
            for stride in strides:
                group.append(Block(channels, width, stride))
                channels = width
            self.add_module(f"layer{i + 1}", nn.Sequential(*group))
        self.fc = nn.Linear(channels, classes)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        for i in range(1, self.groups + 1):
            x = self.get_submodule(f"layer{i}")(x)
        return self.fc(torch.flatten(F.adaptive_avg_pool2d(x, 1), 1))


class ConvModule(nn.Module):
    """A 3×3 convolution with its bias, batch normalisation, ReLU."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        return F.relu(self.bn(self.conv(x)))


class VGG(nn.Module):
    """A VGG for CIFAR as open_lth has it: groups of convolutions with a max pool between them, average pool, one fc."""

    def __init__(self, groups, classes=10):
        super().__init__()
        layers, channels = [], 3
        for i, (width, count) in enumerate(groups):
            layers += [nn.MaxPool2d(2)] if i > 0 else []
            for _ in range(count):
                layers.append(ConvModule(channels, width))
                channels = width
        self.layers = nn.Sequential(*layers)
        self.fc = nn.Linear(channels, classes)

    def forward(self, x):
        return self.fc(torch.flatten(F.avg_pool2d(self.layers(x), 2), 1))


digit, image = (1, 28, 28), (3, 32, 32)
halving = 64, 128, 256, 512

# By name: the shape of a sample, and what makes the network.
models = {
    "lenet300": (digit, lambda: Dense(784, 300, 100, 10)),
    "lenet5": (digit, LeNet5),
    "autoencoder": (digit, lambda: Autoencoder(784, 1000, 500, 250, 30)),
    **{f"conv{depth}": (image, functools.partial(Conv, depth)) for depth in (2, 4, 6)},
    **{f"resnet{6 * n + 2}": (image, functools.partial(ResNet, (16, 32, 64), n)) for n in (3, 5, 7, 9)},
    "resnet18": (image, lambda: ResNet(halving, 2)),
    "vgg11": (image, lambda: VGG(zip((*halving, 512), (1, 1, 2, 2, 2)))),
    "vgg16": (image, lambda: VGG(zip((*halving, 512), (2, 2, 3, 3, 3)))),
}
