"""Training steps in PyTorch, with its fused optimisers and the memory layout that suits the network better.

A run reads the arrays `pixels` [samples, …], `labels` and `order`, and a file for every entry of the network's state
dictionary, called as it is there (`conv1.weight`, `layer1.0.bn1.running_mean`); `num_batches_tracked` begins at zero.
"""

import functools
import resource

import peer

try:
    import torch
    import models
except ImportError as error:
    peer.stop_missing(error)

torch.set_num_threads(peer.threads)
layouts = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}
chosen = {}


def train(model, kind, rate, batch, samples, *options):
    """Seconds a sample over all steps but the first, and the losses of the first steps before their updates.

    `kind` is adam, adamw, sgd, momentum or nesterov (both 0.9). Options are decay=, the weight decay; watched=, how
    many losses, 10 by default; layout=contiguous or layout=channels_last, by default the one that a trial finds faster.
    """
    options = dict(option.split("=") for option in options)
    layout = options.get("layout") or better(model, kind, int(batch))
    shape, make = models.models[model]
    network = make()
    load(network)
    step = Steps(network, layout, kind, float(rate), float(options.get("decay", 0)))
    return run(step, shape, int(batch), int(samples), int(options.get("watched", 10)))


def better(model, kind, batch):
    """The memory layout whose fastest of three steps is faster, tried once for a network and batch."""
    shape, make = models.models[model]
    if not any(isinstance(module, torch.nn.Conv2d) for module in make().modules()):
        return "contiguous"
    if (model, batch) not in chosen:
        pixels, labels = torch.rand(batch, *shape), torch.arange(batch) % 10
        times = {}
        for layout, form in layouts.items():
            step, rows = Steps(make(), layout, kind, 0), pixels.contiguous(memory_format=form)
            for _ in range(4):
                start = peer.now()
                step(rows, labels)
                times.setdefault(layout, []).append(peer.now() - start)
        chosen[model, batch] = min(layouts, key=lambda layout: min(times[layout][1:]))
    return chosen[model, batch]


def layout(model, kind, batch):
    """Which layout `train` takes: 1 for channels-last, 0 for contiguous."""
    return 0, [better(model, kind, int(batch)) == "channels_last"]


def memory():
    """Bytes: the peak of the resident set in the last run above what the modules take, and the peak itself."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return 0, [peak - idle, peak]


def forget_peak():
    """Lets the peak of the resident set begin again, where the system allows it."""
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass


def load(network):
    """Fills parameters and statistics from the folder's arrays."""
    for name, value in network.state_dict().items():
        if value.is_floating_point():
            value.copy_(torch.from_numpy(peer.array(name, "float32", *value.shape)))


class Steps:
    """A network with its optimiser and loss: a call is a step, and gives the loss before it."""

    rules = {
        "adam": torch.optim.Adam,
        "adamw": torch.optim.AdamW,
        "sgd": torch.optim.SGD,
        "momentum": functools.partial(torch.optim.SGD, momentum=0.9),
        "nesterov": functools.partial(torch.optim.SGD, momentum=0.9, nesterov=True),
    }

    def __init__(self, network, layout, kind, rate, decay=0):
        self.layout = layouts[layout]
        self.network = network.to(memory_format=self.layout)
        self.optimizer = self.rules[kind](network.parameters(), lr=rate, weight_decay=decay, fused=True)

    def __call__(self, pixels, labels):
        output = self.network(pixels)
        if isinstance(self.network, models.Autoencoder):
            loss = torch.nn.functional.mse_loss(output, pixels.flatten(1))
        else:
            loss = torch.nn.functional.cross_entropy(output, labels)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss


def run(step, shape, batch, samples, watched=10):
    """One pass over the samples in their order."""
    forget_peak()
    pixels = torch.from_numpy(peer.array("pixels", "float32", samples, *shape)).contiguous(memory_format=step.layout)
    labels = torch.from_numpy(peer.array("labels", "int64", samples))
    order = torch.from_numpy(peer.array("order", "int64", samples))
    losses = []
    start = 0
    for first in range(0, samples, batch):
        rows = order[first : first + batch]
        loss = step(pixels[rows], labels[rows])
        if len(losses) < watched:
            losses.append(loss.item())
        if first == 0:
            start = peer.now()
    return (peer.now() - start) / (samples - batch), losses


idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
peer.serve(["torch"], {"train": train, "layout": layout, "memory": memory})
