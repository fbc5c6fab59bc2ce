"""Mounts one attack again and again: `attack.py PORT CERTIFICATES NAME SECONDS`.

Prints what became of it as JSON: how many connections were attacked from, how many of them the
server closed, and the codes and texts of its GOAWAYs."""

import json
import sys
import time
from collections import Counter
from pathlib import Path

import floods
import holds
from wire import Refused, context

# A loop that the server lets go on has a bound of its own beside the time.
CONNECTIONS_MAX = 5_000


class Attacker:
    def __init__(self, port: int, certificates: Path, seconds: float):
        self.port, self.certificates = port, certificates
        self.tls = context(certificates)
        self.end = time.monotonic() + seconds
        self.connections = self.closed = 0
        self.goaways = Counter()
        self.answers = Counter()

    @property
    def goes_on(self) -> bool:
        return time.monotonic() < self.end and self.connections < CONNECTIONS_MAX

    def note(self, wire) -> None:
        """Takes note of how the server ended `wire`."""
        self.closed += 1
        if wire.goaway:
            text = wire.goaway.additional_data.decode(errors="replace")
            self.goaways[f"{wire.goaway.error_code} {text}"] += 1

    def flood(self, begin, step) -> None:
        """`begin` opens a connection; `step` sends on it and reads what came back, until the
        server ends it, then all over."""
        while self.goes_on:
            wire = begin(self)
            self.connections += 1
            try:
                while self.goes_on:
                    step(self, wire)
            except (Refused, TimeoutError):
                wire.until_closed(1.5)
                self.note(wire)
            wire.close()


def main() -> None:
    port, certificates, name, seconds = sys.argv[1:]
    attacker = Attacker(int(port), Path(certificates), float(seconds))
    if name in floods.ALL:
        attacker.flood(*floods.ALL[name])
    else:
        holds.ALL[name](attacker)
    told = {"connections": attacker.connections, "closed": attacker.closed}
    print(json.dumps(told | {"goaways": attacker.goaways, "answers": attacker.answers}))


main()
