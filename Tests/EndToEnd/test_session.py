"""A session through jupyter_client: interrupts, restart, language information."""

import contextlib
import ctypes
import os
import queue
import signal
import statistics
import time
from pathlib import Path

import pytest
import zmq
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
        ("intrinsicDimension(manifold(.sphere(dimension: 2), count: 50), .mle(neighbors: 1))", ["at least 2", "found 1"]),
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


def test_a_fatal_signal_says_the_cell_line_and_command_before_the_kernel_dies(session):
    process = session.manager.provisioner.process
    request = session.client.execute('print("before")\nlet a = 1\nsleep(30)')
    while session.client.get_iopub_msg(timeout=10)["msg_type"] != "stream":
        pass
    time.sleep(0.2)
    raise_in_thread(process.pid, "evaluator", signal.SIGSEGV)
    reply, outputs = session.finish(request, timeout=5)
    [error] = [content for kind, content in outputs if kind == "error"]
    assert reply["ename"] == error["ename"] == "fatal-signal"
    for words in ("SIGSEGV", "cell 1", "line 3", "'sleep'"):
        assert words in error["evalue"]
    assert process.wait(timeout=5) == -signal.SIGSEGV


def raise_in_thread(pid, name, number):
    """Sends a signal to one thread of a process, as a fault of that thread would."""
    tasks = Path("/proc") / str(pid) / "task"
    [thread] = [task.name for task in tasks.iterdir() if (task / "comm").read_text().strip() == name]
    tgkill = {"x86_64": 234, "aarch64": 131}[os.uname().machine]
    assert ctypes.CDLL(None, use_errno=True).syscall(tgkill, pid, int(thread), int(number)) == 0


def test_a_subshell_computes_while_the_main_shell_trains_and_sees_its_names(session):
    session.execute("let data = digits()\nlet factor = 6")
    client = session.client
    client.control_channel.send(client.session.msg("create_subshell_request", {}))
    subshell = client.get_control_msg(timeout=5)["content"]["subshell_id"]
    training = client.execute(LONG_TRAINING)
    session.await_display(training)
    begin = time.perf_counter()
    request = client.session.msg("execute_request", {"code": "let answer = factor * 7\nanswer"})
    request["header"]["subshell_id"] = subshell
    client.shell_channel.send(request)
    reply, outputs = session.finish(request["header"]["msg_id"])
    assert (reply["status"], reply["execution_count"]) == ("ok", 1)
    assert [content["data"]["text/plain"] for kind, content in outputs if kind == "execute_result"] == ["42"]
    assert time.perf_counter() - begin < 1
    session.manager.interrupt_kernel()
    assert session.finish(training)[0]["status"] == "error"
    assert session.value("answer") == "42"


def test_two_shells_that_change_one_variable_leave_it_whole(session):
    session.execute("var shared = [0]")
    client = session.client
    client.control_channel.send(client.session.msg("create_subshell_request", {}))
    subshell = client.get_control_msg(timeout=5)["content"]["subshell_id"]
    requests = []
    for shell in (None, subshell):
        request = client.session.msg(
            "execute_request", {"code": "for i in 0..<300000 { shared.append(i); shared = Array(shared.suffix(9)) }"})
        if shell:
            request["header"]["subshell_id"] = shell
        client.shell_channel.send(request)
        requests.append(request["header"]["msg_id"])
    replies = {}
    while len(replies) < 2:
        message = client.get_shell_msg(timeout=60)
        replies[message["parent_header"]["msg_id"]] = message["content"]["status"]
    assert replies == {request: "ok" for request in requests}
    assert session.value("shared.count") == "9"


def test_a_slider_moved_in_the_front_end_has_its_new_value_in_the_next_cell(session):
    _, outputs = session.execute('let rate = slider("rate", in: 0...1, value: 0.25)')
    opened = [content for kind, content in outputs if kind == "comm_open"]
    assert [content["target_name"] for content in opened] == ["jupyter.widget"] * 3
    [shown] = [content for kind, content in outputs if kind == "display_data"]
    model = shown["data"]["application/vnd.jupyter.widget-view+json"]["model_id"]
    assert model == opened[-1]["comm_id"]
    assert session.value("rate.value") == "0.25"
    client = session.client
    moved = {"comm_id": model, "data": {"method": "update", "state": {"value": 0.75}, "buffer_paths": []}}
    client.shell_channel.send(client.session.msg("comm_msg", moved))
    assert session.value("rate.value") == "0.75"


def test_cells_are_found_in_the_history_of_the_next_kernel(tmp_path):
    environment = {**os.environ, "ESPALIER_HISTORY": str(tmp_path / "history")}
    for code in ("let first = 1", "let second = 2"):
        session = Session(env=environment)
        try:
            session.execute(code)
            request = session.client.history(hist_access_type="tail", n=2, raw=True, output=False)
            reply = session.client.get_shell_msg(timeout=5)
            while reply["parent_header"]["msg_id"] != request:
                reply = session.client.get_shell_msg(timeout=5)
        finally:
            session.close()
    assert [entry[2] for entry in reply["content"]["history"]] == ["let first = 1", "let second = 2"]


