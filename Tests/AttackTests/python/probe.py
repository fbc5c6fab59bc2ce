"""Measures how long calls of a well-behaved client take: `probe.py PORT CERTIFICATES SECONDS`.

Prints the milliseconds of each call as one JSON list. Two connections take turns."""

import json
import sys
import time
from pathlib import Path

from wire import ECHO, Wire, context, message

CALLS_PER_SECOND = 200


def main(port: int, certificates: Path, seconds: float) -> None:
    tls = context(certificates)
    wires = [Wire(port, tls), Wire(port, tls)]
    body = message(b"\x0a\x04ping")
    for wire in wires:
        wire.call(ECHO, body)
    taken = []
    begun = time.monotonic()
    due = begun
    while due < begun + seconds:
        time.sleep(max(0, due - time.monotonic()))
        start = time.perf_counter()
        fields, answer = wires[len(taken) % 2].call(ECHO, body)
        taken.append((time.perf_counter() - start) * 1_000)
        assert fields["grpc-status"] == "0" and answer == body, fields
        # A late answer delays the next call: the pace is one call at a time.
        due = max(due + 1 / CALLS_PER_SECOND, time.monotonic())
    print(json.dumps(taken))


main(int(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
