"""`espalier install`, `uninstall` and `doctor`, without Python's help."""

import json
import os
import shutil
import stat

import pytest
from conftest import BINARY, ROOT
from jupyter_client.kernelspec import KernelSpecManager

TEMPLATE = ROOT / "Kernelspec"
LOGOS = ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"]


@pytest.fixture
def home(tmp_path):
    """The variables of a user who has nothing yet."""
    return {"HOME": tmp_path / "user", "JUPYTER_DATA_DIR": None}


def kernel(home, name="espalier"):
    return home["HOME"] / ".local/share/jupyter/kernels" / name


def test_the_installed_kernel_is_found_by_jupyter(installed):
    specification = KernelSpecManager().get_kernel_spec("espalier")
    assert specification.resource_dir == str(installed)
    assert specification.argv == [str(installed / "espalier"), "kernel", "{connection_file}"]
    assert specification.interrupt_mode == "message"
    assert (specification.display_name, specification.language) == ("Espalier", "swift")


def test_the_installed_files_are_those_kept_in_the_repository(installed):
    for logo in LOGOS:
        assert (installed / logo).read_bytes() == (TEMPLATE / logo).read_bytes()
    expected = (TEMPLATE / "kernel.json").read_text()
    expected = expected.replace("{binary}", str(installed / "espalier")).replace("{display_name}", "Espalier")
    assert (installed / "kernel.json").read_text() == expected


def test_the_logos_have_the_sizes_of_their_names():
    for size in (32, 64):
        header = (TEMPLATE / f"logo-{size}x{size}.png").read_bytes()[:24]
        assert header[:8] == b"\x89PNG\r\n\x1a\n"
        assert (int.from_bytes(header[16:20], "big"), int.from_bytes(header[20:24], "big")) == (size, size)


def test_installing_twice_changes_nothing_and_uninstalling_leaves_nothing(espalier, home):
    first = espalier("install", **home)
    assert (first.returncode, first.stderr) == (0, "")
    before = {path: path.read_bytes() for path in kernel(home).iterdir()}
    assert espalier("install", "--user", **home).returncode == 0
    assert {path: path.read_bytes() for path in kernel(home).iterdir()} == before
    assert os.readlink(home["HOME"] / ".local/bin/espalier") == str(kernel(home) / "espalier")
    assert espalier("uninstall", **home).returncode == 0
    assert not kernel(home).exists()
    assert not os.path.lexists(home["HOME"] / ".local/bin/espalier")
    again = espalier("uninstall", **home)
    assert again.returncode == 1
    assert "no kernel 'espalier'" in again.stderr


def test_the_copy_outlives_the_build_folder(espalier, home, tmp_path):
    build = tmp_path / "build" / "espalier"
    build.parent.mkdir()
    shutil.copy(BINARY, build)
    environment = {name: str(value) for name, value in {**os.environ, **home}.items() if value is not None}
    os.spawnve(os.P_WAIT, build, [str(build), "install"], environment)
    shutil.rmtree(build.parent)
    copy = kernel(home) / "espalier"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o755
    assert os.spawnv(os.P_WAIT, copy, [str(copy), "--version"]) == 0


def test_name_display_name_and_environment_are_written(espalier, home):
    result = espalier(
        "install", "--name", "Espalier-2", "--display-name", "Espalier 2", "--env", "ESPALIER_DATA=/some where",
        "--env", "A=b=c", **home)
    assert result.returncode == 0
    specification = json.loads((kernel(home, "espalier-2") / "kernel.json").read_text())
    assert specification["display_name"] == "Espalier 2"
    assert specification["env"] == {"A": "b=c", "ESPALIER_DATA": "/some where"}


def test_prefixes_are_followed(espalier, home, tmp_path):
    expected = "share/jupyter/kernels/espalier/kernel.json"
    assert espalier("install", "--prefix", "relative", **home).returncode == 0
    written = json.loads((tmp_path / "relative" / expected).read_text())
    assert written["argv"][0] == str(tmp_path / "relative/share/jupyter/kernels/espalier/espalier")
    assert espalier("install", "--sys-prefix", VIRTUAL_ENV=tmp_path / "venv", **home).returncode == 0
    assert (tmp_path / "venv" / expected).exists()
    assert (tmp_path / "venv/bin/espalier").is_symlink()
    assert espalier("install", "--sys-prefix", CONDA_PREFIX=tmp_path / "conda", **home).returncode == 0
    assert (tmp_path / "conda" / expected).exists()
    data = {**home, "XDG_DATA_HOME": tmp_path / "xdg"}
    assert espalier("install", **data).returncode == 0
    assert (tmp_path / "xdg/jupyter/kernels/espalier/kernel.json").exists()


