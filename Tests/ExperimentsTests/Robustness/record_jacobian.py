"""Records what JacobianTests compares with: squared norms of the Jacobian of a small residual network in PyTorch.

Run with torch 2.x: python record_jacobian.py
"""

import torch
from torch import nn


def splitmix(seed):
    """Numbers in [0, 1) of SplitMix64."""
    mask, state = (1 << 64) - 1, seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & mask
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        yield ((z ^ (z >> 31)) >> 11) * 2.0**-53


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(2, 4, 3, padding=1)
        self.norm = nn.BatchNorm2d(4)
        self.b = nn.Conv2d(4, 4, 3, padding=1)
        self.c = nn.Conv2d(4, 4, 3, padding=1)
        self.d = nn.Linear(24, 3)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.norm(self.a(x))), 2)
        x = torch.relu(x + self.c(torch.relu(self.b(x))))
        return self.d(x.flatten(1))


net, stream = Net().double().eval(), splitmix(71)
norm = net.norm
for tensor in (
    [net.a.weight, net.a.bias, norm.weight, norm.bias, norm.running_mean, norm.running_var]
    + [p for layer in (net.b, net.c, net.d) for p in (layer.weight, layer.bias)]
):
    low = 0.5 if tensor is norm.running_var else -0.5
    values = [float(torch.tensor(next(stream) + low, dtype=torch.float32)) for _ in range(tensor.numel())]
    tensor.data = torch.tensor(values, dtype=torch.float64).reshape(tensor.shape)
values = [float(torch.tensor(next(stream) - 0.5, dtype=torch.float32)) for _ in range(3 * 60)]
for x in torch.tensor(values, dtype=torch.float64).reshape(3, 1, 2, 6, 5):
    jacobian = torch.autograd.functional.jacobian(net, x)
    print(repr(float((jacobian**2).sum())))
