"""Certificates for the run."""

import subprocess
from pathlib import Path

import pytest

from peer import ROOT


@pytest.fixture(scope="session")
def certificates(tmp_path_factory) -> Path:
    directory = tmp_path_factory.mktemp("certificates")
    subprocess.run([ROOT / "deploy/certificates", directory], check=True, capture_output=True)
    return directory
