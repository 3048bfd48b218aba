"""What the panels of JupyterLab ask for: use of resources, and variables."""

import pytest


def debug(client, command, **arguments):
    """Asks what a debugger's front end asks; gives the reply's content."""
    content = {"type": "request", "seq": 1, "command": command, "arguments": arguments}
    reply = client.ask("debug_request", content, "control", seconds=2)
    assert reply, "no debug_reply within 2 s"
    return reply


def test_usage(kernel, client):
    """The kernel tells its host, process, memory and processors on control."""
    reply = client.ask("usage_request", channel="control", seconds=2)
    assert reply, "no usage_reply within 2 s"
    content = reply.get("content", reply)
    assert content["pid"] == kernel.pid and isinstance(content["hostname"], str)
    assert 1e6 < content["kernel_memory"] < 1e10 and content["kernel_cpu"] >= 0 and content["cpu_count"] >= 1
    assert {"total", "available", "percent"} <= set(content["host_virtual_memory"])


def test_usage_while_busy(client, snippets, measured):
    """The use of resources is told while a cell runs."""
    running = client.occupy(snippets.endless)
    asked = client.send("usage_request", channel="control")
    assert client.replied(asked, 1), "no answer within 1 s"
    measured(f"{1000 * asked.latency:.1f} ms")
    client.ask("interrupt_request", channel="control")
    assert client.settled(running)


def test_debug_info(client):
    """debugInfo is answered, so that the variable panel can ask on."""
    reply = debug(client, "debugInfo")
    assert reply["success"] and reply["command"] == "debugInfo" and reply["type"] == "response"
    assert isinstance(reply["body"]["isStarted"], bool)


def test_variables(client, snippets):
    """inspectVariables lists a variable with its name and value, without a debugger."""
    client.run(snippets.set_variable)
    reply = debug(client, "inspectVariables")
    assert reply["success"], f"the reply is {reply}"
    [answer] = [each for each in reply["body"]["variables"] if each["name"] == "answer"]
    missing = {"value", "variablesReference"} - set(answer)
    assert not missing, f"missing: {', '.join(sorted(missing))}"
    assert answer["value"] == "41" and answer["variablesReference"] == 0


def test_rich_variable(client, snippets):
    """richInspectVariables gives a variable in the forms of a display."""
    client.run(snippets.set_variable)
    body = debug(client, "richInspectVariables", variableName="answer").get("body", {})
    assert "41" in body.get("data", {}).get("text/plain", ""), f"the body is {body}"


def test_variables_while_busy(client, snippets):
    """The variables are listed while a cell runs."""
    client.run(snippets.set_variable)
    running = client.occupy(snippets.sleep)
    reply = debug(client, "inspectVariables")
    assert "answer" in [each["name"] for each in reply["body"]["variables"]] and not running.replies
    client.ask("interrupt_request", channel="control")
    assert client.settled(running)


@pytest.mark.parametrize("command", ["noSuchCommand", "", "variables"])
def test_unknown_debug_command(client, command):
    """A command that is not supported does no harm."""
    client.send("debug_request", {"type": "request", "seq": 1, "command": command, "arguments": {}}, "control")
    assert client.ask("kernel_info_request", seconds=3), "the kernel no longer answers"
