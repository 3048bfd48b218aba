"""A kernel started from its kernelspec, as a child that is always killed in the end."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import psutil

from client import Client
from connection import Connection

START = 30  # how long a kernel may take to start, in seconds

# Starts a kernel as its child, prints the kernel's process id and waits to be killed.
LAUNCHER = """
import os, subprocess, sys, time
os.environ["JPY_PARENT_PID"] = str(os.getpid())
child = subprocess.Popen(sys.argv[3:], start_new_session=True, stdout=open(sys.argv[1], "wb"),
                         stderr=open(sys.argv[2], "wb"), stdin=subprocess.DEVNULL)
print(child.pid, flush=True)
time.sleep(300)
"""


class KernelFailure(Exception):
    """A kernel did not start, or not as it was asked to."""


class Kernel:
    """A running kernel, its files, and its front ends."""

    def __init__(self, specification, connection=None, home=None, environment=None, launcher=False, file=None):
        """Starts the process; `file` replaces the connection file, `launcher` puts a process between us and it."""
        self.specification, self.connection = specification, connection or Connection()
        self.folder = tempfile.mkdtemp(prefix="conformance-")
        self.home = home or self.folder
        self.file = file or os.path.join(self.folder, "connection.json")
        if file is None:
            self.connection.write(self.file)
        self.output, self.errors = (os.path.join(self.folder, name) for name in ("stdout", "stderr"))
        self.clients = []
        self.started = time.perf_counter()
        self.process, self.launcher = None, None
        if launcher:
            self.launch_indirectly(self.environment(environment))
        else:
            self.launch(self.environment(environment))

    # The process

    def arguments(self):
        """The command line that the kernelspec describes."""
        places = {"connection_file": self.file, "resource_dir": self.specification.resource_dir,
                  "prefix": sys.prefix}
        return [argument.format(**places) for argument in self.specification.argv]

    def environment(self, extra):
        """The environment of a kernel: as ours, but with a home of its own; a value of None removes a variable."""
        moved = ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "IPYTHONDIR",
                 "JUPYTER_CONFIG_DIR")
        kept = {name: value for name, value in os.environ.items() if name not in moved}
        runtime = os.path.join(self.home, "runtime")
        data = os.path.join(self.home, "data")
        variables = {**kept, "HOME": self.home, "JUPYTER_RUNTIME_DIR": runtime, "JUPYTER_DATA_DIR": data,
                     "JPY_PARENT_PID": str(os.getpid()), **self.specification.env, **(extra or {})}
        return {name: value for name, value in variables.items() if value is not None}

    def launch(self, environment):
        """Starts the process as our child."""
        with open(self.output, "wb") as output, open(self.errors, "wb") as errors:
            self.process = subprocess.Popen(self.arguments(), env=environment, start_new_session=True,
                                            stdin=subprocess.DEVNULL, stdout=output, stderr=errors)
        self.pid = self.process.pid

    def launch_indirectly(self, environment):
        """Starts the process as the child of a launcher."""
        command = [sys.executable, "-c", LAUNCHER, self.output, self.errors, *self.arguments()]
        self.launcher = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        self.pid = int(self.launcher.stdout.readline())

    def alive(self):
        """Whether the process still runs."""
        if self.process:
            return self.process.poll() is None
        try:
            return psutil.Process(self.pid).status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def gone(self, seconds):
        """Waits for the end of the process; gives how long it took, or None."""
        begin = time.perf_counter()
        while self.alive():
            if time.perf_counter() - begin > seconds:
                return None
            time.sleep(0.0005)
        return time.perf_counter() - begin

    def printed(self, path):
        """What the process wrote to one of its real streams."""
        with open(path, errors="replace") as file:
            return file.read()

    def memory(self):
        """The resident memory, in bytes."""
        return psutil.Process(self.pid).memory_info().rss

    # Front ends

    def connect(self, seconds=START, curve=True):
        """A new front end, once the kernel answers it on shell and IOPub."""
        client = self.attach(curve)
        if not client.subscribed(seconds):
            raise KernelFailure(f"no answer on shell and IOPub within {seconds} s; {self.last_words()}")
        return client

    def attach(self, curve=True):
        """A new front end, whether the kernel answers or not."""
        client = Client(self.connection, alive=self.alive, curve=curve)
        self.clients.append(client)
        return client

    def last_words(self):
        """The end of what the process wrote to its standard error."""
        lines = self.printed(self.errors).strip().splitlines()
        return f"last words: {lines[-1][:200]}" if lines else "it said nothing"

    # The end

    def shut_down(self, client, restart=False, seconds=10):
        """Asks for a shutdown; gives the reply and how long the process took to go, or None for each."""
        exchange = client.send("shutdown_request", {"restart": restart}, "control")
        ended = self.gone(seconds)
        client.replied(exchange, 0.5)
        return exchange.reply, ended

    def close(self):
        """Kills the process with its children and removes its files."""
        if self.launcher and self.launcher.poll() is None:
            self.launcher.kill()
        if self.launcher:
            self.launcher.wait(10)
            self.launcher.stdout.close()
        if self.alive():
            try:
                os.killpg(self.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                os.kill(self.pid, signal.SIGKILL)
        if self.process:
            self.process.wait(10)
        for client in self.clients:
            client.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
