"""deploy/bench pool: the points pool from its rules to its service, beside a database.

In every round each is loaded once, so that whatever else the machine does in a while weighs on all
of them alike; ratios are taken within a round and the median of the rounds is reported.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import postgres
from measuring import NotMeasured

ROOT = Path(__file__).resolve().parents[2]
SECONDS_MAX = 600


@dataclass(frozen=True)
class Goal:
    words: str
    figure: str
    goal: float
    less_is_better: bool = False

    def is_reached(self, value: float) -> bool:
        return value <= self.goal if self.less_is_better else value >= self.goal


GOALS = [
    Goal("settlements a second, TLS, 256 in flight, durable", "rpc settles", 20_000),
    Goal("times PostgreSQL with a locked hot row", "rpc / hot row", 20),
    Goal("times PostgreSQL with a stored procedure", "rpc / procedure", 8),
    Goal("settlements a second into the runner", "runner settles", 40_000),
    Goal("fsyncs a batch, those of checkpoints apart", "fsyncs a commit", 1, less_is_better=True),
    Goal("pool commands per CPU second, rules alone", "rules", 2_000_000),
    Goal("p99 of one settlement, times the disk's own p99", "p99 / disk", 3, less_is_better=True),
    Goal("GiB for 10 million open lots", "lots GiB", 2, less_is_better=True),
    Goal("seconds from start to serving, 1 million entries", "restart", 5, less_is_better=True),
    Goal("longest reply with checkpoints, less without, ms", "checkpoint ms", 20,
         less_is_better=True),
]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="deploy/bench pool", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--orders", type=int, default=50_000, help="settlements of a run")
    parser.add_argument("--entries", type=int, default=1_000_000, help="of the restarted journal")
    parser.add_argument("--lots", type=int, default=10_000_000)
    parser.add_argument("--seconds", type=int, default=10, help="of each run of pgbench")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--gates", action="store_true", help="exit 1 where a goal is missed")
    parser.add_argument("--build", type=Path, default=ROOT / ".build/bench")
    parser.add_argument("--folder", type=Path, help="where files are written; on the disk to judge")
    return parser.parse_args()


class Bench:
    def __init__(self, options: argparse.Namespace, folder: Path):
        self.options = options
        self.folder = folder
        self.figures: dict[str, list[float]] = {}
        self.details: dict[str, list[dict[str, int]]] = {}
        self.missing: list[str] = []
        self._numbers = 0

    def attempt(self, words: str, work: Callable[[], None]) -> None:
        """A figure that cannot be had is listed; the others are still measured."""
        print(words, file=sys.stderr, flush=True)
        try:
            work()
        except (NotMeasured, OSError, subprocess.SubprocessError, ValueError) as error:
            self.missing.append(f"{words}: {error}")

    def note(self, figure: str, value: float) -> None:
        self.figures.setdefault(figure, []).append(value)

    def new_folder(self) -> Path:
        self._numbers += 1
        path = self.folder / str(self._numbers)
        path.mkdir()
        return path

    def measure(self, command: str, *words: object, prefix: tuple[str, ...] = ()) -> dict[str, int]:
        program = ROOT / ".build/release/pool-bench"
        done = subprocess.run(
            [*prefix, str(program), command, *map(str, words)], capture_output=True, text=True,
            timeout=SECONDS_MAX, check=False)
        if done.returncode != 0:
            raise NotMeasured(f"pool-bench {command}: {done.stderr.strip()[-400:]}")
        found = json.loads(done.stdout.splitlines()[-1])
        self.details.setdefault(command, []).append(found)
        return found

    # One of each a round.

    def one_round(self, database: postgres.PostgreSQL | None) -> None:
        self.attempt("rules", self.rules)
        self.attempt("runner", self.runner)
        if database:
            for name, script in [("hot row", postgres.HOT_ROW), ("procedure", postgres.PROCEDURE)]:
                self.attempt(f"PostgreSQL, {name}", lambda: self.note(
                    name, database.settlements_per_second(script, self.options.seconds)))
        self.attempt("service over TLS", self.service)
        self.attempt("one client", self.one_client)

    def rules(self) -> None:
        self.note("rules", self.measure("rules")["pool_per_cpu_second"])

    def runner(self) -> None:
        def run(*words: str) -> dict[str, int]:
            return self.measure("runner", "--directory", self.new_folder(), "--orders",
                                self.options.orders, *words)
        found, without = run(), run("--without-checkpoints")
        self.note("runner settles", found["per_second"])
        self.note("checkpoint ms", max(0, found["longest_us"] - without["longest_us"]) / 1_000)

    def service(self) -> None:
        with Service(self.new_folder(), self.options.build / "certificates") as service:
            found = self.measure(
                "load", "--port", service.port, "--certificates", service.certificates,
                "--orders", self.options.orders)
        self.note("rpc settles", found["settles_per_second"])
        self.note("rpc holds", found["holds_per_second"])
        for peer in ["hot row", "procedure"]:
            if len(self.figures.get(peer, [])) == len(self.figures["rpc settles"]):
                self.note(f"rpc / {peer}", found["settles_per_second"] / self.figures[peer][-1])

    def one_client(self) -> None:
        """A page is written after each settlement: one after the other, whatever else the machine
        did in one of the two runs was most of their difference."""
        with Service(self.new_folder(), self.options.build / "certificates") as service:
            found = self.measure(
                "load", "--port", service.port, "--certificates", service.certificates,
                "--orders", 4_000, "--flight", 1, "--disk", self.new_folder() / "pages")
        self.note("disk p99 us", found["disk_p99_us"])
        self.note("settle p99 us", found["settle_call_p99_us"])
        self.note("p99 / disk", found["settle_call_p99_us"] / max(found["disk_p99_us"], 1))

    # Once.

    def fsyncs(self) -> None:
        """Calls of fsync and fdatasync as the kernel sees them, less those of opening and closing,
        which a run without orders makes too. A checkpoint beside the writer asks once for the log
        before it reads it; those calls are a figure of their own."""
        def counted(orders: int) -> Counter[str]:
            log = self.folder / "strace"
            found = self.measure(
                "runner", "--directory", self.new_folder(), "--orders", orders,
                prefix=("strace", "--follow-forks", "--output", str(log),
                        "--trace=fsync,fdatasync"))
            calls = len(re.findall(r"\bf(?:data)?sync\(", log.read_text()))
            # Holds are commits too, and the platform's creation is one.
            return Counter(calls=calls, commits=found["all_commits"],
                           checkpoints=found["all_checkpoints"])
        some = counted(10_000)
        some.subtract(counted(1))
        self.note("fsyncs a commit", (some["calls"] - some["checkpoints"]) / some["commits"])
        self.note("checkpoint fsyncs", some["checkpoints"] / some["commits"])

    def restart(self) -> None:
        folder = self.new_folder()
        self.measure("fill", "--directory", folder, "--entries", self.options.entries)
        for _ in range(self.options.rounds):
            found = self.measure("restart", "--directory", folder)
            self.note("restart", found["milliseconds"] / 1_000)
            self.note("restart, share in the snapshot", found["kept_entries"] / found["entries"])
        for snapshot in folder.glob("snapshot-*"):
            snapshot.unlink()
        for _ in range(self.options.rounds):
            found = self.measure("restart", "--directory", folder)
            self.note("restart, all folded", found["milliseconds"] / 1_000)
            self.note("folding CPU s", found["folding_cpu_milliseconds"] / 1_000)

    def lots(self) -> None:
        found = self.measure("lots", "--lots", self.options.lots)
        self.note("lots GiB", found["books_kib"] / (1 << 20))

    def run(self) -> None:
        self.attempt("fsyncs", self.fsyncs)
        self.attempt("restart", self.restart)
        self.attempt("lots", self.lots)
        try:
            with postgres.PostgreSQL(self.folder / "postgres") as database:
                self.rounds(database)
        except NotMeasured as error:
            self.missing.append(f"PostgreSQL: {error}")
            self.rounds(None)

    def rounds(self, database: postgres.PostgreSQL | None) -> None:
        for number in range(self.options.rounds):
            print(f"round {number + 1}", file=sys.stderr, flush=True)
            self.one_round(database)

    # The table.

    def missed(self) -> list[Goal]:
        return [goal for goal in GOALS
                if goal.figure in self.figures
                and not goal.is_reached(median(self.figures[goal.figure]))]

    def text(self) -> str:
        lines = [f"cores {os.cpu_count()}  load average {os.getloadavg()[0]:.1f}  "
                 f"rounds {self.options.rounds}  orders {self.options.orders}", ""]
        lines.append(f"{'figure':24}{'median':>14}{'min':>14}{'max':>14}")
        lines += [f"{name:24}{median(all_):14,.2f}{min(all_):14,.2f}{max(all_):14,.2f}"
                  for name, all_ in self.figures.items()]
        lines += ["", f"{'against':54}{'measured':>14}{'goal':>12}"]
        for goal in GOALS:
            if goal.figure in self.figures:
                value = median(self.figures[goal.figure])
                words = "reached" if goal.is_reached(value) else "missed"
                lines.append(f"{goal.words:54}{value:14,.2f}{goal.goal:12,g}  {words}")
        lines += [f"NOT MEASURED  {words}" for words in self.missing]
        return "\n".join(lines)


class Service:
    """`tidemark serve pool` on a folder of its own."""

    def __init__(self, folder: Path, certificates: Path):
        self.folder = folder
        self.certificates = certificates

    def __enter__(self) -> "Service":
        program = ROOT / ".build/release/tidemark"
        self._log = open(self.folder / "log", "wb")
        self._process = subprocess.Popen(
            [str(program), "serve", "pool", "--directory", str(self.folder), "--certificates",
             str(self.certificates), "--port", "0", "--until-input-ends", "--json"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log)
        line = self._process.stdout.readline()
        if not line:
            raise NotMeasured(f"the service ended: {(self.folder / 'log').read_text()[-400:]}")
        self.port = json.loads(line)["port"]
        return self

    def __exit__(self, *_) -> None:
        self._process.stdin.close()
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()


def main() -> int:
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.folder) as folder:
        # PostgreSQL runs as another user.
        Path(folder).chmod(0o755)
        bench = Bench(options, Path(folder))
        bench.run()
    print(bench.text())
    if options.json:
        options.json.write_text(json.dumps(
            {"figures": bench.figures, "runs": bench.details, "missing": bench.missing},
            indent=2) + "\n")
    if bench.missing:
        return 2
    return 1 if options.gates and bench.missed() else 0


if __name__ == "__main__":
    sys.exit(main())
