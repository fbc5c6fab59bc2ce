"""Every call on the way of an order, in every life that an order can have, with every process
killed before, during and after it.

    python step_walk.py [--stride N] [--offset N] [--life NAME] [--seconds N]

Each order must come to the end that it has undisturbed, with nothing left to do for it and exactly
the same entries in every journal, so that each hop is booked once; the pool's figures, accounts,
wallets and subsidies and the stock must be those of a platform whose orders nobody disturbed; and
the audit must have no finding. Exit status 0 only then."""

import argparse
import itertools
import math
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import conftest  # noqa: F401, which compiles the clients
from fleet import Fleet
from installation import ROOT
from lives import Platform, repeat
from strike import PROCESSES, Point, Striker, moments

# What the order service asks a provider for waits up to a second.
SECONDS_OF_SILENCE = 1.5
SECONDS_TO_END = 40
SECONDS_BETWEEN_WORDS = 60
# Of the points of a life the next is this part of them further on: however many are struck, they
# lie evenly between its beginning and its end.
GOLDEN_RATIO = 0.618_034


class Pair:
    """A platform whose orders are struck, and one on which the same is lived undisturbed."""

    def __init__(self, fleet: Fleet, return_days: int):
        self.struck, self.calm = (
            Platform(fleet, f"{name}-{return_days}", return_days=return_days)
            for name in ("struck", "calm")
        )
        for platform in (self.struck, self.calm):
            platform.endow()

    def compare(self) -> None:
        for struck, calm in zip(self.struck.sums(), self.calm.sums(), strict=True):
            if struck != calm.replace(self.calm.name, self.struck.name):
                raise AssertionError(f"other sums: {struck} instead of {calm}")


class Walk:
    def __init__(self, folder: Path, certificates: Path, lives=Platform.LIVES):
        self._striker = Striker(folder)
        self.fleet = Fleet(folder, certificates, self._striker.relayed)
        self._striker.fleet = self.fleet
        days = {Platform.LIVES[life].return_days for life in lives}
        self._pairs = {count: Pair(self.fleet, count) for count in sorted(days)}
        self.points: list[Point] = []
        self._entries: dict[str, Counter] = {}
        for pair in self._pairs.values():
            for platform in (pair.struck, pair.calm):
                self._until_silence(platform)
            pair.struck.around = self._striker.outside
        for life in lives:
            self._learn(life)

    def _pair(self, life: str) -> Pair:
        return self._pairs[Platform.LIVES[life].return_days]

    def _learn(self, life: str) -> None:
        """Lives once undisturbed: the calls that it takes and the entries that it leaves."""
        pair = self._pair(life)
        self._striker.arm(None)
        pair.struck.live(life)
        self._entries[life] = self._until_silence(pair.struck)
        self.points += [
            Point(life, target, method, number, victim, moment)
            for target, caller, method, number in self._striker.calls
            for victim in PROCESSES
            for moment in moments(target, caller, victim)
        ]
        pair.calm.live(life)
        self._await_entries(life, pair.calm)

    def _until_silence(self, platform: Platform) -> Counter:
        found: Counter = Counter()
        last = time.monotonic()
        while time.monotonic() < last + SECONDS_OF_SILENCE:
            entries = platform.new_entries()
            if entries:
                found.update(entries)
                last = time.monotonic()
            time.sleep(0.05)
        return found

    def _await_entries(self, life: str, platform: Platform) -> None:
        """Returns once the entries of a life are there; raises for any other."""
        wanted, found = self._entries[life], Counter()
        deadline = time.monotonic() + SECONDS_TO_END
        while found != wanted:
            found.update(platform.new_entries())
            surplus, missing = found - wanted, wanted - found
            if surplus or time.monotonic() > deadline:
                raise AssertionError(f"booked besides {dict(surplus)}, not {dict(missing)}")
            time.sleep(0.005)

    def run(self, point: Point) -> bool:
        """One life, struck at a point. Whether the point was met."""
        pair = self._pair(point.life)
        behind = [pair.struck, pair.calm]
        try:
            self._striker.arm(point)
            try:
                pair.struck.live(point.life)
                if not self._striker.is_struck:
                    # Money that is for no order goes its way after the order's end.
                    self._await_entries(point.life, behind.pop(0))
            finally:
                self._striker.finish()
            is_struck = self._striker.is_struck
            pair.calm.live(point.life)
            for platform in behind:
                self._await_entries(point.life, platform)
            pair.compare()
            repeat(self.fleet.confirm)
        except Exception as error:
            raise AssertionError(f"{point}: {type(error).__name__}: {error}") from error
        return is_struck

    def confirm(self) -> str:
        """Nothing came after the last orders, and the audit finds nothing."""
        for pair in self._pairs.values():
            for platform in (pair.struck, pair.calm):
                later = self._until_silence(platform)
                assert not later, f"booked later on {platform.name}: {dict(later)}"
        return self.fleet.confirm().verdict

    def close(self) -> None:
        self.fleet.close()


