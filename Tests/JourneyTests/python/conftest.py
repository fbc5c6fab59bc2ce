"""What every journey begins with: clients compiled from Protos/, certificates, five processes."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from installation import ROOT, SECONDS_TO_DRAIN, Installation

GENERATED = tempfile.TemporaryDirectory(prefix="tidemark-clients-")


def compile_clients() -> None:
    """Stock protoc and stock plugins; what they make is what any client in Python would have."""
    protos = sorted(str(path) for path in (ROOT / "Protos").rglob("*.proto"))
    out = GENERATED.name
    command = [sys.executable, "-m", "grpc_tools.protoc", f"-I{ROOT / 'Protos'}"]
    command += [f"--python_out={out}", f"--grpc_python_out={out}", *protos]
    subprocess.run(command, check=True)
    sys.path.insert(0, out)


# The test files import the compiled clients, so they must be there before collection.
compile_clients()


@pytest.fixture(scope="session")
def certificates(tmp_path_factory) -> Path:
    directory = tmp_path_factory.mktemp("certificates")
    subprocess.run([ROOT / "deploy/certificates", directory], check=True)
    return directory


@pytest.fixture(scope="session")
def installation(tmp_path_factory, certificates):
    running = Installation(tmp_path_factory.mktemp("installation"), certificates)
    running.start()
    yield running
    status, seconds = running.stop()
    assert status == 0, f"tidemark up ended with exit status {status}"
    assert seconds < SECONDS_TO_DRAIN, f"draining took {seconds:.1f} s"


@pytest.fixture(scope="session")
def shop(installation):
    from shop import Shop

    return Shop(installation, "journey")
