"""Records what PyTorch's optimisers and schedulers do, for PyTorchOptimizers.swift and PyTorchSchedules.swift.

    pip install torch==2.15.0 && python record_pytorch.py

Gradients are functions of step and place that both sides can compute exactly: multiples of 1/64.
"""

import math
import pathlib

import torch

STEPS = 20
SIZES = [5, 3]


def gradient(step: int, tensor: int, place: int) -> float:
    return ((step * 7 + tensor * 5 + place * 3) % 17 - 8) / 64


def start(tensor: int, place: int) -> float:
    return ((tensor * 11 + place * 5) % 13 - 6) / 16


OPTIMIZERS = {
    ".sgd(rate: 0.1)": lambda p: torch.optim.SGD(p, lr=0.1),
    ".sgd(rate: 0.1, momentum: 0.9, weightDecay: 0.01)":
        lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, weight_decay=0.01),
    ".sgd(rate: 0.05, momentum: 0.9, nesterov: true, weightDecay: 0.1)":
        lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.1),
    ".adam(rate: 0.01)": lambda p: torch.optim.Adam(p, lr=0.01),
    ".adam(rate: 0.02, beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.1)":
        lambda p: torch.optim.Adam(p, lr=0.02, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1),
    ".adamW(rate: 0.01)": lambda p: torch.optim.AdamW(p, lr=0.01),
    ".adamW(rate: 0.02, beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.5)":
        lambda p: torch.optim.AdamW(p, lr=0.02, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.5),
}


def trace(make) -> list[float]:
    """The parameters after steps 1, 2, 10 and 20, one behind the other."""
    parameters = [
        torch.nn.Parameter(torch.tensor([start(t, i) for i in range(n)])) for t, n in enumerate(SIZES)
    ]
    optimizer = make(parameters)
    values = []
    for step in range(1, STEPS + 1):
        for t, parameter in enumerate(parameters):
            parameter.grad = torch.tensor([gradient(step, t, i) for i in range(SIZES[t])])
        optimizer.step()
        if step in (1, 2, 10, 20):
            values += [v for parameter in parameters for v in parameter.tolist()]
    return values


def clipped(limit: float) -> list[float]:
    """Two gradients after clip_grad_norm_, then after clip_grad_value_ with the same limit."""
    values = []
    for clip in (torch.nn.utils.clip_grad_norm_, torch.nn.utils.clip_grad_value_):
        parameters = [torch.nn.Parameter(torch.zeros(n)) for n in SIZES]
        for t, parameter in enumerate(parameters):
            parameter.grad = torch.tensor([gradient(1, t, i) for i in range(SIZES[t])])
        clip(parameters, limit)
        values += [v for parameter in parameters for v in parameter.grad.tolist()]
    return values


TOTAL = 40
PER_EPOCH = 10
SCHEDULERS = {
    "[.step(milestones: [.epochs(1), .steps(25), .epochs(3)], factor: 0.1)]":
        lambda o: torch.optim.lr_scheduler.MultiStepLR(o, [10, 25, 30], 0.1),
    "[.cosine()]": lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, TOTAL),
    "[.cosine(to: 0.2)]": lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, TOTAL, eta_min=0.2),
    "[.warmup(.steps(8), from: 0.25)]":
        lambda o: torch.optim.lr_scheduler.LinearLR(o, start_factor=0.25, total_iters=8),
    "[.oneCycle()]": lambda o: torch.optim.lr_scheduler.OneCycleLR(o, max_lr=1, total_steps=TOTAL),
    "[.oneCycle(peak: 3, rise: 0.5, divisor: 10, finalDivisor: 100)]":
        lambda o: torch.optim.lr_scheduler.OneCycleLR(
            o, max_lr=3, total_steps=TOTAL, pct_start=0.5, div_factor=10, final_div_factor=100),
    # Warm-up and drops as open_lth multiplies them, and a product of three.
    "[.warmup(.epochs(1)), .step(milestones: [.epochs(2), .epochs(3)], factor: 0.1)]":
        lambda o: torch.optim.lr_scheduler.LambdaLR(
            o, lambda t: min(1.0, t / 10) * 0.1 ** sum(t >= m for m in (20, 30))),
    "[.constant, .warmup(.steps(4)), .cosine()]":
        lambda o: torch.optim.lr_scheduler.LambdaLR(
            o, lambda t: min(1.0, t / 4) * (1 + math.cos(math.pi * t / TOTAL)) / 2),
}


def rates(make) -> list[float]:
    """The rate of every step of a run of TOTAL steps with base rate 1."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1)
    scheduler = make(optimizer)
    values = []
    for _ in range(TOTAL):
        values.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if len(values) < TOTAL:
            scheduler.step()
    return values


def rows(values: list[float], digits: int) -> str:
    lines, line = [], "     "
    for value in values:
        text = f" {value:.{digits}g},"
        if len(line + text) > 118:
            lines.append(line)
            line = "     "
        line += text
    return "\n".join(lines + [line])


def table(kind: str, entries: list[tuple[str, list[float]]], digits: int) -> str:
    body = "".join(f"    (\n      {key},\n      [\n{indent(rows(values, digits))}\n      ]\n    ),\n" for key, values in entries)
    return f"  static let {kind} = [\n{body}  ]\n"


def indent(text: str) -> str:
    return "\n".join("  " + line for line in text.split("\n"))


HEAD = f"// Recorded from PyTorch {torch.__version__.split('+')[0]} by record_pytorch.py.\nimport Networks\n\n"
folder = pathlib.Path(__file__).parent
(folder / "PyTorchOptimizers.swift").write_text(
    HEAD
    + "/// Parameters after steps 1, 2, 10 and 20, one behind the other, and clipped gradients.\nenum PyTorchOptimizers {\n"
    + table("traces: [(Optimizer, [Float])]", [(k, trace(v)) for k, v in OPTIMIZERS.items()], 9)
    + "\n  /// By norm, then by value.\n"
    + table("clipped: [(Double, [Float])]", [(str(limit), clipped(limit)) for limit in (0.05, 0.1, 10.0)], 9)
    + "}\n")
(folder / "PyTorchSchedules.swift").write_text(
    HEAD
    + f"/// The rates of a run of {TOTAL} steps, {PER_EPOCH} an epoch, with base rate 1.\nenum PyTorchSchedules {{\n"
    + table("rates: [([Schedule], [Double])]", [(k, rates(v)) for k, v in SCHEDULERS.items()], 12)
    + "}\n")
