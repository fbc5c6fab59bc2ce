"""The official compression cases with our client, against a server that sees the flags on the
wire: grpcio's server inflates inside and cannot say how a request came."""

import pytest

import compressing
from peer import run_interop

UNARY, STREAM = [[False], [True], [False]], [[False], [True, False]]


@pytest.fixture
def run(certificates):
    servers = []

    def begin(kind, case: str, *arguments: str):
        server = kind(certificates)
        servers.append(server)
        results = run_interop(server.port, certificates, "--case", case, *arguments)
        return server, results[case]

    yield begin
    for server in servers:
        server.close()
        assert server.failure is None, server.failure


@pytest.mark.parametrize("case, flags", [
    ("client_compressed_unary", UNARY), ("client_compressed_streaming", STREAM)])
def test_what_our_client_compresses(run, case, flags):
    server, wrong = run(compressing.Compressing, case)
    assert wrong == ""
    assert server.received == flags


@pytest.mark.parametrize("case, flags", [
    ("server_compressed_unary", [[True], [False]]),
    ("server_compressed_streaming", [[True, False]])])
def test_what_our_client_reads_compressed(run, case, flags):
    server, wrong = run(compressing.Compressing, case)
    assert wrong == ""
    assert server.sent == flags


@pytest.mark.parametrize("case", ["client_compressed_unary", "client_compressed_streaming"])
def test_a_client_that_does_not_compress_fails(run, case):
    _, wrong = run(compressing.Compressing, case, "--never-compress")
    assert wrong.startswith("INVALID_ARGUMENT")


@pytest.mark.parametrize("case", ["server_compressed_unary", "server_compressed_streaming"])
def test_a_server_that_flags_the_wrong_messages_fails(run, case):
    _, wrong = run(compressing.FlagsInverted, case)
    assert wrong.startswith("INTERNAL")
