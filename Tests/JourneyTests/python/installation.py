"""Five processes of the release build on loopback, and channels to them with stock grpcio."""

import os
import random
import signal
import socket
import subprocess
import time
from pathlib import Path

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

ROOT = Path(__file__).resolve().parents[3]
PORT_OFFSETS = {"catalog": 1, "order": 2, "pool": 3, "referral": 4, "audit": 5}
SERVING = health_pb2.HealthCheckResponse.SERVING
SECONDS_TO_SERVE = 60
SECONDS_TO_DRAIN = 5


def free_base_port() -> int:
    """A port above which the five offsets are free at this moment, below those that the system
    gives to connections."""
    while True:
        base = random.randrange(10_000, 30_000)
        try:
            for offset in PORT_OFFSETS.values():
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", base + offset))
            return base
        except OSError:
            continue


class Installation:
    def __init__(self, directory: Path, certificates: Path):
        self.directory = directory
        self.certificates = certificates
        self.base_port = free_base_port()
        self._process: subprocess.Popen | None = None
        self._channels: list[grpc.Channel] = []

    def start(self) -> None:
        program = ROOT / ".build/release/tidemark"
        arguments = ["up", "--directory", self.directory, "--certificates", self.certificates]
        with open(self.directory / "up.log", "ab") as log:
            self._process = subprocess.Popen(
                [program, *arguments, "--base-port", str(self.base_port)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        for service in PORT_OFFSETS:
            stub = health_pb2_grpc.HealthStub(self.channel(service, "operator/ann"))
            request = health_pb2.HealthCheckRequest()
            self._wait_for(lambda: stub.Check(request, timeout=5).status == SERVING, service)

    def stop(self) -> tuple[int, float]:
        """Asks all to drain; the exit status and the seconds it took."""
        for channel in self._channels:
            channel.close()
        self._channels.clear()
        assert self._process
        begin = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        try:
            status = self._process.wait(timeout=4 * SECONDS_TO_DRAIN)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            raise
        return status, time.monotonic() - begin

    def target(self, service: str) -> str:
        return f"localhost:{self.base_port + PORT_OFFSETS[service]}"

    def credentials(self, caller: str) -> grpc.ChannelCredentials:
        name = caller.replace("/", "-")
        return grpc.ssl_channel_credentials(
            (self.certificates / "ca.pem").read_bytes(),
            (self.certificates / f"{name}.key").read_bytes(),
            (self.certificates / f"{name}.pem").read_bytes(),
        )

    def channel(self, service: str, caller: str) -> grpc.Channel:
        channel = grpc.secure_channel(self.target(service), self.credentials(caller))
        self._channels.append(channel)
        return channel

    def _wait_for(self, is_ready, service: str) -> None:
        deadline = time.monotonic() + SECONDS_TO_SERVE
        while True:
            try:
                if is_ready():
                    return
            except grpc.RpcError:
                pass
            ended = self._process.poll()
            if ended is not None or time.monotonic() > deadline:
                log = (self.directory / "up.log").read_text(errors="replace")
                raise AssertionError(f"{service} does not serve (exit status {ended}):\n{log}")
            time.sleep(0.05)
