"""Where a kernel listens: other transports, other addresses, free ports, encryption."""

import socket

import pytest
import zmq

from client import Client
from connection import Connection


def works(client, snippets):
    """Asserts that all five channels carry messages."""
    assert client.value(snippets.simple_expression) == snippets.simple_result
    assert client.ask("kernel_info_request", channel="control"), "no answer on control"
    assert client.ping() == b"ping", "no echo of the heartbeat"
    exchange = client.start(snippets.input_prompt, allow_stdin=True)
    question = client.question(exchange)
    assert question, "no question on stdin"
    client.answer(question, "x")
    assert client.settled(exchange) and "hello x" in exchange.text("stdout")


def test_tcp(client, snippets):
    """All five channels work over TCP."""
    works(client, snippets)


def test_ipc(start, snippets, tmp_path):
    """All five channels work over Unix domain sockets, named after the ip and the port."""
    works(start(Connection("ipc", str(tmp_path / "kernel"))).connect(5), snippets)


def test_ipv6(start, snippets):
    """All five channels work on the loopback of IPv6."""
    try:
        connection = Connection(ip="::1")
    except OSError:
        pytest.skip("no IPv6 here")
    works(start(connection).connect(5), snippets)


@pytest.mark.parametrize("ip", ["0.0.0.0", "*"])
def test_all_interfaces(start, snippets, ip):
    """An address that stands for all interfaces is listened on."""
    works(start(Connection(ip=ip)).connect(5), snippets)


def test_ports_as_text(start, snippets):
    """Ports may stand in the connection file as text."""
    connection = Connection()
    connection.members.update({name: str(value) for name, value in connection.members.items() if "_port" in name})
    works(start(connection).connect(5), snippets)


def test_port_zero(start, snippets):
    """For a port of 0 a free one is chosen and written into the connection file."""
    kernel = start(Connection(ports=[0] * 5))
    assert kernel.connection.await_ports(kernel.file), "no ports in the connection file within 5 s"
    works(kernel.connect(5), snippets)


def test_port_zero_keeps_other_members(start):
    """Writing the ports loses no other member of the connection file, known or not."""
    connection = Connection(ports=[0] * 5)
    connection.members["conformance"] = {"kept": True}
    key = connection.members["key"]
    kernel = start(connection)
    assert connection.await_ports(kernel.file), "no ports in the connection file within 5 s"
    assert connection.members.get("conformance") == {"kept": True} and connection.members["key"] == key


def test_taken_port(start):
    """Where a port is taken, a kernel ends and says so on its real standard error."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        connection = Connection()
        connection.members["control_port"] = taken.getsockname()[1]
        kernel = start(connection)
        assert kernel.gone(5) is not None, "the process lives on without its control channel"
    assert kernel.process.returncode != 0 and kernel.printed(kernel.errors)


def pair():
    """A key pair of CurveZMQ, as the connection file has it."""
    return tuple(key.decode() for key in zmq.curve_keypair())


CURVE = pytest.mark.skipif(not zmq.has("curve"), reason="this libzmq knows no CurveZMQ")


@CURVE
def test_curve(start, snippets):
    """With both keys in the connection file all five channels are encrypted with CurveZMQ."""
    works(start(Connection(curve=pair())).connect(5), snippets)


@CURVE
def test_curve_over_ipc(start, snippets, tmp_path):
    """Encryption works over Unix domain sockets too."""
    works(start(Connection("ipc", str(tmp_path / "kernel"), curve=pair())).connect(5), snippets)


@CURVE
def test_curve_refuses_plain_clients(start):
    """A front end without keys gets no answer from an encrypted kernel, on any channel."""
    kernel = start(Connection(curve=pair()))
    kernel.connect(5)
    plain = kernel.attach(curve=False)
    asked = [plain.send("kernel_info_request", channel=channel) for channel in ("shell", "control")]
    assert not plain.pump(lambda: any(each.replies or each.published for each in asked), 1), "a plain client got in"
    assert not plain.exchange("").published, "a plain client was welcomed"
    assert plain.ping(seconds=0.5) is None, "a plain heartbeat was echoed"


@CURVE
def test_curve_refuses_another_key(start):
    """A front end that takes another key for the kernel's gets no answer."""
    kernel = start(Connection(curve=pair()))
    kernel.connect(5)
    connection = Connection()
    connection.members = {**kernel.connection.members, "curve_publickey": pair()[0]}
    client = Client(connection)
    try:
        assert client.ask("kernel_info_request", seconds=1) is None, "a client with another key got in"
    finally:
        client.close()


@CURVE
@pytest.mark.parametrize("missing", ["curve_publickey", "curve_secretkey"])
def test_one_curve_key(start, missing):
    """With one of the two keys only, a kernel refuses to start, and says so on its real standard error."""
    connection = Connection(curve=pair())
    del connection.members[missing]
    kernel = start(connection)
    assert kernel.gone(5) is not None, "the process runs with half a key pair"
    assert kernel.process.returncode != 0 and kernel.printed(kernel.errors)


def test_encryption_is_declared(specification):
    """The kernelspec declares CurveZMQ, so that a server switches it on (JEP 145)."""
    declared = [each.lower() for each in (specification.metadata or {}).get("supported_encryption", [])]
    assert "curve" in declared
