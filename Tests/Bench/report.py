"""The bench's one table, and the same as JSON."""

import json
from pathlib import Path
from statistics import median

from goals import Results, judged
from measuring import Load


def text(results: Results) -> str:
    parts = [" ".join(f"{name} {value}" for name, value in results.settings.items())]
    parts.append("\n".join(f"{name:14}{suite}" for name, suite in results.suites.items()))
    for shape, servers in results.unary.items():
        parts.append(unary(shape, servers))
    if results.streams:
        parts.append(streams(results))
    if results.idle_kib:
        parts.append("\n".join(["idle TLS connections     KiB resident each"] + [
            f"{name:14}{kib:28.1f}" for name, kib in results.idle_kib.items()]))
    if results.counts:
        parts.append("\n".join(["counts of ours"] + [
            f"{name:40}{value:12,.1f}" for name, value in results.counts.items()]))
    parts.append(goals(results))
    parts.append("\n".join(f"NOT MEASURED  {words}" for words in results.missing))
    return "\n\n".join(part for part in parts if part)


def spread(values: list[float]) -> str:
    return f"{median(values):10.2f}{min(values):10.2f}{max(values):10.2f}"


def unary(shape: str, servers: dict[str, list[Load]]) -> str:
    lines = [
        f"{shape + ' streams':14}{'requests/s':>12}{'CPU-us each':>12}{'min':>8}{'max':>10}"
        f"{'p50 us':>10}{'p99 us':>10}"
    ]
    for name, loads in servers.items():
        if loads:
            lines.append(
                f"{name:14}{median(load.per_second for load in loads):12,.0f}"
                f"{spread([load.cpu_us for load in loads])}"
                f"{median(load.percentile_us(50) for load in loads):10,.0f}"
                f"{median(load.percentile_us(99) for load in loads):10,.0f}")
    return "\n".join(lines)


def streams(results: Results) -> str:
    lines = [
        f"{'one subscriber':14}{'messages/s':>12}{'CPU-us each':>12}{'min':>8}{'max':>10}"
        f"{'per CPU-s':>12}"
    ]
    for name, loads in results.streams.items():
        if loads:
            lines.append(
                f"{name:14}{median(load.per_second for load in loads):12,.0f}"
                f"{spread([load.cpu_us for load in loads])}{results.stream_rate(name):12,.0f}")
    return "\n".join(lines)


def goals(results: Results) -> str:
    lines = [f"{'against':52}{'measured':>12}{'goal':>11}{'gate':>10}"]
    for goal, value, verdict in judged(results):
        lines.append(
            f"{goal.words:52}{value:12,.2f}{goal.goal:11,g}{goal.gate:10,g}  {verdict}")
    return "\n".join(lines) if len(lines) > 1 else ""


def write_json(results: Results, path: Path) -> None:
    def loads(of: dict[str, list[Load]]) -> dict[str, list[dict[str, float]]]:
        return {
            name: [
                {
                    "requests": load.requests,
                    "cpu_us": load.cpu_us,
                    "per_second": load.per_second,
                    "p50_us": load.percentile_us(50) if load.latencies_us else None,
                    "p99_us": load.percentile_us(99) if load.latencies_us else None,
                }
                for load in runs
            ]
            for name, runs in of.items()
        }

    path.write_text(json.dumps({
        "settings": results.settings,
        "suites": results.suites,
        "unary": {shape: loads(servers) for shape, servers in results.unary.items()},
        "streams": loads(results.streams),
        "idle_kib": results.idle_kib,
        "counts": results.counts,
        "goals": [
            {"against": goal.words, "measured": value, "goal": goal.goal, "gate": goal.gate,
             "verdict": verdict}
            for goal, value, verdict in judged(results)
        ],
        "missing": results.missing,
    }, indent=2) + "\n")
