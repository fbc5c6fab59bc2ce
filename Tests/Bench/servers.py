"""What is compared: how each server is started, what it is asked and how much of it."""

import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import measuring
from measuring import BODY

SERVICE = "/tidemark.bench.v1.Echo"


@dataclass
class Server:
    """`share` is the part of the bench's requests it gets, so that a slow one does not take the
    whole time; the cost is per request."""

    name: str
    command: list[str]
    path: str = f"{SERVICE}/EchoNow"
    share: float = 1
    streams_share: float = 0
    get: bool = False
    # nghttpd sends files: it knows no content-type for gRPC, which a stock client insists on.
    is_grpc: bool = True
    # Measured apart from the unary loads: memory and streams are the same for both handlers.
    is_twin: bool = False
    process: subprocess.Popen | None = field(default=None, repr=False)
    port: int = 0

    def start(self, folder: Path) -> None:
        self.port = measuring.free_port()
        command = [word.replace("PORT", str(self.port)) for word in self.command]
        self.process = measuring.start(command, folder / f"{self.name}.log")
        measuring.wait_for_port(self.process, self.port)

    def stop(self) -> None:
        if self.process:
            measuring.stop(self.process)
            self.process = None

    @property
    def pid(self) -> int:
        return self.process.pid


def documents(folder: Path) -> Path:
    """The files that nghttpd answers with: under the method's name, the body of an answer."""
    root = folder / "documents"
    service = root / SERVICE.lstrip("/")
    service.mkdir(parents=True, exist_ok=True)
    (service / "EchoNow").write_bytes(BODY)
    return root


def all_servers(build: Path, root: Path, ours: Path) -> list[Server]:
    certificates = build / "certificates"
    pem, key = (str(certificates / f"service-order.{end}") for end in ("pem", "key"))
    later = f"{SERVICE}/EchoLater"
    nghttpd = [
        "nghttpd", "--address=127.0.0.1", "--max-concurrent-streams=1000",
        f"--htdocs={documents(build)}",
    ]
    cpp = [str(build / "cpp/Peer"), "PORT", pem, key]
    swift = [str(build / "grpc-swift/release/GRPCSwiftPeer"), "PORT", pem, key]
    python = [
        str(build / "python/bin/python"), str(root / "Tests/Bench/Peers/Python/peer.py"),
        "PORT", pem, key,
    ]
    transport = [
        str(ours), "serve", "--port", "PORT", "--ca", str(certificates / "ca.pem"),
        "--certificate", pem, "--key", key,
    ]
    trailer = ["--trailer=grpc-status: 0", "PORT", key, pem]
    return [
        Server("ours-now", transport, streams_share=1),
        Server("ours-async", transport, f"{SERVICE}/EchoAsync", is_twin=True),
        Server("ours-later", transport, later, is_twin=True),
        Server("nghttpd-get", [*nghttpd, "PORT", key, pem], get=True, is_grpc=False, is_twin=True),
        Server("nghttpd-post", [*nghttpd, *trailer], is_grpc=False),
        Server("cpp-now", cpp, share=0.25, streams_share=0.25),
        Server("cpp-later", cpp, later, share=0.25, is_twin=True),
        Server("grpc-swift", swift, later, share=0.1, streams_share=0.05),
        Server("grpcio", python, share=0.04, streams_share=0.02),
    ]
