"""A client of frames: TLS and the preface in order, and after that whatever a test wants."""

import socket
import ssl
import time
from pathlib import Path

import hpack
from hyperframe.frame import (
    DataFrame,
    Frame,
    GoAwayFrame,
    HeadersFrame,
    PingFrame,
    RstStreamFrame,
    SettingsFrame,
    WindowUpdateFrame,
)

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
FRAME_BYTES_MAX = 16_384
ECHO = "/tidemark.bench.v1.Echo/EchoNow"
STREAM = "/tidemark.bench.v1.Echo/Stream"


class Refused(Exception):
    """The server has ended the connection."""


def context(certificates: Path, caller: str = "gateway-demo") -> ssl.SSLContext:
    made = ssl.create_default_context(cafile=certificates / "ca.pem")
    made.load_cert_chain(certificates / f"{caller}.pem", certificates / f"{caller}.key")
    made.set_alpn_protocols(["h2"])
    return made


def message(payload: bytes, compressed: int = 0) -> bytes:
    return bytes([compressed]) + len(payload).to_bytes(4, "big") + payload


class Wire:
    def __init__(self, port: int, tls: ssl.SSLContext, settings=None, acknowledges=True):
        self.acknowledges = acknowledges
        self.encoder = hpack.Encoder()
        self.decoder = hpack.Decoder()
        self.received = b""
        self.goaway: GoAwayFrame | None = None
        self.next_stream = 1
        plain = socket.create_connection(("127.0.0.1", port), timeout=5)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = tls.wrap_socket(plain, server_hostname="localhost")
        window = WindowUpdateFrame(0, window_increment=2**30)
        self.send(PREFACE + SettingsFrame(0, settings=settings or {}).serialize())
        self.send(window.serialize())

    def close(self) -> None:
        self.socket.close()

    def send(self, data: bytes) -> None:
        try:
            self.socket.sendall(data)
        except TimeoutError as error:
            raise error
        except OSError as error:
            raise Refused(str(error)) from error

    def frames(self, timeout: float) -> list[Frame]:
        """What has come within `timeout` seconds; SETTINGS and PING are answered as they must."""
        self.socket.settimeout(max(timeout, 0.001))
        try:
            data = self.socket.recv(65_536)
        except (TimeoutError, ssl.SSLWantReadError):
            return []
        except OSError as error:
            raise Refused(str(error)) from error
        finally:
            self.socket.settimeout(5)
        if not data:
            raise Refused("closed")
        self.received += data
        return [self._noted(frame) for frame in self._parsed()]

    def _parsed(self):
        while len(self.received) >= 9:
            frame, length = Frame.parse_frame_header(memoryview(self.received[:9]))
            if len(self.received) < 9 + length:
                return
            frame.parse_body(memoryview(self.received[9 : 9 + length]))
            self.received = self.received[9 + length :]
            yield frame

    def _noted(self, frame: Frame) -> Frame:
        if isinstance(frame, GoAwayFrame) and (self.goaway is None or frame.additional_data):
            self.goaway = frame
        if isinstance(frame, SettingsFrame) and "ACK" not in frame.flags and self.acknowledges:
            self.send(SettingsFrame(0, flags=["ACK"]).serialize())
        if isinstance(frame, PingFrame) and "ACK" not in frame.flags:
            self.send(PingFrame(0, frame.opaque_data, flags=["ACK"]).serialize())
        return frame

    def until_closed(self, seconds: float) -> None:
        """Reads to the server's end of the connection, for no longer than `seconds`."""
        end = time.monotonic() + seconds
        try:
            while time.monotonic() < end:
                self.frames(0.1)
        except Refused:
            pass

    def head(self, path: str = ECHO, method: str = "POST", extra=()) -> list[tuple[str, str]]:
        fields = [(":method", method), (":scheme", "https"), (":path", path)]
        fields += [(":authority", "localhost"), ("te", "trailers")]
        return [*fields, ("content-type", "application/grpc"), *extra]

    def headers(self, fields=None, flags=("END_HEADERS",), stream: int = 0) -> HeadersFrame:
        """A request on a stream of its own, encoded but not sent."""
        if not stream:
            stream, self.next_stream = self.next_stream, self.next_stream + 2
        block = self.encoder.encode(fields or self.head())
        return HeadersFrame(stream, block, flags=list(flags))

    def call(self, path: str, body: bytes, extra=(), method: str = "POST", seconds: float = 5):
        """Makes one call and answers its header fields, body and trailers' fields."""
        head = self.headers(self.head(path, method, extra))
        self.send(head.serialize())
        for start in range(0, max(len(body), 1), FRAME_BYTES_MAX):
            part = body[start : start + FRAME_BYTES_MAX]
            is_last = start + FRAME_BYTES_MAX >= len(body)
            data = DataFrame(head.stream_id, part, flags=["END_STREAM"] if is_last else [])
            self.send(data.serialize())
        fields, answer = [], b""
        while True:
            got = self.frames(seconds)
            if not got:
                raise TimeoutError(path)
            for frame in got:
                ours = frame.stream_id == head.stream_id
                if isinstance(frame, HeadersFrame):
                    decoded = self.decoder.decode(frame.data)
                    fields += decoded if ours else []
                if isinstance(frame, DataFrame):
                    answer += frame.data if ours else b""
                if ours and isinstance(frame, RstStreamFrame):
                    raise Refused(f"reset {frame.error_code}")
                if ours and "END_STREAM" in frame.flags:
                    return dict(fields), answer
