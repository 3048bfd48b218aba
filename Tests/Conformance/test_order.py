"""What comes when: the order within and across channels, and the options of a cell."""

import pytest


def queue(client, *codes, **options):
    """Sends several cells at once and waits for all of them."""
    exchanges = [client.start(code, **options) for code in codes]
    for each in exchanges:
        assert client.settled(each), "a queued cell was not declared done"
        assert each.replies, "a queued cell has no reply"
    return exchanges


def test_outputs_stand_between_busy_and_idle(client, snippets):
    """A cell is busy, its input, its outputs in the order of the code, its value, idle."""
    assert client.run(snippets.print_display_result).types == [
        "busy", "execute_input", "stream", "display_data", "execute_result", "idle"]


def test_nothing_comes_after_idle(client, snippets):
    """Nothing about a cell comes after its idle."""
    exchange = client.run(snippets.alternating)
    client.listen(1)
    assert exchange.types[-1] == "idle" and exchange.states.count("idle") == 1


def test_reply_does_not_wait_for_idle(client, snippets, measured):
    """The reply is there when idle arrives, or within 50 ms on its own channel."""
    exchange = client.run(snippets.print_hello)
    idle = exchange.published[-1]["received"]
    late = exchange.replies[0]["received"] - idle
    measured(f"{1000 * late:+.1f} ms")
    assert late < 0.05, f"the reply came {1000 * late:.0f} ms after idle"


def test_one_reply_to_a_cell(client, snippets):
    """A cell is answered once."""
    exchange = client.run(snippets.simple_expression)
    client.listen(0.3)
    assert len(exchange.replies) == 1


def test_parents_of_queued_cells(client, snippets):
    """Each of many queued cells has its own outputs, and they run one after the other."""
    exchanges = queue(client, *[snippets.print_hello, snippets.simple_expression] * 10)
    assert all("hello" in each.text("stdout") for each in exchanges[::2])
    assert all(each.result() == snippets.simple_result for each in exchanges[1::2])
    counts = [each.reply["execution_count"] for each in exchanges]
    assert counts == list(range(counts[0], counts[0] + len(counts)))
    for before, after in zip(exchanges, exchanges[1:]):
        assert before.published[-1]["received"] <= after.published[0]["received"], "two cells overlap"


def test_silent(client, snippets):
    """A silent cell runs, shows no input and no value, and is not counted."""
    before = client.run(snippets.complete_code).reply["execution_count"]
    exchange = client.run(snippets.set_variable, silent=True)
    assert exchange.types == ["busy", "idle"]
    assert client.run(snippets.simple_expression, silent=True).types == ["busy", "idle"]
    after = client.run(snippets.get_variable)
    assert after.result() == "42" and after.reply["execution_count"] == before + 1


def test_silent_forces_store_history_off(client, snippets):
    """A silent cell is not kept, even if it asks to be."""
    client.run(snippets.other_expression, silent=True, store_history=True)
    client.run(snippets.complete_code)
    reply = client.ask("history_request", {"hist_access_type": "tail", "n": 1, "output": False, "raw": True})
    assert reply["history"][-1][2] == snippets.complete_code


def test_empty_silent_cell_tells_the_count(client, snippets):
    """An empty silent cell gives the present count."""
    before = client.run(snippets.complete_code).reply["execution_count"]
    assert client.run("", silent=True).reply["execution_count"] in (before, before + 1)
    assert client.run(snippets.complete_code).reply["execution_count"] == before + 1


def test_store_history_off(client, snippets):
    """A cell that is not to be kept shows its outputs, and is not counted."""
    before = client.run(snippets.complete_code).reply["execution_count"]
    exchange = client.run(snippets.simple_expression, store_history=False)
    assert exchange.result() == snippets.simple_result
    assert client.run(snippets.complete_code).reply["execution_count"] == before + 1
    reply = client.ask("history_request", {"hist_access_type": "tail", "n": 2, "output": False, "raw": True})
    assert [entry[2] for entry in reply["history"]] == [snippets.complete_code] * 2


