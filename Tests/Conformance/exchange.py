"""Everything that a kernel has sent about one request."""

from dataclasses import dataclass, field


@dataclass
class Exchange:
    """The messages whose parent is one request, in the order of their arrival on each channel."""

    request: str
    header: dict = field(default_factory=dict)
    sent: float = 0.0
    published: list = field(default_factory=list)
    replies: list = field(default_factory=list)
    questions: list = field(default_factory=list)

    @property
    def states(self):
        """The execution states that were published, in order."""
        return [m["content"].get("execution_state") for m in self.published if m["msg_type"] == "status"]

    @property
    def is_idle(self):
        """Whether the request has been declared done."""
        return "idle" in self.states

    @property
    def reply(self):
        """The content of the first reply, or None."""
        return self.replies[0]["content"] if self.replies else None

    @property
    def latency(self):
        """Seconds from the sending of the request to its first reply."""
        return self.replies[0]["received"] - self.sent

    @property
    def types(self):
        """The types of the published messages, in order; a status is called by its state."""
        return [m["content"].get("execution_state", "status") if m["msg_type"] == "status" else m["msg_type"]
                for m in self.published]

    @property
    def outputs(self):
        """The published messages that a notebook keeps."""
        return [m for m in self.published if m["msg_type"] not in ("status", "execute_input")]

    def contents(self, *types):
        """The contents of the published messages of some types."""
        return [m["content"] for m in self.published if m["msg_type"] in types]

    def text(self, name):
        """All that was written to a stream."""
        return "".join(c.get("text", "") for c in self.contents("stream") if c.get("name") == name)

    def result(self):
        """The value of the cell as plain text, or None."""
        values = self.contents("execute_result")
        return values[-1]["data"].get("text/plain") if values else None
