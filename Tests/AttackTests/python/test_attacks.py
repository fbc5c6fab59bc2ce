"""Every row of the transport's table of attacks, mounted for some seconds while others call.

The server has one core, attacker and prober share the other, and the attacker's priority is the
lowest, so that the prober measures the server and not its neighbour. With two cores a few
milliseconds of any call are still the scheduler's: the undisturbed p99 counts as 3 ms at least."""

import json
import os
from dataclasses import dataclass, field

import pytest

from peer import MemoryWatch, Peer

SECONDS = float(os.environ.get("TIDEMARK_ATTACK_SECONDS", "10"))
SECONDS_BEFORE = 1.5
RATIO_MAX, FLOOR_MILLISECONDS = 5, 3
RESIDENT_BYTES_MAX = 64 * 1_024 * 1_024
CALM, SETTINGS_TIMEOUT, PROTOCOL_ERROR = 11, 4, 1


@dataclass
class Row:
    name: str
    #: What log and counter must name.
    reasons: tuple[str, ...]
    #: GOAWAY codes, each of which must have come at least once, and no other. None where the
    #: server ends the connection before there is HTTP/2 on it, or refuses calls alone.
    codes: tuple[int, ...] = (CALM,)
    #: Times that would outlast the test are shortened to two seconds.
    limits: dict[str, int] = field(default_factory=dict)
    #: The only grpc-status codes that answers may have.
    statuses: tuple[str, ...] = ()


SHORT = {"progressMilliseconds": 2_000}
ROWS = [
    Row("rapid_reset", ("rapid_reset",)),
    Row("made_reset", ("made_reset",)),
    Row("continuation", ("continuation_flood",)),
    Row("header_bomb", ("header_bomb",)),
    Row("ping", ("too_many_pings",)),
    Row("settings", ("settings_flood",)),
    Row("priority", ("priority_flood",)),
    Row("window_update", ("window_update_flood",)),
    Row("empty_data", ("empty_data",)),
    Row("tiny_data", ("tiny_data",)),
    Row("unread_resets", ("made_reset",)),
    Row("slow_read", ("slow_read",), limits=SHORT),
    Row("dribble", ("request_dribble",), limits=SHORT),
    Row(
        "slowloris",
        ("handshake_timeout", "preface_timeout", "settings_timeout", "header_block_timeout"),
        codes=(CALM, SETTINGS_TIMEOUT),
        limits={
            "handshakeMilliseconds": 2_000,
            "settingsMilliseconds": 2_000,
            "headerBlockMilliseconds": 1_000,
        },
    ),
    Row("connections", ("connections_per_peer",), codes=(), limits={"connectionsPerPeerMax": 64}),
    Row("decompression_bomb", ("decompression_bomb",), codes=(), statuses=("8",)),
    # grpc-status 0: random bytes can be a message.
    Row("malformed", ("malformed_message",), codes=(), statuses=("0", "3", "8", "13")),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_an_attack_is_refused_named_and_felt_by_nobody_else(row, certificates, tmp_path):
    log = tmp_path / "peer.log"
    peer = Peer(certificates, log, row.limits)
    try:
        before = p99(peer.run("probe.py", SECONDS_BEFORE))
        idle = peer.resident()
        memory = MemoryWatch(peer)
        memory.start()
        attack = peer.run("attack.py", row.name, SECONDS, niceness=19)
        during = p99(peer.run("probe.py", SECONDS))
        told = json.loads(output(attack))
        grown = memory.stop() - idle
        faults = peer.faults()
    finally:
        peer.stop()
    text = log.read_text(errors="replace")
    print(f"p99 {before:.2f} ms before, {during:.2f} during; {grown >> 10} KiB; {told}; {faults}")
    assert grown <= RESIDENT_BYTES_MAX
    assert during < RATIO_MAX * max(before, FLOOR_MILLISECONDS)
    assert_refused(row, told)
    for reason in row.reasons:
        assert f"reason={reason}" in text
        assert faults.get(reason, 0) > 0


def assert_refused(row: Row, told: dict) -> None:
    assert {int(key.split()[0]) for key in told["goaways"]} == set(row.codes), told
    if row.statuses:
        assert told["answers"] and set(told["answers"]) <= set(row.statuses), told
    else:
        assert told["closed"] > 0, told


def output(process) -> str:
    out, errors = process.communicate(timeout=SECONDS + 30)
    assert process.returncode == 0, errors
    return out


def p99(process) -> float:
    taken = sorted(json.loads(output(process)))
    return taken[int(len(taken) * 0.99)]
