"""The figures to reach, and what was measured against them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf
from statistics import median

from measuring import Load

UNARY = "8 x 32"


@dataclass
class Results:
    """`unary[shape][server]` and `streams[server]` hold one load per round."""

    settings: dict[str, object] = field(default_factory=dict)
    suites: dict[str, str] = field(default_factory=dict)
    unary: dict[str, dict[str, list[Load]]] = field(default_factory=dict)
    streams: dict[str, list[Load]] = field(default_factory=dict)
    idle_kib: dict[str, float] = field(default_factory=dict)
    counts: dict[str, float] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def ratio(self, peer: str, ours: str) -> float | None:
        """How many times our CPU time the peer takes: the median of the rounds' own ratios,
        since what else the machine does in a round weighs on both."""
        shape = self.unary.get(UNARY, {})
        pairs = list(zip(shape.get(peer, []), shape.get(ours, []), strict=False))
        return median(a.cpu_us / b.cpu_us for a, b in pairs) if pairs else None

    def stream_rate(self, server: str) -> float | None:
        loads = self.streams.get(server)
        return median(1e6 / load.cpu_us for load in loads) if loads else None


@dataclass(frozen=True)
class Goal:
    words: str
    goal: float
    gate: float
    measured: Callable[[Results], float | None]
    less_is_better: bool = False

    def verdict(self, value: float) -> str:
        sign = -1 if self.less_is_better else 1
        if sign * value >= sign * self.goal:
            return "reached"
        return "between" if sign * value >= sign * self.gate else "below"


GOALS = [
    Goal("grpc-swift-2, async, in CPU of ours, async", 30, 20,
         lambda results: results.ratio("grpc-swift", "ours-later")),
    Goal("C++ gRPC, async, in CPU of ours, async", 6, 4,
         lambda results: results.ratio("cpp-later", "ours-later")),
    Goal("nghttpd POST with trailers, in CPU of ours, sync", 1.0, 0.85,
         lambda results: results.ratio("nghttpd-post", "ours-now")),
    Goal("nghttpd POST with trailers, in CPU of ours, async", 0.9, 0.75,
         lambda results: results.ratio("nghttpd-post", "ours-async")),
    Goal("streamed messages of 200 bytes per CPU-second", 1_000_000, 500_000,
         lambda results: results.stream_rate("ours-now")),
    Goal("KiB resident per idle TLS connection", 40, 48,
         lambda results: results.idle_kib.get("ours-now"), less_is_better=True),
]
# A goal without a gate.
COUNTED = [
    Goal("allocations of a unary call, sync", 6, inf,
         lambda results: results.counts.get("EchoNow allocations"), less_is_better=True),
]


def judged(results: Results) -> list[tuple[Goal, float, str]]:
    goals = GOALS + (COUNTED if results.counts else [])
    rows = []
    for goal in goals:
        value = goal.measured(results)
        if value is not None:
            rows.append((goal, value, goal.verdict(value)))
    return rows
