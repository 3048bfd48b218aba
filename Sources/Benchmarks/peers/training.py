"""Training steps of a dense network in PyTorch, with its fused optimisers."""

import peer

try:
    import torch
except ImportError as error:
    peer.stop_missing(error)

torch.set_num_threads(peer.threads)
watched = 10


def steps(kind, rate, batch, samples, *widths):
    """Seconds a sample over all steps but the first, and the losses of the first steps before their updates."""
    batch, samples = int(batch), int(samples)
    widths = [int(width) for width in widths]
    modules = []
    for i, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        layer = torch.nn.Linear(inputs, outputs)
        with torch.no_grad():
            layer.weight.copy_(torch.from_numpy(peer.array(f"weight{i}", "float32", outputs, inputs)))
            layer.bias.copy_(torch.from_numpy(peer.array(f"bias{i}", "float32", outputs)))
        modules += [layer, torch.nn.ReLU()]
    network = torch.nn.Sequential(*modules[:-1])
    rule = torch.optim.Adam if kind == "adam" else torch.optim.SGD
    optimizer = rule(network.parameters(), lr=float(rate), fused=True)
    pixels = torch.from_numpy(peer.array("pixels", "float32", samples, widths[0]))
    labels = torch.from_numpy(peer.array("labels", "int64", samples))
    order = torch.from_numpy(peer.array("order", "int64", samples))
    losses = []
    start = 0
    for first in range(0, samples, batch):
        rows = order[first : first + batch]
        loss = torch.nn.functional.cross_entropy(network(pixels[rows]), labels[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if len(losses) < watched:
            losses.append(loss.item())
        if first == 0:
            start = peer.now()
    return (peer.now() - start) / (samples - batch), losses


peer.serve(["torch"], {"steps": steps})
