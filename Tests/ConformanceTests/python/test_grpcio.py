"""The official interoperability cases, with stock grpcio as the client.

What each case sends and expects is gRPC's doc/interop-test-descriptions.md.
"""

import queue
import time

import grpc
import pytest
from grpc.testing import empty_pb2, messages_pb2, test_pb2_grpc

INITIAL = "x-grpc-test-echo-initial"
TRAILING = "x-grpc-test-echo-trailing-bin"
REQUEST_BYTES = [27182, 8, 1828, 45904]
RESPONSE_BYTES = [31415, 9, 2653, 58979]
# Any call that takes longer has failed.
SECONDS = 20


@pytest.fixture(scope="module")
def channel(peer):
    with grpc.secure_channel(peer.address, peer.channel_credentials()) as opened:
        yield opened


@pytest.fixture(scope="module")
def stub(channel):
    return test_pb2_grpc.TestServiceStub(channel)


def payload(count: int) -> messages_pb2.Payload:
    return messages_pb2.Payload(body=bytes(count))


def large_request(**more) -> messages_pb2.SimpleRequest:
    return messages_pb2.SimpleRequest(response_size=314159, payload=payload(271828), **more)


def output_request(response_bytes: list, request_bytes: int = 0, **more):
    parameters = [messages_pb2.ResponseParameters(size=size) for size in response_bytes]
    return messages_pb2.StreamingOutputCallRequest(
        response_parameters=parameters, payload=payload(request_bytes), **more)


class Requests:
    """An iterator of requests that the test feeds as it goes."""

    def __init__(self):
        self.queue = queue.Queue()

    def send(self, request) -> None:
        self.queue.put(request)

    def close(self) -> None:
        self.queue.put(None)

    def __iter__(self):
        return iter(self.queue.get, None)


def test_empty_unary(stub):
    assert stub.EmptyCall(empty_pb2.Empty(), timeout=SECONDS) == empty_pb2.Empty()


@pytest.mark.parametrize("method", ["UnaryCall", "CacheableUnaryCall"])
def test_large_unary(stub, method):
    response = getattr(stub, method)(large_request(), timeout=SECONDS)
    assert response.payload.type == messages_pb2.COMPRESSABLE
    assert response.payload.body == bytes(314159)


def test_client_streaming(stub):
    requests = [
        messages_pb2.StreamingInputCallRequest(payload=payload(size)) for size in REQUEST_BYTES]
    response = stub.StreamingInputCall(iter(requests), timeout=SECONDS)
    assert response.aggregated_payload_size == 74922


def test_server_streaming(stub):
    responses = list(stub.StreamingOutputCall(output_request(RESPONSE_BYTES), timeout=SECONDS))
    assert [response.payload.body for response in responses] == [
        bytes(size) for size in RESPONSE_BYTES]


def test_ping_pong(stub):
    requests = Requests()
    responses = stub.FullDuplexCall(iter(requests), timeout=SECONDS)
    for size, request_bytes in zip(RESPONSE_BYTES, REQUEST_BYTES):
        requests.send(output_request([size], request_bytes))
        assert next(responses).payload.body == bytes(size)
    requests.close()
    assert list(responses) == []
    assert responses.code() == grpc.StatusCode.OK


def test_half_duplex_answers_after_the_last_request(stub):
    requests = Requests()
    responses = stub.HalfDuplexCall(iter(requests), timeout=SECONDS)
    for size, request_bytes in zip(RESPONSE_BYTES, REQUEST_BYTES):
        requests.send(output_request([size], request_bytes))
    requests.close()
    assert [len(response.payload.body) for response in responses] == RESPONSE_BYTES


def test_empty_stream(stub):
    responses = stub.FullDuplexCall(iter([]), timeout=SECONDS)
    assert list(responses) == []
    assert responses.code() == grpc.StatusCode.OK


@pytest.mark.parametrize("kind", ["unary", "bidirectional"])
def test_custom_metadata(stub, kind):
    metadata = ((INITIAL, "test_initial_metadata_value"), (TRAILING, b"\xab\xab\xab"))
    if kind == "unary":
        _, call = stub.UnaryCall.with_call(large_request(), metadata=metadata, timeout=SECONDS)
    else:
        call = stub.FullDuplexCall(
            iter([output_request([314159], 271828)]), metadata=metadata, timeout=SECONDS)
        assert len(next(call).payload.body) == 314159
        assert list(call) == []
    assert (INITIAL, "test_initial_metadata_value") in call.initial_metadata()
    assert (TRAILING, b"\xab\xab\xab") in call.trailing_metadata()


@pytest.mark.parametrize("kind", ["unary", "bidirectional"])
@pytest.mark.parametrize("text", [
    pytest.param("test status message", id="status_code_and_message"),
    pytest.param(
        "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n",
        id="special_status_message"),
])
def test_status_code_and_message(stub, kind, text):
    status = messages_pb2.EchoStatus(code=2, message=text)
    with pytest.raises(grpc.RpcError) as raised:
        if kind == "unary":
            request = messages_pb2.SimpleRequest(response_status=status)
            stub.UnaryCall(request, timeout=SECONDS)
        else:
            requests = iter([output_request([], response_status=status)])
            list(stub.FullDuplexCall(requests, timeout=SECONDS))
    assert raised.value.code() == grpc.StatusCode.UNKNOWN
    assert raised.value.details() == text


def test_unimplemented_method(stub):
    with pytest.raises(grpc.RpcError) as raised:
        stub.UnimplementedCall(empty_pb2.Empty(), timeout=SECONDS)
    assert raised.value.code() == grpc.StatusCode.UNIMPLEMENTED


def test_unimplemented_service(channel):
    stub = test_pb2_grpc.UnimplementedServiceStub(channel)
    with pytest.raises(grpc.RpcError) as raised:
        stub.UnimplementedCall(empty_pb2.Empty(), timeout=SECONDS)
    assert raised.value.code() == grpc.StatusCode.UNIMPLEMENTED


def test_cancel_after_begin(stub):
    requests = Requests()
    call = stub.StreamingInputCall.future(iter(requests), timeout=SECONDS)
    call.cancel()
    assert call.cancelled()
    requests.close()
    assert call.code() == grpc.StatusCode.CANCELLED


def test_cancel_after_first_response(stub):
    requests = Requests()
    call = stub.FullDuplexCall(iter(requests), timeout=SECONDS)
    requests.send(output_request([31415], 27182))
    assert len(next(call).payload.body) == 31415
    call.cancel()
    with pytest.raises(grpc.RpcError):
        next(call)
    requests.close()
    assert call.code() == grpc.StatusCode.CANCELLED


def test_timeout_on_sleeping_server(stub):
    """The server waits for a second request, which does not come, beyond the deadline."""
    requests = Requests()
    begun = time.monotonic()
    call = stub.FullDuplexCall(iter(requests), timeout=0.001)
    requests.send(output_request([], 27182))
    with pytest.raises(grpc.RpcError):
        list(call)
    requests.close()
    assert call.code() == grpc.StatusCode.DEADLINE_EXCEEDED
    assert time.monotonic() - begun < 5
