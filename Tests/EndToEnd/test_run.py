"""`espalier run`: scripts, notebooks, parameters, exit status."""

import signal
import subprocess
import time

import nbformat
import pytest
from conftest import BINARY
from terminal import Terminal


def code(source, **metadata):
    cell = nbformat.v4.new_code_cell(source, metadata=metadata)
    return cell


def write(path, *cells, **metadata):
    notebook = nbformat.v4.new_notebook(cells=list(cells), metadata=metadata)
    for index, cell in enumerate(notebook.cells):
        cell["id"] = f"c{index}"
    nbformat.write(notebook, path)


def outputs(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return [cell.get("outputs", []) for cell in notebook.cells]


def test_a_script_is_one_cell_and_prints_output_and_value(espalier, tmp_path):
    (tmp_path / "a.swift").write_text('let a = 20\nprint("a is \\(a)")\na + 1\n')
    result = espalier("run", "a.swift")
    assert (result.returncode, result.stdout, result.stderr) == (0, "a is 20\n21\n", "")


def test_a_percent_script_runs_cell_by_cell_without_its_text(espalier, tmp_path):
    (tmp_path / "a.swift").write_text(
        "#!/usr/bin/env espalier\n// %% [markdown]\n// # Not code (\n// %% first\nlet a = 2\na\n// %%\na * 3\n")
    result = espalier("run", "a.swift")
    assert (result.returncode, result.stdout) == (0, "2\n6\n")


def test_an_error_in_a_script_names_the_line_of_the_file_and_stops(espalier, tmp_path):
    (tmp_path / "a.swift").write_text('print("one")\n// %%\nprint("two")\nlet b = [1][5]\n// %%\nprint("three")\n')
    result = espalier("run", "a.swift")
    assert (result.returncode, result.stdout) == (1, "one\ntwo\n")
    assert " --> a.swift, line 4, column 9\n" in result.stderr
    assert "4 | let b = [1][5]\n  |         ^~~~~~\n" in result.stderr
    assert "\x1b" not in result.stderr
    result = espalier("run", "a.swift", "--allow-errors")
    assert (result.returncode, result.stdout) == (1, "one\ntwo\nthree\n")


def test_a_figure_in_a_script_shows_its_text(espalier, tmp_path):
    (tmp_path / "a.swift").write_text('Chart("rise", marks: [.line("y", x: [1, 2], y: [3, 4])])\n')
    result = espalier("run", "a.swift")
    assert result.returncode == 0
    assert "rise" in result.stdout and "<svg" not in result.stdout


def test_progress_leaves_one_line_in_a_script_and_nothing_on_a_pipe_of_errors(espalier, tmp_path):
    (tmp_path / "a.swift").write_text("let run = train(mlp([64, 10]), on: digits(), epochs: 3)\nprint(run.steps > 0)\n")
    result = espalier("run", "a.swift")
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert len(lines) == 2 and lines[-1] == "true"
    assert "\r" not in result.stdout


def test_a_notebook_is_executed_in_place(espalier, tmp_path):
    path = tmp_path / "a.ipynb"
    write(path, nbformat.v4.new_markdown_cell("# title"), code("let a = 2\nprint(a)"), code("a * 3"), code("  \n"))
    result = espalier("run", "a.ipynb")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert [cell.get("execution_count") for cell in notebook.cells] == [None, 1, 2, None]
    assert notebook.cells[1].outputs == [{"output_type": "stream", "name": "stdout", "text": "2\n"}]
    assert notebook.cells[2].outputs[0].data["text/plain"] == "6"
    assert notebook.metadata.kernelspec == {"display_name": "Espalier", "language": "swift", "name": "espalier"}
    assert notebook.metadata.language_info.name == "swift"
    assert notebook.metadata.language_info.pygments_lexer == "swift"
    # The layout is nbformat's own, so that tools which write the file again change nothing.
    assert path.read_text() == nbformat.writes(notebook) + "\n"


def test_the_first_error_of_a_notebook_ends_it_and_is_kept(espalier, tmp_path):
    cells = [code("print(1)"), code("nothingOfThatName"), code("print(3)")]
    cells[2].outputs = [nbformat.v4.new_output("stream", name="stdout", text="of an earlier run")]
    write(tmp_path / "a.ipynb", *cells)
    result = espalier("run", "a.ipynb", "-o", "b.ipynb")
    assert result.returncode == 1
    assert "nothingOfThatName" in result.stderr
    shown = outputs(tmp_path / "b.ipynb")
    assert shown[1][0].output_type == "error"
    assert shown[2] == []
    result = espalier("run", "a.ipynb", "-o", "c.ipynb", "--allow-errors")
    assert result.returncode == 1
    assert outputs(tmp_path / "c.ipynb")[2][0].text == "3\n"


def test_expected_errors_and_skipped_cells_follow_their_tags(espalier, tmp_path):
    write(
        tmp_path / "a.ipynb", code("nothingOfThatName", tags=["raises-exception"]),
        code("alsoNothing", tags=["skip-execution"]), code("print(3)"))
    result = espalier("run", "a.ipynb")
    assert (result.returncode, result.stderr) == (0, "")
    notebook = nbformat.read(tmp_path / "a.ipynb", as_version=4)
    assert [cell.execution_count for cell in notebook.cells] == [1, None, 2]


def test_parameters_fill_a_cell_after_the_tagged_one(espalier, tmp_path):
    write(
        tmp_path / "a.ipynb", nbformat.v4.new_markdown_cell("text"),
        code('let epochs = 5\nlet rate = 0.1\nlet name = "wide"\nvar fast = false', tags=["parameters"]),
        code('"\\(epochs) \\(rate) \\(name) \\(fast)"'))
    arguments = ["-p", "epochs=3", "-p", "rate=1", "-p", 'name=a "b" \\(1)', "-p", "fast=true"]
    assert espalier("run", "a.ipynb", "-o", "b.ipynb", *arguments).returncode == 0
    # Running the result again replaces the cell.
    assert espalier("run", "b.ipynb", "-o", "c.ipynb", *arguments).returncode == 0
    assert (tmp_path / "b.ipynb").read_bytes() == (tmp_path / "c.ipynb").read_bytes()
    notebook = nbformat.read(tmp_path / "b.ipynb", as_version=4)
    nbformat.validate(notebook)
    injected = notebook.cells[2]
    assert injected.metadata.tags == ["injected-parameters"]
    assert injected.source.splitlines() == [
        "// Parameters", "let epochs = 3", "let rate = 1.0", 'let name = "a \\"b\\" \\\\(1)"', "var fast = true"]
    assert notebook.cells[3].outputs[0].data["text/plain"] == r'"3 1.0 a \"b\" \\(1) true"'


def test_parameters_without_a_tagged_cell_come_first(espalier, tmp_path):
    write(tmp_path / "a.ipynb", code("epochs + 1"))
    assert espalier("run", "a.ipynb", "-p", "epochs=3").returncode == 0
    notebook = nbformat.read(tmp_path / "a.ipynb", as_version=4)
    assert notebook.cells[0].source == "// Parameters\nlet epochs = 3"
    assert notebook.cells[1].outputs[0].data["text/plain"] == "4"


@pytest.mark.parametrize(
    "parameter, status, words",
    [
        ("epohcs=3", 2, ["epohcs", "epochs"]),
        ("epochs=1.5", 2, ["Int", "1.5"]),
        ("epochs=many", 2, ["Int", "many"]),
        ("1x=1", 64, ["1x"]),
        ("let=1", 64, ["let"]),
        ("epochs", 64, ["epochs"]),
    ])
def test_a_parameter_that_does_not_fit_is_refused(espalier, tmp_path, parameter, status, words):
    write(tmp_path / "a.ipynb", code("let epochs = 5", tags=["parameters"]))
    before = (tmp_path / "a.ipynb").read_bytes()
    result = espalier("run", "a.ipynb", "-p", parameter)
    assert result.returncode == status
    for word in words:
        assert word in result.stderr
    assert (tmp_path / "a.ipynb").read_bytes() == before


def test_parameters_reach_a_script(espalier, tmp_path):
    (tmp_path / "a.swift").write_text('// %% tags=["parameters"]\nlet epochs = 5\n// %%\nepochs * 2\n')
    assert espalier("run", "a.swift", "-p", "epochs=4").stdout == "8\n"


def test_cells_read_what_was_given_by_name(espalier, tmp_path):
    (tmp_path / "a.swift").write_text(
        '// %% tags=["parameters"]\nlet rate: Double = 0.5\n// %%\n'
        'print(parameters().count, parameters()["rate"] as? Int ?? 0, parameters()["name"] as? String ?? "none")\n')
    assert espalier("run", "a.swift", "-p", "rate=2").stdout == "1 2 none\n"
    assert espalier("run", "a.swift").stdout == "0 0 none\n"
    espalier("run", "a.swift", "-p", "rate=2", "-o", "a.ipynb")
    assert nbformat.read(tmp_path / "a.ipynb", 4).cells[-1].outputs[0].text == "1 2 none\n"


DECLARATIONS = """\
// let old = 1, a comment
let epochs = 5, rate = 0.1; var name = "let fake = 2"  // let other = 3
let widths = [300, 100]
let fractions: [Double] = [
  1, 2,
]
let stop: Int? = nil
let counts: [String: Int] = [:]
let computed = 3 * 4
func inner() { let local = 1 }
"""


@pytest.mark.parametrize(
    "argument, line",
    [
        ("rate=1", "let rate = 1.0"),
        ("name=x", 'var name = "x"'),
        ("name=3", 'var name = "3"'),
        ("widths=[10, 20]", "let widths = [10, 20]"),
        ("fractions=[1, 2.5]", "let fractions: [Double] = [1.0, 2.5]"),
        ("stop=nil", "let stop: Int? = nil"),
        ("stop=4", "let stop: Int? = 4"),
        ('counts={"b": 2, "a": 1}', 'let counts: [String: Int] = ["a": 1, "b": 2]'),
        ("computed=7", "let computed = 7"),
    ])
def test_the_type_of_a_parameter_is_that_of_its_declaration(espalier, tmp_path, argument, line):
    write(tmp_path / "a.ipynb", code(DECLARATIONS, tags=["parameters"]))
    result = espalier("run", "a.ipynb", "-p", argument)
    assert (result.returncode, result.stderr) == (0, "")
    assert nbformat.read(tmp_path / "a.ipynb", as_version=4).cells[1].source == "// Parameters\n" + line


@pytest.mark.parametrize(
    "argument, words",
    [
        ("old=1", ["old", "epochs, rate, name, widths"]), ("fake=1", ["fake"]), ("other=1", ["other"]),
        ("local=1", ["local"]), ("widths=10", ["[Int]", "10"]), ("widths=[1.5]", ["[Int]", "[1.5]"]),
        ("widths=[1", ["[Int]"]), ("stop=soon", ["Int?", "soon"]), ('counts={"a": "b"}', ["[String: Int]"]),
    ])
def test_what_no_declaration_takes_is_told(espalier, tmp_path, argument, words):
    (tmp_path / "a.swift").write_text(f'// %% tags=["parameters"]\n{DECLARATIONS}')
    result = espalier("run", "a.swift", "-p", argument)
    assert result.returncode == 2
    for word in ["a.swift", *words]:
        assert word in result.stderr


def test_parameters_come_from_a_file_and_the_command_line_goes_before_it(espalier, tmp_path):
    write(tmp_path / "a.ipynb", code(DECLARATIONS, tags=["parameters"]))
    (tmp_path / "p.json").write_text('{"widths": [5], "name": "é\\n", "stop": null, "epochs": 3}')
    result = espalier("run", "a.ipynb", "--parameters", "p.json", "-p", "epochs=9")
    assert (result.returncode, result.stderr) == (0, "")
    assert nbformat.read(tmp_path / "a.ipynb", as_version=4).cells[1].source.splitlines() == [
        "// Parameters", 'var name = "é\\n"', "let stop: Int? = nil", "let widths = [5]", "let epochs = 9"]


@pytest.mark.parametrize("content", ["", "[1]", '{"a b": 1}', '{"let": 1}', "{", '{"none": 1}', '{"epochs": "x"}'])
def test_a_file_of_parameters_that_cannot_be_used_is_told(espalier, tmp_path, content):
    write(tmp_path / "a.ipynb", code("let epochs = 5", tags=["parameters"]))
    before = (tmp_path / "a.ipynb").read_bytes()
    (tmp_path / "p.json").write_text(content)
    result = espalier("run", "a.ipynb", "--parameters", "p.json")
    assert result.returncode == 2
    assert any(words in result.stderr for words in ["expected", "cannot name", "not JSON"])
    assert (tmp_path / "a.ipynb").read_bytes() == before
    assert espalier("run", "a.ipynb", "--parameters", "nowhere.json").returncode == 2


def test_a_script_is_executed_into_a_notebook(espalier, tmp_path):
    (tmp_path / "a.swift").write_text(
        '// %% [markdown]\n// # Title\n\n// %% tags=["parameters"]\nlet a = 2\n\n// %%\nprint(a)\na * 3\n')
    result = espalier("run", "a.swift", "-o", "a.ipynb", "-p", "a=4")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    notebook = nbformat.read(tmp_path / "a.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert [cell.source for cell in notebook.cells] == ["# Title", "let a = 2", "// Parameters\nlet a = 4", "print(a)\na * 3"]
    assert [output.output_type for output in notebook.cells[3].outputs] == ["stream", "execute_result"]
    assert notebook.cells[3].outputs[1].data["text/plain"] == "12"
    assert notebook.metadata.kernelspec.name == "espalier"
    first = (tmp_path / "a.ipynb").read_bytes()
    assert espalier("run", "a.swift", "-o", "a.ipynb", "-p", "a=4").returncode == 0
    assert (tmp_path / "a.ipynb").read_bytes() == first
    (tmp_path / "b.swift").write_text("// %%\nlet a = 1\n// %%\na\n[1][a]\n")
    failed = espalier("run", "b.swift", "-o", "b.ipynb")
    assert failed.returncode == 1
    assert failed.stderr.startswith("in the cell that begins in line 4 of b.swift:\nerror[index-out-of-range]")
    assert "cell 2, line 2" in nbformat.read(tmp_path / "b.ipynb", as_version=4).cells[1].outputs[-1].traceback[0]
    # A notebook cannot be executed into a script, which keeps no outputs.
    refused = espalier("run", "a.ipynb", "-o", "b.swift")
    assert refused.returncode == 64 and "espalier convert" in refused.stderr


def test_tags_of_a_script_are_those_of_a_notebook(espalier, tmp_path):
    (tmp_path / "a.swift").write_text(
        '// %% tags=["raises-exception"]\n[1][5]\n// %% tags=["skip-execution"]\nnothing\n// %%\n1 + 1\n')
    result = espalier("run", "a.swift")
    assert (result.returncode, result.stdout) == (0, "2\n")
    assert "index-out-of-range" in result.stderr


def test_documents_come_from_standard_input(tmp_path):
    def run(text, *arguments):
        return subprocess.run(
            [BINARY, "run", "-", *arguments], cwd=tmp_path, input=text, capture_output=True, text=True, timeout=60)

    result = run("let a = 2\n// %%\na + [1][7]\n")
    assert result.returncode == 1 and " --> standard input, line 3, column 5\n" in result.stderr
    assert run("// %% tags=[\"parameters\"]\nlet a = 2\n// %%\na\n", "-p", "a=3").stdout == "3\n"
    notebook = run("1 + 1\n", "-o", "-")
    assert nbformat.reads(notebook.stdout, as_version=4).cells[0].outputs[0].data["text/plain"] == "2"
    assert run(notebook.stdout, "-o", "b.ipynb").returncode == 0
    assert (tmp_path / "b.ipynb").read_text() == notebook.stdout
    assert run(notebook.stdout).returncode == 64
    assert run("").returncode == 0


@pytest.mark.parametrize(
    "content, output",
    [
        (b"", b""), (b"// only\n// comments\n", b""), (b"1 + 1", b"2\n"), (b"// %%\n\n\n// %%\n// c\n", b""),
        (b"\xef\xbb\xbflet a = 1\r\n// %%\r\na + 1\r\n", b"2\n"),
        (b"#!/usr/bin/env -S espalier run\nprint(#line)\n// %%\n\nprint(#line)\n", b"2\n5\n"),
    ])
def test_scripts_of_any_editor_run(espalier, tmp_path, content, output):
    (tmp_path / "a.swift").write_bytes(content)
    result = espalier("run", "a.swift")
    assert (result.returncode, result.stdout.encode(), result.stderr) == (0, output, "")


def test_a_script_in_another_encoding_is_told(espalier, tmp_path):
    (tmp_path / "a.swift").write_bytes('print("ok")\nprint("é")\n'.encode("latin-1"))
    result = espalier("run", "a.swift")
    assert (result.returncode, result.stdout) == (2, "")
    assert "a.swift: expected text in UTF-8, found other bytes in line 2" in result.stderr


def test_a_function_of_an_earlier_cell_is_named_with_the_line_of_the_file(espalier, tmp_path):
    (tmp_path / "a.swift").write_text("// %%\n\nfunc f() -> Int {\n  return [1][4]\n}\n// %%\n\nf()\n")
    result = espalier("run", "a.swift")
    assert "declared by an earlier cell, line 4: return [1][4]" in result.stderr
    assert " --> a.swift, line 8, column 1\n" in result.stderr


def test_100000_cells_take_less_than_a_minute(espalier, tmp_path):
    (tmp_path / "a.swift").write_text("".join(f"// %%\nlet a{i} = 1 + 2\n" for i in range(100_000)) + "// %%\na99999\n")
    result = espalier("run", "a.swift", timeout=60)
    assert (result.returncode, result.stdout) == (0, "3\n")


def test_output_comes_while_a_cell_goes_on(tmp_path):
    (tmp_path / "a.swift").write_text('print("begun")\nwhile true { }\n')
    process = subprocess.Popen(
        [BINARY, "run", "a.swift"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout.readline() == b"begun\n"
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=10)
    assert process.returncode == 130
    assert b"error[interrupted]" in error and b" --> a.swift, line 2" in error


@pytest.mark.parametrize("how, status", [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGTERM, 130)])
def test_a_killed_run_leaves_the_old_file_or_a_whole_new_one(tmp_path, how, status):
    path = tmp_path / "a.ipynb"
    write(path, code("print(1)"), code("while true { }"))
    before = path.read_bytes()
    process = subprocess.Popen([BINARY, "run", "a.ipynb"], cwd=tmp_path, stderr=subprocess.PIPE)
    time.sleep(1)
    process.send_signal(how)
    process.communicate(timeout=10)
    assert process.returncode == status
    if how == signal.SIGKILL:
        assert path.read_bytes() == before
    else:
        assert outputs(path)[0][0].text == "1\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.ipynb"]


def test_a_terminal_follows_the_cells_and_keeps_only_what_they_show(tmp_path):
    cells = ["let run = train(mlp([64, 300, 10]), on: digits(), epochs: 200)", 'print("漢字🌲", terminator: "")', "1 + 1"]
    (tmp_path / "a.swift").write_text("".join(f"// %%\n{cell}\n" for cell in cells))
    terminal = Terminal("run", "a.swift", folder=tmp_path, columns=20, rows=12)
    assert terminal.end() == 0
    assert b"cell 1 of 3" in terminal.raw
    # The progress line is cut to the width, so that no part of it stays behind.
    assert terminal.lines[0].startswith("train: ") and terminal.lines[-1].endswith("2")
    assert "cell" not in "\n".join(terminal.lines) and "▐" not in "\n".join(terminal.lines)


def test_colours_can_be_turned_off_on_a_terminal(tmp_path):
    (tmp_path / "a.swift").write_text("[1][5]\n")
    for variables, is_coloured in [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]:
        terminal = Terminal("run", "a.swift", folder=tmp_path, **variables)
        assert terminal.end() == 1
        assert (b"\x1b[31m" in terminal.raw) == is_coloured


@pytest.mark.parametrize(
    "content, word",
    [
        ("", "notebook"),
        ("{", "notebook"),
        ('{"nbformat": 3, "worksheets": []}', "3"),
        ('{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}', "cells"),
        (
            '{"nbformat": 4, "nbformat_minor": 5, "cells": [], "metadata": {"kernelspec": {"language": "python"}}}',
            "python",
        ),
    ])
def test_a_file_that_is_no_notebook_of_ours_is_refused_unchanged(espalier, tmp_path, content, word):
    (tmp_path / "a.ipynb").write_text(content)
    result = espalier("run", "a.ipynb")
    assert result.returncode == 2
    assert word in result.stderr and "a.ipynb" in result.stderr
    assert (tmp_path / "a.ipynb").read_text() == content


@pytest.mark.parametrize(
    "arguments, status", [
        (["nowhere.ipynb"], 2), (["nowhere.swift"], 2), (["a.txt"], 64), ([], 64), (["a.swift", "-o", "b.swift"], 64),
        (["a.swift", "-p", "x=1", "-p", "x=2"], 64),
    ])
def test_wrong_use_has_a_status_of_its_own(espalier, arguments, status):
    result = espalier("run", *arguments)
    assert result.returncode == status
    assert result.stderr and not result.stdout


def test_a_destination_that_cannot_be_written_is_refused_before_anything_runs(espalier, tmp_path):
    write(tmp_path / "a.ipynb", code("sleep(30)"))
    result = espalier("run", "a.ipynb", "-o", "nowhere/b.ipynb", timeout=10)
    assert result.returncode == 2
    assert "nowhere" in result.stderr


def test_an_interrupt_ends_a_run_and_keeps_what_was_done(tmp_path):
    path = tmp_path / "a.ipynb"
    write(path, code("print(1)"), code("while true { }"), code("print(3)"))
    process = subprocess.Popen([BINARY, "run", "a.ipynb", "--allow-errors"], cwd=tmp_path, stderr=subprocess.PIPE)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=10)
    assert process.returncode == 130
    shown = outputs(path)
    assert shown[0][0].text == "1\n"
    assert shown[1][0].output_type == "error"
    assert shown[2] == []


def test_writing_follows_links_and_keeps_permissions(espalier, tmp_path):
    write(tmp_path / "real.ipynb", code("1 + 1"))
    (tmp_path / "real.ipynb").chmod(0o640)
    (tmp_path / "link.ipynb").symlink_to("real.ipynb")
    assert espalier("run", "link.ipynb").returncode == 0
    assert (tmp_path / "link.ipynb").is_symlink()
    assert outputs(tmp_path / "real.ipynb")[0]
    assert (tmp_path / "real.ipynb").stat().st_mode & 0o777 == 0o640
    # A stream is written to as it stands.
    piped = espalier("run", "real.ipynb", "-o", "/dev/stdout")
    assert piped.returncode == 0
    assert piped.stdout == (tmp_path / "real.ipynb").read_text()
