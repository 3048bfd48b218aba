"""Pruning in PyTorch: `torch.nn.utils.prune` for magnitude, its own gradients for what looks at data.

A run reads a file for every entry of the network's state dictionary, `pixels` [samples, …] and `labels`.
"""

import peer

try:
    import torch
    from torch.nn.utils import prune
    import models
except ImportError as error:
    peer.stop_missing(error)

torch.set_num_threads(peer.threads)


def network(model):
    """The network with the folder's numbers, and its prunable layers."""
    shape, make = models.models[model]
    made = make()
    for name, value in made.state_dict().items():
        if value.is_floating_point():
            value.copy_(torch.from_numpy(peer.array(name, "float32", *value.shape)))
    layers = [module for module in made.modules() if isinstance(module, (torch.nn.Linear, torch.nn.Conv2d))]
    return shape, made, layers


def magnitude(model, fraction):
    """Seconds to prune all layers together by magnitude; the weights that each has left."""
    _, _, layers = network(model)
    start = peer.now()
    prune.global_unstructured(
        [(layer, "weight") for layer in layers], pruning_method=prune.L1Unstructured, amount=float(fraction))
    seconds = peer.now() - start
    return seconds, [int(layer.weight_mask.sum()) for layer in layers]


def snip(model, fraction, samples):
    """The same by |w·∂L/∂w| of one batch: the gradient, the ranking and the masks are timed."""
    shape, made, layers = network(model)
    samples = int(samples)
    pixels = torch.from_numpy(peer.array("pixels", "float32", samples, *shape).copy())
    labels = torch.from_numpy(peer.array("labels", "int64", samples).copy())
    made.train()
    start = peer.now()
    torch.nn.functional.cross_entropy(made(pixels), labels).backward()
    scores = {(layer, "weight"): (layer.weight * layer.weight.grad).abs().detach() for layer in layers}
    prune.global_unstructured(
        list(scores), pruning_method=prune.L1Unstructured, importance_scores=scores, amount=float(fraction))
    seconds = peer.now() - start
    return seconds, [int(layer.weight_mask.sum()) for layer in layers]


peer.serve(["torch"], {"magnitude": magnitude, "snip": snip})
