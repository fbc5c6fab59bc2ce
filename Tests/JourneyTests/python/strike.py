"""Strikes one process at a named moment of one call on the way of an order."""

import os
import signal
import threading
from collections import Counter
from functools import partial
from pathlib import Path

import grpc

import strace
from lives import BOOKS
from relay import ReplyLost

PROCESSES = (*BOOKS, "audit")
# Calls that ask again now and then, whether or not an order is on its way.
UNCOUNTED = ("GetPlatform", "Check")
WRITING, SYNCING = "pwrite64", "fdatasync"


class Point:
    """A process and a moment of the n-th call of a method in a life."""

    def __init__(self, life: str, target: str, method: str, number: int, victim: str, moment: str):
        self.life, self.target, self.method, self.number = life, target, method, number
        self.victim, self.moment = victim, moment

    def __str__(self) -> str:
        return f"{self.life}: {self.victim} {self.moment} {self.method} {self.number}"


def moments(target: str, caller: str, victim: str) -> tuple[str, ...]:
    """The moments of a call at which a process can be killed. Who is asked can also end while it
    writes its entry, while that becomes durable, and before its reply has left; who asks, while it
    waits for the reply and while it records it."""
    if victim == target:
        return ("before", "writing in", "syncing in", "unheard after", "after")
    if victim == caller:
        return ("before", "waiting in", "writing after", "syncing after")
    return ("before", "during", "after")


class Striker:
    """Stands in the way of all calls of the order service and of those outside. Armed with a point,
    it strikes once, and starts again what it killed."""

    def __init__(self, folder: Path):
        self.fleet = None
        self._trace = folder / "trace"
        self._lock = threading.Lock()
        self._counts: Counter = Counter()
        self._point: Point | None = None
        self._threads: list[threading.Thread] = []
        # Who is asked, by whom, the method and how often it was called so far.
        self.calls: list[tuple[str, str, str, int]] = []
        self.is_struck = False

    def arm(self, point: Point | None) -> None:
        with self._lock:
            self._counts.clear()
            self.calls, self._point, self.is_struck = [], point, False

    def finish(self) -> None:
        """Returns once all that was killed serves again."""
        for thread in self._threads:
            thread.join()
        self._threads.clear()
        with self._lock:
            self._point = None

    def outside(self, service: str, method: str, call):
        """A call of those outside to a service."""
        return self._around(service, "outside", method, call)

    def relayed(self, service: str, call):
        return self._around(service, "order", call.method.rsplit("/", 1)[1], call.forward)

    def _around(self, target: str, caller: str, method: str, forward):
        if method in UNCOUNTED:
            return forward()
        with self._lock:
            self._counts[method] += 1
            number = self._counts[method]
            self.calls.append((target, caller, method, number))
            point = self._point
            is_it = point and (point.method, point.number) == (method, number)
            if is_it:
                self._point, self.is_struck = None, True
        return self._strike(point, target, caller, forward) if is_it else forward()

    def _strike(self, point: Point, target: str, caller: str, forward):
        restart = self.fleet.restart
        if point.moment == "before":
            restart(point.victim)
            if point.victim == caller:
                raise ReplyLost
            return forward()
        if point.moment in ("writing in", "syncing in"):
            with self._killed_at(point):
                forward()
            raise ReplyLost
        reply = self._answered(forward)
        if point.moment in ("unheard after", "waiting in", "during"):
            restart(point.victim)
            if point.moment == "during":
                return reply()
            raise ReplyLost
        if point.victim == caller:
            self._later(self._killed_at(point))
            return reply()
        self.fleet.processes[point.victim].kill()
        self._later_restart(point.victim)
        return reply()

    def _answered(self, forward):
        """Makes the call; what is returned gives its reply, or raises its refusal, which is an
        answer as well."""
        try:
            reply = forward()
        except grpc.RpcError as error:
            return partial(_raise, error)
        return lambda: reply

    # At a write or a synchronisation

    def _killed_at(self, point: Point) -> "KilledAt":
        syscall = WRITING if point.moment.startswith("writing") else SYNCING
        return KilledAt(self.fleet, point.victim, self._trace, syscall)

    def _later(self, killed: "KilledAt") -> None:
        killed.__enter__()
        self._run(lambda: killed.wait())

    def _later_restart(self, victim: str) -> None:
        self._run(lambda: self.fleet.restart(victim))

    def _run(self, body) -> None:
        thread = threading.Thread(target=body)
        self._threads.append(thread)
        thread.start()


def _raise(error: Exception):
    raise error


class KilledAt:
    """From entering on, the process is killed at its next call of a kind. One that makes none, as
    for a call that only reads, is killed at the end."""

    SECONDS = 5

    def __init__(self, fleet, victim: str, trace: Path, syscall: str):
        self._fleet, self._victim = fleet, victim
        self._trace, self._syscall = trace, syscall

    def __enter__(self) -> "KilledAt":
        self._process = self._fleet.processes[self._victim].process
        self._trace.unlink(missing_ok=True)
        injection = f"{self._syscall}:signal=SIGKILL:when=1"
        self._attached = strace.Attached(self._process.pid, self._trace, injection)
        return self

    def __exit__(self, kind, error, _) -> bool:
        """Nothing of what the call said counts: its reply is lost."""
        self.wait(0 if error is None else self.SECONDS)
        return True

    def wait(self, seconds: float | None = None) -> None:
        try:
            self._process.wait(self.SECONDS if seconds is None else seconds)
        except Exception:
            os.kill(self._process.pid, signal.SIGKILL)
        self._fleet.restart(self._victim)
        self._attached.detached()
