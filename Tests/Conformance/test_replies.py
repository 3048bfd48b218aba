"""The form of messages: headers, required members of every reply, and what must be ignored."""

import re
from datetime import datetime

import pytest

CODE = {"code": "a", "cursor_pos": 1}

# Request, its content, and the members that its reply must have.
REPLIES = [
    ("kernel_info_request", {}, ("status", "protocol_version", "implementation", "implementation_version",
                                 "language_info", "banner", "help_links", "supported_features")),
    ("execute_request", {"code": ""}, ("status", "execution_count", "user_expressions", "payload")),
    ("complete_request", CODE, ("status", "matches", "cursor_start", "cursor_end", "metadata")),
    ("inspect_request", {**CODE, "detail_level": 0}, ("status", "found", "data", "metadata")),
    ("is_complete_request", {"code": "1"}, ("status",)),
    ("history_request", {"hist_access_type": "tail", "n": 1, "output": False, "raw": True}, ("status", "history")),
    ("comm_info_request", {}, ("status", "comms")),
]


@pytest.mark.parametrize("kind, content, members", REPLIES, ids=[kind for kind, _, _ in REPLIES])
def test_required_members(client, kind, content, members):
    """The reply to a request has all its required members, and an object where one is due."""
    reply = client.ask(kind, content, seconds=15)
    assert reply, "no reply within 15 s"
    missing = [member for member in members if member not in reply]
    assert not missing, f"missing: {', '.join(missing)}"
    assert reply["status"] in ("ok", "complete")
    for member in ("data", "metadata", "user_expressions", "comms"):
        assert isinstance(reply.get(member, {}), dict), f"{member} is no object"


def test_error_reply(client, snippets):
    """A failed cell's reply has the error and the count, and no more; the same error is on IOPub."""
    exchange = client.run(snippets.runtime_error)
    reply, [shown] = exchange.reply, exchange.contents("error")
    missing = {"status", "execution_count", "ename", "evalue", "traceback"} - set(reply)
    assert not missing, f"missing: {', '.join(sorted(missing))}"
    assert isinstance(reply["traceback"], list) and reply["execution_count"] == 1
    assert [shown[m] for m in ("ename", "evalue")] == [reply[m] for m in ("ename", "evalue")]
    more = set(reply) - {"status", "execution_count", "ename", "evalue", "traceback", "user_expressions", "payload",
                         "engine_info"}
    assert not more, f"members that no error has: {', '.join(sorted(more))}"


def test_error_is_the_only_output(client, snippets):
    """A failed cell publishes one error and writes nothing about it to a stream."""
    assert client.run(snippets.runtime_error).types == ["busy", "execute_input", "error", "idle"]


def test_invalid_request_is_refused(client):
    """A request without a member that it needs is answered with an error, and declared done."""
    exchange = client.send("complete_request", {})
    assert client.settled(exchange, 3), "not declared done within 3 s"
    assert exchange.reply and exchange.reply["status"] == "error", f"the reply was {exchange.reply}"


def test_header_members(client, snippets):
    """Headers have an id of their own, one session, a user name, a date with its zone, a type and a version."""
    exchange = client.run(snippets.print_hello)
    headers = [m["header"] for m in exchange.published + exchange.replies]
    assert len({h["msg_id"] for h in headers}) == len(headers), "an id was used twice"
    assert len({h["session"] for h in headers}) == 1, "the session changes"
    for header in headers:
        assert {"username", "msg_type", "version"} <= set(header)
        date = header["date"]
        assert (date if isinstance(date, datetime) else datetime.fromisoformat(date)).tzinfo, "a date without zone"


def test_session_is_new(start):
    """Every process has a session of its own, by which front ends notice a restart."""
    sessions = []
    for _ in range(2):
        client = start().connect()
        exchange = client.send("kernel_info_request")
        assert client.replied(exchange), "no reply"
        sessions.append(exchange.replies[0]["header"]["session"])
    assert sessions[0] != sessions[1], "two processes have the same session"


def test_parent_header_is_kept(client):
    """A parent header has all members of the request's header, unknown ones too."""
    exchange = client.send("kernel_info_request", conformance={"unknown": [1, "ä"]})
    assert client.settled(exchange)
    for message in exchange.published + exchange.replies:
        assert message["parent_header"].get("conformance") == {"unknown": [1, "ä"]}, "an unknown member was lost"
        assert set(message["parent_header"]) == set(exchange.header)


def test_iopub_topic(client, snippets):
    """A message on IOPub has exactly one frame in front: its topic."""
    for message in client.run(snippets.print_hello).published:
        assert len(message["identities"]) == 1


def test_protocol_version(client, specification):
    """Headers, kernel_info and kernelspec name the same version of the protocol."""
    exchange = client.send("kernel_info_request")
    version = client.replied(exchange)["protocol_version"]
    assert re.fullmatch(r"5\.\d+(\.\d+)?", version)
    assert exchange.replies[0]["header"]["version"] == version, "kernel_info and headers differ"
    declared = specification.to_dict().get("kernel_protocol_version") or version
    assert declared.split(".")[:2] == version.split(".")[:2], f"kernelspec {declared}, kernel_info {version}"


def test_language_info(client):
    """The language has what front ends and nbconvert need: mime type, file extension, a name for highlighting."""
    language = client.ask("kernel_info_request")["language_info"]
    assert {"name", "version", "mimetype", "file_extension"} <= set(language)
    assert language["file_extension"].startswith(".")
    assert language.get("pygments_lexer") or language["name"], "nothing to highlight by"


@pytest.mark.parametrize("channel", ["shell", "control"])
def test_unknown_type(client, channel):
    """A message of an unknown type gets busy and idle, and does no harm."""
    exchange = client.send("conformance_request", {"a": 1}, channel)
    assert client.settled(exchange, 2), "not declared done within 2 s"
    assert not exchange.replies
    assert client.ask("kernel_info_request"), "the kernel no longer answers"


def test_unknown_members_are_ignored(client, snippets):
    """Members that no version of the protocol has are ignored, in content, metadata and header."""
    exchange = client.start(snippets.simple_expression, conformance=[1], metadata={"conformance": {"a": None}},
                            header={"conformance": "x"})
    assert client.settled(exchange) and exchange.result() == snippets.simple_result


def test_missing_optional_members(client, snippets):
    """A cell needs no more than its code."""
    exchange = client.send("execute_request", {"code": snippets.simple_expression})
    assert client.settled(exchange) and exchange.result() == snippets.simple_result
