"""A front end made of raw sockets: it sends requests and sorts what comes back by the request it belongs to."""

import time

import zmq
from jupyter_client.session import Session

from connection import Connection
from exchange import Exchange

STEP = 0.05  # how often conditions outside the sockets are looked at, in seconds


class Client:
    """One front end of a kernel; a kernel may have many."""

    def __init__(self, connection: Connection, alive=lambda: True, curve=True):
        """Connects all channels; `alive` tells whether waiting still makes sense, `curve` whether keys are used."""
        self.connection, self.alive = connection, alive
        self.context = zmq.Context()
        self.session = Session(key=connection.key, signature_scheme="hmac-sha256")
        self.exchanges = {}
        self.curve = connection.curve if curve else None
        self.iopub = self.connect("iopub", zmq.SUB)
        self.iopub.setsockopt(zmq.SUBSCRIBE, b"")
        self.shell, self.control, self.stdin = (self.connect(c, zmq.DEALER) for c in ("shell", "control", "stdin"))
        self.poller = zmq.Poller()
        for each in (self.iopub, self.shell, self.control, self.stdin):
            self.poller.register(each, zmq.POLLIN)

    def connect(self, channel, kind):
        """A socket of this front end connected to a channel."""
        each = self.context.socket(kind)
        if kind == zmq.DEALER:
            each.setsockopt(zmq.IDENTITY, self.session.bsession)
        if self.curve:
            each.curve_publickey, each.curve_secretkey = (key.encode() for key in self.curve)
            each.curve_serverkey = self.curve[0].encode()
        for option, value in ((zmq.LINGER, 0), (zmq.RCVHWM, 0), (zmq.SNDHWM, 0), (zmq.IPV6, 1),
                              (zmq.RECONNECT_IVL, 1), (zmq.RECONNECT_IVL_MAX, 5)):
            each.setsockopt(option, value)
        each.connect(self.connection.address(channel))
        return each

    def close(self):
        """Lets go of all sockets."""
        self.context.destroy(linger=0)

    # Sending

    def send(self, kind, content=None, channel="shell", metadata=None, parent=None, **header):
        """Sends a request and gives its exchange; further arguments become members of its header."""
        message = self.session.msg(kind, content or {}, parent=parent, metadata=metadata)
        message["header"].update(header)
        exchange = self.exchange(message["header"]["msg_id"])
        exchange.header, exchange.sent = message["header"], time.perf_counter()
        self.session.send(getattr(self, channel), message)
        return exchange

    def start(self, code, metadata=None, header=None, **options):
        """Sends a cell; options replace members of the request."""
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {},
                   "allow_stdin": False, "stop_on_error": True, **options}
        return self.send("execute_request", content, metadata=metadata, **(header or {}))

    def answer(self, question, value):
        """Answers a kernel's question to the user."""
        self.send("input_reply", {"value": value}, channel="stdin", parent=question)

    # Receiving

    def exchange(self, request):
        """What has come about a request; the empty text stands for messages without a parent."""
        return self.exchanges.setdefault(request, Exchange(request))

    def pump(self, until, seconds):
        """Sorts what arrives until a condition holds; tells whether it does."""
        end = time.perf_counter() + seconds
        while not until():
            left = end - time.perf_counter()
            if left <= 0:
                return False
            ready = dict(self.poller.poll(int(1000 * min(left, STEP)) + 1))
            if not ready and not self.alive():
                return until()
            for each in ready:
                self.take(each)
        return True

    def take(self, socket):
        """Sorts the messages that wait on a socket, a bounded number of them."""
        for _ in range(1000):
            try:
                frames = socket.recv_multipart(zmq.NOBLOCK)
            except zmq.Again:
                return
            identities, rest = self.session.feed_identities(frames)
            message = self.session.deserialize(rest)
            message.update(identities=identities, received=time.perf_counter())
            exchange = self.exchange(message["parent_header"].get("msg_id", ""))
            lists = {self.iopub: exchange.published, self.stdin: exchange.questions}
            lists.get(socket, exchange.replies).append(message)

    def listen(self, seconds):
        """Sorts what arrives for a while."""
        self.pump(lambda: False, seconds)

    def replied(self, exchange, seconds=5):
        """Waits for a reply; gives its content, or None if there is none in time."""
        self.pump(lambda: exchange.replies, seconds)
        return exchange.reply

    def settled(self, exchange, seconds=10):
        """Waits until a request has been declared done, and then a little for its reply; tells whether it is idle."""
        idle = self.pump(lambda: exchange.is_idle, seconds)
        if idle:
            self.pump(lambda: exchange.replies, 1)
        return idle

    # Whole conversations

    def ask(self, kind, content=None, channel="shell", seconds=5, **header):
        """Sends a request and gives the content of its reply, or None."""
        return self.replied(self.send(kind, content, channel, **header), seconds)

    def run(self, code, seconds=10, **options):
        """Runs a cell to its end and gives all that came about it."""
        exchange = self.start(code, **options)
        assert self.settled(exchange, seconds), f"the cell was not idle within {seconds} s"
        assert exchange.replies, "the cell has no reply"
        return exchange

    def value(self, code, **options):
        """Runs a cell and gives its value as plain text."""
        return self.run(code, **options).result()

    def occupy(self, code, **options):
        """Starts a cell that prints something and then goes on; returns when it is at work."""
        exchange = self.start(code, **options)
        if not self.pump(lambda: exchange.contents("stream") or exchange.replies, 3):
            assert "busy" in exchange.states, "the cell did not start within 3 s"
        assert not exchange.replies, f"the cell ended at once: {exchange.reply}"
        return exchange

    def question(self, exchange, seconds=3):
        """Waits for a kernel's question to the user; gives the message, or None."""
        self.pump(lambda: exchange.questions or exchange.replies, seconds)
        return exchange.questions[-1] if exchange.questions else None

    def subscribed(self, seconds):
        """Asks until an answer is published too, so that nothing later is missed; tells whether one was."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end and self.alive():
            exchange = self.send("kernel_info_request")
            if self.replied(exchange, max(0.0, end - time.perf_counter())) is not None:
                if self.pump(lambda: exchange.is_idle, 0.3):
                    return True
        return False

    def ping(self, payload=b"ping", seconds=2):
        """Sends bytes to the heartbeat; gives what comes back, or None."""
        heart = self.context.socket(zmq.REQ)
        if self.curve:
            heart.curve_publickey, heart.curve_secretkey = zmq.curve_keypair()
            heart.curve_serverkey = self.curve[0].encode()
        heart.setsockopt(zmq.LINGER, 0)
        heart.setsockopt(zmq.IPV6, 1)
        heart.connect(self.connection.address("hb"))
        heart.send(payload)
        answer = heart.recv() if heart.poll(int(1000 * seconds)) else None
        heart.close()
        return answer
