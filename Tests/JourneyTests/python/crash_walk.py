"""Every write, fsync, rename and truncation of a scripted session of the pool, once failing with
EIO and once as the moment at which the process is killed.

    python crash_walk.py [--stride N] [--offset N] [--phase NAME] [--seconds N]

After each: the service is started again on what is left; no acknowledged command may be missing,
none half there; each command sent again under its request id gets the reply that it got; and once
all are through, all figures are those of an undisturbed session. Exit status 0 only then."""

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import conftest  # noqa: F401, which compiles the clients
import strace
from installation import ROOT
from pool_process import CHECKPOINT_BYTES, PROGRAM, PoolProcess, fresh_copy
from pool_session import COMMANDS, STEPS

KINDS = {"EIO": "error=EIO", "SIGKILL": "signal=SIGKILL"}
# A process whose append failed ends by itself, very soon.
SECONDS_OF_GRACE = 10
STATUS_APPEND_FAILED = 74
STATUS_NO_START = 78
STATUS_KILLED = -9
TRIES_MAX = 5
# Steps after which the session's first snapshot is due.
STEPS_TO_SNAPSHOT = 5


class Point:
    """The n-th call of a kind on a target by one thread in one phase of the session."""

    def __init__(self, phase: str, syscall: str, target: str, number: int):
        self.phase, self.syscall, self.target, self.number = phase, syscall, target, number

    def __str__(self) -> str:
        return f"{self.phase}: {self.syscall} {self.number} of {Path(self.target).name}"


    def can_be(self, kind: str) -> bool:
        """Threads wake each other by event descriptors, which are memory: no write of it fails."""
        return kind != "EIO" or not self.target.startswith("anon_inode:")


class Outcome:
    """What became of a run: the status with which the process ended by itself, the commands that
    were acknowledged, whether the injection was seen in the trace."""

    def __init__(self, status: int | None, acknowledged: dict, calls: list[strace.Call]):
        self.status, self.acknowledged, self.calls = status, acknowledged, calls
        self.is_injected = any(call.is_injected for call in calls) or status == STATUS_KILLED


