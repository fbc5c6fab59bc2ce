"""A gRPC client that shows what came over the wire: on h2, with messages framed by hand."""

import gzip
import socket
import ssl
from dataclasses import dataclass, field

import h2.config
import h2.connection
import h2.events

SECONDS = 20


def tls_socket(peer) -> ssl.SSLSocket:
    """A connection of a caller with a certificate."""
    context = ssl.create_default_context(cafile=str(peer.ca_path))
    context.load_cert_chain(str(peer.client_certificate_path), str(peer.client_key_path))
    context.set_alpn_protocols(["h2"])
    plain = socket.create_connection(("127.0.0.1", peer.port), timeout=SECONDS)
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return context.wrap_socket(plain, server_hostname="localhost")


def request_headers(method: str, **more) -> list:
    headers = [(":method", "POST"), (":scheme", "https")]
    headers += [(":path", f"/grpc.testing.TestService/{method}"), (":authority", "localhost")]
    headers += [("content-type", "application/grpc"), ("te", "trailers")]
    return headers + [(name.replace("_", "-"), value) for name, value in more.items()]


@dataclass
class Answer:
    headers: dict = field(default_factory=dict)
    trailers: dict = field(default_factory=dict)
    data: bytes = b""
    reset: int | None = None

    @property
    def status(self) -> str | None:
        return self.trailers.get("grpc-status", self.headers.get("grpc-status"))

    def _frames(self):
        rest = self.data
        while rest:
            count = int.from_bytes(rest[1:5])
            yield rest[0] == 1, rest[5:5 + count]
            rest = rest[5 + count:]

    @property
    def compressed(self) -> list:
        return [flag for flag, _ in self._frames()]

    @property
    def messages(self) -> list:
        return [gzip.decompress(body) if flag else body for flag, body in self._frames()]


class WireClient:
    def __init__(self, peer):
        self.socket = tls_socket(peer)
        configuration = h2.config.H2Configuration(header_encoding="utf-8")
        self.h2 = h2.connection.H2Connection(configuration)
        self.h2.initiate_connection()
        self.h2.increment_flow_control_window(16 << 20)
        self.h2.update_settings({4: 16 << 20})
        self.answers = {}
        self.ended = set()
        self.goaway = None
        self.flush()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def flush(self) -> None:
        self.socket.sendall(self.h2.data_to_send())

    def call(self, method: str, messages: list, accepts: str = "gzip", **more) -> Answer:
        """`messages` are bytes and whether they go compressed."""
        stream = self.h2.get_next_available_stream_id()
        headers = request_headers(
            method, grpc_encoding="gzip", grpc_accept_encoding=accepts, **more)
        self.h2.send_headers(stream, headers)
        body = b""
        for message, compressed in messages:
            if compressed:
                message = gzip.compress(message)
            body += bytes([compressed]) + len(message).to_bytes(4) + message
        self._send(stream, body)
        return self.wait(stream)

    def _send(self, stream: int, body: bytes) -> None:
        self.answers.setdefault(stream, Answer())
        while body:
            room = min(self.h2.local_flow_control_window(stream), self.h2.max_outbound_frame_size)
            if room == 0:
                self._receive()
                continue
            self.h2.send_data(stream, body[:room])
            body = body[room:]
            self.flush()
        self.h2.end_stream(stream)
        self.flush()

    def wait(self, stream: int) -> Answer:
        while stream not in self.ended:
            self._receive()
        return self.answers[stream]

    def _receive(self) -> None:
        data = self.socket.recv(65_536)
        if not data:
            raise ConnectionError("the server closed the connection")
        for event in self.h2.receive_data(data):
            self._note(event)
        self.flush()

    def _note(self, event) -> None:
        answer = self.answers.setdefault(getattr(event, "stream_id", 0) or 0, Answer())
        match event:
            case h2.events.ResponseReceived():
                answer.headers = dict(event.headers)
            case h2.events.TrailersReceived():
                answer.trailers = dict(event.headers)
            case h2.events.DataReceived():
                answer.data += event.data
                self.h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
            case h2.events.StreamReset():
                answer.reset = event.error_code
                self.ended.add(event.stream_id)
            case h2.events.StreamEnded():
                self.ended.add(event.stream_id)
            case h2.events.ConnectionTerminated():
                self.goaway = event.error_code
