"""Some of the calls that `deploy/crash-test walk` disturbs all of."""

import shutil
import time

import pytest

from crash_walk import KINDS, Walk

STRIDE = 9
# On a busy machine the rest is left for the whole walk.
SECONDS = 75


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_a_call_that_fails_or_kills_loses_no_acknowledged_command(tmp_path, certificates):
    walk = Walk(tmp_path, certificates)
    begin = time.monotonic()
    disturbed = dict.fromkeys(KINDS, 0)
    index = 0
    for phase in Walk.PHASES:
        for point in walk.points(phase):
            for kind in KINDS:
                if not point.can_be(kind):
                    continue
                index += 1
                if index % STRIDE or time.monotonic() - begin > SECONDS:
                    continue
                disturbed[kind] += walk.disturb(point, kind) is not None
    assert min(disturbed.values()) >= 10
