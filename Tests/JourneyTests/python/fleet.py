"""Five services, each a process that can be killed and started again by itself, where the order
service reaches the others through relays."""

import json
import os
import select
import signal
import subprocess
import time
from pathlib import Path

import grpc

from installation import PORT_OFFSETS, ROOT, free_base_port
from relay import Relay, channel
from tidemark import audit_pb2, audit_pb2_grpc, journal_pb2, journal_pb2_grpc

PROGRAM = ROOT / ".build/release/tidemark"
SECONDS_TO_SERVE = 60
RELAYED = ("catalog", "pool", "referral")


class Process:
    """One `tidemark serve`."""

    def __init__(
        self, name: str, folder: Path, arguments: list[str], environment: dict[str, str] = {}
    ):
        self.name, self._log, self._arguments = name, folder / f"{name}.log", arguments
        self._environment = environment
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        command = [PROGRAM, "serve", self.name, "--until-input-ends", "--json", *self._arguments]
        with open(self._log, "ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                env=os.environ | self._environment
            )

    def wait(self) -> None:
        """Returns once it serves."""
        ready, _, _ = select.select([self.process.stdout], [], [], SECONDS_TO_SERVE)
        line = self.process.stdout.readline() if ready else b""
        if not line or not json.loads(line)["port"]:
            raise AssertionError(f"{self.name} does not serve: {self.words()}")

    def words(self) -> str:
        return self._log.read_text(errors="replace")[-2_000:]

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.reap()

    def reap(self, seconds: float = 20) -> int:
        """The status with which it ended."""
        status = self.process.wait(timeout=seconds)
        self.process.stdin.close()
        self.process.stdout.close()
        return status


class Fleet:
    def __init__(self, folder: Path, certificates: Path, around):
        """`around(service, call)` is asked about every call that the order service makes. Without
        it the order service asks the others itself."""
        self.folder, self._certificates = folder, certificates
        base, relays = free_base_port(), free_base_port()
        self.base = base
        common = ["--directory", str(folder), "--certificates", str(certificates)]
        self.processes: dict[str, Process] = {}
        for name, offset in PORT_OFFSETS.items():
            peers = relays if name == "order" and around else base
            arguments = [*common, "--base-port", str(peers), "--port", str(base + offset)]
            self.processes[name] = Process(name, folder, arguments)
        self._relays = [
            Relay(certificates, name, relays + PORT_OFFSETS[name], base + PORT_OFFSETS[name],
                  lambda call, name=name: around(name, call))
            for name in (RELAYED if around else ())
        ]
        self._channels: dict[tuple[str, str], grpc.Channel] = {}
        for process in self.processes.values():
            process.start()
        for process in self.processes.values():
            process.wait()

    def channel(self, service: str, caller: str = "operator/ann") -> grpc.Channel:
        key = (service, caller)
        if key not in self._channels:
            port = self.base + PORT_OFFSETS[service]
            self._channels[key] = channel(self._certificates, port, caller)
        return self._channels[key]

    def restart(self, name: str) -> None:
        """Kills the process, if it still runs, and returns once the next one serves."""
        process = self.processes[name]
        process.kill()
        process.start()
        process.wait()

    def confirm(self) -> audit_pb2.StatusResponse:
        """Waits until the audit has followed all journals to where they are now; its verdict must
        be without findings."""
        heads = {}
        for service in PORT_OFFSETS:
            if service == "audit":
                continue
            stub = journal_pb2_grpc.JournalsStub(self.channel(service, "auditor/eve"))
            listed = stub.ListJournals(journal_pb2.ListJournalsRequest(), timeout=10)
            heads |= {f"{service}/{head.platform}": head.size for head in listed.journals}
        stub = audit_pb2_grpc.AuditStub(self.channel("audit", "auditor/eve"))
        deadline = time.monotonic() + SECONDS_TO_SERVE
        while True:
            status = stub.Status(audit_pb2.StatusRequest(), timeout=10)
            sizes = {one.journal: one.size for one in status.journals}
            if status.caught_up and all(sizes.get(name, 0) >= heads[name] for name in heads):
                break
            assert time.monotonic() < deadline, f"the audit does not catch up: {status}"
            time.sleep(0.1)
        if status.findings:
            found = stub.ListFindings(audit_pb2.ListFindingsRequest(), timeout=10)
            raise AssertionError(f"{status.verdict} {found}")
        return status

    def close(self) -> None:
        for one in self._channels.values():
            one.close()
        for process in self.processes.values():
            process.kill()
        for relay in self._relays:
            relay.stop()
