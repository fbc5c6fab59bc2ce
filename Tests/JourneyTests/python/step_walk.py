"""Every call on the way of an order, in every life that an order can have, with every process
killed before, during and after it.

    python step_walk.py [--stride N] [--offset N] [--life NAME] [--seconds N]

Each order must come to the end that it has undisturbed, with exactly the same entries in every
journal, so that each hop is booked once; the pool's figures, accounts and wallets and the stock
must be those of a platform whose orders nobody disturbed; and the audit must have no finding. Exit
status 0 only then."""

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import conftest  # noqa: F401, which compiles the clients
from fleet import Fleet
from installation import ROOT
from lives import Platform
from strike import PROCESSES, Point, Striker, moments

SECONDS_OF_SILENCE = 1.5
SECONDS_TO_END = 40


class Walk:
    def __init__(self, folder: Path, certificates: Path):
        self._striker = Striker(folder)
        self.fleet = Fleet(folder, certificates, self._striker.relayed)
        self._striker.fleet = self.fleet
        self._struck = Platform(self.fleet, "struck")
        self._calm = Platform(self.fleet, "calm")
        self._struck.around = self._striker.outside
        self.points: list[Point] = []
        self._entries: dict[str, Counter] = {}
        for platform in (self._struck, self._calm):
            platform.new_entries()
        for life in Platform.LIVES:
            self._learn(life)

    def _learn(self, life: str) -> None:
        """Lives once undisturbed: the calls that it takes and the entries that it leaves."""
        self._striker.arm(None)
        self._live(life, self._struck)
        self._entries[life] = self._until_silence(self._struck)
        self.points += [
            Point(life, target, method, number, victim, moment)
            for target, method, number in self._striker.calls
            for victim in PROCESSES
            for moment in moments(target, "outside" if target == "order" else "order", victim)
        ]
        self._live(life, self._calm)
        self._await_entries(life, self._calm)

    def _live(self, life: str, platform: Platform) -> None:
        order = getattr(platform, life)()
        platform.await_state(order, Platform.ENDS[life], seconds=SECONDS_TO_END)

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
        try:
            self._striker.arm(point)
            try:
                self._live(point.life, self._struck)
                self._await_entries(point.life, self._struck)
            finally:
                self._striker.finish()
            is_struck = self._striker.is_struck
            self._striker.arm(None)
            self._live(point.life, self._calm)
            self._await_entries(point.life, self._calm)
            for struck, calm in zip(self._struck.sums(), self._calm.sums(), strict=True):
                if struck != calm.replace("calm", "struck"):
                    raise AssertionError(f"other sums: {struck} instead of {calm}")
        except Exception as error:
            raise AssertionError(f"{point}: {type(error).__name__}: {error}") from error
        return is_struck

    def confirm(self) -> str:
        """Nothing came after the last order, and the audit finds nothing."""
        for platform in (self._struck, self._calm):
            later = self._until_silence(platform)
            assert not later, f"booked later on {platform.name}: {dict(later)}"
        return self.fleet.confirm().verdict

    def close(self) -> None:
        self.fleet.close()


def walk_all(walk: Walk, points: list[Point], seconds: float) -> tuple[Counter, list[str]]:
    """Strikes at each point; the strikes by process, and what was not met."""
    begin = time.monotonic()
    struck: Counter = Counter()
    missed = []
    life = ""
    for number, point in enumerate(points):
        if time.monotonic() > begin + seconds:
            print(f"  {len(points) - number} points are left after {seconds:.0f} s", flush=True)
            break
        if point.life != life:
            life = point.life
            print(f"  {life}, after {time.monotonic() - begin:.0f} s", flush=True)
        if walk.run(point):
            struck[point.victim] += 1
        else:
            missed.append(str(point))
    return struck, missed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--stride", type=int, default=1, help="strike at every N-th point only")
    parser.add_argument("--offset", type=int, default=0, help="begin so many points later")
    parser.add_argument("--life", action="append", choices=Platform.LIVES, help="these only")
    parser.add_argument("--seconds", type=float, default=3_600, help="begin no life after")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tidemark-steps-") as name:
        folder = Path(name)
        certificates = folder / "certificates"
        subprocess.run(
            [ROOT / "deploy/certificates", certificates], check=True, stdout=subprocess.DEVNULL
        )
        begin = time.monotonic()
        walk = Walk(folder, certificates)
        try:
            lives = options.life or Platform.LIVES
            points = [point for point in walk.points if point.life in lives]
            points = points[options.offset :: options.stride]
            print(f"  {len(walk.points)} points in {len(Platform.LIVES)} lives", flush=True)
            struck, missed = walk_all(walk, points, options.seconds)
            verdict = walk.confirm()
        finally:
            walk.close()
        for words in missed:
            print(f"  not met: {words}")
        words = ", ".join(f"{process} {count}" for process, count in struck.items())
        print(
            f"{struck.total()} kills in {time.monotonic() - begin:.0f} s: {words}; "
            f"{len(missed)} not met. {verdict}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