def test_stop_on_error(client, snippets):
    """After an error the cells that wait are not run; each has status error, busy and idle."""
    failed, *rest = queue(client, snippets.late_error, snippets.set_variable, snippets.print_hello)
    assert failed.reply["status"] == "error"
    for each in rest:
        assert each.reply["status"] in ("error", "aborted"), "a queued cell ran after an error"
        assert each.states == ["busy", "idle"] and not each.outputs
    assert client.run(snippets.get_variable).reply["status"] == "error", "a queued cell ran after an error"


def test_stop_on_error_uses_status_error(client, snippets):
    """Cells that are not run have status error with all its members; aborted is deprecated since 5.1."""
    _, waiting = queue(client, snippets.late_error, snippets.print_hello)
    missing = {"status", "ename", "evalue", "traceback", "execution_count"} - set(waiting.reply)
    assert waiting.reply["status"] == "error", f"the status is {waiting.reply['status']}"
    assert not missing, f"missing: {', '.join(sorted(missing))}"


def test_stop_on_error_spares_other_requests(client, snippets):
    """A request that is no cell is answered although a cell before it failed."""
    failed = client.start(snippets.late_error)
    assert client.ask("kernel_info_request", seconds=3)["status"] == "ok"
    assert client.settled(failed)


def test_stop_on_error_off(client, snippets):
    """With stop_on_error off the cells that wait are run."""
    failed, value = queue(client, snippets.late_error, snippets.simple_expression, stop_on_error=False)
    assert failed.reply["status"] == "error" and value.result() == snippets.simple_result


def test_cell_after_an_error_runs(client, snippets):
    """A cell sent after a failed one was answered is run."""
    client.run(snippets.runtime_error)
    assert client.value(snippets.simple_expression) == snippets.simple_result


def test_user_expressions(client, snippets):
    """Expressions are evaluated after the cell; one that fails is an error of its own."""
    expressions = {"good": snippets.get_variable, "bad": snippets.failing_expression}
    reply = client.run(snippets.set_variable, user_expressions=expressions).reply
    assert reply["status"] == "ok", "a failing expression made the cell fail"
    good, bad = (reply["user_expressions"].get(name, {}) for name in ("good", "bad"))
    assert good.get("status") == "ok" and good["data"]["text/plain"] == "42" and "metadata" in good
    assert bad.get("status") == "error" and {"ename", "evalue", "traceback"} <= set(bad)


def test_user_expressions_need_success(client, snippets):
    """After a failed cell no expression is evaluated."""
    reply = client.run(snippets.runtime_error, user_expressions={"good": snippets.simple_expression}).reply
    assert not reply.get("user_expressions")


@pytest.mark.parametrize("channel", ["shell", "control"])
def test_requests_have_busy_and_idle(client, channel):
    """A request that is no cell has busy and idle too, with itself as their parent."""
    exchange = client.send("kernel_info_request", channel=channel)
    assert client.settled(exchange, 2), f"no idle about a request on {channel}"
    assert exchange.states == ["busy", "idle"]


def test_starting_is_told_once(kernel, client):
    """The first front end is told that the kernel is new, once and without a parent."""
    client.listen(0.3)
    assert client.exchange("").states.count("starting") == 1


def payload(client, code, source):
    """The items of one source in the payload of a cell's reply."""
    reply = client.run(code).reply
    found = [item for item in reply.get("payload", []) if item["source"] == source]
    assert found, f"no {source} in the payload; the cell has status {reply['status']}"
    return found


def test_page_payload(client, snippets):
    """A pager's text comes in the payload of the reply."""
    [page] = payload(client, snippets.page, "page")
    assert snippets.page_text in page["data"]["text/plain"] and page["start"] >= 0


def test_next_input_payload(client, snippets):
    """Text for the next cell comes in the payload of the reply."""
    [item] = payload(client, snippets.next_input, "set_next_input")
    assert item["text"] == snippets.next_input_text and isinstance(item.get("replace", False), bool)


def test_clear_output(client, snippets):
    """Clearing the output comes between the texts before and after it."""
    exchange = client.run(snippets.clear_output)
    kinds = [m["msg_type"] for m in exchange.outputs]
    assert kinds == ["stream", "clear_output", "stream"], f"the outputs are {kinds}"
    assert exchange.contents("clear_output") == [{"wait": True}]
