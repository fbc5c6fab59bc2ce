"""One pool service as a process of its own, on a folder that is given back as it was found."""

import json
import os
import select
import shutil
import signal
import socket
import subprocess
from pathlib import Path

import grpc

from installation import ROOT
from pool_session import PoolClient

PROGRAM = ROOT / ".build/release/tidemark"
SECONDS_TO_END = 20
SECONDS_TO_SERVE = 20
# Small, so that the scripted session sees several checkpoints of the write-ahead log.
CHECKPOINT_BYTES = 1_500
# A session has several snapshots.
SNAPSHOT_ENTRIES = 4


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class PoolProcess:
    def __init__(
        self,
        directory: Path,
        certificates: Path,
        traced: list[str] | None = None,
        checkpoint_bytes: int = CHECKPOINT_BYTES,
    ):
        """Starts it, under strace where `traced` says how; `port` is None if it ended instead of
        serving."""
        self.directory = directory
        self._certificates = certificates
        self.log = directory / "pool.log"
        command = [*(traced or []), str(PROGRAM), "serve", "pool", "--until-input-ends", "--json"]
        command += ["--directory", str(directory), "--certificates", str(certificates)]
        command += ["--port", str(free_port()), "--checkpoint-bytes", str(checkpoint_bytes)]
        # Every byte of the log is then one that was written.
        command += ["--log-reserve", "0", "--snapshot-entries", str(SNAPSHOT_ENTRIES)]
        with open(self.log, "ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
            )
        ready, _, _ = select.select([self._process.stdout], [], [], SECONDS_TO_SERVE)
        line = self._process.stdout.readline() if ready else b""
        self.port = json.loads(line)["port"] if line else None
        self._is_under_strace = traced is not None

    @property
    def identifier(self) -> int:
        """The service's own process, also under strace."""
        if not self._is_under_strace:
            return self._process.pid
        path = f"/proc/{self._process.pid}/task/{self._process.pid}/children"
        return int(Path(path).read_text().split()[0])

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def client(self) -> PoolClient:
        client = PoolClient(f"localhost:{self.port}", self._credentials)
        client.connect()
        return client

    def _credentials(self, caller: str) -> grpc.ChannelCredentials:
        name = caller.replace("/", "-")
        return grpc.ssl_channel_credentials(
            (self._certificates / "ca.pem").read_bytes(),
            (self._certificates / f"{name}.key").read_bytes(),
            (self._certificates / f"{name}.pem").read_bytes(),
        )

    def sockets(self) -> dict[str, str]:
        """The names under which strace knows its sockets, by names that are the same every run."""
        folder = Path(f"/proc/{self.identifier}/fd")
        entries = sorted(folder.iterdir(), key=lambda entry: int(entry.name))
        names = [os.readlink(entry) for entry in entries]
        sockets = [name for name in names if name.startswith("socket:")]
        return {f"socket {index}": name for index, name in enumerate(sockets, start=1)}

    def drain(self) -> None:
        os.kill(self.identifier, signal.SIGTERM)

    def end(self, seconds_of_grace: float = 0) -> int | None:
        """Kills it unless it ends by itself; the status with which it did, None if it did not."""
        try:
            status = self._process.wait(timeout=seconds_of_grace)
        except subprocess.TimeoutExpired:
            status = None
            os.kill(self.identifier, signal.SIGKILL)
            self._process.wait(timeout=SECONDS_TO_END)
        self._close()
        return status

    def _close(self) -> None:
        self._process.stdin.close()
        self._process.stdout.close()


def fresh_copy(template: Path | None, directory: Path) -> None:
    """Makes `directory` hold what `template` does, nothing without one."""
    shutil.rmtree(directory, ignore_errors=True)
    if template:
        shutil.copytree(template, directory)
    else:
        directory.mkdir()
