"""Starts what is tested: `transport-peer serve`, with certificates made for the occasion."""

import json
import os
import signal
import subprocess
from pathlib import Path

import grpc

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = os.environ.get("TIDEMARK_TRANSPORT_PEER", str(ROOT / ".build/release/transport-peer"))


class Peer:
    """A running server."""

    def __init__(self, certificates: Path, *arguments: str):
        self.ca = (certificates / "ca.pem").read_bytes()
        self.ca_path = certificates / "ca.pem"
        self.client_certificate_path = certificates / "gateway-demo.pem"
        self.client_key_path = certificates / "gateway-demo.key"
        self.log_path = certificates / f"peer-{os.urandom(4).hex()}.log"
        command = [PROGRAM, "serve", "--ca", certificates / "ca.pem"]
        command += ["--certificate", certificates / "service-catalog.pem"]
        command += ["--key", certificates / "service-catalog.key", *arguments]
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log)
        line = self.process.stdout.readline()
        assert line, f"{PROGRAM} did not start: {self.log_path.read_text()}"
        self.port = json.loads(line)["port"]

    @property
    def address(self) -> str:
        return f"localhost:{self.port}"

    def channel_credentials(self) -> grpc.ChannelCredentials:
        """Of a caller with a certificate: one without does not learn which methods exist."""
        return grpc.ssl_channel_credentials(
            self.ca, self.client_key_path.read_bytes(), self.client_certificate_path.read_bytes())

    def stop(self) -> None:
        """Stops it as an operator would. A crash at any time before fails here."""
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        assert status == 0, f"status {status}; log: {self.log_path.read_text()[-2000:]}"


def run_interop(port: int, certificates: Path, *arguments: str) -> dict:
    """Our client's cases against the server on `port`: of each what went wrong, or nothing."""
    command = [PROGRAM, "interop", "--port", str(port), "--ca", certificates / "ca.pem"]
    command += ["--certificate", certificates / "gateway-demo.pem"]
    command += ["--key", certificates / "gateway-demo.key", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=90)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {line["case"]: line["wrong"] for line in lines}
