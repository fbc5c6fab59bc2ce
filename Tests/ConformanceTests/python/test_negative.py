"""gRPC's negative HTTP/2 suite: our client against servers that misbehave."""

import json
import subprocess

import pytest

import misbehaving
from h2_server import H2Server
from peer import PROGRAM


@pytest.fixture
def start(certificates):
    servers = []

    def begin(kind) -> H2Server:
        servers.append(kind(certificates))
        return servers[-1]

    yield begin
    for server in servers:
        server.close()
        assert server.failure is None, server.failure


@pytest.fixture
def call(certificates):
    def run(server, *arguments: str) -> list:
        command = [PROGRAM, "call", "--port", str(server.port), *arguments]
        command += ["--ca", certificates / "ca.pem"]
        command += ["--certificate", certificates / "gateway-demo.pem"]
        command += ["--key", certificates / "gateway-demo.key"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    return run


OK = {"code": "OK", "bytes": 314159}


def test_goaway_moves_the_next_call_to_a_new_connection(start, call):
    server = start(misbehaving.GoAway)
    assert call(server, "--first", "2") == [OK, OK]
    assert (server.connections, server.calls) == (2, 2)


@pytest.mark.parametrize("kind", [
    misbehaving.ResetAfterHeader, misbehaving.ResetDuringData, misbehaving.ResetAfterData])
def test_a_reset_ends_the_call_and_it_is_not_sent_again(start, call, kind):
    server = start(kind)
    assert call(server) == [{"code": "INTERNAL", "reason": "stream_reset"}]
    assert (server.connections, server.calls) == (1, 1)


def test_pings_are_answered_between_all_frames(start, call):
    server = start(misbehaving.Ping)
    assert call(server, "--first", "2") == [OK, OK]
    assert server.pings_sent == 8
    # The client may leave before it has answered those after its last call.
    assert server.pings_answered >= 4


def test_max_streams_is_kept(start, call):
    server = start(misbehaving.MaxStreams)
    assert call(server, "--together", "10") == [OK] * 11
    assert (server.connections, server.calls, server.most_open) == (1, 11, 1)


def test_padding_counts_for_the_window(start, call):
    server = start(misbehaving.DataFramePadding)
    answers = call(server, "--first", "2", "--response-bytes", "31415")
    assert answers == [{"code": "OK", "bytes": 31415}] * 2
