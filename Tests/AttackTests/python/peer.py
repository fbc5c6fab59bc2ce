"""A fresh `transport-peer serve` on one core, and what can be seen of it from outside."""

import json
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

from wire import Refused, Wire, context

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PROGRAM = os.environ.get("TRANSPORT_PEER", str(ROOT / ".build/release/transport-peer"))
SERVER_CORE, OTHERS_CORE = 0, (os.cpu_count() or 1) - 1


def pinned(core: int, niceness: int = 0):
    """Puts the process that is about to run on `core`."""

    def prepare():
        os.sched_setaffinity(0, {core})
        os.nice(niceness)

    return prepare


class Peer:
    def __init__(self, certificates: Path, log: Path, limits: dict[str, int]):
        self.certificates, self.log = certificates, log
        arguments = ["serve", "--ca", certificates / "ca.pem"]
        arguments += ["--certificate", certificates / "service-order.pem"]
        arguments += ["--key", certificates / "service-order.key"]
        for name, value in limits.items():
            arguments += ["--limit", f"{name}={value}"]
        with open(log, "wb") as errors:
            self.process = subprocess.Popen(
                [PROGRAM, *map(str, arguments)],
                stdout=subprocess.PIPE,
                stderr=errors,
                preexec_fn=pinned(SERVER_CORE),
            )
        line = self.process.stdout.readline()
        assert line, f"the peer does not serve:\n{log.read_text(errors='replace')}"
        self.port = json.loads(line)["port"]

    def stop(self) -> None:
        self.process.terminate()
        try:
            status = self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        assert status == 0, f"the peer ended with exit status {status}"

    def resident(self) -> int:
        """Bytes of memory that the server has now."""
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", text).group(1)) * 1_024

    def faults(self) -> dict[str, int]:
        """The counter of faults by reason, as an operator reads it."""
        wire = self.operator()
        fields, body = wire.call("/metrics", b"", method="GET", seconds=10)
        wire.close()
        assert fields[":status"] == "200", fields
        pattern = r'tidemark_connection_faults_total\{reason="(\w+)"\} (\d+)'
        return {reason: int(count) for reason, count in re.findall(pattern, body.decode())}

    def operator(self) -> Wire:
        """Comes in once the server has noticed that an attacker's connections are gone."""
        end = time.monotonic() + 5
        while True:
            try:
                return Wire(self.port, context(self.certificates, "operator-ann"))
            except (Refused, OSError):
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)

    def run(self, program: str, *arguments: object, niceness: int = 0) -> subprocess.Popen:
        """Starts a Python program of this folder on the other core."""
        command = [sys.executable, HERE / program, self.port, self.certificates, *arguments]
        return subprocess.Popen(
            [str(word) for word in command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=pinned(OTHERS_CORE, niceness),
        )


class MemoryWatch(threading.Thread):
    """Remembers the most memory a server has had."""

    def __init__(self, peer: Peer):
        super().__init__(daemon=True)
        self.peer, self.most, self.goes_on = peer, 0, True

    def run(self) -> None:
        while self.goes_on:
            self.most = max(self.most, self.peer.resident())
            time.sleep(0.05)

    def stop(self) -> int:
        self.goes_on = False
        self.join()
        return self.most
