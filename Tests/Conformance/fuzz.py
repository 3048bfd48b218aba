"""Sends malformed messages to a running kernel, and after each of them a good request that must be answered.

    python fuzz.py --kernel NAME                 all cases
    python fuzz.py --kernel NAME --case NUMBER   one of them, shown before it is sent
"""

import argparse
import re
import socket
import time

import zmq
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.session import Session

from kernel import Kernel
from malformed import DELIMITER, LARGEST, Malformed
from snippets import SNIPPETS

WINDOW = 64  # cases on their way at once; each has its good request behind it
SMALL_WINDOW = 4  # the same for the largest cases
PATIENCE = 10  # seconds for the answers of a window
SHOWN = 300  # bytes of a frame that are shown
TENTH = 10  # memory is first read after one case in ten

# A kernel rightly keeps some tens of thousands of signatures against replays, some 6 MB with their bookkeeping, and an
# allocator keeps what one large case needed. A leak of 200 bytes a case would show as 18 MB over 90,000 cases.
GROWTH = 16 << 20

GOOD = re.compile(rb'"msg_id": ?"(good|barrier)-(\d+)"')
HEADER = (b'{"msg_id":"%b-%d","session":"fuzz","username":"fuzz","date":"2024-01-01T00:00:00Z",'
          b'"msg_type":"%b","version":"5.4"}')


class FuzzFailure(Exception):
    """A kernel that does not survive one of a few cases."""

    def __init__(self, reason, suspects):
        """A kernel that dies takes its last answers with it: more cases are suspect than the first unanswered one."""
        super().__init__(reason)
        self.suspects = suspects