@pytest.mark.parametrize(
    "arguments, status, word",
    [
        (["--sys-prefix"], 1, "VIRTUAL_ENV"),
        (["--user", "--prefix", "p"], 64, "--prefix"),
        (["--name", "a/b"], 64, "a/b"),
        (["--name", ".."], 64, ".."),
        (["--env", "A"], 64, "A"),
        (["--prefix", "/proc/nowhere"], 1, "/proc/nowhere"),
    ])
def test_what_cannot_be_installed_is_said(espalier, home, arguments, status, word):
    result = espalier("install", *arguments, **home)
    assert result.returncode == status
    assert word in result.stderr


def test_another_programs_kernel_and_command_are_left(espalier, home):
    kernel(home).mkdir(parents=True)
    foreign = '{"argv": ["python3", "-m", "other", "-f", "{connection_file}"]}'
    (kernel(home) / "kernel.json").write_text(foreign)
    for command in ("install", "uninstall"):
        result = espalier(command, **home)
        assert result.returncode == 1
        assert "another program" in result.stderr
    assert (kernel(home) / "kernel.json").read_text() == foreign
    command = home["HOME"] / ".local/bin/espalier"
    command.parent.mkdir(parents=True)
    command.write_text("mine")
    assert espalier("install", "--name", "second", **home).returncode == 0
    assert espalier("uninstall", "--name", "second", **home).returncode == 0
    assert command.read_text() == "mine"


def test_files_beside_the_kernel_survive_its_removal(espalier, home):
    espalier("install", **home)
    (kernel(home) / "notes.txt").write_text("mine")
    assert espalier("uninstall", **home).returncode == 0
    assert [path.name for path in kernel(home).iterdir()] == ["notes.txt"]


def lines(result, level):
    return [line for line in result.stdout.splitlines() if line.split()[:1] == [level]]


def test_the_doctor_finds_a_fresh_installation_in_order(espalier, home):
    espalier("install", **home)
    result = espalier("doctor", ESPALIER_DATA=None, **home)
    assert result.returncode == 0
    assert not lines(result, "problem")
    for subject in ("kernelspec", "kernel", "OpenBLAS", "ZeroMQ", "libsodium"):
        assert any(line.split()[1] == subject for line in lines(result, "ok")), subject


def test_the_doctor_finds_what_is_broken_and_says_how_to_mend_it(espalier, home, tmp_path):
    missing = espalier("doctor", **home)
    assert missing.returncode == 1
    assert "no kernel 'espalier'" in lines(missing, "problem")[0]
    assert "espalier install" in missing.stdout

    espalier("install", **home)
    binary = kernel(home) / "espalier"
    binary.chmod(0o644)
    assert "cannot be executed" in lines(espalier("doctor", **home), "problem")[0]
    binary.chmod(0o755)
    binary.write_bytes(binary.read_bytes() + b"another build")
    other = espalier("doctor", **home)
    assert other.returncode == 0
    assert any("another build" in line for line in lines(other, "warning"))
    binary.unlink()
    gone = espalier("doctor", **home)
    assert gone.returncode == 1
    assert "is gone" in lines(gone, "problem")[0]

    (kernel(home) / "kernel.json").write_text("{")
    assert espalier("doctor", **home).returncode == 1


def test_the_doctor_looks_into_the_data_folder(espalier, home, tmp_path):
    espalier("install", **home)
    nowhere = espalier("doctor", ESPALIER_DATA=tmp_path / "nowhere", **home)
    assert any("nowhere" in line for line in lines(nowhere, "warning"))
    (tmp_path / "data" / "mnist").mkdir(parents=True)
    for name in ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"):
        (tmp_path / "data" / "mnist" / f"{name}-ubyte").write_bytes(b"damaged")
    damaged = espalier("doctor", ESPALIER_DATA=tmp_path / "data", **home)
    assert any("MNIST" in line for line in lines(damaged, "warning"))
    assert any("Fashion-MNIST: not there" in line for line in lines(damaged, "note"))


def test_the_program_needs_no_swift_libraries(tmp_path):
    with open(BINARY, "rb") as file:
        content = file.read()
    assert b"libswiftCore.so" not in content


def test_installing_again_mends_a_broken_installation(espalier, home):
    espalier("install", **home)
    (kernel(home) / "espalier").chmod(0o600)
    (kernel(home) / "kernel.json").write_text('{"argv": ["/nowhere/espalier", "kernel", "{connection_file}"]}')
    assert espalier("doctor", **home).returncode == 1
    assert espalier("install", **home).returncode == 0
    assert espalier("doctor", **home).returncode == 0
