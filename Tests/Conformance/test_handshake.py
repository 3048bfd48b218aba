"""The registration handshake (JEP 66): the kernel chooses its ports and tells its launcher."""

import json
from pathlib import Path

import pytest

from connection import CHANNELS
from registration import DELIMITER, Registration

PATIENCE = 12  # seconds in which a kernel gives up waiting for a receipt; xeus waits five


@pytest.fixture
def registration():
    """A launcher's registration socket."""
    registration = Registration()
    yield registration
    registration.close()


def register(start, registration, folder):
    """Starts a kernel with a registration file; gives it, its identity and the content that it has sent."""
    file = folder / "registration.json"
    registration.write(file)
    kernel = start(file=str(file))
    received = registration.receive()
    assert received, "no registration within 3 s"
    identity, frames = received
    assert len(frames) == 3 and frames[0] == DELIMITER, f"{len(frames)} frames behind the identity"
    assert frames[1] == registration.sign(frames[2]), "a wrong signature"
    return kernel, identity, json.loads(frames[2])


def complete(start, registration, folder):
    """Does the whole handshake; gives the kernel and a front end."""
    kernel, identity, content = register(start, registration, folder)
    registration.acknowledge(identity)
    kernel.connection = registration.connection(content)
    return kernel, kernel.connect(5)


def test_registration(start, registration, tmp_path):
    """The kernel registers with its id and five ports, as text, all different."""
    _, _, content = register(start, registration, tmp_path)
    ports = [content[f"{channel}_port"] for channel in CHANNELS]
    assert content["kernel_id"] == registration.kernel_id
    assert all(isinstance(port, str) and 0 < int(port) < 65536 for port in ports) and len(set(ports)) == 5


def test_session_after_the_handshake(start, registration, tmp_path, snippets):
    """After the receipt the kernel works on the ports that it has registered."""
    _, client = complete(start, registration, tmp_path)
    assert client.value(snippets.simple_expression) == snippets.simple_result
    assert client.ping() == b"ping" and client.ask("kernel_info_request", channel="control")


def test_port_as_text(start, tmp_path, snippets):
    """The registration port may stand in the file as text, as xeus writes it."""
    registration = Registration(port_as_text=True)
    try:
        _, client = complete(start, registration, tmp_path)
        assert client.value(snippets.simple_expression) == snippets.simple_result
    finally:
        registration.close()


def test_kernel_leaves_the_launcher(start, registration, tmp_path, snippets):
    """The launcher may close its socket after the handshake."""
    _, client = complete(start, registration, tmp_path)
    registration.close()
    client.listen(0.3)
    assert client.value(snippets.simple_expression) == snippets.simple_result


def test_connection_file(start, registration, tmp_path):
    """The kernel writes a connection file for others: in place of the file it got, or in the runtime folder."""
    kernel, client = complete(start, registration, tmp_path)
    wanted = {f"{channel}_port": kernel.connection.members[f"{channel}_port"] for channel in CHANNELS}

    def written():
        files = [Path(kernel.file), *Path(kernel.home, "runtime").glob("*.json"), *tmp_path.glob("*.json")]
        for file in files:
            members = json.loads(file.read_text() or "{}") if file.exists() else {}
            if {name: int(members.get(name, 0)) for name in wanted} == wanted and members["key"] == registration.key:
                return True
        return False

    assert client.pump(written, 2), "no file with the ports and the key"


def test_no_receipt(start, registration, tmp_path, measured):
    """Without a receipt the kernel gives up and ends, with a status that is not 0."""
    kernel, _, _ = register(start, registration, tmp_path)
    ended = kernel.gone(PATIENCE)
    assert ended is not None, f"the process waits for more than {PATIENCE} s"
    assert kernel.process.returncode != 0
    measured(f"after {ended:.1f} s")


def test_wrong_receipt(start, registration, tmp_path):
    """A receipt with a wrong signature is none."""
    kernel, identity, _ = register(start, registration, tmp_path)
    registration.acknowledge(identity, signature=b"0" * 64)
    assert kernel.gone(PATIENCE) is not None and kernel.process.returncode != 0, "a forged receipt was taken"


def test_handshake_is_declared(specification):
    """The kernelspec declares version 5.6 of the protocol, by which launchers decide for the handshake."""
    version = specification.to_dict().get("kernel_protocol_version", "5.0")
    assert tuple(map(int, version.split(".")[:2])) >= (5, 6), f"the kernelspec declares {version}"
