"""A terminal around the program, and what stands on its screen."""

import os
import time

import pexpect
import pyte
from conftest import BINARY


class Terminal:
    """The program on a terminal of a size."""

    def __init__(self, *arguments, folder, columns=80, rows=24, **variables):
        environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
        environment.update({"TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": str(folder), **variables})
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.child = pexpect.spawn(
            str(BINARY), list(map(str, arguments)), cwd=str(folder), env=environment, dimensions=(rows, columns),
            timeout=20)
        self.child.delaybeforesend = None

    def pump(self, seconds=0.05):
        """Takes what the program has written."""
        try:
            data = self.child.read_nonblocking(1 << 16, timeout=seconds)
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            return None
        self.raw += data
        self.stream.feed(data)
        return True

    def wait(self, condition, seconds=20):
        """Waits until the screen is as wanted."""
        end = time.monotonic() + seconds
        while not condition(self):
            alive = self.pump()
            if alive is None and condition(self):
                return
            assert alive is not None and time.monotonic() < end, "\n" + "\n".join(self.lines)

    def wait_for(self, text, seconds=20):
        self.wait(lambda self: text in "\n".join(self.lines), seconds)

    def wait_for_prompt(self, number, seconds=20):
        """Waits for the prompt of a cell with nothing after it."""
        self.wait(lambda self: self.line.rstrip() == f"{number}>", seconds)

    def settle(self):
        """Waits until nothing more is written for a while."""
        while self.pump(0.3):
            pass

    def send(self, text):
        self.child.send(text)

    def paste(self, text):
        self.child.send("\x1b[200~" + text.replace("\n", "\r") + "\x1b[201~")

    @property
    def lines(self):
        """The lines of the screen down to the last that is not empty."""
        lines = [line.rstrip() for line in self.screen.display]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    @property
    def line(self):
        """The line that the cursor is in."""
        return self.screen.display[self.screen.cursor.y]

    def end(self):
        """Waits for the end of the program and gives its exit status."""
        while self.pump() is not None:
            pass
        self.child.close()
        return self.child.exitstatus


ENTER, TAB, UP, DOWN, LEFT, HOME, END = "\r", "\t", "\x1b[A", "\x1b[B", "\x1b[D", "\x1b[H", "\x1b[F"
CONTROL_C, CONTROL_D, CONTROL_R, BACKSPACE = "\x03", "\x04", "\x12", "\x7f"
