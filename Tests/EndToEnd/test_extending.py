"""The example package under Notebooks/Extending: a kernel of its own beside Espalier's, with commands of its own."""

import json
import os
import re
import subprocess

import pytest
from conftest import BINARY, ROOT, Session
from jupyter_client.kernelspec import KernelSpecManager

PACKAGE = ROOT / "Notebooks" / "Extending"
SPECTRA = BINARY.parent / "spectra"


def spectra(*arguments, **options):
    assert SPECTRA.exists(), "build it: cd Notebooks/Extending && swift build -c release --scratch-path ../../.build"
    return subprocess.run(
        [SPECTRA, *map(str, arguments)], capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL,
        **options)


@pytest.fixture(scope="module")
def prefix(tmp_path_factory):
    """A prefix into which both kernels are installed, where Jupyter finds them."""
    prefix = tmp_path_factory.mktemp("prefix")
    patch = pytest.MonkeyPatch()
    patch.setenv("JUPYTER_PATH", str(prefix / "share" / "jupyter"))
    subprocess.run([BINARY, "install", "--prefix", prefix], check=True, capture_output=True)
    result = spectra("install", "--prefix", prefix)
    assert (result.returncode, result.stderr) == (0, "")
    yield prefix
    patch.undo()


@pytest.fixture(scope="module")
def kernel(prefix):
    session = Session(kernel_name="spectra")
    yield session
    session.close()


def ask(session, request):
    while True:
        reply = session.client.get_shell_msg(timeout=10)
        if reply["parent_header"]["msg_id"] == request:
            return reply["content"]


def test_the_kernel_stands_beside_espaliers_under_its_own_names(prefix):
    manager = KernelSpecManager()
    ours, other = manager.get_kernel_spec("espalier"), manager.get_kernel_spec("spectra")
    kernels = prefix / "share" / "jupyter" / "kernels"
    assert (ours.resource_dir, other.resource_dir) == (str(kernels / "espalier"), str(kernels / "spectra"))
    assert (ours.display_name, other.display_name) == ("Espalier", "Spectra")
    assert other.argv == [str(kernels / "spectra" / "spectra"), "kernel", "{connection_file}"]
    assert sorted(path.name for path in (prefix / "bin").iterdir()) == ["espalier", "spectra"]
    assert (kernels / "spectra" / "logo-svg.svg").exists()


def test_the_program_needs_no_toolchain():
    libraries = subprocess.run(["ldd", SPECTRA], capture_output=True, text=True, check=True).stdout
    assert "libzmq" in libraries
    assert "swift" not in libraries.lower() and "Foundation" not in libraries


def test_its_history_is_its_own(prefix, tmp_path):
    session = Session(kernel_name="spectra", env={**os.environ, "XDG_STATE_HOME": str(tmp_path)})
    session.execute("1 + 1")
    # Once the history is asked for, it has been written.
    ask(session, session.client.history(hist_access_type="tail", n=1))
    session.close()
    assert [path.name for path in tmp_path.iterdir()] == ["spectra"]


def test_both_kernels_run_at_once_and_only_one_knows_the_commands(prefix, kernel):
    ours = Session(kernel_name="espalier")
    try:
        assert kernel.value("spectrum(of: tensor([[3, 0], [4, 5]])).values.count") == "2"
        assert ours.value("mlp([64, 10]).parameterCount") == kernel.value("mlp([64, 10]).parameterCount") == "650"
        reply, _ = ours.execute("spectrum(of: tensor([[3, 0], [4, 5]]))")
        assert reply["ename"] == "unknown-name"
    finally:
        ours.close()


def test_the_kernel_says_who_it_is(kernel):
    content = ask(kernel, kernel.client.kernel_info())
    assert (content["implementation"], content["implementation_version"]) == ("spectra", "1.0.0")
    assert content["banner"].startswith("Spectra 1.0.0")
    assert content["language_info"]["name"] == "swift"


@pytest.mark.parametrize(
    "matrix, values",
    [
        ("[[3, 0], [4, 5]]", [45 ** 0.5, 5 ** 0.5]),
        ("[[3, 4], [0, 5], [0, 0]]", [45 ** 0.5, 5 ** 0.5]),
        ("[[1, 1, 1], [1, 1, 1], [1, 1, 1], [1, 1, 1]]", [12 ** 0.5, 0, 0]),
        ("[[0, 0], [0, 0]]", [0, 0]),
        ("[[1e200, 0], [0, 1e-200]]", [1e200, 1e-200]),
        ("[[0.0, -2.0]]", [2]),
        # A product of vectors of length 3 and 5, below which rounding leaves nothing.
        ("[[3, 4, 0], [6, 8, 0], [6, 8, 0]]", [15, 0, 0]),
    ])
def test_singular_values_of_matrices_that_have_them_in_closed_form(kernel, matrix, values):
    found = json.loads(kernel.value(f"spectrum(of: tensor({matrix})).values"))
    # Rounding in the rows is of this size beside the greatest value, and no smaller value escapes it.
    assert found == pytest.approx(values, rel=1e-14, abs=1e-15 * max(values))


def test_both_ranks_of_known_spectra(kernel):
    # Three equal values count as three; (3, 1) has the entropy of quarters.
    assert float(kernel.value("spectrum(of: tensor([[2, 0, 0], [0, 2, 0], [0, 0, 2]])).stableRank")) == 3
    equal = kernel.value("spectrum(of: tensor([[2, 0, 0], [0, 2, 0], [0, 0, 2]])).rank(.effective)")
    assert float(equal) == pytest.approx(3, rel=1e-15)
    assert float(kernel.value("spectrum(of: tensor([[3, 0], [0, 1]])).rank(.stable)")) == pytest.approx(10 / 9)
    entropy = kernel.value("spectrum(of: tensor([[3, 0], [0, 1]])).effectiveRank")
    assert float(entropy) == pytest.approx(4 / 3 ** 0.75, rel=1e-14)
    assert kernel.value("[spectrum(of: tensor([[0]])).stableRank, spectrum(of: tensor([[0]])).effectiveRank]") == (
        "[0.0, 0.0]")


