"""Completion, inspection and completeness: right, counted in code points, and there while a cell runs."""

import pytest


def complete(client, code, cursor=None, seconds=15):
    """Asks for completions; the first time some kernels read their library's index, so there is time for that."""
    return client.ask("complete_request", {"code": code, "cursor_pos": len(code) if cursor is None else cursor},
                      seconds=seconds)


def inspect(client, code, cursor=None, level=0, seconds=5):
    content = {"code": code, "cursor_pos": len(code) if cursor is None else cursor, "detail_level": level}
    return client.ask("inspect_request", content, seconds=seconds)


def test_completion_span(client, snippets):
    """The matches replace the text between cursor_start and cursor_end."""
    client.run(snippets.completion_setup)
    reply = complete(client, snippets.completion_prefix)
    assert (reply["cursor_start"], reply["cursor_end"]) == (0, len(snippets.completion_prefix))


def test_completion_of_a_builtin(client):
    """Names that come with the language are completed too."""
    assert any(match.startswith("print") for match in complete(client, "prin")["matches"])


def test_completion_counts_code_points(client, snippets):
    """Positions count code points, neither bytes nor UTF-16 units nor grapheme clusters."""
    client.run(snippets.completion_setup)
    code = snippets.emoji + snippets.completion_prefix
    reply = complete(client, code)
    assert reply, "no reply within 15 s"
    assert snippets.completion_expected in reply["matches"], "no match behind an emoji"
    span = (reply["cursor_start"], reply["cursor_end"])
    assert span == (len(snippets.emoji), len(code)), f"{span} where {(len(snippets.emoji), len(code))} is meant"


def test_completion_in_the_middle(client, snippets):
    """The text behind the cursor is no part of what is completed."""
    client.run(snippets.completion_setup)
    code = snippets.emoji + snippets.completion_prefix + "\n1 + 1"
    cursor = len(snippets.emoji + snippets.completion_prefix)
    assert snippets.completion_expected in complete(client, code, cursor)["matches"]


@pytest.mark.parametrize("cursor", [-1, 10_000])
def test_cursor_outside_the_text(client, cursor):
    """A cursor before or behind the text is answered, whatever the answer, and does no harm."""
    assert complete(client, "prin", cursor), "complete_request got no reply"
    assert inspect(client, "print", cursor, seconds=2), "inspect_request got no reply"


def test_completion_of_nothing(client):
    """Where nothing fits there are no matches, and still status ok."""
    reply = complete(client, "noNameBeginsLikeThis_")
    assert reply["status"] == "ok" and reply["matches"] == []


def test_completion_types(client, snippets):
    """The kind of each match is told in the metadata, in parallel to the matches, as JupyterLab reads it."""
    client.run(snippets.completion_setup)
    reply = complete(client, snippets.completion_prefix)
    types = reply["metadata"].get("_jupyter_types_experimental")
    assert types, "no _jupyter_types_experimental"
    assert [each["text"] for each in types] == reply["matches"]
    assert all(each["type"] and each["start"] <= each["end"] for each in types)


def test_completion_latency(client, snippets, measured):
    """Completion when idle, after a first one, is answered within a second; the median of nine is measured."""
    client.run(snippets.completion_setup)
    complete(client, snippets.completion_prefix)
    times = []
    for _ in range(9):
        asked = client.send("complete_request", {"code": snippets.completion_prefix, "cursor_pos": 3})
        assert client.replied(asked, 1), "no answer within 1 s"
        times.append(asked.latency)
    measured(f"{1000 * sorted(times)[4]:.1f} ms")


BUSY = [
    ("complete_request", {"code": "prin", "cursor_pos": 4}),
    ("inspect_request", {"code": "print", "cursor_pos": 5, "detail_level": 0}),
    ("is_complete_request", {"code": "1 + 1"}),
    ("history_request", {"hist_access_type": "tail", "n": 1, "output": False, "raw": True}),
    ("comm_info_request", {}),
    ("kernel_info_request", {}),
]


@pytest.mark.parametrize("kind, content", BUSY, ids=[kind for kind, _ in BUSY])
def test_answered_while_busy(client, snippets, measured, kind, content):
    """A request on shell that runs no code is answered while a cell runs, and its idle is not the cell's."""
    client.ask(kind, content, seconds=15)
    running = client.occupy(snippets.sleep)
    asked = client.send(kind, content)
    assert client.replied(asked, 1), "no answer within 1 s while a cell runs"
    assert not running.replies
    measured(f"{1000 * asked.latency:.1f} ms")
    client.ask("interrupt_request", channel="control")
    assert client.settled(running)


def test_inspection_of_a_builtin(client, snippets):
    """A built-in name is explained in plain text."""
    reply = inspect(client, snippets.inspection_known)
    assert reply["found"] and reply["data"]["text/plain"].strip()


def test_inspection_of_the_unknown(client):
    """A name that nobody knows is not found; the reply has all its members even so."""
    reply = inspect(client, "noSuchName")
    assert reply == {"status": "ok", "found": False, "data": {}, "metadata": {}}, f"the reply is {reply}"


def test_inspection_inside_a_name(client, snippets):
    """The cursor may stand inside a name, and behind emoji."""
    code = snippets.emoji + snippets.inspection_known
    assert inspect(client, code, len(code) - 2)["found"]


def test_inspection_levels(client, snippets):
    """Both levels of detail are answered."""
    assert inspect(client, snippets.inspection_known, level=0)["found"]
    assert inspect(client, snippets.inspection_known, level=1)["found"]


def test_incomplete_has_indent(client, snippets):
    """For incomplete code the indentation of the next line is proposed; otherwise none."""
    incomplete = client.ask("is_complete_request", {"code": snippets.incomplete_code})
    assert incomplete["status"] == "incomplete" and incomplete["indent"].strip() == ""
    assert "indent" not in client.ask("is_complete_request", {"code": snippets.complete_code})


def test_invalid_code(client, snippets):
    """Code that no continuation can mend is called invalid."""
    assert client.ask("is_complete_request", {"code": snippets.syntax_error})["status"] == "invalid"


def test_empty_code_is_complete(client):
    """Code without anything in it is complete."""
    assert client.ask("is_complete_request", {"code": ""})["status"] == "complete"
