"""How fast a kernel is beside a peer, from outside: both run in turns, and figures are medians with their ratio.

    python Tests/Conformance/latency.py espalier python3

The front end is the same for both and takes its own share of every figure: about 0.15 ms of a round trip on the machine
of the README. Where a kernel does not answer in time the figure is ‘-’.
"""

import argparse
import statistics
import time

from jupyter_client.kernelspec import KernelSpecManager

from kernel import Kernel
from snippets import FLOOD, SNIPPETS

ROUNDS = 5
CALLS = 60  # of a short request in a round


class Runner:
    """One kernel under measurement."""

    def __init__(self, name):
        """Starts the kernel and a front end that it answers."""
        self.specification = KernelSpecManager().get_kernel_spec(name)
        self.snippets = SNIPPETS[self.specification.language.lower()]
        self.name = name
        self.kernel = Kernel(self.specification)
        self.client = self.kernel.connect()

    def ask(self, kind, seconds=5, channel="shell", **content):
        """Seconds from a request to its reply, or None."""
        exchange = self.client.send(kind, content, channel)
        return exchange.latency if self.client.replied(exchange, seconds) else None

    def complete(self, seconds=5):
        """A completion of a common prefix."""
        return self.ask("complete_request", seconds, code="pri", cursor_pos=3)

    # Figures, each in seconds unless its row says otherwise

    def start(self):
        """From the start of the process to its first answer on shell and IOPub."""
        with Kernel(self.specification) as fresh:
            fresh.connect()
            return time.perf_counter() - fresh.started

    def kernel_info(self):
        """The kernel says who it is."""
        return statistics.median(self.ask("kernel_info_request") for _ in range(CALLS))

    def execute(self):
        """A trivial cell, to its reply."""
        cells = [self.client.run("1") for _ in range(CALLS)]
        return statistics.median(cell.latency for cell in cells)

    def completion(self):
        """A completion while nothing runs."""
        return statistics.median(self.complete() for _ in range(CALLS))

    def completion_while_busy(self):
        """Completions in a row while a cell sleeps."""
        cell = self.client.start(self.snippets.sleep)
        time.sleep(0.3)
        times = [self.complete(1) for _ in range(20)]
        self.client.ask("interrupt_request", channel="control")
        self.client.settled(cell)
        return None if None in times else statistics.median(times)

    def flood(self):
        """100,000 printed lines, to idle, all of them there."""
        begin = time.perf_counter()
        cell = self.client.run(self.snippets.flood, seconds=60)
        taken = time.perf_counter() - begin
        return taken if cell.text("stdout").count("\n") >= FLOOD else None

    def interrupt(self):
        """From an interrupt_request to the reply of an endless loop."""
        cell = self.client.start(self.snippets.endless)
        time.sleep(0.3)
        begin = time.perf_counter()
        self.client.send("interrupt_request", channel="control")
        return time.perf_counter() - begin if self.client.replied(cell, 5) else None

    def end(self):
        """From a shutdown_request to the end of the process."""
        with Kernel(self.specification) as fresh:
            return fresh.shut_down(fresh.connect())[1]

    def orphan(self):
        """From the death of the launcher to the end of the process."""
        with Kernel(self.specification, launcher=True) as fresh:
            fresh.connect()
            fresh.launcher.kill()
            return fresh.gone(10)

    def memory(self):
        """Resident memory after all of that, in bytes."""
        return self.kernel.memory()


ROWS = {
    "start, to the first answer": (Runner.start, 1e3, "ms"),
    "kernel_info": (Runner.kernel_info, 1e3, "ms"),
    "a trivial cell, to its reply": (Runner.execute, 1e3, "ms"),
    "completion": (Runner.completion, 1e3, "ms"),
    "completion while a cell runs": (Runner.completion_while_busy, 1e3, "ms"),
    f"{FLOOD:,} printed lines, to idle": (Runner.flood, 1e3, "ms"),
    "interrupt of an endless loop": (Runner.interrupt, 1e3, "ms"),
    "shutdown": (Runner.end, 1e3, "ms"),
    "end after the launcher's death": (Runner.orphan, 1e3, "ms"),
    "resident memory": (Runner.memory, 1e-6, "MB"),
}


def text(value, scale, unit):
    """A figure with its unit."""
    if value is None:
        return "-"
    scaled = value * scale
    return f"{scaled:,.0f} {unit}" if scaled >= 100 else f"{scaled:.3g} {unit}"


def row(title, measure, scale, unit, runners):
    """One row of the table: medians of all rounds, and the median of the ratios of neighbours."""
    figures = [[measure(runner) for runner in runners] for _ in range(1 if unit == "MB" else ROUNDS)]
    columns = list(zip(*figures))
    medians = [None if None in column else statistics.median(column) for column in columns]
    ratio = ""
    if len(runners) == 2 and None not in medians:
        ratio = f"{statistics.median(theirs / ours for ours, theirs in figures):.3g}"
    return f"| {title} | " + " | ".join(text(median, scale, unit) for median in medians) + f" | {ratio} |"


def main():
    """Prints a table of one kernel, or of two in turns."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kernels", nargs="+", help="one kernelspec, or two of which the second is the peer")
    names = parser.parse_args().kernels[:2]
    runners = [Runner(name) for name in names]
    try:
        for runner in runners:
            for _ in range(30):
                runner.client.run("1")
        print(f"| | {' | '.join(names)} | times as fast, or as small |")
        print("| --- " * (len(names) + 2) + "|")
        for title, (measure, scale, unit) in ROWS.items():
            print(row(title, measure, scale, unit, runners), flush=True)
    finally:
        for runner in runners:
            runner.kernel.close()


if __name__ == "__main__":
    main()
