"""The cells of this process and of those before it."""

import pytest


def ask(client, kind, **options):
    content = {"hist_access_type": kind, "raw": True, "output": False, **options}
    reply = client.ask("history_request", content)
    assert reply and reply["status"] == "ok", f"the reply is {reply}"
    return reply["history"]


def inputs(history):
    return [entry[2] for entry in history]


@pytest.fixture
def cells(client, snippets):
    """Three cells that have been run: one value, another, the first again."""
    codes = [snippets.simple_expression, snippets.other_expression, snippets.simple_expression]
    for code in codes:
        client.run(code)
    return codes


def test_tail(client, cells):
    """The last cells, oldest first, with session and line numbers."""
    history = ask(client, "tail", n=2)
    assert inputs(history) == cells[-2:]
    assert [entry[1] for entry in history] == [2, 3] and len({entry[0] for entry in history}) == 1


def test_tail_of_more_than_there_is(client, cells):
    """Asking for more cells than there are gives those that there are."""
    assert inputs(ask(client, "tail", n=1000)) == cells


def test_outputs(client, cells, snippets):
    """With output on, an entry has the input and the value as text."""
    [entry] = ask(client, "tail", n=1, output=True)
    assert entry[2][0] == snippets.simple_expression
    assert snippets.simple_result in str(entry[2][1]), f"the output is {entry[2][1]}"


def test_range(client, cells):
    """A range of the present session, which is called 0, excludes its end."""
    assert inputs(ask(client, "range", session=0, start=1, stop=3)) == cells[:2]


def test_range_without_end(client, cells):
    """A range without an end goes to the last cell."""
    assert inputs(ask(client, "range", session=0, start=2))[:2] == cells[1:]


@pytest.mark.parametrize("pattern, expected", [("1 +*", 2), ("3 ? 4", 1), ("*", 3), ("nothing*", 0)])
def test_search(client, cells, pattern, expected):
    """A pattern with * and ? finds the cells that it describes as a whole."""
    assert len(ask(client, "search", pattern=pattern, n=10)) == expected


def test_search_unique(client, cells):
    """With unique on, equal cells are told once."""
    assert len(ask(client, "search", pattern="1 +*", n=10, unique=True)) == 1


def test_search_limit(client, cells):
    """Of many cells found the last n are told."""
    [entry] = ask(client, "search", pattern="*", n=1)
    assert entry[1] == 3


@pytest.fixture
def successor(start, snippets):
    """A kernel after another one with the same home, in which one cell was run."""
    first = start()
    client = first.connect()
    client.run(snippets.other_expression)
    first.shut_down(client)
    return start(home=first.home).connect()


def test_history_outlives_the_process(successor, snippets):
    """A new process still finds the cells of the one before."""
    assert snippets.other_expression in inputs(ask(successor, "tail", n=10)), "not found by tail"
    assert snippets.other_expression in inputs(ask(successor, "search", pattern="3 +*", n=10)), "not found by search"


def test_sessions_have_numbers(successor, snippets):
    """Cells of two processes have two session numbers, in the order of time."""
    successor.run(snippets.simple_expression)
    history = ask(successor, "tail", n=10)
    assert inputs(history)[-2:] == [snippets.other_expression, snippets.simple_expression], "a cell is missing"
    assert history[-2][0] < history[-1][0]


def test_range_of_an_earlier_session(successor, snippets):
    """A negative session counts back from the present one."""
    found = inputs(ask(successor, "range", session=-1, start=1, stop=2))
    assert found == [snippets.other_expression], f"found {found}"


def test_history_outlives_a_kill(start, snippets):
    """Cells that were answered half a second before a SIGKILL are found by the next process."""
    first = start()
    client = first.connect()
    client.run(snippets.other_expression)
    client.listen(0.5)
    first.process.kill()
    first.process.wait(5)
    found = inputs(ask(start(home=first.home).connect(), "tail", n=10))
    assert snippets.other_expression in found, f"found {found}"


def test_two_kernels_share_a_home(start, snippets):
    """Two kernels at once, with one home, do not lose each other's cells."""
    first = start()
    second = start(home=first.home)
    clients = [first.connect(), second.connect()]
    for client, code in zip(clients, (snippets.simple_expression, snippets.other_expression)):
        client.run(code)
    for kernel, client in zip((first, second), clients):
        kernel.shut_down(client)
    found = inputs(ask(start(home=first.home).connect(), "tail", n=10))
    assert {snippets.simple_expression, snippets.other_expression} <= set(found), f"found {found}"
