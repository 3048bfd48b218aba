"""`espalier convert`: scripts to notebooks and back."""

import json
import random
import subprocess

import nbformat
import pytest
from conftest import BINARY

CANONICAL = """\
#!/usr/bin/env -S espalier run
// ---
// jupyter:
//   kernelspec:
//     display_name: Espalier
//     language: swift
// ---

// %% [markdown]
// # Widths
//
//  a line that begins with a space, and 漢字 🌲

// %% The network tags=["parameters"]
let widths = [300, 100]

// %% id="second" tags=["a \\"quoted\\" tag","plain"]
// only a comment

// %% [raw] format="text/latex"
// \\section{One}

// %%

// %% {"tags":[],"with space":1}
func f() {

  print("// %% in the middle of a line begins nothing")
}
"""


def convert(folder, source, target):
    return subprocess.run(
        [BINARY, "convert", source, "-o", target], cwd=folder, capture_output=True, text=True, timeout=60)


def cells_of(notebook):
    """What a script must keep of a notebook."""
    return [(cell.cell_type, cell.id, cell.source, dict(cell.metadata)) for cell in notebook.cells]


def through_script(tmp_path, notebook):
    nbformat.write(notebook, tmp_path / "a.ipynb")
    for source, target in [("a.ipynb", "a.swift"), ("a.swift", "b.ipynb"), ("b.ipynb", "b.swift")]:
        result = convert(tmp_path, source, target)
        assert (result.returncode, result.stderr) == (0, "")
    assert (tmp_path / "a.swift").read_bytes() == (tmp_path / "b.swift").read_bytes()
    back = nbformat.read(tmp_path / "b.ipynb", as_version=4)
    nbformat.validate(back)
    return back


def test_a_canonical_script_comes_back_byte_for_byte(tmp_path):
    (tmp_path / "a.swift").write_text(CANONICAL)
    assert convert(tmp_path, "a.swift", "a.ipynb").returncode == 0
    assert convert(tmp_path, "a.ipynb", "b.swift").returncode == 0
    assert (tmp_path / "b.swift").read_text() == CANONICAL
    notebook = nbformat.read(tmp_path / "a.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert cells_of(notebook) == [
        ("markdown", "cell-0", "# Widths\n\n a line that begins with a space, and 漢字 🌲", {}),
        ("code", "cell-1", "let widths = [300, 100]", {"tags": ["parameters"], "title": "The network"}),
        ("code", "second", "// only a comment", {"tags": ['a "quoted" tag', "plain"]}),
        ("raw", "cell-3", "\\section{One}", {"format": "text/latex"}),
        ("code", "cell-4", "", {}),
        ("code", "cell-5", 'func f() {\n\n  print("// %% in the middle of a line begins nothing")\n}',
         {"with space": 1, "tags": []}),
    ]


def test_a_notebook_comes_back_with_every_cell(tmp_path):
    make = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell, "raw": nbformat.v4.new_raw_cell}
    random.seed(4)
    pieces = ["a", "\n", "\n", " ", "//", "// ", "%", '"', "é", "漢", "🌲", "\t", "{", "---", "[raw]", "=", "\u2028"]
    names = ["tags", "title", "x", "with space", "é"]
    values = [["a b", '"', "é"], "Title here", "[markdown]", " two  spaces ", "x=1", "{", None, 1.5, {"k": [1]}, ""]
    cells = []
    for index in range(300):
        kind = random.choice(list(make))
        source = "".join(random.choices(pieces, k=random.randrange(12)))
        metadata = {random.choice(names): random.choice(values) for _ in range(random.randrange(3))}
        metadata.pop("tags", None)
        if index % 3 == 0:
            metadata["tags"] = ["raises-exception", 'a"b', "c]d"]
        # A line that would begin a cell is refused; see below.
        if any(line.lstrip("/ ").startswith("%%") for line in source.split("\n")):
            continue
        cell = make[kind](source, metadata=metadata)
        cell["id"] = f"cell-{len(cells)}" if index % 2 else f"{index}x{random.randrange(99)}"
        cells.append(cell)
    notebook = nbformat.v4.new_notebook(cells=cells)
    assert cells_of(through_script(tmp_path, notebook)) == cells_of(notebook)


