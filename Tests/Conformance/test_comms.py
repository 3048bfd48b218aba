"""Comms: conversations between front end and kernel beside the cells."""

import uuid

import pytest


def test_unknown_target_is_closed(client):
    """A comm to an unknown target is closed at once, between busy and idle."""
    comm = uuid.uuid4().hex
    exchange = client.send("comm_open", {"comm_id": comm, "target_name": "conformance.unknown", "data": {}})
    assert client.settled(exchange, 2), "not declared done within 2 s"
    assert [c["comm_id"] for c in exchange.contents("comm_close")] == [comm]
    assert exchange.types[0] == "busy" and exchange.types[-1] == "idle" and not exchange.replies


def test_unknown_target_writes_nothing(client):
    """Nothing is written to a stream about an unknown target."""
    content = {"comm_id": uuid.uuid4().hex, "target_name": "conformance.unknown", "data": {}}
    exchange = client.send("comm_open", content)
    assert client.settled(exchange, 2), "not declared done within 2 s"
    assert not exchange.contents("stream"), "a stream tells users about it"


@pytest.mark.parametrize("kind", ["comm_msg", "comm_close"])
def test_unknown_comm(client, kind):
    """A message to a comm that is not open gets busy and idle, and does no harm."""
    exchange = client.send(kind, {"comm_id": "unknown", "data": {}})
    assert client.settled(exchange, 2), "not declared done within 2 s"
    assert client.ask("kernel_info_request"), "the kernel no longer answers"


def test_comm_info(client):
    """A new kernel has no open comms, whatever target is asked for."""
    assert client.ask("comm_info_request") == {"status": "ok", "comms": {}}
    assert client.ask("comm_info_request", {"target_name": "conformance.unknown"}) == {"status": "ok", "comms": {}}


def test_closed_comm_is_not_listed(client):
    """A comm that was refused is not among the open ones."""
    exchange = client.send("comm_open", {"comm_id": "c", "target_name": "conformance.unknown", "data": {}})
    assert client.settled(exchange, 2)
    assert client.ask("comm_info_request")["comms"] == {}


def test_comm_while_busy(client, snippets):
    """A comm is refused while a cell runs, without waiting for it."""
    running = client.occupy(snippets.sleep)
    exchange = client.send("comm_open", {"comm_id": "c", "target_name": "conformance.unknown", "data": {}})
    assert client.settled(exchange, 1) and not running.replies, "the comm waits for the cell"
    client.ask("interrupt_request", channel="control")
    assert client.settled(running)


@pytest.mark.parametrize("content", [{}, {"comm_id": 1}, {"comm_id": "c", "target_name": None, "data": "x"}],
                         ids=["empty", "number", "wrong types"])
def test_malformed_comm(client, content):
    """A malformed comm_open does no harm."""
    client.send("comm_open", content)
    assert client.ask("kernel_info_request", seconds=2), "the kernel no longer answers"