class Walk:
    """The folder always has the same path, so that a baseline's paths are those of every run."""

    PHASES = (
        "first start",
        *(f"step {number}" for number in range(1, len(STEPS) + 1)),
        "drain",
        "start after a kill",
    )

    def __init__(self, folder: Path, certificates: Path):
        self._folder, self._certificates = folder, certificates
        self._pool = folder / "installation"
        self._trace = folder / "trace"
        self._killed = folder / "killed"
        self._template_replies: dict = {}
        self.figures = self._undisturbed()

    def _undisturbed(self) -> list[str]:
        fresh_copy(None, self._pool)
        process = PoolProcess(self._pool, self._certificates)
        client = process.client()
        client.run(STEPS, self._template_replies)
        figures = client.figures()
        client.close()
        process.end()
        fresh_copy(self._pool, self._killed)
        assert len(self._template_replies) == len(COMMANDS)
        return figures

    def run(self, phase: str, point: Point | None = None, kind: str = "") -> Outcome:
        """One session up to the end of a phase, traced in that phase; with a point, disturbed."""
        self._trace.unlink(missing_ok=True)
        fresh_copy(self._killed if phase == "start after a kill" else None, self._pool)
        injection, target = "", ""
        if point:
            injection = f"{point.syscall}:{KINDS[kind]}:when={point.number}"
            target = point.target
        if "start" in phase:
            status, acknowledged = self._started(phase, injection, target)
            sockets = {}
        else:
            status, acknowledged, sockets = self._attached(phase, injection, target)
        calls = strace.read(self._trace)
        for call in calls:
            call.target = sockets.get(call.target, call.target)
        return Outcome(status, acknowledged, calls)

    def _started(self, phase: str, injection: str, target: str) -> tuple[int | None, dict]:
        acknowledged = dict(self._template_replies) if phase == "start after a kill" else {}
        traced = strace.arguments(self._trace, injection, target)
        process = PoolProcess(self._pool, self._certificates, traced)
        return process.end(0 if process.port else SECONDS_OF_GRACE), acknowledged

    def _attached(
        self, phase: str, injection: str, target: str
    ) -> tuple[int | None, dict, dict[str, str]]:
        acknowledged: dict = {}
        # A drain moves all of the log into the database, where no checkpoint has done so before.
        checkpoint_bytes = 1 << 24 if phase == "drain" else CHECKPOINT_BYTES
        process = PoolProcess(
            self._pool, self._certificates, checkpoint_bytes=checkpoint_bytes
        )
        client = process.client()
        before = len(STEPS) if phase == "drain" else int(phase.removeprefix("step ")) - 1
        client.run(STEPS[:before], acknowledged)
        if before >= STEPS_TO_SNAPSHOT:
            self._await_snapshot()
        # The names of sockets differ from run to run.
        sockets = process.sockets()
        target = sockets.get(target, target)
        attached = strace.Attached(process.identifier, self._trace, injection, target)
        if phase == "drain":
            process.drain()
            status = process.end(SECONDS_OF_GRACE)
        else:
            is_whole = client.run([STEPS[before]], acknowledged)
            self._await_silence()
            status = process.end(0 if is_whole and process.is_running else SECONDS_OF_GRACE)
        client.close()
        attached.detached()
        return status, acknowledged, {name: alias for alias, name in sockets.items()}

    def _await_snapshot(self) -> None:
        """Returns once the first snapshot is there: later ones begin with their commit, this one
        after the program has looked at itself."""
        end = time.monotonic() + SECONDS_OF_GRACE
        while not list((self._pool / "pool").glob("snapshot-*[!w]")):
            assert time.monotonic() < end, "no snapshot is made"
            time.sleep(0.005)

    def _await_silence(self) -> None:
        """Returns once nothing was traced for a moment: a checkpoint runs after the reply."""
        size, rounds = -1, 0
        while rounds < 3:
            time.sleep(0.01)
            before, size = size, self._trace.stat().st_size
            rounds = rounds + 1 if size == before else 0

    # What must hold afterwards

    def verify(self, acknowledged: dict) -> None:
        """Starts the service on what a run left, and raises if anything is not as it must be."""
        process = PoolProcess(self._pool, self._certificates)
        if process.port is None:
            words = process.log.read_text(errors="replace")
            raise AssertionError(f"does not start again: {words[-1000:]}")
        client = process.client()
        for command in COMMANDS:
            reply, is_remembered = client.repeat(command)
            if command not in acknowledged:
                continue
            if not is_remembered:
                raise AssertionError(f"{command} was acknowledged and is not remembered")
            if reply != acknowledged[command]:
                raise AssertionError(f"{command} is answered otherwise than before")
        if client.figures() != self.figures:
            raise AssertionError("the figures are not those of an undisturbed session")
        client.close()
        process.end()
        check = subprocess.run(
            [PROGRAM, "journal", "check", self._pool / "pool"], capture_output=True, text=True
        )
        if check.returncode != 0:
            raise AssertionError(f"the journal has faults: {check.stdout}")

    # Points

    def points(self, phase: str) -> list[Point]:
        """Every call of an undisturbed phase that some run can be disturbed at, in order."""
        calls = self.run(phase).calls
        counts: Counter = Counter()
        points: dict[tuple, Point] = {}
        for call in calls:
            if call.target.startswith("pipe:"):
                continue  # Standard output, where it tells its port, and nothing else.
            counts[call.thread, call.name, call.target] += 1
            number = counts[call.thread, call.name, call.target]
            # Threads are counted apart: the first that gets so far is the one that is disturbed.
            key = (call.name, call.target, number)
            points.setdefault(key, Point(phase, call.name, call.target, number))
        self.untouched = len(calls) - len(points)
        return list(points.values())

    def disturb(self, point: Point, kind: str) -> Outcome | None:
        """Disturbs one call; None if no try came to it, as happens where threads race: how many
        writes a socket needs, or when a checkpoint runs beside the writer."""
        for _ in range(TRIES_MAX):
            outcome = self.run(point.phase, point, kind)
            try:
                self._judge(outcome, point, kind)
            except AssertionError as error:
                raise AssertionError(f"{kind} at {point}: {error}") from error
            if outcome.is_injected:
                return outcome
        return None

    def _judge(self, outcome: Outcome, point: Point, kind: str) -> None:
        folder = str(self._pool / "pool")
        is_durable = point.target.startswith(f"{folder}/") and "-shm" not in point.target
        # A snapshot only saves time: one that cannot be written is said, and the service goes on.
        is_durable = is_durable and "/snapshot-" not in point.target
        # SQLite does not mind when a folder's names cannot be synchronised; we do, after it, at the
        # start. Later only a snapshot asks for it.
        is_start = "start" in point.phase
        is_folder = point.target == folder and point.syscall == "fsync"
        is_durable = is_durable or (is_folder and is_start)
        if kind == "EIO" and outcome.is_injected and is_durable:
            # Whatever a journal's file refuses, the process does not go on with it.
            wanted = STATUS_NO_START if "start" in point.phase else STATUS_APPEND_FAILED
            wanted = (wanted, STATUS_NO_START) if point.phase == "drain" else (wanted,)
            if outcome.status not in wanted:
                raise AssertionError(f"ended with {outcome.status} and not {wanted}")
        self.verify(outcome.acknowledged)


