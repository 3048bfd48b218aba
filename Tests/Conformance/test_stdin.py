"""Questions to the user: asked of the right front end, answered, refused, given up."""

import time


def ask(client, code, **options):
    """Starts a cell that asks its user; gives its exchange and the question."""
    exchange = client.start(code, allow_stdin=True, **options)
    question = client.question(exchange)
    assert question, f"no input_request within 3 s; reply {exchange.reply}"
    return exchange, question


def test_question_and_answer(client, snippets):
    """A question has its prompt, and the cell gets the answer, whatever characters it has."""
    exchange, question = ask(client, snippets.input_prompt)
    assert question["content"] == {"prompt": "name: ", "password": False}
    client.answer(question, "Ünal 👍🏽")
    assert client.settled(exchange) and "hello Ünal 👍🏽" in exchange.text("stdout")


def test_password(client, snippets):
    """A question for a password says so."""
    exchange, question = ask(client, snippets.password_prompt)
    assert question["content"] == {"prompt": "secret: ", "password": True}
    client.answer(question, "x")
    assert client.settled(exchange) and exchange.reply["status"] == "ok"


def test_parent_of_a_question(client, snippets):
    """A question names the cell as its parent."""
    exchange, question = ask(client, snippets.input_prompt)
    assert question["parent_header"]["msg_id"] == exchange.request
    client.answer(question, "x")
    assert client.settled(exchange)


def test_question_goes_to_its_front_end(kernel, client, snippets):
    """Only the front end that sent the cell is asked."""
    other = kernel.connect()
    exchange, question = ask(client, snippets.input_prompt)
    other.listen(0.3)
    assert not other.exchange(exchange.request).questions, "another front end was asked"
    client.answer(question, "x")
    assert client.settled(exchange)


def test_input_not_allowed(client, snippets, measured):
    """Where the front end takes no questions, asking is an error at once."""
    exchange, question = ask(client, snippets.input_prompt)
    client.answer(question, "x")
    assert client.settled(exchange) and exchange.reply["status"] == "ok"
    exchange = client.start(snippets.input_prompt, allow_stdin=False)
    assert client.settled(exchange, 2), "the cell waits although nobody can be asked"
    assert exchange.reply["status"] == "error" and not exchange.questions
    measured(f"{1000 * exchange.latency:.1f} ms")


def test_other_requests_while_waiting(client, snippets):
    """While a cell waits for its user, kernel_info on control is answered."""
    exchange, question = ask(client, snippets.input_prompt)
    assert client.ask("kernel_info_request", channel="control", seconds=2), "no answer within 2 s"
    client.answer(question, "x")
    assert client.settled(exchange)


def test_late_answer_is_dropped(client, snippets):
    """An answer to a question that was given up is no answer to the next one."""
    exchange, question = ask(client, snippets.input_prompt)
    client.ask("interrupt_request", channel="control")
    assert client.settled(exchange, 3), "the interrupt did not end the waiting"
    second, _ = ask(client, snippets.input_prompt)
    client.answer(question, "late")
    time.sleep(0.2)
    client.answer(second.questions[-1], "in time")
    assert client.settled(second, 3) and "hello in time" in second.text("stdout"), "the late answer was taken"


def test_shutdown_while_waiting(kernel, client, snippets, measured):
    """A cell that waits for its user does not hold up a shutdown."""
    ask(client, snippets.input_prompt)
    _, ended = kernel.shut_down(client, seconds=5)
    assert ended is not None, "the process did not end within 5 s"
    measured(f"{1000 * ended:.0f} ms")