def spread(points: list[Point], first: int) -> list[Point]:
    """All of them, beginning with the `first`, each far from those before it."""
    step = max(1, round(len(points) * GOLDEN_RATIO))
    while math.gcd(step, len(points)) > 1:
        step += 1
    return [points[(first + index * step) % len(points)] for index in range(len(points))]


def in_turns(points: list[Point]) -> list[Point]:
    """One of each life, then the next of each, so that each has its share of the time. The lives
    begin at different parts of themselves, so that one turn strikes at different processes."""
    lives: dict[str, list[Point]] = {}
    for point in points:
        lives.setdefault(point.life, []).append(point)
    turns = itertools.zip_longest(*(
        spread(of_life, number * len(of_life) // len(lives))
        for number, of_life in enumerate(lives.values())
    ))
    return [point for turn in turns for point in turn if point]


class Tally:
    """The points that there are, that were struck and that were not met, by life."""

    def __init__(self, points: list[Point]):
        self.points = Counter(point.life for point in points)
        self.struck: Counter = Counter()
        self.victims: Counter = Counter()
        self.missed: list[str] = []

    def add(self, point: Point, is_struck: bool) -> None:
        if is_struck:
            self.struck[point.life] += 1
            self.victims[point.victim] += 1
        else:
            self.missed.append(str(point))

    @property
    def unstruck(self) -> list[str]:
        return [life for life in self.points if not self.struck[life]]

    def __str__(self) -> str:
        lives = ", ".join(
            f"{life} {self.struck[life]}/{count}" for life, count in self.points.items())
        victims = ", ".join(f"{name} {count}" for name, count in self.victims.items())
        return (
            f"{self.struck.total()} of {self.points.total()} points struck ({lives}; {victims}), "
            f"{len(self.missed)} not met"
        )


def walk_all(walk: Walk, points: list[Point], seconds: float) -> Tally:
    """Strikes at the points, the lives in turns; after `seconds` only until each had its first."""
    begin = last = time.monotonic()
    tally = Tally(points)
    for number, point in enumerate(in_turns(points)):
        now = time.monotonic()
        if now > begin + seconds and number >= len(tally.points):
            print(f"  {len(points) - number} points are left after {seconds:.0f} s", flush=True)
            break
        if now > last + SECONDS_BETWEEN_WORDS:
            last = now
            print(f"  {number} of {len(points)} points after {now - begin:.0f} s", flush=True)
        tally.add(point, walk.run(point))
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument(
        "--stride", type=int, default=1, help="strike at every N-th point of a life only")
    parser.add_argument("--offset", type=int, default=0, help="begin so many points later")
    parser.add_argument("--life", action="append", choices=Platform.LIVES, help="these only")
    parser.add_argument("--seconds", type=float, default=86_400, help="begin none after")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tidemark-steps-") as name:
        folder = Path(name)
        certificates = folder / "certificates"
        subprocess.run(
            [ROOT / "deploy/certificates", certificates], check=True, stdout=subprocess.DEVNULL
        )
        begin = time.monotonic()
        walk = Walk(folder, certificates, options.life or tuple(Platform.LIVES))
        try:
            points = walk.points[options.offset :: options.stride]
            print(
                f"  {len(walk.points)} points, learned in {time.monotonic() - begin:.0f} s",
                flush=True)
            tally = walk_all(walk, points, options.seconds)
            verdict = walk.confirm()
        finally:
            walk.close()
        for words in tally.missed:
            print(f"  not met: {words}")
        print(f"{tally}; {time.monotonic() - begin:.0f} s. {verdict}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
