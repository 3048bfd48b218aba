"""The committed notebooks execute, through nbclient and through `espalier run`, to the same bytes."""

import copy
import re
import time
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT
from nbclient import NotebookClient

NOTEBOOKS = sorted(path for path in (ROOT / "Notebooks").glob("*.ipynb") if ".executed" not in path.suffixes)
# What the project promises for digits on two cores, with the build done.
TIME_LIMIT = 60


def is_code(cell):
    return cell.cell_type == "code" and cell.source.strip()


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def source(request):
    return request.param


@pytest.fixture
def executed(espalier, source, tmp_path):
    """The notebook as `espalier run` executes it, with the seconds that took."""
    begin = time.perf_counter()
    result = espalier("run", source, "-o", "executed.ipynb", timeout=600)
    seconds = time.perf_counter() - begin
    assert result.returncode == 0, result.stderr
    return (tmp_path / "executed.ipynb").read_text(), seconds


def test_widgets_and_changing_displays_are_kept_as_nbclient_keeps_them(espalier, tmp_path):
    cells = [
        'let rate = slider("rate", in: 0...1, value: 0.25)\nrate.move(to: 0.5)',
        'let bar = progressBar("images", total: 2)\nbar.update(to: 1)\nbar.update(to: 2)', "rate.value",
        'display("before", id: "a")\nprint("10 %\\r50 %\\r100 %")', 'updateDisplay("after", id: "a")\nclearOutput()']
    metadata = {"kernelspec": {"name": "espalier", "display_name": "Espalier", "language": "swift"}}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells], metadata=metadata)
    for index, cell in enumerate(notebook.cells):
        cell.id = f"c{index}"
    nbformat.write(notebook, tmp_path / "widgets.ipynb")
    assert espalier("run", "widgets.ipynb", "-o", "ours.ipynb").returncode == 0
    client = NotebookClient(notebook, kernel_name="espalier", record_timing=False, coalesce_streams=True)
    client.execute()
    nbformat.validate(notebook)
    assert (tmp_path / "ours.ipynb").read_text() == nbformat.writes(notebook) + "\n"
    states = notebook.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    assert sorted(state["state"]["value"] for state in states.values() if "value" in state["state"]) == [0.5, 2.0]


def test_there_are_notebooks():
    assert "QuickStart" in [path.stem for path in NOTEBOOKS]


def test_run_is_quick_valid_and_gives_the_same_bytes_as_nbclient(source, executed):
    text, seconds = executed
    notebook = nbformat.read(source, as_version=4)
    # Cutting streams into messages depends on time, and so does the record of times; both are off in documents to keep.
    client = NotebookClient(notebook, kernel_name="espalier", timeout=300, record_timing=False, coalesce_streams=True)
    client.execute()
    nbformat.validate(notebook)
    assert text == nbformat.writes(notebook) + "\n"
    if source.stem == "QuickStart":
        assert seconds < TIME_LIMIT


def test_run_twice_gives_the_same_bytes(source, executed, espalier, tmp_path):
    assert espalier("run", "executed.ipynb", "-o", "again.ipynb", timeout=600).returncode == 0
    assert (tmp_path / "again.ipynb").read_text() == executed[0]


def test_every_code_cell_ran_and_only_those_failed_that_should(executed):
    cells = [cell for cell in nbformat.reads(executed[0], as_version=4).cells if is_code(cell)]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert any(cell.outputs for cell in cells)
    for cell in cells:
        fails = any(output.output_type == "error" for output in cell.outputs)
        assert fails == ("raises-exception" in cell.metadata.get("tags", [])), cell.source


def test_outputs_carry_no_place_time_or_random_id(executed, tmp_path):
    notebook = nbformat.reads(executed[0], as_version=4)
    for cell in notebook.cells:
        outputs = copy.deepcopy(cell.get("outputs", []))
        for output in outputs:
            # Random bytes of an image may look like anything.
            for binary in ("image/png", "application/pdf"):
                output.get("data", {}).pop(binary, None)
        text = str(outputs)
        for place in (ROOT, tmp_path, Path.home()):
            assert str(place) not in text
        assert not re.search(r"\b20\d\d-\d\d-\d\d\b|\b\d\d:\d\d:\d\d\b", text)
        assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", text)


def test_the_committed_notebook_is_executed(source):
    cells = [cell for cell in nbformat.read(source, as_version=4).cells if is_code(cell)]
    assert all(cell.execution_count for cell in cells)
    assert any(cell.outputs for cell in cells)
