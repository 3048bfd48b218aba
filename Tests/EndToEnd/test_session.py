"""A session through jupyter_client: interrupts, restart, language information."""

import os
import signal
import statistics
import time

import pytest
from conftest import Session

LONG_TRAINING = "let endless = train(mlp([64, 300, 100, 10]), on: data, epochs: 100000)"
# The bound on the time from an interrupt to the end of the cell; the median of five takes out other processes.
INTERRUPT_LIMIT = 0.050


def by_message(manager):
    manager.interrupt_kernel()


def by_signal(manager):
    os.kill(manager.provisioner.pid, signal.SIGINT)


@pytest.mark.parametrize("interrupt", [by_message, by_signal])
def test_an_interrupt_stops_training_at_once_and_keeps_the_variables(session, interrupt):
    session.execute("let data = digits()\nlet kept = 41")
    times = []
    for _ in range(5):
        request = session.client.execute(LONG_TRAINING)
        session.await_display(request)
        time.sleep(0.2)
        begin = time.perf_counter()
        interrupt(session.manager)
        reply, _ = session.finish(request, timeout=10)
        times.append(time.perf_counter() - begin)
        assert reply["status"] == "error"
    assert statistics.median(times) < INTERRUPT_LIMIT, times
    assert session.value("kept + 1") == "42"
    assert session.value("data.train.count > 0") == "true"


def test_a_loop_without_commands_is_interrupted_too(session):
    request = session.client.execute('print("running")\nwhile true { }')
    while session.client.get_iopub_msg(timeout=10)["msg_type"] != "stream":
        pass
    session.manager.interrupt_kernel()
    reply, _ = session.finish(request, timeout=10)
    assert reply["status"] == "error"


def test_a_restart_forgets_the_variables(session):
    assert session.value("let kept = 41\nkept") == "41"
    session.manager.restart_kernel()
    session.client.wait_for_ready(timeout=10)
    reply, _ = session.execute("kept")
    assert reply["status"] == "error"
    assert reply["execution_count"] == 1


def test_an_encrypted_connection_carries_a_session():
    session = Session(transport_encryption="required")
    try:
        assert session.client.curve_publickey
        assert session.value("20 + 1") == "21"
    finally:
        session.close()


def test_a_deep_recursion_ends_in_an_error_and_not_the_kernel(session):
    reply, _ = session.execute("func down(_ n: Int) -> Int { down(n + 1) }\ndown(0)")
    assert reply["status"] == "error"
    assert session.value("1 + 1") == "2"


@pytest.mark.parametrize(
    "code, words",
    [
        ("let a = 1\ntrian(a)", ["2", "train"]),
        ("prune(mlp([64, 10]), toSparsity: 1.5)", ["1.5"]),
        ("digits().train[0..<100000]", ["100000"]),
        ("intrinsicDimension(manifold(.sphere(dimension: 2), count: 50), .mle(neighbors: 50))", ["50"]),
        ("9223372036854775807 + 1", []),
        ("[1, 2, 3][3]", ["3"]),
    ])
def test_bad_input_is_an_error_with_its_place_and_the_kernel_lives(session, code, words):
    reply, outputs = session.execute(code)
    assert reply["status"] == "error"
    [error] = [content for kind, content in outputs if kind == "error"]
    text = error["evalue"] + "\n".join(error["traceback"])
    assert "^" in text
    for word in words:
        assert word in text
    assert session.value("1 + 1") == "2"


def test_mistyped_data_folder_names_what_was_looked_for(espalier, tmp_path):
    (tmp_path / "data.swift").write_text("mnist()\n")
    result = espalier("run", "data.swift", ESPALIER_DATA=tmp_path / "nowhere")
    assert result.returncode == 1
    assert "train-images-idx3-ubyte" in result.stderr
    assert str(tmp_path / "nowhere") in result.stderr
