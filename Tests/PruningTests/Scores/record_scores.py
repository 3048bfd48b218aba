"""Records what PyTorch says of pruning scores, in double precision, for PyTorchScores.swift.

    pip install torch==2.15.0 && python record_scores.py

Weights and inputs are the function `number` of tensor and place, rounded to single precision, so that both sides start
from the same numbers. Scores follow their definitions: SNIP and the gradient score |w g|, GraSP w (H g) at temperature
200, CroP |w (H g)|, SynFlow |w| dR/d|w|, Fisher w^2 mean(g^2) / 2 over samples, WoodFisher w^2 / (2 [F^-1]_ii).
"""

import pathlib

import torch

torch.set_default_dtype(torch.float64)


def number(tensor: int, place: int) -> float:
    return ((place * 7919 + tensor * 104729 + place * place * 31 + 12345) % 1009) / 1009 - 0.5


def numbers(tensor: int, *shape: int) -> torch.Tensor:
    count = 1
    for extent in shape:
        count *= extent
    values = torch.tensor([number(tensor, i) for i in range(count)])
    return values.float().double().reshape(shape)


class MLP(torch.nn.Module):
    """8-7-6-3 with ReLU."""

    input = (8,)

    def __init__(self):
        super().__init__()
        self.layers = torch.nn.ModuleList([torch.nn.Linear(a, b) for a, b in [(8, 7), (7, 6), (6, 3)]])

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))
        return self.layers[-1](x)


class Convolutional(torch.nn.Module):
    """3x3 convolution of 2 to 4 channels, batch normalisation, ReLU, 2x2 max pool, 3x3 convolution, mean, 3 classes."""

    input = (2, 6, 6)

    def __init__(self):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(2, 4, 3, padding=1)
        self.bn1 = torch.nn.BatchNorm2d(4)
        self.conv2 = torch.nn.Conv2d(4, 5, 3, padding=1)
        self.fc1 = torch.nn.Linear(5, 3)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.bn1(self.conv1(x))), 2)
        return self.fc1(torch.relu(self.conv2(x)).mean((2, 3)))


def made(kind):
    net = kind()
    for index, parameter in enumerate(net.parameters()):
        values = numbers(index, *parameter.shape)
        # A scale is positive.
        parameter.data = values + 1 if kind is Convolutional and index == 2 else values
    count = 12
    inputs = numbers(50, count, *kind.input) * 2
    labels = torch.tensor([i * i % 3 for i in range(count)])
    return net, inputs, labels


def weights(net):
    return [p for p in net.parameters() if p.dim() > 1]


def sensitivity(net, x, y):
    loss = torch.nn.functional.cross_entropy(net(x), y)
    return [(w * g).abs() for w, g in zip(weights(net), torch.autograd.grad(loss, weights(net)))]


def flow(net, x, y, temperature):
    loss = torch.nn.functional.cross_entropy(net(x) / temperature, y)
    g = torch.autograd.grad(loss, weights(net), create_graph=True)
    hg = torch.autograd.grad(sum((a * a.detach()).sum() for a in g), weights(net))
    return [w * h for w, h in zip(weights(net), hg)]


def synflow(net, x):
    net.eval()
    with torch.no_grad():
        for value in net.state_dict().values():
            value.abs_()
    total = net(torch.ones((1,) + tuple(x.shape[1:]))).sum()
    return [(w * g).abs() for w, g in zip(weights(net), torch.autograd.grad(total, weights(net)))]


def sample_gradients(net, x, y):
    net.eval()
    rows = []
    for i in range(len(x)):
        loss = torch.nn.functional.cross_entropy(net(x[i : i + 1]), y[i : i + 1])
        rows.append([g.reshape(-1) for g in torch.autograd.grad(loss, weights(net))])
    return [torch.stack(g) for g in zip(*rows)]


def fisher(net, x, y):
    return [w.reshape(-1) ** 2 * (g**2).mean(0) / 2 for w, g in zip(weights(net), sample_gradients(net, x, y))]


def inverses(net, x, y, block, damping):
    for w, g in zip(weights(net), sample_gradients(net, x, y)):
        for first in range(0, w.numel(), block):
            part = g[:, first : first + block]
            f = damping * torch.eye(part.shape[1]) + part.T @ part / len(part)
            yield w.reshape(-1)[first : first + block], torch.linalg.inv(f)


def wood_fisher(net, x, y):
    return [w**2 / (2 * inverse.diagonal()) for w, inverse in inverses(net, x, y, 10, 1e-2)]


def surgery(net, x, y):
    """The weights after every third is removed and the others in its block of 10 take up what it did."""
    values = []
    for w, inverse in inverses(net, x, y, 10, 1e-2):
        gone = torch.arange(0, len(w), 3)
        change = -inverse[:, gone] @ torch.linalg.solve(inverse[gone][:, gone], w[gone])
        updated = w + change
        updated[gone] = 0
        values.append(updated)
    return values


def swift(name, values):
    text = ", ".join(f"{v:.7g}" for t in values for v in t.reshape(-1).tolist())
    return f'    "{name}": [{text}],\n'


def main():
    out = "/// Scores of all weights as PyTorch has them in double precision; written by record_scores.py.\n"
    out += "// swift-format-ignore\nenum PyTorchScores {\n"
    for label, kind in (("mlp", MLP), ("convolutional", Convolutional)):
        out += f"  static let {label}: [String: [Double]] = [\n"
        for name, score in (
            ("snip", sensitivity),
            ("grasp", lambda n, x, y: flow(n, x, y, 200)),
            ("crop", lambda n, x, y: [t.abs() for t in flow(n, x, y, 1)]),
            ("synflow", lambda n, x, y: synflow(n, x)),
            ("fisher", fisher),
            ("woodFisher", wood_fisher),
            ("surgery", surgery),
        ):
            net, x, y = made(kind)
            out += swift(name, score(net, x, y))
        out += "  ]\n"
    out += "}\n"
    (pathlib.Path(__file__).parent / "PyTorchScores.swift").write_text(out)


if __name__ == "__main__":
    main()