def test_output_beyond_the_cap_is_in_a_file_to_the_byte(tmp_path):
    session = Session(cwd=str(tmp_path))
    try:
        reply, outputs = session.execute('for i in 0..<400000 { print("line \\(i)") }')
    finally:
        session.close()
    assert reply["status"] == "ok"
    shown = "".join(c["text"] for kind, c in outputs if kind == "stream" and c["name"] == "stdout")
    notes = "".join(c["text"] for kind, c in outputs if kind == "stream" and c["name"] == "stderr")
    rest = (tmp_path / "espalier-output" / "cell-1.txt").read_text()
    assert shown + rest == "".join(f"line {i}\n" for i in range(400000))
    assert "'espalier-output/cell-1.txt'" in notes
    assert f"{len(rest):,} bytes" in notes


def test_a_client_that_reads_nothing_neither_fills_the_kernels_memory_nor_holds_others_up_for_long(session):
    client, manager = session.client, session.manager
    deaf = zmq.Context.instance().socket(zmq.SUB)
    deaf.setsockopt(zmq.RCVHWM, 10)
    deaf.setsockopt(zmq.SUBSCRIBE, b"")
    deaf.connect(f"tcp://127.0.0.1:{manager.iopub_port}")
    assert deaf.poll(5000)
    request = client.execute("while true { display(1) }")
    # Ours reads as fast as it can, for longer than the deaf one may hold it up.
    end = time.monotonic() + 8
    while time.monotonic() < end:
        with contextlib.suppress(queue.Empty):
            client.get_iopub_msg(timeout=0.1)
    resident = int(Path(f"/proc/{manager.provisioner.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    assert resident < 200e6
    begin = time.perf_counter()
    client.control_channel.send(client.session.msg("interrupt_request", {}))
    assert client.get_control_msg(timeout=5)["content"]["status"] == "ok"
    assert time.perf_counter() - begin < 1
    assert session.finish(request)[0]["ename"] == "interrupted"
    assert session.value("6 * 7") == "42"
    deaf.close(linger=0)


def test_a_cell_that_shows_more_than_a_client_reads_arrives_whole(session):
    request = session.client.execute("for i in 0..<60000 { display(i) }")
    reply, outputs = session.finish(request)
    assert reply["status"] == "ok"
    assert [content["data"]["text/plain"] for kind, content in outputs] == [str(i) for i in range(60000)]


def test_long_results_are_short_and_print_writes_everything(session):
    text = session.value("let a = Array(0..<10000)\na")
    assert text.startswith("[0, 1, 2,") and text.endswith("9999] (10,000 elements)") and len(text) < 200
    _, outputs = session.execute("print(a)")
    assert "".join(c["text"] for kind, c in outputs if kind == "stream") == str(list(range(10000))) + "\n"


def test_an_array_of_structures_arrives_as_a_table(session):
    _, outputs = session.execute("struct P { var x: Int }\n(0..<3).map { P(x: $0) }")
    [data] = [content["data"] for kind, content in outputs if kind == "execute_result"]
    assert data["text/plain"] == "[P(x: 0), P(x: 1), P(x: 2)]"
    assert data["text/html"].count("<tr>") == 4


def test_a_file_runs_in_the_session_and_its_errors_stand_in_it(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "model.swift").write_text('include("parts.swift")\n// %%\nlet doubled = 2 * part\n')
    (tmp_path / "sub" / "parts.swift").write_text("let part = 21\n")
    (tmp_path / "broken.swift").write_text("let fine = 1\nlet bad = [1][fine]\n")
    session = Session(cwd=str(tmp_path))
    try:
        assert session.execute('include("sub/model.swift")')[0]["status"] == "ok"
        assert session.value("doubled") == "42"
        reply, outputs = session.execute('let before = 1\ninclude("broken.swift")')
        assert (reply["status"], reply["ename"]) == ("error", "index-out-of-range")
        [error] = [content for kind, content in outputs if kind == "error"]
        text = "\n".join(error["traceback"])
        for words in ("broken.swift, line 2, column 11", "let bad = [1][fine]", "cell 3, line 2, column 1"):
            assert words in text
        assert session.value("fine + before") == "2"
    finally:
        session.close()


@pytest.mark.parametrize(
    "code", ['include("endless.swift")', 'benchmark(repeat: 100000) { print("on"); sleep(0.01) }'])
def test_an_included_file_and_a_benchmark_are_interrupted(tmp_path, code):
    (tmp_path / "endless.swift").write_text('let begun = 1\nprint("on")\nwhile true { }\n')
    session = Session(cwd=str(tmp_path))
    try:
        request = session.client.execute(code)
        while session.client.get_iopub_msg(timeout=10)["msg_type"] != "stream":
            pass
        session.manager.interrupt_kernel()
        reply, _ = session.finish(request, timeout=5)
        assert reply["ename"] == "interrupted"
        assert session.value("1 + 1") == "2"
    finally:
        session.close()


def test_history_and_variables_are_of_the_cells_that_count(session):
    session.execute("let a = 1")
    silent = session.client.execute("let hidden = 2", silent=True)
    session.finish(silent)
    session.finish(session.client.execute("let uncounted = 3", store_history=False))
    assert session.value("history()") == "1  let a = 1"
    assert session.value("history(1).inputs[0]") == '"history()"'
    assert [line.split()[0] for line in session.value("variables()").splitlines()[2:]] == ["a", "hidden", "uncounted"]
    session.execute("setSeed(3)\nreset()")
    assert session.value("variables()").startswith("no variables")
    assert session.execute("a")[0]["status"] == "error"


def test_shells_share_what_is_reset_and_included(session, tmp_path):
    (tmp_path / "names.swift").write_text("let shared = 6\n")
    client = session.client
    client.control_channel.send(client.session.msg("create_subshell_request", {}))
    subshell = client.get_control_msg(timeout=5)["content"]["subshell_id"]

    def in_subshell(code):
        request = client.session.msg("execute_request", {"code": code})
        request["header"]["subshell_id"] = subshell
        client.shell_channel.send(request)
        return session.finish(request["header"]["msg_id"])[0]["status"]

    assert in_subshell(f'include("{tmp_path}/names.swift")') == "ok"
    assert session.value("shared * 7") == "42"
    assert in_subshell("reset()") == "ok"
    assert session.execute("shared")[0]["status"] == "error"


def completions(session, marked):
    """The completions where `|` stands in a cell: kind, signature and sentence by text, and the span."""
    place = marked.rindex("|")
    session.client.complete(marked[:place] + marked[place + 1 :], place)
    reply = session.client.get_shell_msg(timeout=10)["content"]
    described = reply["metadata"]["_jupyter_types_experimental"]
    assert [each["text"] for each in described] == reply["matches"]
    return ({each["text"]: (each["type"], each["signature"], each["documentation"]) for each in described},
            (reply["cursor_start"], reply["cursor_end"]))


def test_completion_knows_the_cell_the_session_and_the_folder(tmp_path):
    (tmp_path / "figures").mkdir()
    (tmp_path / "first.svg").touch()
    session = Session(cwd=str(tmp_path))
    try:
        session.execute('let net = mlp([8, 4, 2])\nlet data = digits()\nlet rates = ["slow": 0.1, "fast": 1]')
        cell = '"👩‍👩‍👧 é"; let run = train(net, on: data)\nrun.test.acc|'
        found, span = completions(session, cell)
        assert found["accuracy"][:2] == ("property", "Double") and found["accuracy"][2]
        assert span == (len(cell) - 4, len(cell) - 1)
        found, _ = completions(session, "train(net, on: data, |")
        assert list(found)[:2] == ["epochs: ", "batch: "]
        assert found["epochs: "] == ("label", "epochs: Int = 10", "passes over the training part [epochs]")
        assert list(completions(session, "prune(net, by: .|")[0])[0] == "magnitude"
        assert list(completions(session, 'rates["|')[0]) == ["slow", "fast"]
        found, span = completions(session, 'save(plot(data), "fi|")')
        assert found == {"figures/": ("path", "folder", ""), "first.svg": ("path", "file", "")}
        assert span == (18, 20)
        assert completions(session, "let na|")[0] == {}
    finally:
        session.close()


def test_inspection_explains_what_stands_at_the_cursor(session):
    session.execute("let net = mlp([8, 4, 2])\n/// Twice a number.\nfunc twice(_ x: Int) -> Int { 2 * x }")

    def page(marked, level=0):
        place = marked.rindex("|")
        session.client.inspect(marked[:place] + marked[place + 1 :], place, level)
        reply = session.client.get_shell_msg(timeout=10)["content"]
        return reply["data"].get("text/plain") if reply["found"] else None

    assert page("twice(|").startswith("twice(_ x: Int) -> Int\n\nTwice a number.")
    assert page("let copy = net\ncopy.log|its").startswith("logits(_ inputs: Tensor) -> Tensor")
    assert page("prune(net, toSparsity: 0.5, by: .magni|tude)").startswith(".magnitude: PruningScore")
    assert "parameterCount: Int" not in page("net|")
    assert "parameterCount: Int" in page("net|", level=1)
    assert page("nobody|") is None


def test_a_question_goes_to_the_pager(session):
    reply, outputs = session.execute("train?")
    assert (reply["status"], outputs) == ("ok", [])
    [page] = reply["payload"]
    assert page["source"] == "page"
    assert page["data"]["text/plain"].startswith("train(") and "```swift" in page["data"]["text/markdown"]
    session.client.is_complete("train??")
    assert session.client.get_shell_msg(timeout=10)["content"]["status"] == "complete"
    reply, _ = session.execute("trian?")
    assert reply["ename"] == "unknown-name" and "did you mean 'train'?" in "".join(reply["traceback"])
