"""HTTP/2 frames made by hand, and what a server makes of them.

A frame:  | length: 3 bytes | type: 1 | flags: 1 | reserved bit and stream: 4 | payload |
"""

import ssl
from dataclasses import dataclass, field

from wire_client import tls_socket

DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS, PUSH_PROMISE, PING, GOAWAY, WINDOW_UPDATE, \
    CONTINUATION = range(10)
END_STREAM, ACK, END_HEADERS, PADDED, WITH_PRIORITY = 0x1, 0x1, 0x4, 0x8, 0x20
(NO_ERROR, PROTOCOL_ERROR, INTERNAL_ERROR, FLOW_CONTROL_ERROR, SETTINGS_TIMEOUT, STREAM_CLOSED,
 FRAME_SIZE_ERROR, REFUSED_STREAM, CANCEL, COMPRESSION_ERROR) = range(10)
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
SECONDS = 5


def frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    head = len(payload).to_bytes(3) + bytes([kind, flags]) + stream.to_bytes(4)
    return head + payload


def settings(*pairs) -> bytes:
    payload = b"".join(name.to_bytes(2) + value.to_bytes(4) for name, value in pairs)
    return frame(SETTINGS, 0, 0, payload)


def window_update(stream: int, increment: int) -> bytes:
    return frame(WINDOW_UPDATE, 0, stream, increment.to_bytes(4))


def rst(stream: int, code: int = CANCEL) -> bytes:
    return frame(RST_STREAM, 0, stream, code.to_bytes(4))


def text(value: str) -> bytes:
    """A string literal of HPACK, not Huffman-coded."""
    raw = value.encode()
    if len(raw) < 127:
        return bytes([len(raw)]) + raw
    rest, out = len(raw) - 127, b"\x7f"
    while rest > 127:
        out += bytes([rest & 127 | 128])
        rest >>= 7
    return out + bytes([rest]) + raw


def block(*fields) -> bytes:
    """Fields as literals without indexing, so that no state is needed."""
    return b"".join(b"\x00" + text(name) + text(value) for name, value in fields)


PSEUDO = {":method": "POST", ":scheme": "https", ":path": "/grpc.testing.TestService/EmptyCall",
          ":authority": "localhost"}
GRPC = (("content-type", "application/grpc"), ("te", "trailers"))


def call(method: str = "EmptyCall", *more, without: str = "") -> bytes:
    """A call's header block."""
    pseudo = PSEUDO | {":path": f"/grpc.testing.TestService/{method}"}
    return block(*((n, v) for n, v in pseudo.items() if n != without), *GRPC, *more)


def headers(stream: int, content: bytes, flags: int = END_HEADERS) -> bytes:
    return frame(HEADERS, flags, stream, content)


def data(stream: int, content: bytes = bytes(5), flags: int = END_STREAM) -> bytes:
    return frame(DATA, flags, stream, content)


def complete_call(stream: int = 1) -> bytes:
    return headers(stream, call()) + data(stream)


def open_call(stream: int = 1) -> bytes:
    """A call that may go on sending."""
    return headers(stream, call("FullDuplexCall"))


def slow_answer(stream: int = 1, seconds: int = 8) -> bytes:
    """A call whose request has ended and whose answer is not there for a while: half closed."""
    def varint(value: int) -> bytes:
        out = b""
        while value > 127:
            out += bytes([value & 127 | 128])
            value >>= 7
        return out + bytes([value])

    parameters = b"\x08\x01\x10" + varint(seconds * 1_000_000)
    message = b"\x12" + bytes([len(parameters)]) + parameters
    body = b"\x00" + len(message).to_bytes(4) + message
    return headers(stream, call("StreamingOutputCall")) + data(stream, body)


@dataclass
class Frame:
    kind: int
    flags: int
    stream: int
    payload: bytes

    @property
    def code(self) -> int:
        return int.from_bytes(self.payload[4:8] if self.kind == GOAWAY else self.payload[:4])


@dataclass
class Seen:
    """Everything the server sent, up to the answer of a last PING or the connection's end."""
    frames: list = field(default_factory=list)
    closed: bool = False

    def of(self, kind: int, stream: int | None = None) -> list:
        return [f for f in self.frames
                if f.kind == kind and (stream is None or f.stream == stream)]

    def connection_error(self, codes) -> bool:
        goaways = [f.code for f in self.of(GOAWAY) if f.code != NO_ERROR]
        return goaways[0] in codes if goaways else self.closed

    def stream_error(self, codes) -> bool:
        resets = [f.code for f in self.of(RST_STREAM) if f.code != NO_ERROR]
        return self.connection_error(codes) or any(code in codes for code in resets)

    @property
    def is_alive(self) -> bool:
        errors = [f for f in self.of(GOAWAY) + self.of(RST_STREAM) if f.code != NO_ERROR]
        return not self.closed and not errors

    def answered(self, stream: int) -> bool:
        return self.is_alive and bool(self.of(HEADERS, stream))

    def __str__(self) -> str:
        names = ["DATA", "HEADERS", "PRIORITY", "RST_STREAM", "SETTINGS", "PUSH_PROMISE", "PING",
                 "GOAWAY", "WINDOW_UPDATE", "CONTINUATION"]
        said = [
            f"{names[f.kind]}({f.code})" if f.kind in (RST_STREAM, GOAWAY)
            else f"{names[f.kind]}[{f.stream}]"
            for f in self.frames]
        return " ".join(said) + (" and closed" if self.closed else "")


class Raw:
    """A connection past its handshake, for frames of any kind."""

    def __init__(self, peer, preface: bytes = PREFACE + settings()):
        self.socket = tls_socket(peer)
        self.socket.settimeout(SECONDS)
        self.buffer = b""
        self.seen = Seen()
        self.settings = {}
        self.pings = 0
        self.send(preface)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, content: bytes) -> None:
        try:
            self.socket.sendall(content)
        except OSError:
            self.seen.closed = True

    def read(self) -> Frame | None:
        """The next frame; None when the server has closed."""
        while len(self.buffer) < 9 or len(self.buffer) < 9 + int.from_bytes(self.buffer[:3]):
            try:
                more = self.socket.recv(65_536)
            except TimeoutError:
                raise AssertionError(f"silence after {self.seen}") from None
            except (ConnectionError, ssl.SSLError):
                more = b""
            if not more:
                self.seen.closed = True
                return None
            self.buffer += more
        count = 9 + int.from_bytes(self.buffer[:3])
        head, self.buffer = self.buffer[:count], self.buffer[count:]
        got = Frame(head[3], head[4], int.from_bytes(head[5:9]) & 0x7FFF_FFFF, head[9:])
        if got.kind == SETTINGS and not got.flags & ACK:
            pairs = [got.payload[i:i + 6] for i in range(0, len(got.payload), 6)]
            self.settings |= {int.from_bytes(p[:2]): int.from_bytes(p[2:]) for p in pairs}
            self.send(frame(SETTINGS, ACK, 0))
        self.seen.frames.append(got)
        return got

    def until(self, condition) -> None:
        """Reads until a frame fulfils the condition, or the connection's end."""
        while (got := self.read()) is not None and not condition(got):
            pass

    def settle(self) -> Seen:
        """Two PINGs in turn: what the server has to say to all before, it says before the second
        answer (a PING's answer may overtake other frames once)."""
        for _ in range(2):
            self.pings += 1
            mark = b"settled" + bytes([self.pings])
            self.send(frame(PING, 0, 0, mark))
            self.until(lambda got: got.kind == PING and got.payload == mark)
        return self.seen
