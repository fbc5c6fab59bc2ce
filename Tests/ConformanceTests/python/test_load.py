"""Many calls at once, and headers beyond what is read."""

import grpc
import pytest
from grpc.testing import empty_pb2, messages_pb2, test_pb2_grpc
from h2.errors import ErrorCodes

from wire_client import WireClient, request_headers

SECONDS = 60


def open_channel(peer, *options) -> grpc.Channel:
    return grpc.secure_channel(
        peer.address, peer.channel_credentials(),
        options=[("grpc.use_local_subchannel_pool", 1), *options])


def test_concurrent_large_unary(peer):
    """1,000 calls with 271,828 bytes up and 314,159 down, all made at once."""
    request = messages_pb2.SimpleRequest(
        response_size=314159, payload=messages_pb2.Payload(body=bytes(271828)))
    with open_channel(peer) as channel:
        stub = test_pb2_grpc.TestServiceStub(channel)
        calls = [stub.UnaryCall.future(request, timeout=SECONDS) for _ in range(1_000)]
        sizes = {len(call.result().payload.body) for call in calls}
    assert sizes == {314159}


@pytest.mark.parametrize("kibibytes", [17, 63])
def test_large_headers_are_refused_and_the_connection_lives(peer, kibibytes):
    """h2 sends them although our SETTINGS say 16 KiB; grpcio would not."""
    with WireClient(peer) as client:
        filler = "a" * 8_000
        more = {f"x_filler_{index}": filler for index in range(kibibytes * 1024 // 8_000)}
        more["x_rest"] = "b" * (kibibytes * 1024 % 8_000)
        refused = client.call("EmptyCall", [(b"", False)], **more)
        # gRPC reads ENHANCE_YOUR_CALM as RESOURCE_EXHAUSTED.
        assert refused.reset == ErrorCodes.ENHANCE_YOUR_CALM
        # HPACK's tables still agree, and the next call is answered.
        for _ in range(3):
            assert client.call("EmptyCall", [(b"", False)]).status == "0"
        assert client.goaway is None


def test_large_headers_leave_running_calls_alone(peer):
    with WireClient(peer) as client:
        running = client.h2.get_next_available_stream_id()
        client.h2.send_headers(running, request_headers("StreamingInputCall"))
        client.flush()
        more = {f"x_filler_{index}": "a" * 8_000 for index in range(8)}
        refused = client.call("EmptyCall", [(b"", False)], **more)
        assert refused.status != "0"
        client.h2.send_data(running, bytes(5), end_stream=True)
        client.flush()
        assert client.wait(running).status == "0"


def test_grpcio_learns_that_its_headers_are_too_large(peer):
    """A call of stock grpcio with 63 KiB of metadata ends with a status, others go on."""
    with open_channel(peer) as channel:
        stub = test_pb2_grpc.TestServiceStub(channel)
        metadata = [(f"x-filler-{index}", "a" * 8_000) for index in range(8)]
        with pytest.raises(grpc.RpcError) as raised:
            stub.EmptyCall(empty_pb2.Empty(), metadata=metadata, timeout=10)
        assert raised.value.code() == grpc.StatusCode.RESOURCE_EXHAUSTED, raised.value
        assert stub.EmptyCall(empty_pb2.Empty(), timeout=10) == empty_pb2.Empty()
