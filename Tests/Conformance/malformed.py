"""Malformed and odd messages, each a function of the seed and its number alone, so that any of them can be replayed."""

import json
import random
from dataclasses import dataclass

DELIMITER = b"<IDS|MSG>"
LARGEST = 256  # so many of the first cases are the largest ones: memory reaches its height before it is first read
DEPTH = 100_000  # brackets; a tenth in later cases
LENGTH = 1_000_000  # characters; a tenth in later cases

# Neither shutdown_request, which would rightly end the kernel, nor create_subshell_request, which rightly takes memory.
KINDS = ("execute_request", "complete_request", "inspect_request", "is_complete_request", "history_request",
         "comm_info_request", "kernel_info_request", "connect_request", "comm_open", "comm_msg", "comm_close",
         "interrupt_request", "debug_request", "usage_request", "list_subshell_request", "delete_subshell_request",
         "input_reply", "execute_reply", "status", "", "shutdown", "é👍🏽", "x" * 300)

NUMBERS = (0, -1, 1, 1.5, -0.0, 2**31, -2**31, 2**53, 2**63, -2**63, 2**64, 10**30, 1e300)
VALUES = (*NUMBERS, None, True, False, "", "text", "\u0000", "\ud800", "👍🏽", [], [[]], {}, {"a": {"b": []}}, [1, "a"])
TEXTS = (b"", b"{", b"}", b"[]", b"null", b"1", b'"a"', b"{}{}", b"\xff\xfe", b"\xc3\x28", b'{"a":\xff}', b"\x00",
         b'{"a":1,}', b"{'a':1}", b'{"a":NaN}', b'{"a":1e999}', b'{"a":-}', b'{"a":01}', b'{"a":"\\ud800"}',
         b'{"a":"\\u12"}', b'{"a":"\n"}', b'\xef\xbb\xbf{}', b'{"a":1,"a":2}', b"{}" + b" " * 1000, b'{"":{"":{"":0}}}')
TOPICS = (b"", b"stream", b"kernel", b"\xff\xfe", b"a" * 300, "é".encode())


@dataclass(frozen=True)
class Case:
    """Messages to send on a channel; `raw` is for bytes that are no ZeroMQ at all."""

    number: int
    maker: str
    channel: str
    messages: list