def endings(outcomes: Counter) -> str:
    words = {None: "went on", STATUS_KILLED: "killed", STATUS_APPEND_FAILED: "ended with 74"}
    parts = [
        f"{count} {words.get(status, f'ended with {status}')}"
        for status, count in sorted(outcomes.items(), key=lambda item: str(item[0]))
    ]
    return ", ".join(parts)


def walk_all(walk: Walk, stride: int, offset: int, phases: list[str], seconds: float) -> int:
    """Disturbs every stride-th point in both ways, and tells of each phase; the failures."""
    begin = time.monotonic()
    index, runs, missed, failures = offset, 0, 0, []
    for phase in phases:
        points = walk.points(phase)
        for kind in KINDS:
            seen: Counter = Counter()
            for point in points:
                if not point.can_be(kind):
                    continue
                index += 1
                if index % stride or time.monotonic() - begin > seconds:
                    continue
                try:
                    outcome = walk.disturb(point, kind)
                    runs += 1
                    if outcome:
                        seen[outcome.status] += 1
                    else:
                        missed += 1
                        print(f"  not met again: {kind} at {point}", flush=True)
                except AssertionError as error:
                    failures.append(str(error))
                    print(f"  FAIL  {error}", flush=True)
            print(
                f"  {phase}: {len(points)} calls, {seen.total()} disturbed by {kind}: "
                f"{endings(seen)}",
                flush=True,
            )
    print(
        f"{runs - missed} calls disturbed in {time.monotonic() - begin:.0f} s, {missed} not met "
        f"again, {len(failures)} failed",
        flush=True,
    )
    return len(failures)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--stride", type=int, default=1, help="disturb every N-th call only")
    parser.add_argument("--offset", type=int, default=0, help="begin so many calls earlier")
    parser.add_argument("--phase", action="append", choices=Walk.PHASES, help="these phases only")
    parser.add_argument("--seconds", type=float, default=3_600, help="begin no run after")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tidemark-walk-") as name:
        folder = Path(name)
        certificates = folder / "certificates"
        subprocess.run(
            [ROOT / "deploy/certificates", certificates], check=True, stdout=subprocess.DEVNULL
        )
        walk = Walk(folder, certificates)
        phases = options.phase or list(Walk.PHASES)
        failed = walk_all(walk, options.stride, options.offset, phases, options.seconds)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
