"""Much output: all of it arrives, in order, before the cell is declared done, and not in too many messages."""

import re

import pytest

from snippets import BLOCK, FLOOD, PAIRS

# Above these a Jupyter server, by its defaults, stops passing messages on: a mean over three seconds.
MESSAGES = 1000  # a second
BYTES = 1_000_000  # a second
WINDOW = 3  # seconds


def flood(client, snippets):
    return client.run(snippets.flood, seconds=50)


def stream_length(exchange):
    """The number of stream messages, and their text in bytes."""
    contents = exchange.contents("stream")
    return len(contents), sum(len(c["text"].encode()) for c in contents)


@pytest.mark.limit(90)
def test_every_line_arrives(client, snippets, measured):
    """100,000 printed lines arrive before idle, in order."""
    exchange = flood(client, snippets)
    seconds = exchange.published[-1]["received"] - exchange.sent
    count, size = stream_length(exchange)
    measured(f"{seconds:.2f} s, {count} messages, {size:,} bytes")
    lines = exchange.text("stdout").splitlines()
    assert len(lines) == FLOOD, f"{len(lines)} of {FLOOD} lines arrived before idle"
    assert lines == [f"line {i}" for i in range(FLOOD)], "lines came in another order"


@pytest.mark.limit(90)
def test_nothing_arrives_after_idle(client, snippets):
    """Of 100,000 printed lines none arrives after idle."""
    exchange = flood(client, snippets)
    client.listen(1)
    assert exchange.types[-1] == "idle", f"{len(exchange.types) - exchange.types.index('idle') - 1} messages after idle"


@pytest.mark.limit(90)
def test_message_rate(client, snippets, measured):
    """100,000 lines make fewer messages than a server's limit of 1,000 a second over three seconds."""
    exchange = flood(client, snippets)
    times = [m["received"] for m in exchange.published]
    most = max(sum(begin <= t < begin + WINDOW for t in times) for begin in times[:5000])
    size = stream_length(exchange)[1] / max(1e-9, times[-1] - times[0])
    measured(f"at most {most} messages in 3 s; {size / 1e6:.1f} MB/s of text (a server's limit is 1 MB/s over 3 s)")
    assert most < WINDOW * MESSAGES, f"{most} messages in 3 s"


@pytest.mark.limit(90)
def test_both_streams_arrive(client, snippets):
    """5,000 lines on each of two streams arrive before idle, each stream in order."""
    exchange = client.run(snippets.both_streams, seconds=50)
    for name, word in (("stdout", "out"), ("stderr", "err")):
        numbers = [int(n) for n in re.findall(rf"{word} (\d+)", exchange.text(name))]
        assert numbers == list(range(PAIRS)), f"{len(numbers)} of {PAIRS} lines on {name}"


def test_streams_alternate_as_written(client, snippets):
    """Lines written to two streams in turn arrive in turn."""
    text = "".join(c["text"] for c in client.run(snippets.alternating).contents("stream"))
    found = re.findall(r"(out|err) (\d+)", text)
    assert found == [(word, str(i)) for i in range(5) for word in ("out", "err")], "the streams are not in turn"


def test_output_is_shown_at_once(client, snippets, measured):
    """A line printed before a wait is shown during the wait."""
    exchange = client.start(snippets.print_then_wait)
    assert client.pump(lambda: exchange.contents("stream"), 0.8), "the first line was held back"
    measured(f"{1000 * (exchange.contents('stream') and exchange.outputs[0]['received'] - exchange.sent):.1f} ms")
    assert client.settled(exchange)


def test_a_large_text_arrives(client, snippets):
    """A text of a megabyte printed at once arrives whole."""
    assert client.run(snippets.block, seconds=20).text("stdout").strip() == "x" * BLOCK


@pytest.mark.limit(90)
def test_a_kernel_answers_during_a_flood(client, snippets, measured):
    """While 100,000 lines are printed, kernel_info on control is answered within a second."""
    exchange = client.start(snippets.flood)
    client.pump(lambda: exchange.contents("stream"), 5)
    asked = client.send("kernel_info_request", channel="control")
    assert client.replied(asked, 1), "no answer within 1 s"
    measured(f"{1000 * asked.latency:.1f} ms")
    assert client.settled(exchange, 50)
