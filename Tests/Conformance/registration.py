"""The launcher's side of the registration handshake (JEP 66), with frames as xeus-zmq has them.

The kernel's DEALER sends      <IDS|MSG>, signature, content
and the launcher's ROUTER      identity, <IDS|MSG>, signature, ACK

A signature is the hexadecimal HMAC of the one frame behind it. The content is an object with `kernel_id` and the five
ports as text; the receipt is the three bytes ACK.
"""

import hashlib
import hmac
import json
import uuid

import zmq

from connection import CHANNELS, Connection

DELIMITER = b"<IDS|MSG>"


class Registration:
    """A socket at which a kernel registers its ports."""

    def __init__(self, port_as_text=False):
        """Binds the socket and makes a key."""
        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.ROUTER)
        self.socket.setsockopt(zmq.LINGER, 0)
        port = self.socket.bind_to_random_port("tcp://127.0.0.1")
        self.kernel_id, self.key = uuid.uuid4().hex, uuid.uuid4().hex
        self.members = {
            "kernel_id": self.kernel_id, "transport": "tcp", "ip": "127.0.0.1", "registration_ip": "127.0.0.1",
            "registration_port": str(port) if port_as_text else port,
            "signature_scheme": "hmac-sha256", "key": self.key,
        }

    def write(self, path):
        """Writes the registration file."""
        path.write_text(json.dumps(self.members))

    def sign(self, content):
        """The signature of one frame."""
        return hmac.new(self.key.encode(), content, hashlib.sha256).hexdigest().encode()

    def receive(self, seconds=3):
        """Waits for a kernel; gives its identity and the frames behind, or None."""
        if not self.socket.poll(int(1000 * seconds)):
            return None
        identity, *frames = self.socket.recv_multipart()
        return identity, frames

    def acknowledge(self, identity, receipt=b"ACK", signature=None):
        """Sends the signed receipt."""
        self.socket.send_multipart([identity, DELIMITER, signature or self.sign(receipt), receipt])

    def connection(self, content):
        """The connection that a kernel has registered."""
        return Connection(ports=[int(content[f"{channel}_port"]) for channel in CHANNELS], key=self.key)

    def close(self):
        """Lets go of the socket."""
        self.context.destroy(linger=0)
