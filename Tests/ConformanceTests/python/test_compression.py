"""The official compression cases, with stock grpcio as the client.

grpcio compresses and inflates inside, so whether a message was compressed is asked of the server
for requests (`expect_compressed`) and seen in the bytes on the wire for responses.
"""

import grpc
import pytest
from grpc.testing import messages_pb2, test_pb2_grpc

from wire_client import WireClient

SECONDS = 20


def open_stub(peer, compression: grpc.Compression):
    """The channel decides: a call's NoCompression does not overrule its channel's Gzip."""
    credentials = peer.channel_credentials()
    with grpc.secure_channel(peer.address, credentials, compression=compression) as opened:
        yield test_pb2_grpc.TestServiceStub(opened)


@pytest.fixture(scope="module")
def stub(peer):
    yield from open_stub(peer, grpc.Compression.Gzip)


@pytest.fixture(scope="module")
def plain_stub(peer):
    yield from open_stub(peer, grpc.Compression.NoCompression)


def unary_request(compressed: bool) -> messages_pb2.SimpleRequest:
    return messages_pb2.SimpleRequest(
        expect_compressed=messages_pb2.BoolValue(value=compressed), response_size=314159,
        payload=messages_pb2.Payload(body=bytes(271828)))


def stream_request(size: int, compressed: bool) -> messages_pb2.StreamingInputCallRequest:
    return messages_pb2.StreamingInputCallRequest(
        expect_compressed=messages_pb2.BoolValue(value=compressed),
        payload=messages_pb2.Payload(body=bytes(size)))


def test_client_compressed_unary(stub, plain_stub):
    with pytest.raises(grpc.RpcError) as probe:
        plain_stub.UnaryCall(unary_request(True), timeout=SECONDS)
    assert probe.value.code() == grpc.StatusCode.INVALID_ARGUMENT
    for compressed, caller in [(True, stub), (False, plain_stub)]:
        response = caller.UnaryCall(unary_request(compressed), timeout=SECONDS)
        assert response.payload.body == bytes(314159)


def test_client_compressed_streaming(plain_stub, peer):
    with pytest.raises(grpc.RpcError) as probe:
        requests = iter([stream_request(27182, True)])
        plain_stub.StreamingInputCall(requests, timeout=SECONDS)
    assert probe.value.code() == grpc.StatusCode.INVALID_ARGUMENT
    # grpcio in Python cannot leave one message of a compressed stream alone, so the stream of one
    # compressed and one plain message is sent by hand.
    with WireClient(peer) as client:
        answer = client.call("StreamingInputCall", [
            (stream_request(27182, True).SerializeToString(), True),
            (stream_request(45904, False).SerializeToString(), False),
        ])
    assert answer.status == "0"
    response = messages_pb2.StreamingInputCallResponse.FromString(answer.messages[0])
    assert response.aggregated_payload_size == 73086


@pytest.mark.parametrize("compressed", [True, False])
def test_server_compressed_unary(stub, peer, compressed):
    request = messages_pb2.SimpleRequest(
        response_compressed=messages_pb2.BoolValue(value=compressed), response_size=314159,
        payload=messages_pb2.Payload(body=bytes(271828)))
    assert stub.UnaryCall(request, timeout=SECONDS).payload.body == bytes(314159)
    with WireClient(peer) as client:
        answer = client.call("UnaryCall", [(request.SerializeToString(), False)])
    assert answer.compressed == [compressed]
    response = messages_pb2.SimpleResponse.FromString(answer.messages[0])
    assert response.payload.body == bytes(314159)


def test_server_compressed_streaming(stub, peer):
    request = messages_pb2.StreamingOutputCallRequest(response_parameters=[
        messages_pb2.ResponseParameters(size=31415, compressed=messages_pb2.BoolValue(value=True)),
        messages_pb2.ResponseParameters(size=92653, compressed=messages_pb2.BoolValue(value=False)),
    ])
    responses = list(stub.StreamingOutputCall(request, timeout=SECONDS))
    assert [len(response.payload.body) for response in responses] == [31415, 92653]
    with WireClient(peer) as client:
        answer = client.call("StreamingOutputCall", [(request.SerializeToString(), False)])
    assert answer.compressed == [True, False]
    assert answer.headers["grpc-encoding"] == "gzip"
    sizes = [
        len(messages_pb2.StreamingOutputCallResponse.FromString(message).payload.body)
        for message in answer.messages]
    assert sizes == [31415, 92653]


def test_no_compression_for_a_caller_that_does_not_read_gzip(peer):
    request = messages_pb2.SimpleRequest(
        response_compressed=messages_pb2.BoolValue(value=True), response_size=31415)
    with WireClient(peer) as client:
        messages = [(request.SerializeToString(), False)]
        answer = client.call("UnaryCall", messages, accepts="identity")
    assert answer.compressed == [False]
    assert "grpc-encoding" not in answer.headers
