"""A server on h2 alone: what it says on the wire is decided by the test, not by a gRPC library."""

import socket
import ssl
import threading
from pathlib import Path

import h2.config
import h2.connection
import h2.events
from grpc.testing import messages_pb2

HEADERS = [(":status", "200"), ("content-type", "application/grpc")]
TRAILERS = [("grpc-status", "0")]
SECONDS = 15


class H2Server:
    """Serves each connection on a thread until the test ends."""

    settings: dict = {}

    def __init__(self, certificates: Path):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(
            certificates / "service-catalog.pem", certificates / "service-catalog.key")
        self.context.set_alpn_protocols(["h2"])
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.connections = 0
        self.calls = 0
        self.open_streams = set()
        self.most_open = 0
        self.pings_sent = 0
        self.pings_answered = 0
        self.failure = None
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self.listener.close()

    def _accept(self) -> None:
        while True:
            try:
                plain, _ = self.listener.accept()
            except OSError:
                return
            plain.settimeout(SECONDS)
            self.connections += 1
            threading.Thread(target=self._guarded, args=(plain,), daemon=True).start()

    def _guarded(self, plain: socket.socket) -> None:
        try:
            with self.context.wrap_socket(plain, server_side=True) as tls:
                Connection(self, tls).serve()
        except (ConnectionError, ssl.SSLError, TimeoutError):
            pass
        except Exception as error:
            self.failure = error

    def called(self, connection, stream: int, headers: dict, body: bytes) -> None:
        """Answers a request that has come whole; UnaryCall, unless a server has others."""
        request = messages_pb2.SimpleRequest.FromString(body[5:])
        response = messages_pb2.SimpleResponse(
            payload=messages_pb2.Payload(body=bytes(request.response_size)))
        message = response.SerializeToString()
        self.answer(connection, stream, b"\0" + len(message).to_bytes(4) + message)

    def answer(self, connection, stream: int, message: bytes) -> None:
        connection.h2.send_headers(stream, HEADERS)
        connection.send(stream, message)
        connection.h2.send_headers(stream, TRAILERS, end_stream=True)


class Connection:
    def __init__(self, server: H2Server, tls: ssl.SSLSocket):
        self.server = server
        self.tls = tls
        configuration = h2.config.H2Configuration(client_side=False, header_encoding="utf-8")
        self.h2 = h2.connection.H2Connection(configuration)
        self.h2.initiate_connection()
        if server.settings:
            self.h2.update_settings(server.settings)
        self.headers = {}
        self.bodies = {}
        self.ended = []

    def flush(self) -> None:
        self.tls.sendall(self.h2.data_to_send())

    def serve(self) -> None:
        self.flush()
        while self.receive():
            while self.ended:
                stream = self.ended.pop(0)
                self.server.calls += 1
                self.server.called(
                    self, stream, self.headers.pop(stream), self.bodies.pop(stream))
                self.server.open_streams.discard(stream)
                self.flush()

    def receive(self) -> bool:
        content = self.tls.recv(65_536)
        for event in self.h2.receive_data(content):
            match event:
                case h2.events.RequestReceived():
                    self.headers[event.stream_id] = dict(event.headers)
                    self.bodies[event.stream_id] = b""
                    self.server.open_streams.add(event.stream_id)
                    self.server.most_open = max(
                        self.server.most_open, len(self.server.open_streams))
                case h2.events.DataReceived():
                    self.bodies[event.stream_id] += event.data
                    self.h2.acknowledge_received_data(
                        event.flow_controlled_length, event.stream_id)
                case h2.events.StreamEnded():
                    self.ended.append(event.stream_id)
                case h2.events.PingAckReceived():
                    self.server.pings_answered += 1
        self.flush()
        return bool(content)

    def send(self, stream: int, content: bytes, padding: int | None = None) -> None:
        """Sends as the client's window lets it."""
        overhead = 0 if padding is None else padding + 1
        step = 5 if padding else self.h2.max_outbound_frame_size
        while content:
            room = self.h2.local_flow_control_window(stream) - overhead
            if room <= 0:
                self.flush()
                if not self.receive():
                    raise ConnectionError("the client left")
                continue
            part, content = content[:min(room, step)], content[min(room, step):]
            self.h2.send_data(stream, part, pad_length=padding)
            self.flush()