def test_the_committed_notebooks_come_back(tmp_path, request):
    for path in sorted((request.config.rootpath / "Notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        assert cells_of(through_script(tmp_path, notebook)) == cells_of(notebook)


def test_outputs_and_times_are_left_out_and_attachments_are_told(tmp_path):
    code = nbformat.v4.new_code_cell("1 + 1", metadata={"execution": {"iopub.status.busy": "2026-01-01"}})
    code["outputs"] = [nbformat.v4.new_output("stream", name="stdout", text="of a run")]
    picture = nbformat.v4.new_markdown_cell("![](attachment:a.png)", attachments={"a.png": {"image/png": "AAAA"}})
    nbformat.write(nbformat.v4.new_notebook(cells=[code, picture]), tmp_path / "a.ipynb")
    result = convert(tmp_path, "a.ipynb", "a.swift")
    assert result.returncode == 0
    assert "attachments of cell 2" in result.stderr
    text = (tmp_path / "a.swift").read_text()
    assert "of a run" not in text and "2026" not in text


@pytest.mark.parametrize("kind, source", [("code", "let a = 1\n// %%\n"), ("code", "//%% x"), ("markdown", "a\n%% b")])
def test_a_line_that_would_begin_a_cell_is_refused(tmp_path, kind, source):
    make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
    nbformat.write(nbformat.v4.new_notebook(cells=[make("fine"), make(source)]), tmp_path / "a.ipynb")
    result = convert(tmp_path, "a.ipynb", "a.swift")
    assert result.returncode == 2
    assert "a.ipynb: cell 2, line" in result.stderr and "// %%" in result.stderr
    assert not (tmp_path / "a.swift").exists()


@pytest.mark.parametrize(
    "content, sources",
    [
        (b"", []),
        (b"\n\n", []),
        (b"let a = 1", ["let a = 1"]),
        (b"\xef\xbb\xbflet a = 1\r\n// %%\r\na\r\n", ["let a = 1", "a"]),
        (b"// %%", [""]),
        (b"// %%\n// %%\n", ["", ""]),
        (b"// %%\n\n\n", ["\n"]),
        (b"// about this\n\n//%%\na\n", ["a"]),
        (b"let a = 1\n\n\n// %%\na\n", ["let a = 1\n", "a"]),
        (b"// %%%\n// %%time\n", ["// %%%\n// %%time"]),
        (b"// %% [markdown]\nno comment\n//no space\n", ["no comment\nno space"]),
    ])
def test_scripts_of_any_editor_are_read(tmp_path, content, sources):
    (tmp_path / "a.swift").write_bytes(content)
    assert convert(tmp_path, "a.swift", "a.ipynb").returncode == 0
    notebook = nbformat.read(tmp_path / "a.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert [cell.source for cell in notebook.cells] == sources


@pytest.mark.parametrize(
    "name, content, words",
    [
        ("a.swift", 'print("é")'.encode("latin-1"), ["UTF-8", "line 1"]),
        ("a.swift", "a\nb\n".encode("utf-16"), ["UTF-16"]),
        ("a.swift", b"// %%\na\x00b\n", ["UTF-8", "line 2"]),
        ("a.swift", b'// %%\n// %% tags=["a"\nb\n', ["line 2", "tags"]),
        ("a.swift", b"// %% tags=parameters\nb\n", ["line 1", "tags"]),
        ("a.ipynb", b"", ["notebook"]),
        ("a.ipynb", b'{"cells": [', ["notebook"]),
        ("a.ipynb", b'"\xff"', ["notebook"]),
        ("a.ipynb", b"let a = 1\n", ["notebook"]),
    ])
def test_what_cannot_be_read_is_told(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    result = convert(tmp_path, name, "b.ipynb" if name == "a.swift" else "b.swift")
    assert result.returncode == 2
    for word in [name, *words]:
        assert word in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]


@pytest.mark.parametrize(
    "arguments",
    [["a.swift", "-o", "b.swift"], ["a.ipynb", "-o", "b.ipynb"], ["a.txt"], ["a.swift", "-o", "b.txt"], []])
def test_wrong_use_has_a_status_of_its_own(espalier, tmp_path, arguments):
    result = espalier("convert", *arguments)
    assert result.returncode == 64
    assert "expected" in result.stderr.lower() or "missing" in result.stderr.lower()


def test_standard_streams_take_either(tmp_path):
    def through(text, *arguments):
        return subprocess.run(
            [BINARY, "convert", "-", *arguments], cwd=tmp_path, input=text, capture_output=True, text=True, timeout=60)

    notebook = through(CANONICAL)
    assert json.loads(notebook.stdout)["cells"][0]["cell_type"] == "markdown"
    assert through(notebook.stdout).stdout == CANONICAL
    same = through(CANONICAL, "-o", "b.swift")
    assert same.returncode == 64 and "notebook" in same.stderr


def test_a_file_that_is_written_over_is_whole_or_untouched(espalier, tmp_path):
    (tmp_path / "a.swift").write_text("// %%\n1 + 1\n")
    (tmp_path / "a.ipynb").write_text("old")
    (tmp_path / "a.swift").chmod(0o644)
    assert convert(tmp_path, "a.swift", "nowhere/a.ipynb").returncode == 2
    assert (tmp_path / "a.ipynb").read_text() == "old"
    assert convert(tmp_path, "a.swift", "a.ipynb").returncode == 0
    assert json.loads((tmp_path / "a.ipynb").read_text())["cells"]
