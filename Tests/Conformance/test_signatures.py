"""Who may speak to a kernel: signatures, copies of messages, unsigned connections."""

from connection import Connection

DELIMITER = b"<IDS|MSG>"


def signed_cell(client, code):
    """The frames of a signed cell, and its exchange."""
    content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": True}
    message = client.session.msg("execute_request", content)
    return client.session.serialize(message), client.exchange(message["header"]["msg_id"])


def count(client, code):
    """The number of the next cell."""
    return client.run(code).reply["execution_count"]


def ignored(client, exchange):
    """Whether a message is not answered, while a later one is."""
    assert client.ask("kernel_info_request"), "the kernel no longer answers"
    client.listen(0.3)
    return not exchange.published and not exchange.replies


def test_wrong_signature_is_dropped(client, snippets):
    """A message with a wrong signature is neither obeyed nor answered."""
    before = count(client, snippets.complete_code)
    frames, exchange = signed_cell(client, snippets.complete_code)
    frames[1] = b"0" * len(frames[1])
    client.shell.send_multipart(frames)
    assert ignored(client, exchange), "a message with a wrong signature was answered"
    assert count(client, snippets.complete_code) == before + 1, "a message with a wrong signature was obeyed"


def test_missing_signature_is_dropped(client, snippets):
    """A message with an empty signature is dropped where the connection has a key."""
    frames, exchange = signed_cell(client, snippets.complete_code)
    frames[1] = b""
    client.shell.send_multipart(frames)
    assert ignored(client, exchange), "an unsigned message was answered"


def test_changed_content_is_dropped(client, snippets):
    """A signature does not cover another content."""
    frames, exchange = signed_cell(client, snippets.complete_code)
    client.shell.send_multipart(frames[:-1] + [frames[-1].replace(b"true", b"null")])
    assert ignored(client, exchange), "a changed message was answered"


def test_replay_is_rejected(client, snippets):
    """A copy of a signed message is not obeyed a second time."""
    frames, exchange = signed_cell(client, snippets.complete_code)
    client.shell.send_multipart(frames)
    assert client.settled(exchange)
    first = exchange.reply["execution_count"]
    client.shell.send_multipart(frames)
    assert client.ask("kernel_info_request"), "the kernel no longer answers"
    client.listen(0.3)
    assert len(exchange.replies) == 1, "the copy was answered"
    assert count(client, snippets.complete_code) == first + 1, "the copy was obeyed"


def test_buffers_are_not_signed(client):
    """Binary buffers behind the content are no part of the signature."""
    message = client.session.msg("kernel_info_request", {})
    frames = client.session.serialize(message) + [b"\x00\xff" * 100]
    client.shell.send_multipart(frames)
    assert client.replied(client.exchange(message["header"]["msg_id"])), "a message with a buffer was not answered"


def test_empty_key_means_no_signatures(start, snippets):
    """Without a key nothing is signed: the signature's frame is empty both ways."""
    client = start(Connection(key="")).connect()
    assert client.value(snippets.simple_expression) == snippets.simple_result
    client.session.send(client.shell, "kernel_info_request", {})
    assert client.shell.poll(2000)
    frames = client.shell.recv_multipart()
    assert frames[frames.index(DELIMITER) + 1] == b"", "a signature without a key"
