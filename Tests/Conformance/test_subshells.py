"""Subshells (JEP 91): cells that run beside the main shell's, in the same namespace."""

import pytest


@pytest.fixture
def create(client):
    """Creates subshells."""
    def create():
        reply = client.ask("create_subshell_request", channel="control", seconds=2)
        assert reply, "no create_subshell_reply within 2 s"
        assert reply["status"] == "ok" and isinstance(reply["subshell_id"], str), f"the reply is {reply}"
        return reply["subshell_id"]
    return create


def inside(subshell):
    """The header member that sends a request to a subshell."""
    return {"subshell_id": subshell}


def listed(client):
    return client.ask("list_subshell_request", channel="control", seconds=2)


def test_feature_is_declared(client):
    """kernel_info names the feature as front ends look for it."""
    features = client.ask("kernel_info_request").get("supported_features", [])
    assert "kernel subshells" in features, f"the features are {features}"


def test_list(client, create):
    """The list has the children only, in the member subshell_id."""
    assert listed(client) == {"status": "ok", "subshell_id": []}, "a new kernel lists other than no subshells"
    subshells = [create(), create()]
    assert sorted(listed(client)["subshell_id"]) == sorted(subshells) and subshells[0] != subshells[1]


def test_delete(client, create):
    """A deleted subshell is no longer listed, and its id is unknown."""
    subshell = create()
    reply = client.ask("delete_subshell_request", {"subshell_id": subshell}, "control")
    assert reply == {"status": "ok"} and listed(client)["subshell_id"] == []
    assert client.ask("delete_subshell_request", {"subshell_id": subshell}, "control")["status"] == "error"


def test_unknown_subshell(client, snippets, create):
    """A cell for an unknown subshell is an error, with busy and idle, and is not run."""
    create()
    exchange = client.start(snippets.set_variable, header=inside("unknown"))
    assert client.settled(exchange, 2), "not declared done within 2 s"
    assert exchange.reply and exchange.reply["status"] == "error"
    assert client.run(snippets.get_variable).reply["status"] == "error", "the cell was run"


def test_one_namespace(client, snippets, create):
    """The main shell and its subshells share all variables, both ways."""
    subshell = create()
    client.run(snippets.set_variable)
    assert client.value(snippets.get_variable, header=inside(subshell)) == "42"
    client.run(snippets.completion_setup, header=inside(subshell))
    assert client.value(snippets.completion_expected) == "1"


def test_runs_while_the_main_shell_is_busy(client, snippets, measured, create):
    """A cell in a subshell runs while one in the main shell does, and the other way round."""
    subshell = create()
    for busy, free in ((None, subshell), (subshell, None)):
        running = client.occupy(snippets.sleep, header=inside(busy))
        exchange = client.start(snippets.simple_expression, header=inside(free))
        assert client.settled(exchange, 2), "the cell waits for the other shell"
        assert not running.replies and exchange.result() == snippets.simple_result
        assert client.settled(running)
    measured(f"{1000 * exchange.latency:.1f} ms")


def test_two_subshells_run_at_once(client, snippets, create):
    """Two subshells do not wait for each other."""
    first, second = create(), create()
    running = client.occupy(snippets.sleep, header=inside(first))
    exchange = client.start(snippets.simple_expression, header=inside(second))
    assert client.settled(exchange, 2) and not running.replies, "the cell waits for the other subshell"
    assert client.settled(running)


def test_order_within_a_subshell(client, snippets, create):
    """Within a subshell cells run one after the other."""
    subshell = create()
    exchanges = [client.start(code, header=inside(subshell)) for code in (snippets.print_then_wait,
                                                                         snippets.simple_expression)]
    assert all(client.settled(each) for each in exchanges)
    first, second = exchanges
    assert first.published[-1]["received"] <= second.published[0]["received"], "the cells overlap"


def test_parents(client, snippets, create):
    """Outputs of cells that run at once in two shells have the right parents."""
    subshell = create()
    main = client.start(snippets.print_then_wait)
    other = client.start(snippets.print_display_result, header=inside(subshell))
    assert client.settled(main) and client.settled(other)
    assert main.text("stdout").strip() == "early" and other.text("stdout").strip() == "first"
    assert all(m["parent_header"]["subshell_id"] == subshell for m in other.published + other.replies)