class Malformed:
    """Makes the cases of one kernel and one seed."""

    def __init__(self, session, snippets, seed=0):
        """`session` signs, `snippets` has the odd texts of the language."""
        self.session, self.snippets, self.seed = session, snippets, seed
        makers = (self.truncated, self.wrong_count, self.wrong_signature, self.not_json, self.mutated_json,
                  self.wrong_member, self.missing_member, self.wrong_header, self.odd_cursor, self.odd_text,
                  self.odd_history, self.odd_cell, self.replay, self.random_type, self.delimiters, self.on_stdin,
                  self.on_iopub, self.on_heartbeat, self.on_tcp, self.deep, self.long)
        weights = (6, 6, 6, 6, 6, 10, 6, 6, 8, 14, 4, 4, 6, 6, 4, 4, 4, 3, 0.2, 0.15, 0.1)
        self.makers, self.weights = makers, weights

    def case(self, number):
        """The case of a number."""
        self.random = random.Random(f"{self.seed}/{number}")
        self.number, self.count = number, 0
        if number < LARGEST:
            maker = (self.deep, self.long)[number % 2]
            self.largest = True
        else:
            [maker] = self.random.choices(self.makers, self.weights)
            self.largest = False
        channel, messages = maker()
        return Case(number, maker.__name__, channel, messages)

    # Parts

    def pick(self, values):
        return values[int(self.random.random() * len(values))]

    def request_channel(self):
        return "shell" if self.random.random() < 0.8 else "control"

    def bytes(self, most=64):
        return self.random.randbytes(self.random.randrange(most))

    def source(self):
        """Odd source text."""
        return "".join(self.pick(self.snippets.odd_texts) for _ in range(self.random.randrange(25)))

    def content(self, kind):
        """A content that fits a type, or is at least an object."""
        code = self.source()
        cursor = self.random.randrange(len(code) + 1)
        return {
            "execute_request": {"code": "", "silent": False, "store_history": False, "user_expressions": {},
                                "allow_stdin": False, "stop_on_error": True},
            "complete_request": {"code": code, "cursor_pos": cursor},
            "inspect_request": {"code": code, "cursor_pos": cursor, "detail_level": self.pick((0, 1))},
            "is_complete_request": {"code": code},
            "history_request": {"hist_access_type": "tail", "n": 3, "output": True, "raw": True},
            "comm_open": {"comm_id": "c", "target_name": "unknown", "data": {}},
            "comm_msg": {"comm_id": "c", "data": {}},
            "comm_close": {"comm_id": "c", "data": {}},
            "debug_request": {"type": "request", "seq": 1, "command": self.pick(("debugInfo", "x")), "arguments": {}},
            "delete_subshell_request": {"subshell_id": "unknown"},
            "input_reply": {"value": "unasked"},
        }.get(kind, {})

    def header(self, kind):
        self.count += 1
        return {"msg_id": f"case-{self.number}-{self.count}", "session": "fuzz", "username": "fuzz",
                "date": "2024-01-01T00:00:00.000000Z", "msg_type": kind, "version": "5.4"}

    def encode(self, part):
        return part if isinstance(part, bytes) else json.dumps(part).encode()

    def signed(self, header, content, parent=b"{}", metadata=b"{}"):
        """The frames of a message whose signature is right, whatever its parts are."""
        parts = [self.encode(part) for part in (header, parent, metadata, content)]
        return [DELIMITER, self.session.sign(parts), *parts]

    def good(self, kind=None):
        """The frames of a message that is in order."""
        kind = self.pick(KINDS) if kind is None else kind
        return self.signed(self.header(kind), self.content(kind))

    # Makers

    def truncated(self):
        """Frames missing at the end, or a frame cut short."""
        frames = self.good()
        if self.random.random() < 0.5:
            return self.request_channel(), [frames[: self.random.randrange(len(frames))] or [b""]]
        place = self.random.randrange(len(frames))
        frames[place] = frames[place][: self.random.randrange(len(frames[place]) + 1)]
        return self.request_channel(), [frames]

    def wrong_count(self):
        """Frames too many, too few, twice, or in another order."""
        frames = self.good()
        for _ in range(self.random.randrange(1, 4)):
            place = self.random.randrange(len(frames))
            change = self.random.randrange(4)
            if change == 0:
                frames.insert(place, self.bytes())
            elif change == 1 and len(frames) > 1:
                del frames[place]
            elif change == 2:
                frames[place:place] = [frames[place]] * self.random.randrange(20)
            else:
                self.random.shuffle(frames)
        return self.request_channel(), [frames]

    def wrong_signature(self):
        frames = self.good()
        right = frames[1]
        frames[1] = self.pick((b"", b"0" * 64, right[:-1], right + b"0", right.upper() + b" ", right[::-1],
                               bytes(64), self.bytes(), right[:32], b"\xff" * 64))
        return self.request_channel(), [frames]

    def not_json(self):
        """A part that is no JSON object, or no UTF-8."""
        kind = self.pick(KINDS)
        parts = [self.header(kind), b"{}", b"{}", self.content(kind)]
        parts[self.random.randrange(4)] = self.pick(TEXTS) if self.random.random() < 0.8 else self.bytes()
        return self.request_channel(), [self.signed(parts[0], parts[3], parts[1], parts[2])]

    def mutated_json(self):
        """A content with a few bytes changed."""
        kind = self.pick(KINDS)
        text = bytearray(self.encode(self.content(kind)))
        for _ in range(self.random.randrange(1, 4)):
            place = self.random.randrange(len(text) + 1)
            text[place:place + self.random.randrange(3)] = self.bytes(3)
        return self.request_channel(), [self.signed(self.header(kind), bytes(text))]

    def wrong_member(self):
        """A member of another type."""
        kind = self.pick(KINDS[:16])
        content = self.content(kind)
        for name in list(content):
            if self.random.random() < 0.4:
                content[name] = self.pick(VALUES)
        content[self.pick(("extra", "", "é"))] = self.pick(VALUES)
        if isinstance(content.get("code"), str) and kind == "execute_request":
            content["code"] = ""
        return self.request_channel(), [self.signed(self.header(kind), content)]

    def missing_member(self):
        kind = self.pick(KINDS[:16])
        content = {name: value for name, value in self.content(kind).items() if self.random.random() < 0.5}
        return self.request_channel(), [self.signed(self.header(kind), content)]

    def wrong_header(self):
        """A header with members missing, of another type, or unknown; a parent or metadata of another kind."""
        kind = self.pick(KINDS[:16])
        header = self.header(kind)
        name = self.pick(tuple(header))
        if self.random.random() < 0.5:
            del header[name]
        else:
            header[name] = self.pick(VALUES)
        if header.get("msg_type") == kind and self.random.random() < 0.3:
            header["subshell_id"] = self.pick(VALUES)
        parent = self.pick((b"{}", b"[]", b'{"msg_id":1}', b'{"msg_id":"x"}'))
        return self.request_channel(), [self.signed(header, self.content(kind), parent)]

    def odd_cursor(self):
        """A cursor before or behind the text, or no number."""
        kind = self.pick(("complete_request", "inspect_request"))
        content = self.content(kind)
        places = (-1, len(content["code"]) + 1, *VALUES)
        content["cursor_pos"] = self.pick(places)
        if kind == "inspect_request":
            content["detail_level"] = self.pick(places)
        return self.request_channel(), [self.signed(self.header(kind), content)]

    def odd_text(self):
        """Odd source text, with the cursor somewhere in it."""
        kind = self.pick(("complete_request", "inspect_request", "is_complete_request"))
        return "shell", [self.good(kind)]

    def odd_history(self):
        content = {"hist_access_type": self.pick(("tail", "range", "search", "", None)), "n": self.pick(VALUES),
                   "session": self.pick(NUMBERS), "start": self.pick(NUMBERS), "stop": self.pick(NUMBERS),
                   "pattern": self.pick(("*", "?" * 50, "*a" * 100, "[", "", "\\", "👍🏽*", None)),
                   "output": self.pick(VALUES), "raw": self.pick(VALUES), "unique": self.pick(VALUES)}
        return "shell", [self.signed(self.header("history_request"), content)]

    def odd_cell(self):
        """A short cell, right or wrong, with odd options."""
        texts = self.snippets
        content = self.content("execute_request")
        content["code"] = self.pick(("", " ", texts.complete_code, texts.syntax_error, texts.runtime_error, "\u0000",
                                     "👍🏽", texts.simple_expression))
        content[self.pick(("silent", "allow_stdin", "stop_on_error", "user_expressions"))] = self.pick(VALUES)
        content["user_expressions"] = self.pick(({}, {"a": "1"}, {"a": ")"}, {"": ""}, {"a": None}, []))
        return "shell", [self.signed(self.header("execute_request"), content)]

    def replay(self):
        frames = self.good()
        return self.request_channel(), [frames] * self.random.randrange(2, 4)

    def random_type(self):
        kind = "".join(chr(self.random.randrange(32, 0x2FFF)) for _ in range(self.random.randrange(20)))
        return self.request_channel(), [self.signed(self.header(kind), {"a": self.pick(VALUES)})]

    def delimiters(self):
        """No delimiter, several, or many identities before it."""
        frames = self.good()
        change = self.random.randrange(4)
        if change == 0:
            frames = frames[1:]
        elif change == 1:
            frames = [DELIMITER] * self.random.randrange(1, 5) + frames
        elif change == 2:
            frames = [self.bytes() for _ in range(self.random.randrange(1, 30))] + frames
        else:
            frames[0] = self.pick((b"<IDS|MSG", b"<ids|msg>", b"", b"<IDS|MSG>>"))
        return self.request_channel(), [frames]

    def on_stdin(self):
        """Answers that nobody asked for, and garbage."""
        if self.random.random() < 0.5:
            return "stdin", [[self.bytes() for _ in range(self.random.randrange(1, 8))]]
        kind = self.pick(("input_reply", *KINDS))
        return "stdin", [self.signed(self.header(kind), {"value": self.pick(VALUES)})]

    def on_iopub(self):
        """Subscriptions that come and go, and bytes that are none."""
        topic = self.pick(TOPICS)
        if self.random.random() < 0.6:
            return "iopub", [[b"\x01" + topic], [b"\x00" + topic]]
        return "iopub", [[self.pick((b"\x00", b"\x02", b"\xff", b"")) + topic + self.bytes(8)]]

    def on_heartbeat(self):
        return "hb", [[self.bytes() for _ in range(self.random.randrange(1, 8))]]

    def on_tcp(self):
        """Bytes on the shell's port that are no ZeroMQ."""
        greeting = b"\xff" + bytes(8) + b"\x7f\x03"
        return "raw", [[self.pick((b"", greeting, b"GET / HTTP/1.1\r\n\r\n", b"\x00" * 64)) + self.bytes(200)]]

    def deep(self):
        """Deeply nested JSON, closed or not."""
        depth = DEPTH if self.largest else self.random.randrange(1, DEPTH // 10)
        opening, closing = self.pick(((b"[", b"]"), (b'{"a":', b"}")))
        value = opening * depth + (b"1" + closing * depth if self.random.random() < 0.7 else b"")
        kind = self.pick(("complete_request", "execute_request", "history_request", "x"))
        return "shell", [self.signed(self.header(kind), b'{"code":"","cursor_pos":0,"extra":' + value + b"}")]

    def long(self):
        """Strings, lists and source texts of up to a megabyte."""
        length = LENGTH if self.largest else self.random.randrange(1, LENGTH // 10)
        kind = self.pick(("complete_request", "is_complete_request", "x"))
        text = self.pick(("x", " ", "(", "é", "1+", "//"))
        code = text * (length // (len(text) * (1 if kind == "x" else 10)))
        content = {"code": code, "cursor_pos": self.random.randrange(len(code) + 1), "extra": [0] * (length // 20)}
        return "shell", [self.signed(self.header(kind), content)]
