"""Logs of a run as other programs read them: lines of numbers, and TensorBoard's event files."""

import csv
import struct

import google_crc32c
import pytest

SCRIPT = """
let run = train(mlp([64, 10]), on: digits(train: 100), epochs: 3, batch: 20, evaluateEvery: .steps(5))
run.saveLog("run.csv")
run.saveEvents(in: "runs/first")
print(run.history.map { $0.validation!.loss })
"""


def masked(data):
    checksum = google_crc32c.value(data)
    return ((checksum >> 15 | checksum << 17) + 0xA282EAD8) & 0xFFFFFFFF


def records(data):
    """The payloads of a TFRecord file, every check sum checked."""
    while data:
        length, checksum = data[:8], struct.unpack("<I", data[8:12])[0]
        assert checksum == masked(length)
        size = struct.unpack("<Q", length)[0]
        payload, checksum = data[12:12 + size], struct.unpack("<I", data[12 + size:16 + size])[0]
        assert checksum == masked(payload)
        yield payload
        data = data[16 + size:]


@pytest.fixture
def logged(espalier, tmp_path):
    (tmp_path / "a.swift").write_text(SCRIPT)
    result = espalier("run", "a.swift")
    assert (result.returncode, result.stderr) == (0, "")
    losses = [float(text) for text in result.stdout.splitlines()[-1].strip("[]").split(",")]
    rows = [(name, int(step), float(value)) for name, step, value in csv.reader((tmp_path / "run.csv").open())]
    return tmp_path / "runs" / "first", losses, rows


def test_a_log_is_metric_step_value(logged):
    _, losses, rows = logged
    assert [(step, value) for name, step, value in rows if name == "validation_loss"] == list(zip((5, 10, 15), losses))
    assert [step for name, step, _ in rows if name == "test_accuracy"] == [15]


def test_event_files_are_framed_and_the_same_every_time(logged, espalier):
    folder, _, rows = logged
    (file,) = folder.iterdir()
    assert "tfevents" in file.name
    first = file.read_bytes()
    payloads = list(records(first))
    assert b"brain.Event:2" in payloads[0] and len(payloads) == len(rows) + 1
    assert espalier("run", "a.swift").returncode == 0
    assert file.read_bytes() == first


def test_tensorboard_reads_what_was_written(logged):
    reader = pytest.importorskip("tensorboard.backend.event_processing.event_file_loader")
    folder, _, rows = logged
    (file,) = folder.iterdir()
    events = list(reader.LegacyEventFileLoader(str(file)).Load())
    assert events[0].file_version == "brain.Event:2"
    found = [(v.tag, event.step, v.simple_value) for event in events[1:] for v in event.summary.value]
    single = [(name.replace("_", "/", 1), step, struct.unpack("f", struct.pack("f", x))[0]) for name, step, x in rows]
    assert found == single
    assert all(event.wall_time == event.step for event in events)