def test_the_squares_of_the_singular_values_sum_to_the_squared_norm(kernel):
    code = """
        let points = digits().test.inputs
        let sum = spectrum(of: points).values.map { $0 * $0 }.reduce(0, +)
        sum / (points * points).sum"""
    assert float(kernel.value(code)) == pytest.approx(1, rel=1e-12)


def test_completion_inspection_and_help_know_command_and_type(kernel):
    client = kernel.client
    assert {"spectra", "spectrum"} <= set(ask(kernel, client.complete("spec"))["matches"])
    code = "rankTable(mlp([2, 3]), mlp([2, 3]), by: ."
    assert {"stable", "effective"} <= set(ask(kernel, client.complete(code))["matches"])
    kernel.execute("let known = spectrum(of: tensor([[3, 0], [4, 5]]))")
    assert {"stableRank", "effectiveRank", "values"} <= set(ask(kernel, client.complete("known."))["matches"])
    inspection = ask(kernel, client.inspect("rankTable", 3))["data"]["text/plain"]
    assert "by: RankMeasure = .stable" in inspection
    _, outputs = kernel.execute("help(\"spectrum\")")
    assert "doi:10.1137/0106005" in outputs[0][1]["text"]


@pytest.mark.parametrize(
    "code, name, words",
    [
        ("rankTable(mlp([2, 3]), mlp([2, 3]), by: .stabel)", "unknown-member", "did you mean '.stable'?"),
        ("spectrum(off: tensor([[1]]))", "label-mismatch", "did you mean 'of'?"),
        ("spectrum(of: tensor([1, 2]))", "spectrum-shape", "found shape [2]"),
        ("spectrum(of: tensor([[1.0 / 0.0]]))", "spectrum-not-finite", "in 'matrix'"),
        ("rankTable(mlp([2, 3]), mlp([2, 4]))", "spectrum-layers", "[[3, 2]] and [[4, 2]]"),
    ])
def test_errors_are_placed_and_worded_like_espaliers(kernel, code, name, words):
    reply, outputs = kernel.execute(code)
    assert reply["ename"] == name
    text = re.sub("\x1b\\[[0-9;]*m", "", "\n".join(reply["traceback"]))
    assert words in text and "^" in text
    assert kernel.value("1 + 1") == "2"


def test_an_interrupt_stops_the_command(kernel):
    request = kernel.client.execute('print("begun")\nspectra(of: mlp([2000, 2000, 10]))')
    while kernel.client.get_iopub_msg(timeout=10)["msg_type"] != "stream":
        pass
    kernel.manager.interrupt_kernel()
    reply, _ = kernel.finish(request, timeout=5)
    assert reply["ename"] == "interrupted"
    assert kernel.value("1 + 1") == "2"


def test_the_manual_has_espaliers_commands_and_its_own_and_their_examples_run(kernel):
    manual = spectra("manual").stdout
    assert "by `spectra manual`" in manual
    assert "\n### lottery\n" in manual
    section = manual.split("\n## spectra\n")[1]
    for heading in ("spectrum", "spectra", "rankTable", "Spectrum", "RankMeasure"):
        assert f"\n### {heading}\n" in section
    for command in ("spectrum", "spectra", "rankTable"):
        text = section.split(f"\n### {command}\n")[1].split("\n### ")[0]
        # A command's second block of code is its example.
        example = re.findall(r"```swift\n(.*?)\n```", text, re.S)[1]
        assert kernel.execute(example)[0]["status"] == "ok", example


def test_the_notebook_runs_to_what_is_committed_in_kind(prefix, tmp_path):
    result = spectra("run", PACKAGE / "Ranks.ipynb", "-o", tmp_path / "ranks.ipynb")
    assert result.returncode == 0, result.stderr
    committed, executed = (json.loads(path.read_text()) for path in (PACKAGE / "Ranks.ipynb", tmp_path / "ranks.ipynb"))
    assert [kinds(cell) for cell in executed["cells"]] == [kinds(cell) for cell in committed["cells"]]
    assert executed["metadata"] == committed["metadata"]


def kinds(cell):
    """What a cell's outputs are, without their numbers, which another processor rounds differently."""
    return cell.get("execution_count"), [(o["output_type"], sorted(o.get("data", {}))) for o in cell.get("outputs", [])]


def test_doctor_and_uninstall_keep_to_their_own_kernel(prefix, tmp_path):
    environment = {**os.environ, "HOME": str(tmp_path)}
    text = spectra("doctor", env=environment).stdout
    assert text.startswith("Spectra 1.0.0\n")
    assert "of its own: 'spectra'" in text
    assert str(prefix / "share/jupyter/kernels/spectra/spectra") in text
    foreign = spectra("uninstall", "--prefix", prefix, "--name", "espalier")
    assert foreign.returncode == 1 and "another program's kernel" in foreign.stderr
    assert spectra("install", "--prefix", prefix, "--name", "espalier").returncode == 1
    assert spectra("install", "--prefix", tmp_path / "other").returncode == 0
    assert spectra("uninstall", "--prefix", tmp_path / "other").returncode == 0
    assert not (tmp_path / "other/share/jupyter/kernels/spectra").exists()
    assert sorted(path.name for path in (prefix / "share/jupyter/kernels").iterdir()) == ["espalier", "spectra"]