class Fuzzer:
    """A front end that misbehaves on all channels of one kernel."""

    def __init__(self, kernel, snippets, seed=0):
        """Connects to a kernel that is up."""
        self.kernel = kernel
        self.session = Session(key=kernel.connection.key, signature_scheme="hmac-sha256")
        self.malformed = Malformed(self.session, snippets, seed)
        self.context = zmq.Context()
        self.sockets = {channel: self.connect(channel, zmq.DEALER) for channel in ("shell", "control", "stdin", "hb")}
        self.sockets["iopub"] = self.connect("iopub", zmq.XSUB)
        self.subscriber = self.connect("iopub", zmq.SUB)
        self.subscriber.setsockopt(zmq.SUBSCRIBE, b"")
        self.poller = zmq.Poller()
        for each in (*self.sockets.values(), self.subscriber):
            self.poller.register(each, zmq.POLLIN)
        self.answered = set()
        self.before = []  # the window before
        self.heart_beats, self.barriers = False, 0

    def connect(self, channel, kind):
        each = self.context.socket(kind)
        for option in (zmq.LINGER, zmq.RCVHWM, zmq.SNDHWM):
            each.setsockopt(option, 0)
        each.connect(self.kernel.connection.address(channel))
        return each

    def close(self):
        """Lets go of all sockets."""
        self.context.destroy(linger=0)

    def send(self, case):
        """Sends a case and the good request behind it."""
        if case.channel == "raw":
            self.send_raw(case.messages[0][0])
        else:
            for frames in case.messages:
                self.sockets[case.channel].send_multipart(frames)
        self.send_good("shell", b"good", case.number, b"kernel_info_request", b"{}")

    def send_good(self, channel, purpose, number, kind, content):
        """Sends a request that must be answered."""
        parts = [HEADER % (purpose, number, kind), b"{}", b"{}", content]
        self.sockets[channel].send_multipart([DELIMITER, self.session.sign(parts), *parts])

    def send_barriers(self, number):
        """Sends what is answered only when all that was sent before has been worked off, whichever thread does it."""
        self.barriers = 2
        self.send_good("shell", b"barrier", 2 * number, b"is_complete_request", b'{"code":"1"}')
        self.send_good("control", b"barrier", 2 * number + 1, b"kernel_info_request", b"{}")

    def send_raw(self, data):
        """Sends bytes to the shell's port and hangs up."""
        members = self.kernel.connection.members
        with socket.create_connection((members["ip"], members["shell_port"]), 2) as connection:
            connection.sendall(data)

    def receive(self, seconds):
        """Takes what has come on all channels, and notes which good requests are answered."""
        for each, _ in self.poller.poll(int(1000 * seconds)):
            for _ in range(500):
                try:
                    frames = each.recv_multipart(zmq.NOBLOCK)
                except zmq.Again:
                    break
                if len(frames) == 6 and (found := GOOD.search(frames[3])) and b"_reply" in frames[2]:
                    if found[1] == b"good":
                        self.answered.add(int(found[2]))
                    else:
                        self.barriers -= 1
                elif each is self.sockets["hb"] and frames[-1] == b"still there?":
                    self.heart_beats = True

    def run(self, numbers):
        """Sends a window of cases; fails with the first whose good request is not answered."""
        cases = [self.malformed.case(number) for number in numbers]
        self.heart_beats = all(case.channel != "hb" for case in cases)
        for case in cases:
            self.send(case)
        self.send_barriers(cases[0].number)
        if not self.heart_beats:
            self.sockets["hb"].send_multipart([b"", b"still there?"])
        wanted = set(numbers)
        end = time.monotonic() + PATIENCE
        while self.barriers or not (wanted <= self.answered and self.heart_beats):
            self.receive(0.1)
            if time.monotonic() > end or not self.kernel.alive():
                self.fail(cases, wanted - self.answered)
        self.answered -= wanted
        self.before = cases

    def fail(self, cases, missing):
        """Tells which cases the kernel may not have survived."""
        state = f"no answer within {PATIENCE} s"
        if not self.kernel.alive():
            state = f"the process ended with {self.kernel.process.returncode}"
        suspects = self.before + ([case for case in cases if case.number in missing] or cases)
        first, last = suspects[0].number, suspects[-1].number
        where = f"case {first}" if first == last else f"cases {first} to {last}"
        raise FuzzFailure(f"{state}, in {where}; {self.kernel.last_words()}", suspects)

    def run_all(self, count):
        """Runs many cases; gives the resident memory after a tenth of them and at the end, and the seconds."""
        begin = time.perf_counter()
        first, done = None, 0
        while done < count:
            end = min(done + (SMALL_WINDOW if done < LARGEST else WINDOW), count)
            self.run(range(done, end))
            done = end
            if first is None and done >= max(LARGEST, count // TENTH):
                first = self.settled_memory()
        first = first or self.settled_memory()
        return first, self.settled_memory(), time.perf_counter() - begin

    def settled_memory(self):
        """The resident memory once all that was sent has been worked off."""
        quiet = time.monotonic() + 0.3
        while time.monotonic() < quiet:
            self.receive(0.05)
        return self.kernel.memory()


def describe(case):
    """A case to read: how it was made and what it sends."""
    lines = [f"case {case.number}: {case.maker} on {case.channel}"]
    for number, frames in enumerate(case.messages):
        for place, frame in enumerate(frames):
            more = f" … {len(frame)} bytes" if len(frame) > SHOWN else ""
            lines.append(f"  message {number}, frame {place}: {frame[:SHOWN]!r}{more}")
    return "\n".join(lines)


def narrow(failure, start, snippets, seed=0):
    """Sends the suspects one by one to a new kernel; tells which case it does not survive, and shows its frames."""
    with start() as kernel:
        kernel.connect().close()
        fuzzer = Fuzzer(kernel, snippets, seed)
        try:
            for case in failure.suspects:
                fuzzer.before = []
                fuzzer.run([case.number])
        except FuzzFailure as single:
            return f"{single}\n{describe(single.suspects[-1])}"
        finally:
            fuzzer.close()
    cases = "\n".join(describe(case) for case in failure.suspects)
    return f"{failure}\neach of them alone is survived:\n{cases}"


def main():
    """Runs the cases that the command line asks for."""
    parser = argparse.ArgumentParser(description="Sends malformed messages to a kernel.")
    parser.add_argument("--kernel", default="espalier")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--case", type=int, help="only this one")
    options = parser.parse_args()
    specification = KernelSpecManager().get_kernel_spec(options.kernel)
    snippets = SNIPPETS[specification.language.lower()]
    with Kernel(specification) as kernel:
        kernel.connect().close()
        fuzzer = Fuzzer(kernel, snippets, options.seed)
        try:
            if options.case is not None:
                print(describe(fuzzer.malformed.case(options.case)))
                fuzzer.run([options.case])
                print("survived")
            else:
                first, last, seconds = fuzzer.run_all(options.cases)
                print(f"{options.cases} cases in {seconds:.0f} s; {first / 1e6:.1f} MB, in the end {last / 1e6:.1f} MB")
        except FuzzFailure as failure:
            raise SystemExit(narrow(failure, lambda: Kernel(specification), snippets, options.seed)) from None
        finally:
            fuzzer.close()


if __name__ == "__main__":
    main()
