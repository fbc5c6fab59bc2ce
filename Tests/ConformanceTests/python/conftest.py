"""What every conformance test begins with: stock generated clients, certificates, a server."""

import subprocess
import sys
import tempfile
from pathlib import Path

import grpc
import pytest

from peer import ROOT, Peer

PROTOS = ROOT / "Tests/TransportPeer/Protos"
GENERATED = tempfile.TemporaryDirectory(prefix="tidemark-conformance-")


def compile_clients() -> None:
    """Stock protoc with the plugins of grpcio and of grpclib."""
    out = GENERATED.name
    grpclib = Path(sys.executable).parent / "protoc-gen-grpclib_python"
    command = [sys.executable, "-m", "grpc_tools.protoc", f"-I{PROTOS}"]
    command += [f"--plugin=protoc-gen-grpclib_python={grpclib}", f"--grpclib_python_out={out}"]
    command += [f"--python_out={out}", f"--grpc_python_out={out}"]
    command += sorted(str(path) for path in PROTOS.rglob("*.proto"))
    subprocess.run(command, check=True)
    # Their package is grpc.testing, inside the package that grpcio already is.
    grpc.__path__.append(str(Path(out) / "grpc"))


# The test files import the compiled clients, so they must be there before collection.
compile_clients()


@pytest.fixture(scope="session")
def certificates(tmp_path_factory) -> Path:
    directory = tmp_path_factory.mktemp("certificates")
    subprocess.run([ROOT / "deploy/certificates", directory], check=True)
    return directory


@pytest.fixture(scope="session")
def peer(certificates):
    # Raw connections ping to learn that the server has said all it has to say.
    running = Peer(certificates, "--limit", "pingStrikesMax=1000000")
    yield running
    running.stop()
