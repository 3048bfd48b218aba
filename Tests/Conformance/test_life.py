"""The process: how it starts, how it ends, and what it leaves behind."""

import os
import signal
import statistics
import time

import psutil
import pytest

from kernel import Kernel


def milliseconds(seconds):
    return f"{1000 * seconds:.0f} ms"


def test_start(specification, measured):
    """A kernel answers kernel_info within ten seconds of its start; the median of three is measured."""
    times = []
    for _ in range(3):
        with Kernel(specification) as kernel:
            assert kernel.attach().ask("kernel_info_request", seconds=10), "no answer within 10 s"
            times.append(time.perf_counter() - kernel.started)
    measured(milliseconds(statistics.median(times)))


def test_idle_memory(kernel, client, measured):
    """The resident memory of an idle kernel can be read, and is noted here."""
    client.listen(0.2)
    assert kernel.memory() > 0
    measured(f"{kernel.memory() / 1e6:.1f} MB")


@pytest.mark.parametrize("restart", [False, True], ids=["end", "restart"])
def test_shutdown(kernel, client, measured, restart):
    """A shutdown is acknowledged with its restart flag, and the process ends with status 0."""
    reply, ended = kernel.shut_down(client, restart)
    assert ended is not None, "the process did not end within 10 s"
    assert reply == {"status": "ok", "restart": restart}, f"the reply is {reply}"
    assert kernel.process.returncode == 0
    measured(milliseconds(ended))


def test_shutdown_on_shell(kernel, client):
    """A shutdown on the shell channel, where older front ends send it, works as well."""
    client.send("shutdown_request", {"restart": False})
    assert kernel.gone(5) is not None, "the process did not end within 5 s"


@pytest.mark.parametrize("work", ["endless", "sleep"])
def test_shutdown_while_busy(kernel, client, snippets, measured, work):
    """A running cell does not hold up a shutdown for more than two and a half seconds, when SIGTERM would follow."""
    client.occupy(getattr(snippets, work))
    _, ended = kernel.shut_down(client, seconds=2.5)
    assert ended is not None, "the process did not end within 2.5 s"
    measured(milliseconds(ended))


@pytest.mark.parametrize("work", [None, "endless"], ids=["idle", "endless"])
def test_sigterm(kernel, client, snippets, measured, work):
    """SIGTERM ends the process like a shutdown, whether a cell runs or not."""
    if work:
        client.occupy(getattr(snippets, work))
    os.kill(kernel.pid, signal.SIGTERM)
    ended = kernel.gone(3)
    assert ended is not None, "the process did not end within 3 s"
    measured(f"{milliseconds(ended)}, status {kernel.process.returncode}")


@pytest.mark.parametrize("work", [None, "endless"], ids=["idle", "endless"])
def test_orphan(start, snippets, measured, work):
    """A kernel whose launcher is killed ends within five seconds."""
    kernel = start(launcher=True)
    client = kernel.connect()
    if work:
        client.occupy(getattr(snippets, work))
    time.sleep(0.3)
    kernel.launcher.kill()
    kernel.launcher.wait()
    ended = kernel.gone(5)
    assert ended is not None, "the kernel lives on without its launcher"
    measured(milliseconds(ended))


def test_no_parent_to_watch(start, snippets):
    """Started by hand, without JPY_PARENT_PID, a kernel works as well."""
    client = start(environment={"JPY_PARENT_PID": None}).connect()
    assert client.value(snippets.simple_expression) == snippets.simple_result


def test_no_children_left(kernel, client, snippets):
    """No child of a kernel outlives it, and no process of its session."""
    for code in (snippets.rich_result, snippets.print_hello, snippets.display_data):
        client.run(code)
    children = psutil.Process(kernel.pid).children(recursive=True)
    kernel.shut_down(client)
    _, left = psutil.wait_procs(children + same_session(kernel.pid), timeout=2)
    assert not left, f"still there: {[child.name() for child in left]}"


def same_session(pid):
    """The processes whose session a process has begun, itself aside."""
    found = []
    for each in psutil.process_iter():
        try:
            if each.pid != pid and os.getsid(each.pid) == pid:
                found.append(each)
        except ProcessLookupError:
            pass
    return found


def test_real_stdout_is_silent(kernel, client, snippets):
    """Nothing that a kernel does appears on its real standard output."""
    for code in (snippets.print_hello, snippets.print_stderr, snippets.runtime_error, snippets.display_data):
        client.run(code)
    kernel.shut_down(client)
    assert kernel.printed(kernel.output) == ""


def test_restart_forgets(start, snippets):
    """A new process knows nothing of the variables of an earlier one, and counts from one."""
    first = start()
    client = first.connect()
    client.run(snippets.set_variable)
    first.shut_down(client, restart=True)
    exchange = start(home=first.home).connect().run(snippets.get_variable)
    assert exchange.reply["status"] == "error" and exchange.reply["execution_count"] == 1


def test_restart_on_the_same_ports(start, snippets):
    """A kernel can be started again at once on the ports of the one before."""
    first = start()
    first.shut_down(first.connect(), restart=True)
    assert start(first.connection).connect().value(snippets.simple_expression) == snippets.simple_result
