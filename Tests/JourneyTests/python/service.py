"""One service as a process of its own, with the limits and file systems a test gives it."""

import json
import os
import subprocess
from pathlib import Path

import grpc
from tidemark import pool_pb2, pool_pb2_grpc

from installation import ROOT, Installation
from shop import SECONDS, SEED_PLAN

PROGRAM = ROOT / ".build/release/tidemark"


class PoolService:
    """`tidemark serve pool`: drains when its standard input ends, says its port on its output."""

    def __init__(self, directory: Path, certificates: Path, prefix: tuple[str, ...] = (),
                 log_reserve: int = 0):
        self.log = directory.with_name(directory.name + ".log")
        command = [str(PROGRAM), "serve", "pool", "--directory", str(directory), "--certificates",
                   str(certificates), "--port", "0", "--log-reserve", str(log_reserve),
                   "--until-input-ends", "--json"]
        with open(self.log, "ab") as log:
            # SIGXFSZ stays ignored, as Python has it: a file that may not grow is then an error of
            # the write, as a full disk is.
            self.process = subprocess.Popen(
                [*prefix, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                restore_signals=False)
        self._certificates = certificates
        self._channels: list[grpc.Channel] = []

    def port(self) -> int | None:
        """The port once it serves; None where it ended instead."""
        line = self.process.stdout.readline()
        return json.loads(line)["port"] if line else None

    def pool(self, port: int, caller: str) -> pool_pb2_grpc.PoolStub:
        credentials = Installation(Path(), self._certificates).credentials(caller)
        self._channels.append(grpc.secure_channel(f"localhost:{port}", credentials))
        return pool_pb2_grpc.PoolStub(self._channels[-1])

    def stop(self) -> int:
        """Asks it to drain; its exit status."""
        for channel in self._channels:
            channel.close()
        self.process.stdin.close()
        return self.process.wait(timeout=30)

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(timeout=30)

    def words(self) -> str:
        return self.log.read_text(errors="replace")


def create_platform(pool: pool_pb2_grpc.PoolStub) -> None:
    pool.CreatePlatform(
        pool_pb2.CreatePlatformRequest(
            request_id="platform", platform="demo", title="Demo", sandbox=True, plan=SEED_PLAN),
        timeout=SECONDS)


def hold(pool: pool_pb2_grpc.PoolStub, order: int) -> bool:
    """Holds an order under a request id made of its number; whether the reply was remembered."""
    request = pool_pb2.HoldRequest(
        request_id=f"hold-{order}", platform="demo", order=order, member=order, paid_fen=100,
        payment="p" * 128)
    _, call = pool.Hold.with_call(request, timeout=SECONDS)
    return ("tidemark-replayed", "1") in [tuple(pair) for pair in call.trailing_metadata()]


def inside(service: PoolService, path: Path) -> Path:
    """A path as the service's process sees it, in a mount namespace of its own."""
    return Path(f"/proc/{service.process.pid}/root{os.fspath(path)}")
