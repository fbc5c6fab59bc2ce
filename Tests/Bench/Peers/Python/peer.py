"""peer.py PORT CERTIFICATE KEY: the echo service on grpcio's synchronous server."""

import sys
from concurrent import futures
from pathlib import Path

import grpc

WORKERS = 8
# Calls wait here for a worker, so the bench's 1,000 streams at once are not refused.
STREAMS_MAX = 2_000


def varint(wire: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = wire[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def stream(wire: bytes, _context):
    """Answers `count = 2` messages with a payload of `payload_bytes = 3`."""
    fields, at = {}, 0
    while at < len(wire):
        key, at = varint(wire, at)
        fields[key >> 3], at = varint(wire, at)
    length = fields[3]
    size = bytes([length]) if length < 0x80 else bytes([length & 0x7F | 0x80, length >> 7])
    answer = b"\x0a" + size + b"a" * length
    for _ in range(fields[2]):
        yield answer


def main() -> None:
    port, certificate, key = sys.argv[1:]
    echo = grpc.unary_unary_rpc_method_handler(lambda message, _context: message)
    methods = {
        "EchoNow": echo,
        "EchoLater": echo,
        "Stream": grpc.unary_stream_rpc_method_handler(stream),
    }
    server = grpc.server(
        futures.ThreadPoolExecutor(max_workers=WORKERS),
        options=[("grpc.max_concurrent_streams", STREAMS_MAX)],
    )
    server.add_generic_rpc_handlers(
        [grpc.method_handlers_generic_handler("tidemark.bench.v1.Echo", methods)]
    )
    pair = (Path(key).read_bytes(), Path(certificate).read_bytes())
    server.add_secure_port(f"127.0.0.1:{port}", grpc.ssl_server_credentials([pair]))
    server.start()
    server.wait_for_termination()


if __name__ == "__main__":
    main()
