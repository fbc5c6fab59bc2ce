"""Some of the points at which `deploy/crash-test steps` strikes all of."""

import shutil

import pytest

from step_walk import Walk, walk_all

STRIDE = 19
# On a busy machine the rest is left for the whole walk.
SECONDS = 90


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_a_process_killed_at_any_step_books_no_hop_twice_and_loses_none(tmp_path, certificates):
    walk = Walk(tmp_path, certificates)
    try:
        struck, missed = walk_all(walk, walk.points[::STRIDE], SECONDS)
        walk.confirm()
    finally:
        walk.close()
    assert struck.total() >= 10
    assert len(missed) <= struck.total() // 10, missed
