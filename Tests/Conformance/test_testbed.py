"""The checks of runtimed's kernel-testbed, by the names they have there."""

import uuid


def test_heartbeat_responds(client):
    """The heartbeat channel sends bytes back."""
    assert client.ping(b"ping") == b"ping", "no echo within 2 s"


def test_iopub_welcome(kernel):
    """A new subscriber of IOPub is greeted within half a second of the kernel's first answer."""
    client = kernel.attach()
    assert client.ask("kernel_info_request", seconds=30), "the kernel did not start"
    assert client.pump(lambda: client.exchange("").contents("iopub_welcome"), 0.5), "no iopub_welcome"


def test_kernel_info_reply_valid(client, record_property):
    """A kernel_info_request is answered with status ok."""
    reply = client.ask("kernel_info_request")
    assert reply["status"] == "ok"
    record_property("implementation", f"{reply['implementation']} {reply['implementation_version']}")


def test_kernel_info_has_language_info(client):
    """The language is named."""
    assert client.ask("kernel_info_request")["language_info"]["name"]


def test_kernel_info_has_protocol_version(client):
    """The protocol's version is named."""
    assert client.ask("kernel_info_request")["protocol_version"]


def test_execute_stdout(client, snippets):
    """Printed text comes as a stream called stdout."""
    assert "hello" in client.run(snippets.print_hello).text("stdout"), "nothing on stdout"


def test_execute_stderr(client, snippets):
    """Text written to the standard error comes as a stream called stderr."""
    assert "error" in client.run(snippets.print_stderr).text("stderr"), "nothing on stderr"


def test_execute_reply_ok(client, snippets):
    """A cell without faults is answered with status ok."""
    assert client.run(snippets.complete_code).reply["status"] == "ok"


def test_status_busy_idle_lifecycle(client, snippets):
    """The kernel says busy and then idle about a cell."""
    assert client.run(snippets.complete_code).states == ["busy", "idle"]


def test_execute_input_broadcast(client, snippets):
    """The code of a cell is shown to all front ends."""
    [shown] = client.run(snippets.complete_code).contents("execute_input")
    assert shown["code"] == snippets.complete_code and shown["execution_count"] >= 1


def test_complete_request(client, snippets):
    """The beginning of a variable's name is completed."""
    client.run(snippets.completion_setup)
    prefix = snippets.completion_prefix
    reply = client.ask("complete_request", {"code": prefix, "cursor_pos": len(prefix)}, seconds=15)
    assert reply["status"] == "ok" and snippets.completion_expected in reply["matches"]


def test_inspect_request(client, snippets):
    """A variable can be inspected."""
    client.run(snippets.completion_setup)
    name = snippets.completion_expected
    reply = client.ask("inspect_request", {"code": name, "cursor_pos": len(name), "detail_level": 0})
    assert reply["status"] == "ok" and reply["found"]


def test_is_complete_complete(client, snippets):
    """Code that is complete is called so."""
    assert client.ask("is_complete_request", {"code": snippets.complete_code})["status"] == "complete"


def test_is_complete_incomplete(client, snippets):
    """Code that lacks its end is called incomplete."""
    assert client.ask("is_complete_request", {"code": snippets.incomplete_code})["status"] == "incomplete"


def test_history_request(client, snippets):
    """The last cells can be asked for."""
    client.run(snippets.complete_code)
    content = {"hist_access_type": "tail", "n": 10, "output": False, "raw": True}
    reply = client.ask("history_request", content)
    assert reply["status"] == "ok" and reply["history"][-1][2] == snippets.complete_code


def test_comm_info_request(client):
    """The open comms can be asked for."""
    assert client.ask("comm_info_request")["status"] == "ok"


def test_error_handling(client, snippets):
    """A syntax error comes in the reply and on IOPub."""
    exchange = client.run(snippets.syntax_error)
    assert exchange.reply["status"] == "error" and exchange.contents("error")


def test_display_data(client, snippets):
    """A cell can display something."""
    [shown] = client.run(snippets.display_data).contents("display_data")
    assert "shown" in shown["data"]["text/plain"]


def test_update_display_data(client, snippets):
    """A cell can replace what it has displayed."""
    exchange = client.run(snippets.update_display_data)
    assert exchange.contents("update_display_data"), f"the messages are {exchange.types}"
    [shown], [updated] = exchange.contents("display_data"), exchange.contents("update_display_data")
    assert shown["transient"]["display_id"] == updated["transient"]["display_id"] == "a"
    assert "before" in shown["data"]["text/plain"] and "after" in updated["data"]["text/plain"]


def test_execute_result(client, snippets):
    """The value of a cell is shown."""
    assert client.value(snippets.simple_expression) == snippets.simple_result


def test_rich_execute_result(client, snippets):
    """The value of a cell can come in a rich form, with plain text beside it."""
    [result] = client.run(snippets.rich_result).contents("execute_result")
    assert {snippets.rich_type, "text/plain"} <= set(result["data"])


def test_stdin_input_request(client, snippets):
    """A cell can ask the user for a line."""
    exchange = client.start(snippets.input_prompt, allow_stdin=True)
    question = client.question(exchange)
    assert question, "no input_request within 3 s"
    client.answer(question, "test_input_42")
    assert client.settled(exchange) and exchange.reply["status"] == "ok"
    assert "test_input_42" in exchange.text("stdout")


def test_comms_lifecycle(client):
    """A comm to an unknown target is closed, or at least does no harm."""
    comm = uuid.uuid4().hex
    exchange = client.send("comm_open", {"comm_id": comm, "target_name": "conformance.test", "data": {}})
    assert client.settled(exchange, 3), "the request was not declared done"
    if not exchange.contents("comm_close"):
        client.send("comm_close", {"comm_id": comm, "data": {}})
    assert client.ask("kernel_info_request"), "the kernel no longer answers"


def test_interrupt_request(client):
    """An interrupt is acknowledged with status ok."""
    assert client.ask("interrupt_request", channel="control")["status"] == "ok"


def test_execution_count_increments(client, snippets):
    """Every cell has a number one above the last."""
    first, second = (client.run(snippets.complete_code).reply["execution_count"] for _ in range(2))
    assert second == first + 1


def test_parent_header_correlation(client, snippets):
    """All that a cell causes names the cell as its parent."""
    seen = len(client.exchange("").published)
    exchange = client.run(snippets.print_hello)
    client.listen(0.2)
    assert exchange.outputs and all(m["parent_header"] for m in exchange.published + exchange.replies)
    assert len(client.exchange("").published) == seen, "messages without a parent came meanwhile"


def test_shutdown_reply(kernel, client):
    """A shutdown is acknowledged, and the process ends."""
    reply, ended = kernel.shut_down(client)
    assert reply and reply["status"] == "ok", "no shutdown_reply"
    assert ended is not None, "the process did not end within 10 s"
