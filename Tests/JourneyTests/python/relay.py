"""A relay between the order service and one service that it calls: it ends TLS on both sides, so
it knows each call by its method, and can hold it, lose its reply, or let something happen
meanwhile."""

from concurrent import futures
from pathlib import Path

import grpc

SECONDS_MAX = 30
# How soon a service that was started again is found.
RECONNECT = [
    ("grpc.initial_reconnect_backoff_ms", 20),
    ("grpc.max_reconnect_backoff_ms", 100),
]


def pem(certificates: Path, holder: str) -> tuple[bytes, bytes]:
    """Key and certificate of a holder such as `service/order`."""
    name = holder.replace("/", "-")
    return (certificates / f"{name}.key").read_bytes(), (certificates / f"{name}.pem").read_bytes()


def channel(certificates: Path, port: int, holder: str) -> grpc.Channel:
    key, certificate = pem(certificates, holder)
    authority = (certificates / "ca.pem").read_bytes()
    credentials = grpc.ssl_channel_credentials(authority, key, certificate)
    return grpc.secure_channel(f"localhost:{port}", credentials, RECONNECT)


class Call:
    """One call on its way: `forward` makes it, once or more often, and returns the reply's bytes,
    or raises what the service said."""

    def __init__(self, method: str, request: bytes, multicallable, metadata, seconds: float):
        self.method, self.request = method, request
        self._multicallable, self._metadata, self._seconds = multicallable, metadata, seconds

    def forward(self) -> tuple[bytes, tuple]:
        reply, call = self._multicallable.with_call(
            self.request, metadata=self._metadata, timeout=self._seconds, wait_for_ready=True
        )
        return reply, call.trailing_metadata()


class ReplyLost(Exception):
    """The caller is told that the connection broke."""


class Relay(grpc.GenericRpcHandler):
    """Listens as `service` and asks the real one as `caller`. `around(call)` decides what becomes
    of each call: it returns what `call.forward()` does, or raises ReplyLost."""

    def __init__(self, certificates: Path, service: str, port: int, target: int, around,
                 caller: str = "service/order", threads: int = 64):
        self._around = around
        self._channel = channel(certificates, target, caller)
        self._server = grpc.server(futures.ThreadPoolExecutor(threads), [self])
        authority = (certificates / "ca.pem").read_bytes()
        credentials = grpc.ssl_server_credentials(
            [pem(certificates, f"service/{service}")], authority, require_client_auth=True)
        bound = self._server.add_secure_port(f"127.0.0.1:{port}", credentials)
        assert bound == port, f"port {port} is not free"
        self._server.start()

    def service(self, handler_call_details):
        method = handler_call_details.method
        if method.endswith("/Watch"):
            return None  # Health is watched where it is offered; it need not be.
        multicallable = self._channel.unary_unary(method)

        def relay(request: bytes, context) -> bytes:
            metadata = [
                pair for pair in context.invocation_metadata()
                if pair[0].startswith("tidemark-") or pair[0] == "traceparent"
            ]
            seconds = min(context.time_remaining() or SECONDS_MAX, SECONDS_MAX)
            call = Call(method, request, multicallable, metadata, seconds)
            try:
                reply, trailing = self._around(call)
            except ReplyLost:
                context.abort(grpc.StatusCode.UNAVAILABLE, "the relay lost the reply")
            except grpc.RpcError as error:
                context.set_trailing_metadata(error.trailing_metadata() or ())
                context.abort(error.code(), error.details())
            context.set_trailing_metadata(trailing)
            return reply

        return grpc.unary_unary_rpc_method_handler(relay)

    def stop(self) -> None:
        self._server.stop(0).wait()
        self._channel.close()
