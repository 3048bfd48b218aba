"""Published sets fetched from a server of this machine: whole, in parts, damaged, missing, interrupted."""

import os
import re
import shutil
import signal
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from conftest import BINARY

DATA = Path(os.environ.get("ESPALIER_DATA", ""))
FILES = ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"]
pytestmark = [
    pytest.mark.skipif(
        not all((DATA / "mnist" / name).is_file() for name in FILES), reason="ESPALIER_DATA has no MNIST to serve"),
    pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl"),
]
SCRIPT = "print(mnist(train: 10, validation: 10, test: 10, download: true).train.labels)"
FIRST = FILES[0]


class Mirror:
    """A server of MNIST's files, and what may be wrong with one."""

    def __init__(self):
        self.files = {f"/mnist/{name}": (DATA / "mnist" / name).read_bytes() for name in FILES}
        self.requests = []
        self.knows_ranges = True
        self.longest_answer = None
        self.pause = 0
        mirror = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                mirror.answer(self)

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, request):
        wanted = request.headers.get("Range")
        self.requests.append((request.path, wanted))
        content = self.files.get(request.path)
        if content is None:
            request.send_error(404)
            return
        begin = int(re.fullmatch(r"bytes=(\d+)-", wanted)[1]) if wanted and self.knows_ranges else 0
        request.send_response(206 if begin else 200)
        if begin:
            request.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
        request.send_header("Content-Length", str(len(content) - begin))
        request.end_headers()
        sent = content[begin:][:self.longest_answer]
        try:
            for start in range(0, len(sent), 1 << 16):
                request.wfile.write(sent[start:start + (1 << 16)])
                time.sleep(self.pause)
        except OSError:
            pass
        request.close_connection = True


@pytest.fixture
def mirror():
    mirror = Mirror()
    yield mirror
    mirror.server.shutdown()


@pytest.fixture
def fetch(espalier, tmp_path, mirror):
    """Loads the set into an empty folder."""
    (tmp_path / "a.swift").write_text(SCRIPT)

    def run(**variables):
        return espalier(
            "run", "a.swift", ESPALIER_DATA=tmp_path / "data", ESPALIER_MIRROR=mirror.address, **variables)

    return run


def partial(tmp_path):
    return tmp_path / "data" / "mnist" / (FIRST + ".part")


def test_the_set_is_fetched_once(fetch, mirror, tmp_path):
    for progress in ["fetching mnist: 12 megabytes\n", ""]:
        result = fetch()
        assert result.stdout == progress + "[5, 0, 4, 1, 9, 2, 1, 3, 1, 4]\n", result.stderr
    assert sorted(path.name for path in (tmp_path / "data" / "mnist").iterdir()) == sorted(FILES)
    assert len(mirror.requests) == 4


def test_without_a_folder_of_data_sets_it_goes_to_the_cache(espalier, mirror, tmp_path):
    (tmp_path / "a.swift").write_text(SCRIPT)
    result = espalier("run", "a.swift", ESPALIER_DATA=None, HOME=tmp_path, ESPALIER_MIRROR=mirror.address)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / ".cache" / "espalier" / "data" / "mnist" / FIRST).is_file()


def test_a_transfer_that_broke_off_goes_on_where_it_was(fetch, mirror, tmp_path):
    mirror.longest_answer = 4_000_000
    result = fetch()
    assert result.returncode != 0
    assert f"'{FIRST}' could not be fetched: {mirror.address}/mnist/{FIRST}: " in result.stderr
    assert "what has come is kept" in result.stderr
    assert partial(tmp_path).stat().st_size == 4_000_000
    mirror.longest_answer = None
    mirror.requests.clear()
    assert fetch().returncode == 0
    assert mirror.requests[0] == (f"/mnist/{FIRST}", "bytes=4000000-")


def test_a_server_that_sends_no_parts_begins_again(fetch, mirror, tmp_path):
    partial(tmp_path).parent.mkdir(parents=True)
    partial(tmp_path).write_bytes(b"something else")
    mirror.knows_ranges = False
    result = fetch()
    assert result.returncode == 0, result.stderr


def test_another_file_of_the_same_length_is_removed(fetch, mirror, tmp_path):
    content = bytearray(mirror.files[f"/mnist/{FIRST}"])
    content[1000] ^= 1
    mirror.files[f"/mnist/{FIRST}"] = bytes(content)
    result = fetch()
    assert result.returncode != 0
    assert "is not the published file: expected the SHA-256 440fcabf" in result.stderr
    assert list(partial(tmp_path).parent.iterdir()) == []


@pytest.mark.parametrize("change", [lambda content: content + b"x" * 5_000_000, lambda content: content[:-1]])
def test_a_file_of_another_length_is_no_published_one(fetch, mirror, tmp_path, change):
    mirror.files[f"/mnist/{FIRST}"] = change(mirror.files[f"/mnist/{FIRST}"])
    result = fetch()
    assert result.returncode != 0
    assert "is not the published file: expected 9912422 bytes, found" in result.stderr
    assert list(partial(tmp_path).parent.iterdir()) == []


def test_a_missing_file_is_named_with_what_the_server_said(fetch, mirror):
    del mirror.files[f"/mnist/{FIRST}"]
    result = fetch()
    assert result.returncode != 0
    assert f"{mirror.address}/mnist/{FIRST}: The requested URL returned error: 404" in result.stderr


def test_without_curl_it_is_said_to_be_missing(fetch):
    result = fetch(PATH="/nowhere")
    assert result.returncode != 0
    assert "'curl', which is not installed" in result.stderr


def test_an_interrupt_stops_it_and_keeps_what_has_come(fetch, mirror, tmp_path):
    mirror.pause = 0.05
    (tmp_path / "a.swift").write_text(SCRIPT)
    environment = {**os.environ, "ESPALIER_DATA": str(tmp_path / "data"), "ESPALIER_MIRROR": mirror.address}
    process = subprocess.Popen(
        [BINARY, "run", "a.swift"], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 30
    while not (partial(tmp_path).exists() and partial(tmp_path).stat().st_size > 200_000):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert time.monotonic() - started < 2
    assert process.returncode != 0
    size = partial(tmp_path).stat().st_size
    time.sleep(0.3)
    assert partial(tmp_path).stat().st_size == size, "the transfer goes on"
    mirror.pause = 0
    mirror.requests.clear()
    assert fetch().returncode == 0
    assert mirror.requests[0] == (f"/mnist/{FIRST}", f"bytes={size}-")
