"""Training as a program sees it: runs that are killed, runs on other numbers of threads, files beside them."""

import os
import random
import subprocess
import time
from pathlib import Path

import pytest
from conftest import BINARY

# Everything that a step remembers: Adam's moments, running statistics, dropout, augmentation, a mask run sparse.
TRAINING = """
let net = prune(network(input: [1, 8, 8]) {
  [.convolution(12, kernel: 3, padding: 1), .batchNorm(), .relu, .maxPool(2), .dropout(rate: 0.2), .dense(60), .relu,
    .dense(10)]
}, toSparsity: 0.9, scope: .layerwise)
let run = train(
  net, on: digits(), epochs: 6, batch: 20, schedule: [.warmup(.steps(20)), .cosine()], augmentation: [.shift(1)],
  seed: 3, evaluateEvery: .steps(50)CHECKPOINT)
"""


def training(tmp_path, name, checkpoint=""):
    script = tmp_path / f"{name}.swift"
    script.write_text(TRAINING.replace("CHECKPOINT", checkpoint) + f'save(run, "{name}.safetensors")\n')
    return script


def changes(runs):
    """What the checkpoints of a folder look like from outside: another value once one of them was written."""
    return {path.name: path.stat().st_ino for path in runs.glob("*.safetensors")}


def test_a_run_that_is_killed_again_and_again_ends_with_the_same_bits(espalier, tmp_path):
    assert espalier("run", training(tmp_path, "whole")).returncode == 0
    script = training(tmp_path, "killed", ', checkpoint: .every(.steps(7), in: "runs")')
    chance = random.Random(0)
    kills = 0
    for _ in range(12):
        before = changes(tmp_path / "runs")
        process = subprocess.Popen([BINARY, "run", script], cwd=tmp_path, stderr=subprocess.DEVNULL)
        # Counted in checkpoints, not in seconds, so that it is killed midway on a machine of any speed.
        while changes(tmp_path / "runs") == before and process.poll() is None:
            pass
        time.sleep(chance.uniform(0, 0.005))
        process.kill()
        kills += process.wait() < 0
    assert kills > 3
    result = espalier("run", script)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "killed.safetensors").read_bytes() == (tmp_path / "whole.safetensors").read_bytes()
    # Only whole files have the run's name; what a kill left behind is told apart by its ending.
    kept = [path.name for path in (tmp_path / "runs").iterdir() if not path.name.endswith(".partial")]
    assert len(kept) == 1 and kept[0].endswith(".safetensors")


def test_one_thread_and_two_give_the_same_file(espalier, tmp_path):
    files = []
    for threads in (1, 2):
        script = training(tmp_path, f"on{threads}")
        script.write_text(f"setThreads({threads})\n" + script.read_text())
        assert espalier("run", script).returncode == 0
        files.append((tmp_path / f"on{threads}.safetensors").read_bytes())
    assert files[0] == files[1]


def test_a_damaged_checkpoint_is_an_error_that_names_the_file(espalier, tmp_path):
    script = training(tmp_path, "run", ', checkpoint: .every(.steps(7), in: "runs")')
    assert espalier("run", script).returncode == 0
    [kept] = (tmp_path / "runs").iterdir()
    kept.write_bytes(kept.read_bytes()[:-100])
    result = espalier("run", script)
    assert result.returncode == 1
    assert kept.name in result.stderr and "Traceback" not in result.stderr


def test_shapes_that_do_not_fit_are_named_layer_by_layer(espalier, tmp_path):
    (tmp_path / "bad.swift").write_text(
        "network(input: [1, 28, 28]) {\n  [.convolution(8, kernel: 5), .maxPool(2), .convolution(8, kernel: 15), .dense(10)]\n}\n")
    result = espalier("run", "bad.swift")
    assert result.returncode == 1
    assert "layer conv2 takes images of at least 15×15 pixels, but the layer before it gives 8×12×12" in result.stderr


DATA = Path(os.environ.get("ESPALIER_DATA", ""))


@pytest.mark.full_data
@pytest.mark.skipif(not (DATA / "cifar10").is_dir(), reason="ESPALIER_DATA names no folder with CIFAR-10")
def test_a_residual_network_learns_from_few_colour_images(espalier, tmp_path):
    (tmp_path / "cifar.swift").write_text("""
        let data = cifar10(train: 3_000, validation: 0, test: 1_000)
        print(train(resnet20(), on: data, epochs: 6, batch: 60, schedule: [.cosine()], seed: 0).test.accuracy)
        """)
    result = espalier("run", "cifar.swift", timeout=600)
    assert result.returncode == 0, result.stderr
    # Ten classes: chance is 0.1, of which 1,000 images deviate by 0.01.
    assert float(result.stdout.splitlines()[-1]) > 0.35
