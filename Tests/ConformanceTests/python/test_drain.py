"""How a server leaves: no request that a client sent before it knew may be lost unnoticed."""

import signal

from peer import Peer
from raw import ACK, PREFACE, Raw, frame, settings

PING, GOAWAY = 6, 7


def test_a_drain_says_so_asks_whether_it_was_heard_and_names_the_last_request(certificates):
    peer = Peer(certificates)
    try:
        with Raw(peer, PREFACE + settings()) as connection:
            connection.settle()
            before = len(connection.seen.frames)
            peer.process.send_signal(signal.SIGTERM)
            while (got := connection.read()) is not None:
                if got.kind == PING and not got.flags & ACK:
                    connection.send(frame(PING, ACK, 0, got.payload))
            said = connection.seen.frames[before:]
        assert [got.kind for got in said] == [GOAWAY, PING, GOAWAY]
        assert said[0].payload[:8] == bytes.fromhex("7fffffff00000000")
        assert said[2].payload[:8] == bytes(8)
        assert peer.process.wait(5) == 0
    finally:
        peer.stop()
