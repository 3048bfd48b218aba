"""Files of arrays exchanged with NumPy and with safetensors, both ways, bit for bit."""

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

RANDOM = np.random.default_rng(7)
KINDS = ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"]
SHAPES = [(), (0,), (1,), (5,), (3, 4), (2, 0, 3), (2, 3, 4), (2, 1, 3, 2)]


def arrays():
    """An array of every kind in every shape: any bits for integers, any numbers for the others."""
    named = {}
    for kind in KINDS:
        for shape in SHAPES:
            name = f"{kind}.{'x'.join(map(str, shape)) or 'scalar'}"
            if kind[0] in "iu":
                info = np.iinfo(kind)
                array = RANDOM.integers(info.min, info.max, size=shape, dtype=kind, endpoint=True)
            elif kind == "b1":
                array = RANDOM.integers(0, 2, size=shape).astype(bool)
            else:
                array = RANDOM.normal(size=shape).astype(kind)
            named[name] = np.asarray(array)
    return named


def same(found, expected):
    assert list(found) == list(expected)
    for name, array in expected.items():
        assert found[name].dtype == array.dtype and found[name].shape == array.shape, name
        assert found[name].tobytes() == array.tobytes(), name


def convert(espalier, tmp_path, source, target, options=""):
    (tmp_path / "a.swift").write_text(f'save(load("{source}"), "{target}"{options})\n')
    result = espalier("run", "a.swift")
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("options", ["", ", compressed: true"])
@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_npz_comes_back_bit_for_bit(espalier, tmp_path, save, options):
    expected = arrays()
    save(tmp_path / "a.npz", **expected)
    convert(espalier, tmp_path, "a.npz", "b.npz", options)
    with np.load(tmp_path / "b.npz") as found:
        same(dict(found), expected)


def test_npz_and_safetensors_hold_the_same(espalier, tmp_path):
    expected = arrays()
    np.savez(tmp_path / "a.npz", **expected)
    convert(espalier, tmp_path, "a.npz", "a.safetensors")
    found = load_file(tmp_path / "a.safetensors")
    same({name: found[name] for name in expected}, expected)
    save_file(expected, tmp_path / "b.safetensors", metadata={"format": "np"})
    convert(espalier, tmp_path, "b.safetensors", "b.npz")
    with np.load(tmp_path / "b.npz") as archive:
        same({name: archive[name] for name in expected}, expected)
        assert archive["__metadata__.json"] == b'{"format":"np"}'


@pytest.mark.parametrize("kind", [">f4", ">f8", ">i2", ">u8", "<f4"])
@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("version", [(1, 0), (2, 0), (3, 0)])
def test_npy_of_either_byte_order_and_layout(espalier, tmp_path, kind, order, version):
    array = np.asarray(RANDOM.integers(0, 60000, size=(3, 4, 5)), dtype=kind, order=order)
    with open(tmp_path / "a.npy", "wb") as file:
        np.lib.format.write_array(file, array, version=version)
    convert(espalier, tmp_path, "a.npy", "b.npy")
    found = np.load(tmp_path / "b.npy")
    assert found.dtype == np.dtype(kind).newbyteorder("<") and np.array_equal(found, array)


def test_a_tensor_of_a_cell_is_numpys(espalier, tmp_path):
    (tmp_path / "a.swift").write_text(
        'save(tensor([[1.5, -2], [1e-300, 4]]), "a.npy")\nsave(digits().test.inputs, "b.npy")\n'
        'save(["x": tensor([0.1, 2]), "y": tensor([3, 4])], "c.csv")\n')
    assert espalier("run", "a.swift").returncode == 0
    assert np.array_equal(np.load(tmp_path / "a.npy"), [[1.5, -2], [1e-300, 4]])
    images = np.load(tmp_path / "b.npy")
    assert images.dtype == np.float32 and images.shape == (200, 64)
    assert (tmp_path / "c.csv").read_text() == "x,y\n0.1,3.0\n2.0,4.0\n"


def test_a_data_set_of_numpys_arrays(espalier, tmp_path):
    labels = np.arange(100) % 4
    np.savez(tmp_path / "a.npz", images=RANDOM.integers(0, 256, size=(100, 6, 5), dtype=np.uint8), y=labels)
    (tmp_path / "a.swift").write_text(
        'let data = dataset("a.npz", labels: "y", test: 0.2, validation: 0, seed: 1)\n'
        "print(data.train.classCounts, data.test.classCounts, data.train.inputs.max!)\n")
    result = espalier("run", "a.swift")
    assert result.stdout == "[20, 20, 20, 20] [5, 5, 5, 5] 1.0\n", result.stderr
