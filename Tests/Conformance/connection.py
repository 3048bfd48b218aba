"""Where a kernel listens: what its connection file says, and the address of each channel."""

import json
import os
import socket
import time
import uuid

CHANNELS = ("shell", "iopub", "stdin", "control", "hb")


def free_ports(count, ip="127.0.0.1"):
    """Ports of the loopback that nobody uses just now."""
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    held = [socket.socket(family) for _ in range(count)]
    try:
        for each in held:
            each.bind((ip, 0))
        return [each.getsockname()[1] for each in held]
    finally:
        for each in held:
            each.close()


class Connection:
    """The members of a connection file, and how clients reach the sockets that it describes."""

    def __init__(self, transport="tcp", ip="127.0.0.1", ports=None, key=None, curve=None):
        """Chooses free ports and a new key unless they are given; `curve` is a pair (public, secret) of Z85 keys."""
        loopback = ip if ip in ("127.0.0.1", "::1") else "127.0.0.1"
        if ports is None:
            ports = free_ports(len(CHANNELS), loopback) if transport == "tcp" else range(1, len(CHANNELS) + 1)
        self.members = {
            "transport": transport, "ip": ip, "key": uuid.uuid4().hex if key is None else key,
            "signature_scheme": "hmac-sha256", "kernel_name": "",
            **{f"{channel}_port": port for channel, port in zip(CHANNELS, ports)},
        }
        if curve:
            self.members["curve_publickey"], self.members["curve_secretkey"] = curve

    @property
    def key(self):
        """The key of the signatures, as bytes."""
        return self.members["key"].encode()

    @property
    def curve(self):
        """The key pair of CurveZMQ, or None."""
        pair = (self.members.get("curve_publickey"), self.members.get("curve_secretkey"))
        return pair if all(pair) else None

    def address(self, channel):
        """The address to which a client connects; one that stands for all interfaces is reached over the loopback."""
        ip, port = self.members["ip"], self.members[f"{channel}_port"]
        if self.members["transport"] == "ipc":
            return f"ipc://{ip}-{port}"
        if ip in ("0.0.0.0", "*"):
            ip = "127.0.0.1"
        return f"tcp://[{ip}]:{port}" if ":" in ip else f"tcp://{ip}:{port}"

    def write(self, path):
        """Writes the connection file, for its owner's eyes only."""
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(self.members, file)

    def await_ports(self, path, seconds=5):
        """Takes over the ports that a kernel has written into its file; False if it has not done so in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                with open(path) as file:
                    members = json.load(file)
            except ValueError:
                members = {}
            if all(int(members.get(f"{channel}_port", 0)) > 0 for channel in CHANNELS):
                self.members.update(members)
                return True
            time.sleep(0.01)
        return False
