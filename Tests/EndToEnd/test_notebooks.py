"""The committed notebooks execute, through nbclient and through `espalier run`, to the same bytes."""

import copy
import os
import re
import time
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest
from conftest import ROOT, program
from nbclient import NotebookClient

NOTEBOOKS = sorted(path for path in (ROOT / "Notebooks").glob("*.ipynb") if ".executed" not in path.suffixes)
# What the project promises for digits on two cores, with the build done.
TIME_LIMIT = 60


# Notebooks that need data sets beside the ones compiled in: the folders, by either of their names.
MNIST = ("mnist", "MNIST")
FASHION = ("fashion", "FashionMNIST")
DATA = {
    "TrainingEngine": [MNIST, ("cifar10", "cifar-10-batches-bin")], "Pruning": [MNIST], "LotteryTickets": [MNIST],
    "SparseTraining": [MNIST], "IntrinsicDimension": [MNIST, FASHION], "ConvexHull": [MNIST, FASHION],
    "LinearRegions": [MNIST], "FourierRobustness": [MNIST], "RepresentationGeometry": [MNIST]}


def is_code(cell):
    return cell.cell_type == "code" and cell.source.strip()


def parameter(path):
    """A notebook as a parameter; those on full data take minutes, and run where `ESPALIER_DATA` has the sets."""
    sets = DATA.get(path.stem, [])
    home = Path(os.environ.get("ESPALIER_DATA", ""))
    missing = [names[0] for names in sets if not any((home / name).is_dir() for name in names)]
    marks = [
        pytest.mark.full_data,
        pytest.mark.skipif(bool(missing), reason=f"ESPALIER_DATA names no folder with {', '.join(missing)}")]
    return pytest.param(path, id=path.stem, marks=marks if sets else [])


class Executed(NamedTuple):
    """A notebook as `espalier run` has executed it, with the seconds that took and the folder it ran in."""

    text: str
    seconds: float
    folder: Path


@pytest.fixture(scope="module", params=[parameter(path) for path in NOTEBOOKS])
def source(request):
    return request.param


@pytest.fixture(scope="module")
def executed(source, tmp_path_factory):
    folder = tmp_path_factory.mktemp(source.stem)
    begin = time.perf_counter()
    result = program(folder)("run", source, "-o", "executed.ipynb", timeout=600)
    seconds = time.perf_counter() - begin
    assert result.returncode == 0, result.stderr
    return Executed((folder / "executed.ipynb").read_text(), seconds, folder)


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


def test_run_is_quick_valid_and_gives_the_same_bytes_as_nbclient(source, executed, tmp_path):
    notebook = nbformat.read(source, as_version=4)
    # Cutting streams into messages depends on time, and so does the record of times; both are off in documents to keep.
    # Files that a notebook writes go to an empty folder here, too.
    client = NotebookClient(
        notebook, kernel_name="espalier", timeout=300, record_timing=False, coalesce_streams=True,
        resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    nbformat.validate(notebook)
    assert executed.text == nbformat.writes(notebook) + "\n"
    if source.stem == "QuickStart":
        assert executed.seconds < TIME_LIMIT


def test_run_twice_in_one_folder_gives_the_same_bytes(executed):
    result = program(executed.folder)("run", "executed.ipynb", "-o", "again.ipynb", timeout=600)
    assert result.returncode == 0, result.stderr
    assert (executed.folder / "again.ipynb").read_text() == executed.text


def test_every_code_cell_ran_and_only_those_failed_that_should(executed):
    cells = [cell for cell in nbformat.reads(executed.text, as_version=4).cells if is_code(cell)]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert any(cell.outputs for cell in cells)
    for cell in cells:
        fails = any(output.output_type == "error" for output in cell.outputs)
        assert fails == ("raises-exception" in cell.metadata.get("tags", [])), cell.source


def test_outputs_carry_no_place_time_or_random_id(executed):
    notebook = nbformat.reads(executed.text, as_version=4)
    places = [ROOT, executed.folder, Path.home(), *filter(None, [os.environ.get("ESPALIER_DATA")])]
    for cell in notebook.cells:
        outputs = copy.deepcopy(cell.get("outputs", []))
        for output in outputs:
            # Random bytes of an image may look like anything.
            for binary in ("image/png", "application/pdf"):
                output.get("data", {}).pop(binary, None)
        text = str(outputs)
        for place in places:
            assert str(place) not in text
        assert not re.search(r"\b20\d\d-\d\d-\d\d\b|\b\d\d:\d\d:\d\d\b", text)
        assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", text)


def test_measurements_in_the_training_engine_come_out_as_they_should(source, executed):
    if source.stem != "TrainingEngine":
        pytest.skip("prints no verdicts")
    verdicts = re.findall(r": (true|false)(?=\\n)", executed.text)
    assert len(verdicts) == 5 and "false" not in verdicts


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_committed_notebook_is_executed(path):
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if is_code(cell)]
    assert all(cell.execution_count for cell in cells)
    assert any(cell.outputs for cell in cells)
