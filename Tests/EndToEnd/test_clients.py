"""The clients that people run from a shell: nbconvert, papermill and jupyter console."""

import contextlib
import json
import math
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pexpect
import pytest
from conftest import ROOT

METADATA = {
    "kernelspec": {"name": "espalier", "display_name": "Espalier", "language": "swift"},
    "language_info": {"name": "swift", "pygments_lexer": "swift", "file_extension": ".swift"},
}
PAPERMILL_PACKAGE = ROOT / "Kernelspec" / "papermill"


def code(source, *tags):
    return nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)} if tags else {})


def write(path, *cells):
    nbformat.write(nbformat.v4.new_notebook(cells=list(cells), metadata=METADATA), path)


def texts(path):
    """What each cell of a notebook shows, as text."""
    cells = nbformat.read(path, as_version=4).cells
    return [
        "".join(output.get("text") or output.get("data", {}).get("text/plain", "") for output in cell.outputs)
        for cell in cells]


@pytest.fixture
def tool(tmp_path):
    """Runs a client's module in an empty folder; variables given by name are added to its environment."""

    def run(module, *arguments, **variables):
        return subprocess.run(
            [sys.executable, "-m", module, *map(str, arguments)], cwd=tmp_path, env={**os.environ, **variables},
            capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)

    return run


# nbconvert


@pytest.fixture
def figures(tmp_path):
    """A notebook with a line chart, pictures, a table and text, not executed."""
    write(
        tmp_path / "figures.ipynb",
        code('let heights = [3.0, 4, 1]\nChart("Rise", marks: [.line("height", x: [1, 2, 3], y: heights)])'),
        code("digits()"), code("mlp([4, 2])"), code('print("100 % of {this} & that_one")'))
    return tmp_path / "figures.ipynb"


def test_nbconvert_executes_into_html_with_figures_and_swift_in_colour(figures, tool, tmp_path):
    result = tool("nbconvert", "--execute", "--to", "html", figures)
    assert result.returncode == 0, result.stderr
    page = (tmp_path / "figures.html").read_text()
    assert page.count("highlight hl-swift") == 4
    # Only a lexer of Swift knows `let` for the keyword of a declaration.
    assert '<span class="kd">let</span>' in page
    assert page.count('src="data:image/svg+xml;base64,') == 2
    assert "<table" in page
    assert "100 % of {this} &amp; that_one" in page


def test_nbconvert_executes_into_latex_whose_figures_are_pdf_files_without_inkscape(figures, tool, tmp_path):
    # nbconvert calls Inkscape for a figure that has no PDF. This one fails where a real one may be installed.
    inkscape = tmp_path / "bin" / "inkscape"
    inkscape.parent.mkdir()
    inkscape.write_text("#!/bin/sh\nexit 1\n")
    inkscape.chmod(0o755)
    result = tool("nbconvert", "--execute", "--to", "latex", figures, PATH=f"{inkscape.parent}:{os.environ['PATH']}")
    assert result.returncode == 0, result.stderr
    document = (tmp_path / "figures.tex").read_text()
    names = re.findall(r"\\(?:includegraphics|adjustimage)(?:\[[^]]*\]|\{max size=\{.*?\}\{.*?\}\})\{(.+?)\}", document)
    assert len(names) == 2
    for name in names:
        assert (tmp_path / name).read_bytes().startswith(b"%PDF-1.")
    assert r"\begin{tabular}" in document
    # Pygments marks the tokens with commands; the keyword of a declaration has this one.
    assert r"\PY{k+kd}{let}" in document


# papermill