def test_execution_counts(client, snippets, create):
    """Each subshell has a count of its own, which begins at one."""
    main = [client.run(snippets.complete_code).reply["execution_count"] for _ in range(3)]
    subshell = create()
    reply = client.run(snippets.complete_code, header=inside(subshell)).reply
    assert main == [1, 2, 3] and reply["execution_count"] == 1, f"the first cell has number {reply['execution_count']}"
    assert client.run(snippets.complete_code).reply["execution_count"] == 4


def test_history(client, snippets, create):
    """Each subshell has a history of its own: session 0 is that of the shell that is asked."""
    client.run(snippets.simple_expression)
    subshell = create()
    client.run(snippets.other_expression, header=inside(subshell))
    content = {"hist_access_type": "range", "session": 0, "start": 1, "output": False, "raw": True}
    main = [entry[2] for entry in client.ask("history_request", content)["history"]]
    other = [entry[2] for entry in client.ask("history_request", content, **inside(subshell))["history"]]
    assert main == [snippets.simple_expression], f"the main shell has {main}"
    assert other == [snippets.other_expression], f"the subshell has {other}"


def test_stop_on_error_stays_inside(client, snippets, create):
    """An error in one shell does not drop the cells that wait in another."""
    subshell = create()
    failed = client.start(snippets.late_error, header=inside(subshell))
    dropped = client.start(snippets.print_hello, header=inside(subshell))
    kept = [client.start(code) for code in (snippets.print_then_wait, snippets.simple_expression)]
    assert all(client.settled(each) for each in (failed, dropped, *kept))
    assert failed.reply["status"] == "error" and dropped.reply["status"] in ("error", "aborted")
    assert kept[1].result() == snippets.simple_result


def test_interrupt_is_for_all(client, snippets, create):
    """An interrupt ends the cells of all shells."""
    subshell = create()
    cells = [client.occupy(snippets.endless), client.occupy(snippets.endless, header=inside(subshell))]
    client.send("interrupt_request", channel="control")
    assert client.pump(lambda: all(each.replies for each in cells), 2), "a cell did not end within 2 s"
    assert all(each.reply["status"] == "error" for each in cells)


def test_input_in_a_subshell(client, snippets, create):
    """A cell in a subshell can ask its user while the main shell's cell waits for an answer too."""
    subshell = create()
    cells = [client.start(snippets.input_prompt, allow_stdin=True, header=inside(each)) for each in (None, subshell)]
    for number, each in reversed(list(enumerate(cells))):
        question = client.question(each)
        assert question, "no question"
        client.session.send(client.stdin, client.session.msg(
            "input_reply", {"value": f"user {number}"}, parent=question, header=answer_header(client, each)))
    assert all(client.settled(each, 3) for each in cells), "an answer did not arrive"
    said = [each.text("stdout").strip() for each in cells]
    assert said == ["hello user 0", "hello user 1"], f"the cells said {said}"


def answer_header(client, exchange):
    """The header of an answer, with the subshell of the cell."""
    return {**client.session.msg_header("input_reply"), "subshell_id": exchange.header["subshell_id"]}


def test_queries_in_a_subshell(client, snippets, create):
    """Completion, inspection and kernel_info may be sent to a subshell."""
    subshell = create()
    client.run(snippets.completion_setup)
    prefix = snippets.completion_prefix
    content = {"code": prefix, "cursor_pos": len(prefix)}
    completion = client.ask("complete_request", content, seconds=15, **inside(subshell))
    assert snippets.completion_expected in completion["matches"]
    assert client.ask("kernel_info_request", **inside(subshell))["status"] == "ok"


def test_deletion_while_busy(client, snippets, create):
    """A subshell that is deleted while its cell runs takes no other shell with it."""
    subshell = create()
    client.occupy(snippets.sleep, header=inside(subshell))
    client.send("delete_subshell_request", {"subshell_id": subshell}, "control")
    assert client.value(snippets.simple_expression) == snippets.simple_result


def test_shutdown_with_subshells(kernel, client, snippets, create):
    """A cell in a subshell does not hold up a shutdown."""
    client.occupy(snippets.endless, header=inside(create()))
    _, ended = kernel.shut_down(client, seconds=2.5)
    assert ended is not None, "the process did not end within 2.5 s"
