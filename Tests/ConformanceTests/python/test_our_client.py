"""The official cases with our client, against stock grpcio as the server."""

import time
from concurrent import futures

import grpc
import pytest
from grpc.testing import empty_pb2, messages_pb2, test_pb2_grpc

from peer import run_interop

CASES = [
    "empty_unary", "large_unary", "server_streaming", "status_code_and_message",
    "special_status_message", "unimplemented_method", "unimplemented_service",
    "cancel_after_first_response", "timeout_on_sleeping_server", "large_unary_again",
    "client_streaming", "client_streaming_compressed", "ping_pong", "empty_stream",
    "custom_metadata", "cancel_after_begin", "server_compressed_unary",
]


class Service(test_pb2_grpc.TestServiceServicer):
    # The names are those of the generated class.
    def EmptyCall(self, request, context):
        return empty_pb2.Empty()

    def UnaryCall(self, request, context):
        if request.response_status.code:
            context.set_code(grpc.StatusCode.UNKNOWN)
            context.set_details(request.response_status.message)
            return messages_pb2.SimpleResponse()
        self.echo(context)
        if request.HasField("response_compressed"):
            # grpcio says nothing of the encoding of a response that it does not compress.
            context.set_compression(
                grpc.Compression.Gzip if request.response_compressed.value
                else grpc.Compression.NoCompression)
        body = bytes(request.response_size)
        return messages_pb2.SimpleResponse(payload=messages_pb2.Payload(body=body))

    @staticmethod
    def echo(context):
        sent = dict(context.invocation_metadata())
        initial, trailing = "x-grpc-test-echo-initial", "x-grpc-test-echo-trailing-bin"
        if initial in sent:
            context.send_initial_metadata([(initial, sent[initial])])
        if trailing in sent:
            context.set_trailing_metadata([(trailing, sent[trailing])])

    def StreamingInputCall(self, requests, context):
        size = sum(len(request.payload.body) for request in requests)
        return messages_pb2.StreamingInputCallResponse(aggregated_payload_size=size)

    def FullDuplexCall(self, requests, context):
        self.echo(context)
        for request in requests:
            for wanted in request.response_parameters:
                yield messages_pb2.StreamingOutputCallResponse(
                    payload=messages_pb2.Payload(body=bytes(wanted.size)))

    def StreamingOutputCall(self, request, context):
        for wanted in request.response_parameters:
            end = time.monotonic() + wanted.interval_us / 1_000_000
            while context.is_active() and time.monotonic() < end:
                time.sleep(0.01)
            yield messages_pb2.StreamingOutputCallResponse(
                payload=messages_pb2.Payload(body=bytes(wanted.size)))


@pytest.fixture(scope="module")
def port(certificates):
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=8))
    test_pb2_grpc.add_TestServiceServicer_to_server(Service(), server)
    key = (certificates / "service-catalog.key").read_bytes()
    chain = (certificates / "service-catalog.pem").read_bytes()
    ca = (certificates / "ca.pem").read_bytes()
    credentials = grpc.ssl_server_credentials([(key, chain)], ca, require_client_auth=True)
    bound = server.add_secure_port("127.0.0.1:0", credentials)
    server.start()
    yield bound
    server.stop(grace=None).wait(10)


@pytest.fixture(scope="module")
def results(port, certificates) -> dict:
    arguments = [argument for case in CASES for argument in ("--case", case)]
    return run_interop(port, certificates, *arguments)


@pytest.mark.parametrize("case", CASES)
def test_our_client(results, case):
    assert results[case] == ""