@pytest.fixture(scope="session")
def package(tmp_path_factory):
    """The folder where the package that teaches papermill Swift is installed, for PYTHONPATH."""
    folder = tmp_path_factory.mktemp("papermill")
    options = ["-q", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--target", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, str(PAPERMILL_PACKAGE)], check=True, timeout=120)
    return folder


@pytest.fixture
def translator(package, monkeypatch):
    monkeypatch.syspath_prepend(str(package))
    return pytest.importorskip("espalier_papermill").SwiftTranslator


DECLARED = """\
let epochs: Int = 5  // passes over the data
let rate = 0.1
let name = "wide"
let fast = false  // whether to skip the control
let widths: [Int] = [
  64, 10,
]  // of the layers
let table = ["a": 1, "b c": 2]
"""
GIVEN = {
    "epochs": 3,
    "rate": 0.25,
    "name": 'say "\\(1 + 1)"\\n\n\tor \U0001f600 \U0001f469\u200d\U0001f467 \\',
    "fast": True,
    "widths": [64, 300, 10],
    "table": {"a": 7, "b c": -2},
}
READING = ["epochs", "rate", "print(name)", "fast", "widths", 'table["a"]! - table["b c"]!', "table.count"]


@pytest.fixture
def study(tmp_path):
    """A notebook with parameters, and a cell to read each of them."""
    write(tmp_path / "study.ipynb", code(DECLARED, "parameters"), *map(code, READING))
    return tmp_path / "study.ipynb"


def test_papermill_sets_parameters_of_every_kind_and_cells_read_them_as_given(study, tool, package, tmp_path):
    arguments = ["-y", json.dumps(GIVEN, ensure_ascii=False)]
    result = tool("papermill", study, "out.ipynb", *arguments, PYTHONPATH=str(package))
    assert result.returncode == 0, result.stderr
    assert "unknown parameter" not in result.stderr
    assert texts(tmp_path / "out.ipynb")[2:] == [
        "3", "0.25", GIVEN["name"] + "\n", "true", "[64, 300, 10]", "9", "2"]
    # Its own result is a notebook as good as the first.
    result = tool("papermill", "out.ipynb", "again.ipynb", "-p", "epochs", "4", PYTHONPATH=str(package))
    assert result.returncode == 0, result.stderr
    assert texts(tmp_path / "again.ipynb")[2:5] == ["4", "0.1", "wide\n"]


def test_papermill_and_espalier_run_write_the_same_cell(study, tool, package, espalier, tmp_path):
    given = {"epochs": "3", "rate": "0.5", "name": 'a "b" \\(1)'}
    result = tool(
        "papermill", study, "theirs.ipynb", *(word for pair in given.items() for word in ("-p", *pair)), "-p", "fast",
        "True", PYTHONPATH=str(package))
    assert result.returncode == 0, result.stderr
    arguments = [word for name, text in given.items() for word in ("-p", f"{name}={text}")]
    assert espalier("run", study, "-o", "ours.ipynb", *arguments, "-p", "fast=true").returncode == 0
    theirs, ours = (nbformat.read(tmp_path / name, as_version=4).cells for name in ("theirs.ipynb", "ours.ipynb"))
    assert theirs[1].source == ours[1].source
    assert theirs[1].metadata.tags == ours[1].metadata.tags == ["injected-parameters"]
    assert texts(tmp_path / "theirs.ipynb") == texts(tmp_path / "ours.ipynb")
    # Each replaces what the other has written.
    assert espalier("run", "theirs.ipynb", "-p", "epochs=8").returncode == 0
    assert len(nbformat.read(tmp_path / "theirs.ipynb", as_version=4).cells) == len(ours)
    assert texts(tmp_path / "theirs.ipynb")[2] == "8"


def test_papermill_lists_the_parameters_of_a_notebook(study, tool, package):
    result = tool("papermill", "--help-notebook", study, PYTHONPATH=str(package))
    assert result.returncode == 0, result.stderr
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    at = lines.index("epochs: Int (default 5) passes over the data")
    assert lines[at + 1:] == [
        "rate: Double (default 0.1)", 'name: String (default "wide")',
        "fast: Bool (default false) whether to skip the control", "widths: [Int] (default [64, 10,])", "of the layers",
        'table: Unknown type (default ["a": 1, "b c": 2])']


def test_papermill_without_the_package_says_that_it_knows_no_swift(study, tool):
    result = tool("papermill", study, "out.ipynb", "-p", "epochs", "3")
    assert result.returncode != 0
    assert "No parameter translator functions specified for kernel 'espalier' or language 'swift'" in result.stderr


def test_papermill_stops_at_an_error_and_keeps_what_led_to_it(tool, tmp_path):
    write(tmp_path / "wrong.ipynb", code("print(1)"), code("let points = [1]\npoints[7]"), code("print(3)"))
    result = tool("papermill", "wrong.ipynb", "out.ipynb")
    assert result.returncode != 0
    assert "PapermillExecutionError" in result.stderr and "points[7]" in result.stderr
    cells = [cell for cell in nbformat.read(tmp_path / "out.ipynb", as_version=4).cells if cell.cell_type == "code"]
    assert [[output.output_type for output in cell.outputs] for cell in cells] == [["stream"], ["error"], []]


@pytest.mark.parametrize(
    "value, swift, shown",
    [
        (-(2**63), "-9223372036854775808", "-9223372036854775808"),
        (1e-05, "1e-05", "1e-05"),
        (1e22, "1e+22", "1e+22"),
        (-0.0, "-0.0", "-0.0"),
        (math.inf, "Double.infinity", "inf"),
        (-math.inf, "-Double.infinity", "-inf"),
        (math.nan, "Double.nan", "nan"),
        ([1, 2.5], "[1, 2.5]", "[1.0, 2.5]"),
        ([[1], []], "[[1], []]", "[[1], []]"),
        ([None, 1], "[nil, 1]", "[nil, Optional(1)]"),
        ([True, False], "[true, false]", "[true, false]"),
        ({"a": [1], "b": []}, '["a": [1], "b": []]', '["a": [1], "b": []]'),
        ({2: "two"}, '[2: "two"]', '[2: "two"]'),
        ("\0\x1b\u2028", '"\\0\\u{1b}\\u{2028}"', None),
        # A mark that combines with what stands before it, here the end of an escape.
        ("\t\u0301\u200d\u0301", '"\\t\u0301\\u{200d}\u0301"', None),
    ])
def test_a_value_is_written_in_swift_that_gives_it_back(translator, session, value, swift, shown):
    source = translator.codify({"größe": value}, "From a test")
    assert source == f"// From a test\nlet größe = {swift}"
    if shown is None:
        assert session.execute(source + "\nprint(größe)")[1] == [("stream", {"name": "stdout", "text": value + "\n"})]
    else:
        assert session.value(source + "\ngröße") == shown


@pytest.mark.parametrize(
    "name, value, words",
    [
        ("limit", None, "nil"),
        ("widths", [], "[]"),
        ("table", {}, "[:]"),
        ("nested", [[], [[]]], "[[], [[]]]"),
        ("mixed", [1, "a"], "Int and String"),
        ("ragged", [1, [2]], "Int and [Int]"),
        ("settings", {"rate": 0.1, "by": {"name": "adam"}}, "Double and [String: String]"),
        ("large", 2**63, "9223372036854775808"),
        ("half", "\ud83d", "U+D83D"),
        ("let", 1, "name"),
        ("1st", 1, "name"),
        ("two words", 1, "name"),
    ])
def test_what_swift_cannot_declare_is_refused_with_the_name_of_the_parameter(translator, name, value, words):
    with pytest.raises(Exception, match=re.escape(f"Parameter '{name}'")) as refusal:
        translator.codify({"fine": 1, name: value})
    assert type(refusal.value).__name__ == "PapermillException"
    assert words in str(refusal.value)


def test_declarations_are_read_whatever_their_layout(translator):
    source = """\
// Not a declaration: let none = 1
let a = -5, b: Double = 1  // both
var text = "// \\" let", url = #"http://x"#; let after = 0xFF /* of it */
let block = \"\"\"
  let inside = 1
  \"\"\"
let maybe: Int? =
  nil
func f() { let hidden = 1 }
let closure = { (x: Int) in x == 1 }
"""
    assert [tuple(parameter) for parameter in translator.inspect({"source": source})] == [
        ("a", "Int", "-5", ""), ("b", "Double", "1", "both"), ("text", "String", '"// \\" let"', ""),
        ("url", "String", '#"http://x"#', ""), ("after", "Int", "0xFF", "of it"),
        ("block", "String", '"""\n  let inside = 1\n  """', ""), ("maybe", "Int?", "nil", ""),
        ("closure", "None", "{ (x: Int) in x == 1 }", "")]
    assert translator.inspect({"source": 'let a = [1, (\nlet b = "'}) == []


# jupyter console


class Console:
    """`jupyter console` on a terminal of its own, with the kernel process that it starts."""

    def __init__(self, *options):
        arguments = ["-m", "jupyter_console", "--kernel", "espalier", *options]
        self.terminal = pexpect.spawn(sys.executable, arguments, encoding="utf-8", timeout=20, dimensions=(40, 120))
        self.terminal.expect("Espalier")

    def enter(self, line, *expected):
        self.terminal.sendline(line)
        for pattern in expected:
            self.terminal.expect(pattern)

    def kernels(self):
        children = Path(f"/proc/{self.terminal.pid}/task").glob("*/children")
        pids = [int(pid) for file in children for pid in file.read_text().split()]
        return [pid for pid in pids if b"kernel" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")]

    def close(self):
        self.terminal.close(force=True)


@pytest.fixture
def console(request):
    with contextlib.closing(Console(*getattr(request, "param", ["--simple-prompt"]))) as console:
        yield console


def gone(pid):
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not Path(f"/proc/{pid}").exists()


def test_the_console_runs_cells_shows_errors_and_leaves_no_kernel_behind(console):
    console.enter("let a = 6", r"In \[2\]: ")
    console.enter("a * 7", r"Out\[2\]: *42", r"In \[3\]: ")
    console.enter('print("printed \\(a)")', "printed 6", r"In \[4\]: ")
    console.enter("trian(a)", "there is no 'trian'", r"In \[5\]: ")
    console.enter("digits()", "Dataset digits", r"In \[6\]: ")
    [kernel] = console.kernels()
    console.terminal.sendeof()
    console.terminal.expect("Do you really want to exit")
    console.terminal.sendline("y")
    console.terminal.expect(pexpect.EOF)
    assert gone(kernel)


def test_the_console_dying_takes_its_kernel_with_it(console):
    console.enter("1", r"Out\[1\]")
    [kernel] = console.kernels()
    os.kill(console.terminal.pid, signal.SIGKILL)
    assert gone(kernel)


def test_control_c_in_the_console_stops_a_cell_and_the_session_goes_on(console):
    console.enter("let a = 6", r"In \[2\]: ")
    console.enter('print("running")', "running", r"In \[3\]: ")
    console.enter("while true { }")
    time.sleep(0.5)
    console.terminal.sendintr()
    console.terminal.expect("interrupted")
    console.terminal.expect(r"In \[4\]: ")
    console.enter("a + 1", r"Out\[4\]: *7")


@pytest.mark.parametrize("console", [[]], ids=["full prompt"], indirect=True)
def test_the_console_completes_and_waits_for_the_end_of_a_block(console):
    # The full prompt draws with escape sequences, so that only single words can be looked for.
    console.terminal.expect(r"In \[")
    console.terminal.send("intrin\t")
    console.terminal.expect("intrinsicDimension")
    console.terminal.sendintr()
    console.terminal.expect(r"In \[")
    console.terminal.send("for i in [1, 2] {\r")
    console.terminal.expect(r"\.\.\.: ")
    console.terminal.send("print(i * 21)\r")
    console.terminal.expect(r"\.\.\.: ")
    console.terminal.send("}\r")
    console.terminal.expect(r"21\s+42")
