"""Before a server is measured: which suite it takes, and whether its answers are gRPC's."""

import re
import socket
import ssl
import subprocess
from pathlib import Path

import h2.config
import h2.connection
import h2.events

from measuring import BODY, HEADERS, MESSAGE, SUITE, NotMeasured
from servers import Server

CALLS = 200


def negotiated(port: int) -> str:
    """What openssl agrees on with the server when it offers what the bench offers."""
    done = subprocess.run(
        ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-alpn", "h2", "-tls1_3",
         "-ciphersuites", SUITE],
        # What the server sends first comes after the text, as it is: binary.
        input="", capture_output=True, encoding="ascii", errors="replace", timeout=20, check=False,
    )
    found = re.search(r"New, (TLSv1\.3), Cipher is (\S+)", done.stdout)
    protocol = re.search(r"ALPN protocol: (\S+)", done.stdout)
    if not found or found[2] != SUITE or not protocol:
        raise NotMeasured(f"not TLS 1.3, {SUITE} and h2:\n{done.stdout[-600:]}")
    return f"{found[1]} {found[2]} {protocol[1]}"


def connect(port: int, authority: Path) -> ssl.SSLSocket:
    context = ssl.create_default_context(cafile=str(authority))
    context.set_alpn_protocols(["h2"])
    raw = socket.create_connection(("127.0.0.1", port), timeout=20)
    return context.wrap_socket(raw, server_hostname="localhost")


def answers(server: Server, authority: Path) -> None:
    """Makes `CALLS` calls one after the other; each must answer the message with status 0."""
    connection = h2.connection.H2Connection(
        h2.config.H2Configuration(client_side=True, header_encoding="utf-8"))
    with connect(server.port, authority) as wire:
        connection.initiate_connection()
        for _ in range(CALLS):
            one_call(connection, wire, server)


def one_call(connection: h2.connection.H2Connection, wire: ssl.SSLSocket, server: Server) -> None:
    stream = connection.get_next_available_stream_id()
    connection.send_headers(stream, [
        (":method", "GET" if server.get else "POST"), (":scheme", "https"),
        (":authority", "localhost"), (":path", server.path), *HEADERS,
    ], end_stream=server.get)
    if not server.get:
        connection.send_data(stream, BODY, end_stream=True)
    wire.sendall(connection.data_to_send())
    head: dict[str, str] = {}
    trailers: dict[str, str] = {}
    data, is_open = b"", True
    while is_open:
        received = wire.recv(65_536)
        if not received:
            raise NotMeasured(f"{server.name} closed the connection")
        for event in connection.receive_data(received):
            if isinstance(event, h2.events.ResponseReceived):
                head = dict(event.headers)
            elif isinstance(event, h2.events.DataReceived):
                data += event.data
                connection.acknowledge_received_data(
                    event.flow_controlled_length, event.stream_id)
            elif isinstance(event, h2.events.TrailersReceived):
                trailers = dict(event.headers)
            elif isinstance(event, h2.events.StreamEnded | h2.events.StreamReset):
                is_open = False
        wire.sendall(connection.data_to_send())
    status = "0" if server.get else trailers.get("grpc-status")
    if head.get(":status") != "200" or data != BODY or status != "0":
        raise NotMeasured(f"{server.name} answers {head} {data!r} {trailers}")


def stock_call(server: Server, authority: Path) -> None:
    """One unary call by grpcio, which trusts nothing that this bench wrote."""
    import grpc

    credentials = grpc.ssl_channel_credentials(authority.read_bytes())
    options = [("grpc.ssl_target_name_override", "localhost")]
    with grpc.secure_channel(f"127.0.0.1:{server.port}", credentials, options) as channel:
        answer = channel.unary_unary(server.path)(MESSAGE, timeout=20)
    if answer != MESSAGE:
        raise NotMeasured(f"{server.name} answers {answer!r} to grpcio")


def check(server: Server, authority: Path) -> str:
    suite = negotiated(server.port)
    answers(server, authority)
    if server.is_grpc:
        stock_call(server, authority)
    return suite
