"""Some of the points at which `deploy/crash-test steps` strikes all of, of each life as many."""

import shutil

import pytest

from lives import Platform
from step_walk import Walk, in_turns, walk_all
from strike import Point

# On a busy machine the rest is left for the whole walk.
SECONDS = 70


def test_every_point_comes_once_and_no_life_waits_for_the_end_of_another():
    counts = {"short": 1, "middle": 16, "long": 35}
    points = [
        Point(life, "pool", "Hold", number, "pool", "before")
        for life, count in counts.items()
        for number in range(count)
    ]
    turns = in_turns(points)
    assert sorted(turns, key=points.index) == points
    lives = [point.life for point in turns]
    assert lives[:5] == ["short", "middle", "long", "middle", "long"]
    assert lives[1 : 1 + 2 * counts["middle"]] == ["middle", "long"] * counts["middle"]
    # However many are taken, they lie over the whole life: ten of 35, one in each four or five.
    numbers = sorted([point.number for point in turns if point.life == "long"][:10])
    gaps = [after - before for before, after in zip(numbers, numbers[1:])]
    assert max(gaps) <= 5


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_a_process_killed_at_any_step_books_no_hop_twice_and_loses_none(tmp_path, certificates):
    walk = Walk(tmp_path, certificates)
    try:
        tally = walk_all(walk, walk.points, SECONDS)
        walk.confirm()
    finally:
        walk.close()
    print(tally)
    assert list(tally.points) == list(Platform.LIVES)
    assert not tally.unstruck, tally
    assert len(tally.missed) <= tally.struck.total() // 10, tally.missed
