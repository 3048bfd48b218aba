"""Several front ends of one kernel, and front ends that come late."""

import zmq


def test_every_subscriber_is_welcomed(kernel):
    """Each of three front ends is greeted with the topic that it asked for, without a parent."""
    for number in range(3):
        client = kernel.attach()
        assert client.ask("kernel_info_request", seconds=30), "no answer"
        nobody = client.exchange("")
        assert client.pump(lambda: nobody.contents("iopub_welcome"), 1), f"front end {number + 1} was not welcomed"
        [welcome] = [m for m in nobody.published if m["msg_type"] == "iopub_welcome"]
        assert welcome["content"] == {"subscription": ""}, f"the welcome is {welcome['content']}"
        assert welcome["identities"] in ([], [b""]), "the welcome has another topic"


def test_a_topic_is_welcomed(kernel, client):
    """A subscriber of one topic is greeted under that topic."""
    subscriber = client.connect("iopub", zmq.SUB)
    subscriber.setsockopt(zmq.SUBSCRIBE, b"conformance.topic")
    assert subscriber.poll(1000), "no welcome within 1 s"
    frames = subscriber.recv_multipart()
    assert frames[0] == b"conformance.topic" and b'"conformance.topic"' in frames[-1]


def test_outputs_reach_all(kernel, client, snippets):
    """A second front end sees the input, the outputs and the value of a cell of the first."""
    other = kernel.connect()
    exchange = client.run(snippets.print_display_result)
    seen = other.exchange(exchange.request)
    assert other.settled(seen, 2), "the second front end saw no idle"
    assert seen.types == exchange.types


def test_replies_reach_the_asker_only(kernel, client, snippets):
    """A reply goes to the front end that asked, and to no other."""
    other = kernel.connect()
    exchange = client.run(snippets.simple_expression)
    other.listen(0.3)
    assert not other.exchange(exchange.request).replies


def test_two_front_ends_share_variables(kernel, client, snippets):
    """Front ends share one namespace and one count."""
    first = client.run(snippets.set_variable)
    second = kernel.connect().run(snippets.get_variable)
    assert second.result() == "42"
    assert second.reply["execution_count"] == first.reply["execution_count"] + 1


def test_state_in_kernel_info(kernel, client, snippets):
    """A front end that comes late learns from kernel_info, on control, whether a cell runs (JEP 134)."""
    assert client.ask("kernel_info_request", channel="control").get("execution_state") == "idle", "not told when idle"
    running = client.occupy(snippets.sleep)
    late = kernel.attach()
    assert late.ask("kernel_info_request", channel="control", seconds=2)["execution_state"] == "busy"
    client.ask("interrupt_request", channel="control")
    assert client.settled(running)


def test_a_front_end_that_leaves(kernel, client, snippets):
    """A front end that goes away in the middle of a cell does no harm to the others."""
    leaving = kernel.connect()
    leaving.start(snippets.flood)
    leaving.listen(0.1)
    leaving.close()
    assert client.run(snippets.simple_expression, seconds=30).result() == snippets.simple_result


def test_kernel_info_on_control_while_busy(client, snippets, measured):
    """kernel_info on control is answered while a cell runs."""
    running = client.occupy(snippets.sleep)
    asked = client.send("kernel_info_request", channel="control")
    assert client.replied(asked, 1), "no answer within 1 s"
    measured(f"{1000 * asked.latency:.1f} ms")
    client.ask("interrupt_request", channel="control")
    assert client.settled(running)


def test_control_leaves_the_cell_busy(client, snippets):
    """The idle of a request on control is not the idle of the running cell."""
    running = client.occupy(snippets.sleep)
    asked = client.send("kernel_info_request", channel="control")
    assert client.settled(asked, 2), "no idle about the request on control"
    assert not running.is_idle
    client.ask("interrupt_request", channel="control")
    assert client.settled(running)


def test_heartbeat_while_busy(client, snippets):
    """The heartbeat answers while a cell computes."""
    running = client.occupy(snippets.endless)
    assert client.ping(b"\x00\xff" * 1000, seconds=1) == b"\x00\xff" * 1000, "no echo within 1 s"
    client.ask("interrupt_request", channel="control")
    assert client.settled(running)
