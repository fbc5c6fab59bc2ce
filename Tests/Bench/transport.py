"""deploy/bench transport: server CPU time per request, of ours and of those it is compared with.

The server has one core and h2load the other. In every round each server is loaded once, so that
whatever else the machine does in a while weighs on all of them alike.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import checks
import counts
import goals
import idle
import measuring
import report
from measuring import Load, NotMeasured, Shape
from servers import SERVICE, Server, all_servers

ROOT = Path(__file__).resolve().parents[2]
SHAPES = [Shape(8, 32), Shape(100, 10), Shape(1, 1)]
# A single stream has one request on its way at a time, each a wake-up of both sides.
SHARES = {"1 x 1": 0.1}
STREAM_PAYLOAD_BYTES = 197  # 200 bytes with tag and length
STREAM_FRAME_BYTES = 205


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="deploy/bench transport", description=__doc__)
    parser.add_argument("--only", metavar="NAMES", default="", help="servers, with commas")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=200_000, help="a run of the fast ones")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--gates", action="store_true", help="exit 1 where a gate is missed")
    parser.add_argument("--counts", action="store_true",
                        help="instructions, allocations and bytes copied by ours, instead")
    parser.add_argument("--build", type=Path, default=ROOT / ".build/bench")
    parser.add_argument("--ours", type=Path, default=ROOT / ".build/release/transport-peer")
    return parser.parse_args()


class Bench:
    def __init__(self, options: argparse.Namespace, folder: Path):
        self.options = options
        self.folder = folder
        self.authority = options.build / "certificates/ca.pem"
        only = set(filter(None, options.only.split(",")))
        known = all_servers(options.build, ROOT, options.ours)
        unknown = only - {server.name for server in known}
        if unknown:
            sys.exit(f"no such server: {', '.join(sorted(unknown))}; "
                     f"there are {', '.join(server.name for server in known)}")
        self.servers = [server for server in known if not only or server.name in only]
        self.results = goals.Results(settings={
            "rounds": options.rounds, "requests": options.requests,
            "cores": os.cpu_count(), "load-average": os.getloadavg()[0],
        })

    def say(self, words: str) -> None:
        print(words, file=sys.stderr, flush=True)

    def attempt(self, words: str, work: Callable[[], None]) -> bool:
        """A figure that cannot be had is listed; the others are still measured."""
        try:
            work()
            return True
        except (NotMeasured, OSError, TimeoutError, ValueError) as error:
            self.say(f"not measured: {words}: {error}")
            self.results.missing.append(f"{words}: {(str(error) or repr(error)).split(chr(10))[0]}")
            return False

    def run(self) -> None:
        try:
            ready = [server for server in self.servers if self.prepare(server)]
            for number in range(self.options.rounds):
                self.say(f"round {number + 1} of {self.options.rounds}")
                self.one_round(ready)
        finally:
            for server in self.servers:
                server.stop()
        for server in ready:
            if not server.is_twin:
                self.attempt(f"{server.name} idle", lambda: self.measure_idle(server))

    def prepare(self, server: Server) -> bool:
        def work() -> None:
            server.start(self.folder)
            self.results.suites[server.name] = checks.check(server, self.authority)
            self.unary(server, SHAPES[0], warm_up=True)
        self.say(f"checking {server.name}")
        return self.attempt(server.name, work)

    def one_round(self, servers: list[Server]) -> None:
        for shape in SHAPES:
            table = self.results.unary.setdefault(str(shape), {})
            for server in servers:
                loads = table.setdefault(server.name, [])
                self.attempt(f"{server.name} {shape}",
                             lambda: loads.append(self.unary(server, shape)))
        for server in servers:
            if server.streams_share:
                loads = self.results.streams.setdefault(server.name, [])
                self.attempt(f"{server.name} stream",
                             lambda: loads.append(self.stream(server)))

    def unary(self, server: Server, shape: Shape, *, warm_up: bool = False) -> Load:
        share = server.share * SHARES.get(str(shape), 1) * (0.2 if warm_up else 1)
        requests = max(int(self.options.requests * share), 10 * shape.connections)
        load = measuring.load(
            server.pid, server.port, server.path, shape, requests, self.folder, get=server.get)
        # A refusal in gRPC is a 200 without DATA.
        if load.data_bytes != requests * len(measuring.BODY):
            raise NotMeasured(f"{load.data_bytes} bytes in {requests} answers")
        return load

    def stream(self, server: Server) -> Load:
        """One subscriber reads one long answer: a request of h2load's, counted in messages."""
        count = int(self.options.requests * server.streams_share)
        body = counts.stream_order(count, STREAM_PAYLOAD_BYTES)
        load = measuring.load(
            server.pid, server.port, f"{SERVICE}/Stream", Shape(1, 1), 1, self.folder, body=body)
        if load.data_bytes != count * STREAM_FRAME_BYTES:
            raise NotMeasured(f"{load.data_bytes} bytes for {count} messages")
        return Load(count, load.wall_seconds, load.cpu_seconds, [], load.data_bytes)

    def measure_idle(self, server: Server) -> None:
        self.say(f"idle connections of {server.name}")
        server.start(self.folder)
        try:
            checks.answers(server, self.authority)
            self.results.idle_kib[server.name] = idle.kib_per_connection(
                server.port, server.pid, self.authority)
        finally:
            server.stop()

    def run_counts(self) -> None:
        ours = [server for server in self.servers if server.name.startswith("ours-")]
        for server in ours:
            self.attempt(f"{server.name} counts", lambda: self.results.counts.update(
                counts.of(server, self.options.build, self.folder)))


def main() -> int:
    options = arguments()
    measuring.open_files_max()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        bench = Bench(options, Path(folder))
        if options.counts:
            bench.run_counts()
        else:
            bench.run()
    print(report.text(bench.results))
    if options.json:
        report.write_json(bench.results, options.json)
    if bench.results.missing:
        return 2
    is_missed = any(verdict == "below" for _, _, verdict in goals.judged(bench.results))
    return 1 if options.gates and is_missed else 0


if __name__ == "__main__":
    sys.exit(main())
