"""Other clients than grpcio of today: grpclib, pure Python on h2, and Debian's old grpcio."""

import asyncio
import json
import ssl
import subprocess
from pathlib import Path

import pytest
from grpc.testing import empty_pb2, messages_pb2
from grpclib.client import Channel
from grpclib.const import Status
from grpclib.exceptions import GRPCError

SECONDS = 20
DEBIAN_PYTHON = Path("/usr/bin/python3")


def payload(count: int) -> messages_pb2.Payload:
    return messages_pb2.Payload(body=bytes(count))


def with_grpclib(peer, body) -> None:
    from grpc.testing import test_grpc

    async def run() -> None:
        context = ssl.create_default_context(cafile=str(peer.ca_path))
        context.load_cert_chain(str(peer.client_certificate_path), str(peer.client_key_path))
        context.set_alpn_protocols(["h2"])
        channel = Channel("localhost", peer.port, ssl=context)
        try:
            await asyncio.wait_for(body(test_grpc.TestServiceStub(channel)), SECONDS)
        finally:
            channel.close()

    asyncio.run(run())


def test_grpclib_empty_unary(peer):
    async def body(stub):
        assert await stub.EmptyCall(empty_pb2.Empty()) == empty_pb2.Empty()

    with_grpclib(peer, body)


def test_grpclib_large_unary(peer):
    async def body(stub):
        response = await stub.UnaryCall(
            messages_pb2.SimpleRequest(response_size=314159, payload=payload(271828)))
        assert response.payload.body == bytes(314159)

    with_grpclib(peer, body)


def test_grpclib_client_streaming(peer):
    async def body(stub):
        response = await stub.StreamingInputCall([
            messages_pb2.StreamingInputCallRequest(payload=payload(size))
            for size in (27182, 8, 1828, 45904)])
        assert response.aggregated_payload_size == 74922

    with_grpclib(peer, body)


def test_grpclib_server_streaming(peer):
    async def body(stub):
        sizes = [31415, 9, 2653, 58979]
        responses = await stub.StreamingOutputCall(messages_pb2.StreamingOutputCallRequest(
            response_parameters=[messages_pb2.ResponseParameters(size=size) for size in sizes]))
        assert [len(response.payload.body) for response in responses] == sizes

    with_grpclib(peer, body)


def test_grpclib_ping_pong(peer):
    async def body(stub):
        async with stub.FullDuplexCall.open(timeout=SECONDS) as stream:
            for size in (31415, 9, 2653, 58979):
                await stream.send_message(messages_pb2.StreamingOutputCallRequest(
                    response_parameters=[messages_pb2.ResponseParameters(size=size)]))
                assert len((await stream.recv_message()).payload.body) == size
            await stream.end()
            assert await stream.recv_message() is None

    with_grpclib(peer, body)


def test_grpclib_status_and_unimplemented(peer):
    async def body(stub):
        text = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"
        with pytest.raises(GRPCError) as refused:
            await stub.UnaryCall(messages_pb2.SimpleRequest(
                response_status=messages_pb2.EchoStatus(code=2, message=text)))
        assert (refused.value.status, refused.value.message) == (Status.UNKNOWN, text)
        with pytest.raises(GRPCError) as unknown:
            await stub.UnimplementedCall(empty_pb2.Empty())
        assert unknown.value.status == Status.UNIMPLEMENTED

    with_grpclib(peer, body)


@pytest.fixture(scope="module")
def debian_results(peer) -> dict:
    """One run of the old client; it says of each case what went wrong, or nothing."""
    check = [DEBIAN_PYTHON, "-c", "import grpc; assert grpc.__version__.startswith('1.')"]
    try:
        subprocess.run(check, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("the package python3-grpcio is not installed")
    script = Path(__file__).with_name("debian_client.py")
    command = [DEBIAN_PYTHON, script, peer.address, peer.ca_path]
    command += [peer.client_certificate_path, peer.client_key_path]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("case", [
    "empty_unary", "large_unary", "client_streaming", "server_streaming", "ping_pong",
    "empty_stream", "custom_metadata", "status_code_and_message", "special_status_message",
    "unimplemented_method", "unimplemented_service", "cancel_after_first_response",
    "timeout_on_sleeping_server",
])
def test_debian_grpcio(debian_results, case):
    assert debian_results[case] == ""
