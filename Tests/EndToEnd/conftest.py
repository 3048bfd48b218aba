"""What the end-to-end tests share: the program, an installation of it for the test run alone, and kernels."""

import os
import subprocess
from pathlib import Path

import pytest
from jupyter_client.manager import start_new_kernel

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("ESPALIER_BINARY", ROOT / ".build" / "release" / "espalier"))


def pytest_configure(config):
    config.addinivalue_line("markers", "full_data: needs full data sets, and minutes")
    config.addinivalue_line("markers", "browser: drives JupyterLab in chromium; skipped where there is none")


@pytest.fixture(scope="session", autouse=True)
def installed(tmp_path_factory):
    """Installs the kernel where only this test run finds it, and gives the folder of its kernelspec."""
    home = tmp_path_factory.mktemp("home")
    patch = pytest.MonkeyPatch()
    patch.setenv("HOME", str(home))
    patch.setenv("JUPYTER_DATA_DIR", str(home / "jupyter"))
    for variable in ("JUPYTER_PATH", "VIRTUAL_ENV", "CONDA_PREFIX", "XDG_DATA_HOME"):
        patch.delenv(variable, raising=False)
    subprocess.run([BINARY, "install"], check=True, capture_output=True)
    yield home / "jupyter" / "kernels" / "espalier"
    patch.undo()


def program(folder):
    """Runs the program in a folder; variables given by name are added to its environment, None removes one."""

    def run(*arguments, timeout=120, **variables):
        environment = {**os.environ, **variables}
        environment = {name: str(value) for name, value in environment.items() if value is not None}
        return subprocess.run(
            [BINARY, *map(str, arguments)], cwd=folder, env=environment, capture_output=True, text=True,
            timeout=timeout, stdin=subprocess.DEVNULL)

    return run


@pytest.fixture
def espalier(tmp_path):
    """Runs the program in an empty folder; variables given by name are added to its environment, None removes one."""
    return program(tmp_path)


class Session:
    """A running kernel with a client, and the two things that tests do with it."""

    def __init__(self, kernel_name="espalier", **options):
        self.manager, self.client = start_new_kernel(kernel_name=kernel_name, **options)

    def execute(self, code, timeout=60):
        """Executes a cell to its idle status; gives the reply's content and the outputs."""
        return self.finish(self.client.execute(code), timeout)

    def finish(self, request, timeout=60):
        outputs = []
        while True:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") != request:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "status" and content["execution_state"] == "idle":
                break
            if kind not in ("status", "execute_input"):
                outputs.append((kind, content))
        while True:
            reply = self.client.get_shell_msg(timeout=timeout)
            if reply["parent_header"].get("msg_id") == request:
                return reply["content"], outputs

    def value(self, code):
        """The text of the value of an expression."""
        reply, outputs = self.execute(code)
        assert reply["status"] == "ok", reply
        return [content["data"]["text/plain"] for kind, content in outputs if kind == "execute_result"][-1]

    def await_display(self, request, timeout=30):
        """Waits until a cell shows something, so that it is known to be at work."""
        while True:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") == request and message["msg_type"] == "display_data":
                return

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture
def session():
    session = Session()
    yield session
    session.close()
