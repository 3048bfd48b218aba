"""JupyterLab in a browser: what one sees, and what the buttons and keys do.

With `ESPALIER_SCREENSHOT=path.png` the picture of the last test is kept there.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium")]

TOKEN = "espalier"
# No questions to the network, the light theme, and all cells in the page, even those that are out of sight.
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/apputils-extension:themes": {"theme": "JupyterLab Light"},
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}
METADATA = {"kernelspec": {"name": "espalier", "display_name": "Espalier", "language": "swift"}}
# In milliseconds, for a machine that is busy with something else.
PATIENCE = 30_000
ENDLESS = "while true { }"


class Server:
    """JupyterLab on a port of this machine, in a folder of its own."""

    def __init__(self, folder):
        self.notebooks = folder / "notebooks"
        settings = folder / "settings"
        for path in (self.notebooks, settings):
            path.mkdir()
        (settings / "overrides.json").write_text(json.dumps(SETTINGS))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"http://127.0.0.1:{free.getsockname()[1]}"
        self.log = folder / "log"
        options = [
            "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={self.address.rpartition(':')[2]}",
            "--ServerApp.port_retries=0", f"--ServerApp.root_dir={self.notebooks}",
            f"--IdentityProvider.token={TOKEN}", f"--LabApp.app_settings_dir={settings}",
            f"--LabApp.workspaces_dir={folder / 'workspaces'}", f"--LabApp.user_settings_dir={folder / 'user'}",
        ]
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jupyterlab", *options], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while not self.answers():
            assert self.process.poll() is None and time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)

    def answers(self):
        try:
            return self.ask("GET", "/api/status")["kernels"] == 0
        except OSError:
            return False

    def ask(self, method, path):
        request = urllib.request.Request(
            self.address + path, method=method, headers={"Authorization": f"token {TOKEN}"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read() or "null")

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=30)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("lab"))
    yield server
    server.close()


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as play:
        # Root, as which continuous integration runs, has no sandbox.
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


class Notebook:
    """A notebook in a page of JupyterLab, with its kernel ready."""

    def __init__(self, page):
        self.page = page
        self.cells = page.locator(".jp-Notebook .jp-Cell")
        # The toolbar calls the kernel idle before there is one; the status bar does not.
        page.get_by_role("button", name="Espalier | Idle").wait_for()

    def await_status(self, status):
        self.page.locator(f'.jp-Notebook-ExecutionIndicator[data-status="{status}"]').wait_for()

    def edit(self, index):
        self.cells.nth(index).locator(".cm-content").click()
        self.page.keyboard.press("Control+End")

    def run(self, index):
        self.edit(index)
        self.page.keyboard.press("Control+Enter")

    def run_all(self):
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    def press(self, button):
        """A button of the toolbar."""
        self.page.locator(f'.jp-NotebookPanel-toolbar [data-command="notebook:{button}"]').click()

    def output(self, index):
        return self.cells.nth(index).locator(".jp-OutputArea-output")

    def prompt(self, index):
        return self.cells.nth(index).locator(".jp-InputPrompt")


@pytest.fixture
def open_notebook(server, browser, request):
    """Opens a new notebook of the given cells; markdown is told by its heading."""
    pages = []

    def open_notebook(*sources, name=None):
        make = {True: nbformat.v4.new_markdown_cell, False: nbformat.v4.new_code_cell}
        cells = [make[source.startswith("# ")](source) for source in sources]
        name = name or request.node.name
        nbformat.write(
            nbformat.v4.new_notebook(cells=cells, metadata=METADATA), server.notebooks / f"{name}.ipynb")
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        pages.append(page)
        page.set_default_timeout(PATIENCE)
        page.goto(f"{server.address}/lab/workspaces/{name}/tree/{name}.ipynb?token={TOKEN}", timeout=60_000)
        return Notebook(page)

    expect.set_options(timeout=PATIENCE)
    yield open_notebook
    for page in pages:
        page.close()
    for session in server.ask("GET", "/api/sessions"):
        server.ask("DELETE", f"/api/sessions/{session['id']}")


def test_cells_are_coloured_and_show_values_errors_and_tables(open_notebook):
    notebook = open_notebook("let a = 6\na * 7", "trian(a)", "mlp([4, 2])")
    expect(notebook.cells.nth(0).locator(".cm-line span", has_text=re.compile("^let$"))).to_be_visible()
    for index in range(3):
        notebook.run(index)
    expect(notebook.output(0)).to_have_text("42")
    expect(notebook.output(1)).to_contain_text("there is no 'trian'")
    expect(notebook.output(1)).to_contain_text("did you mean 'train'?")
    expect(notebook.output(2).locator("table")).to_contain_text("fc1")


def test_charts_are_drawn_by_vega_and_pictures_shown(open_notebook):
    notebook = open_notebook('Chart("Rise", marks: [.line("height", x: [1, 2], y: [3, 4])])', "digits()")
    notebook.run(0)
    notebook.run(1)
    chart = notebook.output(0).locator(".vega-embed canvas, .vega-embed svg").first
    expect(chart).to_be_visible()
    assert chart.bounding_box()["width"] > 300
    # A picture that cannot be decoded has no size of its own.
    picture = notebook.output(1).locator("img, svg").first
    expect(picture).to_be_visible()
    assert picture.evaluate("node => node.naturalWidth ?? node.getBoundingClientRect().width") > 300


def test_training_shows_its_progress_while_it_runs_and_one_line_afterwards(open_notebook):
    notebook = open_notebook("let run = train(mlp([64, 300, 100, 10]), on: digits(), epochs: 300)")
    notebook.run(0)
    output = notebook.output(0)
    running = re.compile(r"^train .* ([\d,]+) of 7,200 steps")
    expect(output).to_have_text(running)
    first = running.match(output.inner_text()).group(1)
    expect(output).not_to_contain_text(f" {first} of")
    expect(output).to_have_text(re.compile(r"^train: 7,200 steps · epoch 300 · loss \S+ · accuracy \S+$"))
    expect(output).to_have_count(1)
    expect(notebook.prompt(0)).to_have_text("[1]:")


def test_tab_lists_completions_also_while_a_cell_runs(open_notebook):
    notebook = open_notebook("intrin", ENDLESS)
    completions = notebook.page.locator(".jp-Completer-item", has_text="intrinsicDimension")
    notebook.edit(0)
    notebook.page.keyboard.press("Tab")
    expect(completions).to_be_visible()
    notebook.page.keyboard.press("Escape")
    notebook.run(1)
    notebook.await_status("busy")
    notebook.edit(0)
    notebook.page.keyboard.press("Tab")
    expect(completions).to_be_visible()
    expect(notebook.prompt(1)).to_have_text("[*]:")
    notebook.page.keyboard.press("Enter")
    expect(notebook.cells.nth(0).locator(".cm-content")).to_have_text("intrinsicDimension")


def test_shift_tab_explains_the_command_at_the_cursor(open_notebook):
    notebook = open_notebook("prune(")
    notebook.edit(0)
    notebook.page.keyboard.press("Shift+Tab")
    expect(notebook.page.locator(".jp-Tooltip")).to_contain_text("toSparsity: Double")


def test_interrupt_stops_a_loop_and_keeps_the_variables(open_notebook):
    notebook = open_notebook("let kept = 41", ENDLESS, "kept + 1")
    notebook.run(0)
    notebook.run(1)
    # The next cell waits, and goes the way of all cells after an error.
    notebook.await_status("busy")
    notebook.press("interrupt-kernel")
    expect(notebook.output(1)).to_contain_text("interrupted")
    notebook.await_status("idle")
    notebook.run(2)
    expect(notebook.output(2)).to_have_text("42")


def test_restart_forgets_the_variables_even_while_a_cell_runs(open_notebook):
    notebook = open_notebook("let kept = 41", ENDLESS, "kept + 1", "6 * 7")
    notebook.run(0)
    notebook.run(1)
    notebook.await_status("busy")
    notebook.press("restart-kernel")
    notebook.page.locator(".jp-Dialog button.jp-mod-warn").click()
    notebook.await_status("idle")
    notebook.run(2)
    expect(notebook.output(2)).to_contain_text("there is no 'kept'")
    notebook.run(3)
    expect(notebook.prompt(3)).to_have_text("[2]:")
    expect(notebook.output(3)).to_have_text("42")


def test_a_cell_asks_for_input_in_its_output(open_notebook):
    notebook = open_notebook('let name = readLine("name? ")\nprint("hello, \\(name ?? "nobody")")')
    notebook.run(0)
    field = notebook.cells.nth(0).locator(".jp-Stdin-input")
    expect(notebook.cells.nth(0).locator(".jp-Stdin-prompt")).to_contain_text("name?")
    field.fill("Emmy")
    field.press("Enter")
    expect(notebook.output(0).last).to_contain_text("hello, Emmy")


def test_a_display_is_updated_where_it_stands(open_notebook):
    notebook = open_notebook('display("before", id: "a")', 'updateDisplay("after", id: "a")')
    notebook.run(0)
    expect(notebook.output(0)).to_contain_text("before")
    notebook.run(1)
    expect(notebook.output(0)).to_contain_text("after")
    expect(notebook.output(1)).to_have_count(0)


def test_moving_a_slider_changes_its_value_in_the_session(open_notebook):
    notebook = open_notebook('let rate = slider("rate", in: 0...1, value: 0.5)', "rate.value")
    notebook.run(0)
    readout = notebook.cells.nth(0).locator(".widget-readout")
    expect(readout).to_have_text(re.compile(r"^0\.50*$"))
    handle = notebook.cells.nth(0).locator(".widget-slider [role=slider]")
    for _ in range(5):
        handle.press("ArrowRight")
    expect(readout).not_to_have_text(re.compile(r"^0\.50*$"))
    moved = float(readout.inner_text())
    assert 0.5 < moved < 1
    notebook.run(1)
    expect(notebook.output(1)).to_have_text(str(moved))


def test_a_progress_bar_is_filled_by_the_cell_that_made_it_and_by_later_ones(open_notebook):
    notebook = open_notebook(
        'let bar = progressBar("images", total: 10)\nfor i in 1...4 { bar.update(to: Double(i)) }', "bar.update(to: 9)")
    notebook.run(0)
    fill = notebook.cells.nth(0).locator(".widget-hprogress .progress-bar")
    expect(fill).to_have_attribute("style", re.compile(r"width: 40%"))
    notebook.run(1)
    expect(fill).to_have_attribute("style", re.compile(r"width: 90%"))


def test_a_display_that_changes_faster_than_the_server_allows_ends_where_it_should(open_notebook):
    notebook = open_notebook('display(0, id: "a")\nfor i in 1...8000 { updateDisplay(i, id: "a") }')
    notebook.run(0)
    expect(notebook.prompt(0)).to_have_text("[1]:")
    expect(notebook.output(0)).to_have_text("8000")
    assert "rate exceeded" not in notebook.page.content()


def test_the_variables_panel_lists_variables_and_follows_the_cells(open_notebook):
    notebook = open_notebook("let kept = 41", "let later = [1, 2, 3]")
    notebook.run(0)
    expect(notebook.prompt(0)).to_have_text("[1]:")
    page = notebook.page
    page.get_by_role("tab", name="Debugger").click()
    button = page.locator(".jp-DebuggerBugButton")
    # The kernelspec's `metadata.debugger` decides it.
    expect(button).to_have_attribute("aria-disabled", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    variables = page.locator(".jp-DebuggerVariables [role=treeitem]")
    expect(variables.filter(has_text="kept")).to_contain_text("41")
    notebook.run(1)
    expect(variables.filter(has_text="later")).to_contain_text("[1, 2, 3]")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")


SCREENSHOT = [
    "# A lottery ticket on handwritten digits",
    "let data = digits()\nlet net = mlp([64, 300, 100, 10])\n"
    "print(\"\\(data.train.count) images, \\(net.parameterCount) parameters\")",
    "let tickets = lottery(\n  net, on: data, rounds: 10, removing: 0.2, rewindTo: .step(0), epochs: 40, "
    "evaluateEvery: .steps(12))\nplot(tickets)",
    "let pruned = tickets.rounds[10].network\n"
    "intrinsicDimension(pruned.logits(data.train.inputs), .mle(neighbors: 20))",
]


def test_a_small_study_runs_from_the_menu_and_looks_as_the_readme_shows_it(open_notebook, tmp_path):
    notebook = open_notebook(*SCREENSHOT, name="Lottery")
    page = notebook.page
    notebook.run_all()
    expect(notebook.prompt(3)).to_have_text("[3]:", timeout=120_000)
    expect(notebook.output(1)).to_contain_text("1397 images")
    expect(notebook.output(2).first).to_have_text(re.compile(r"^lottery, round 10 of 10: "))
    expect(notebook.output(2).locator(".vega-embed canvas, .vega-embed svg").first).to_be_visible()
    expect(notebook.output(3)).to_contain_text("±")
    # The file browser tells nothing here; the first cell is where the eye begins.
    page.keyboard.press("Control+b")
    page.keyboard.press("Control+s")
    notebook.cells.nth(0).click()
    picture = Path(os.environ.get("ESPALIER_SCREENSHOT") or tmp_path / "lab.png")
    page.mouse.move(5, 450)
    page.wait_for_timeout(500)
    page.screenshot(path=picture)
    assert picture.read_bytes().startswith(b"\x89PNG")
