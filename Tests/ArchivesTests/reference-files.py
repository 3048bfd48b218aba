"""Prints what ReferenceFiles.swift holds: small files written by NumPy and by safetensors.

    pip install numpy==2.4.6 safetensors==0.8.0
    python reference-files.py
"""

import base64
import io

import numpy as np
from safetensors.numpy import save

weight = np.arange(6, dtype="<f4").reshape(2, 3) / 4
files = {}


def npy(array, version=None):
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, version=version)
    return buffer.getvalue()


def npz(write, **arrays):
    buffer = io.BytesIO()
    write(buffer, **arrays)
    return buffer.getvalue()


files["f2"] = npy(np.array([1.5, -0.25, np.inf, 6e-8], "<f2"))
files["f4"] = npy(weight)
files["f8be"] = npy(weight.astype(">f8"))
files["f4fortran"] = npy(np.asfortranarray(np.arange(24, dtype="<f4").reshape(2, 3, 4)))
files["i8"] = npy(np.array([2**53 + 1, -5], "<i8"))
files["u8"] = npy(np.array([2**64 - 1, 1], "<u8"))
files["b1"] = npy(np.array([True, False]))
files["scalar"] = npy(np.array(2.5))
files["empty"] = npy(np.zeros((0, 3)))
files["v2"] = npy(weight, (2, 0))
files["v3"] = npy(weight, (3, 0))
files["text"] = npy(np.array(["a", "b"]))
files["i2be"] = npy(np.array([-2, 300], ">i2"))
files["records"] = npy(np.zeros(2, dtype=[("a", "<f4"), ("b", "<i4")]))
files["npz"] = npz(np.savez, weight=weight, mask=np.array([[True, False, True]] * 2), labels=np.array([3, 1]))
files["npzDeflated"] = npz(np.savez_compressed, weight=weight, name=np.array("csr"))
files["safetensors"] = save(
    {
        "fc1.weight": weight, "labels": np.array([2**53 + 1, 7]), "mask": np.array([True, False, True]),
        "half": np.array([0.5, -2], "<f2"), "scalar": np.array(2.5), "none": np.zeros((0, 4), "<f4"),
    },
    metadata={"format": "np", "note": 'é "x"\n'})

for name, content in files.items():
    text = base64.b64encode(content).decode()
    lines = "\n".join("    " + text[start:start + 112] for start in range(0, len(text), 112))
    print(f'  static let {name} = decoded(\n    """\n{lines}\n    """)')
