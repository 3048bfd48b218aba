"""`espalier run`: scripts, notebooks, parameters, exit status."""

import signal
import subprocess
import time

import nbformat
import pytest
from conftest import BINARY


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
    assert "4" in result.stderr and "[1][5]" in result.stderr and "^" in result.stderr
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
        (["nowhere.ipynb"], 2), (["nowhere.swift"], 2), (["a.txt"], 64), ([], 64), (["a.swift", "-o", "b"], 64),
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
