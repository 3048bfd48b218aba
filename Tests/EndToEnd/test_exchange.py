"""Networks exchanged with NumPy and safetensors under PyTorch's names, both ways, bit for bit."""

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

RANDOM = np.random.default_rng(11)
LAYERS = """[
  .convolution(4, kernel: 3, padding: 1, bias: false), .batchNorm(), .relu,
  .residual([.convolution(4, kernel: 3, padding: 1)], name: "layer1.0"), .relu, .dense(3)
]"""
NETWORK = f"network(input: [2, 6, 6]) {{ {LAYERS} }}"
SHAPES = {
    "conv1.weight": (4, 2, 3, 3), "bn1.weight": (4,), "bn1.bias": (4,), "bn1.running_mean": (4,),
    "bn1.running_var": (4,), "layer1.0.conv2.weight": (4, 4, 3, 3), "layer1.0.conv2.bias": (4,),
    "fc1.weight": (3, 144), "fc1.bias": (3,),
}


def state(masked):
    """A state dict with random numbers; with masks, what they prune is zero."""
    arrays = {}
    for name, shape in SHAPES.items():
        arrays[name] = np.abs(RANDOM.normal(size=shape)).astype("f4")
        if masked and len(shape) > 1:
            mask = RANDOM.random(shape) < 0.5
            arrays[name] *= mask
            arrays[name + ".mask"] = mask
        if name == "bn1.running_var":
            arrays["bn1.num_batches_tracked"] = np.zeros((), "i8")
    return arrays


def write(path, arrays):
    np.savez(path, **arrays) if path.suffix == ".npz" else save_file(arrays, path)


def read(path):
    if path.suffix == ".npz":
        with np.load(path) as archive:
            return {name: archive[name] for name in archive if not name.startswith("__")}
    return load_file(path)


def run(espalier, tmp_path, source):
    (tmp_path / "a.swift").write_text(source)
    return espalier("run", "a.swift")


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("source, target", [("a.safetensors", "b.npz"), ("a.npz", "b.safetensors")])
def test_a_network_passes_through_unchanged(espalier, tmp_path, masked, source, target):
    expected = state(masked)
    write(tmp_path / source, expected)
    result = run(espalier, tmp_path, f'save(load("{source}", into: {NETWORK}), "{target}")\n')
    assert result.returncode == 0, result.stderr
    found = read(tmp_path / target)
    assert sorted(found) == sorted(expected)
    for name, array in expected.items():
        assert found[name].dtype == array.dtype and found[name].shape == array.shape, name
        assert found[name].tobytes() == array.tobytes(), name


def test_the_file_tells_what_the_network_is(espalier, tmp_path):
    assert run(espalier, tmp_path, f'save({NETWORK}, "a.safetensors")\n').returncode == 0
    with safe_open(tmp_path / "a.safetensors", "numpy") as file:
        metadata = file.metadata()
    assert metadata["input"] == "[2, 6, 6]" and metadata["format"] == "pt"
    assert metadata["layers"].startswith("[.convolution(4, kernel: 3, padding: 1, bias: false), .batchNorm(), .relu,")


def test_numpy_computes_the_same_logits(espalier, tmp_path):
    result = run(espalier, tmp_path, """
let net = prune(mlp([64, 20, 10], seed: 3), toSparsity: 0.7)
save(net, "w.safetensors")
save(net.logits(digits().test.inputs), "z.npy")
save(digits().test.inputs, "x.npy")
""")
    assert result.returncode == 0, result.stderr
    w, x = load_file(tmp_path / "w.safetensors"), np.load(tmp_path / "x.npy").astype("f8")
    kept = sum(int(w[name].sum()) for name in w if name.endswith(".mask"))
    assert kept == round(0.3 * (64 * 20 + 20 * 10))
    hidden = np.maximum(x @ w["fc1.weight"].T + w["fc1.bias"], 0)
    # Sums of at most 64 terms near 1, in single precision.
    assert np.allclose(hidden @ w["fc2.weight"].T + w["fc2.bias"], np.load(tmp_path / "z.npy"), atol=1e-5)


def test_files_that_do_not_fit_say_why(espalier, tmp_path):
    arrays = state(False)
    cases = {
        "missing fc1.bias": {**arrays, "fc1.bias": None},
        "surplus fc2.bias": {**arrays, "fc2.bias": arrays["fc1.bias"]},
        "fc1.bias has shape [3], found [4]": {**arrays, "fc1.bias": np.zeros(4, "f4")},
        "conv1.weight at [1, 0, 0, 2]": {**arrays, "conv1.weight": arrays["conv1.weight"].copy()},
    }
    cases["conv1.weight at [1, 0, 0, 2]"]["conv1.weight"][1, 0, 0, 2] = np.nan
    for message, bad in cases.items():
        write(tmp_path / "bad.safetensors", {name: array for name, array in bad.items() if array is not None})
        result = run(espalier, tmp_path, f'_ = load("bad.safetensors", into: {NETWORK})\n')
        assert result.returncode != 0 and message in result.stderr, (message, result.stderr)
