"""Interrupts: by message and by signal, of whatever a cell does, soon, and without harm."""

import os
import signal
import statistics
import time

import pytest


def by_message(kernel, client):
    client.send("interrupt_request", channel="control")


def by_signal(kernel, client):
    os.kill(kernel.pid, signal.SIGINT)


WAYS = pytest.mark.parametrize("interrupt", [by_message, by_signal], ids=["message", "signal"])


def latency(kernel, client, exchange, interrupt):
    """Seconds from an interrupt to the reply of the cell."""
    begin = time.perf_counter()
    interrupt(kernel, client)
    reply = client.replied(exchange, 2)
    assert kernel.alive(), "the interrupt ended the process"
    assert reply, "the cell did not end within 2 s"
    assert reply["status"] == "error", "an interrupted cell succeeded"
    assert client.settled(exchange, 2)
    return exchange.replies[0]["received"] - begin


@WAYS
@pytest.mark.parametrize("work", ["endless", "sleep"])
def test_interrupt(kernel, client, snippets, measured, work, interrupt):
    """An interrupt ends an endless loop, or a sleep, within two seconds; the median of three is measured."""
    times = []
    for _ in range(3):
        exchange = client.occupy(getattr(snippets, work))
        time.sleep(0.1)
        times.append(latency(kernel, client, exchange, interrupt))
    measured(f"{1000 * statistics.median(times):.1f} ms")


@WAYS
def test_interrupt_while_waiting_for_input(kernel, client, snippets, measured, interrupt):
    """An interrupt ends the waiting for a user's answer."""
    exchange = client.start(snippets.input_prompt, allow_stdin=True)
    assert client.question(exchange), "no input_request within 3 s"
    measured(f"{1000 * latency(kernel, client, exchange, interrupt):.1f} ms")


@WAYS
def test_state_is_kept(kernel, client, snippets, interrupt):
    """After an interrupt all variables are still there."""
    client.run(snippets.set_variable)
    latency(kernel, client, client.occupy(snippets.endless), interrupt)
    assert client.value(snippets.get_variable) == "42"


@WAYS
def test_interrupt_of_an_idle_kernel(kernel, client, snippets, interrupt):
    """An interrupt that finds nothing to stop does no harm, to the next cell neither."""
    interrupt(kernel, client)
    time.sleep(0.2)
    assert kernel.alive(), "the interrupt ended the process"
    assert client.value(snippets.simple_expression) == snippets.simple_result


def test_interrupt_reply(client, snippets):
    """The reply to an interrupt has status ok and comes while the cell still runs, or just after."""
    exchange = client.occupy(snippets.endless)
    assert client.ask("interrupt_request", channel="control", seconds=2) == {"status": "ok"}
    assert client.settled(exchange, 2), "the cell did not end within 2 s"


def test_queued_cells_are_dropped(kernel, client, snippets):
    """An interrupted cell has failed: the cells that wait behind it are not run."""
    exchange = client.occupy(snippets.endless)
    waiting = client.start(snippets.set_variable)
    time.sleep(0.1)
    latency(kernel, client, exchange, by_message)
    assert client.settled(waiting, 2) and waiting.reply["status"] in ("error", "aborted")


def test_many_interrupts(kernel, client, snippets):
    """Twenty interrupts in a row do no harm."""
    exchange = client.occupy(snippets.endless)
    for _ in range(20):
        by_message(kernel, client)
        by_signal(kernel, client)
    assert client.settled(exchange, 3), "the cell did not end within 3 s"
    client.listen(0.3)
    assert client.value(snippets.simple_expression) == snippets.simple_result


def test_output_before_an_interrupt_is_kept(kernel, client, snippets):
    """What a cell has printed before it was interrupted arrives before its error."""
    exchange = client.start(snippets.endless)
    time.sleep(0.5)
    latency(kernel, client, exchange, by_message)
    kinds = [m["msg_type"] for m in exchange.outputs]
    assert kinds[0] == "stream" and kinds[-1] == "error", f"the outputs are {kinds}"
