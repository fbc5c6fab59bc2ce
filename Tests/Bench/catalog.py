"""deploy/bench catalog: a catalog of many products in its service, over TLS.

Imports a made-up file by the command, asks for pages of searches and lists, and counts what that
took: fsyncs as the kernel sees them, products looked at as the service says, times as the service
measures them from a request's head to its reply.
"""

import argparse
import json
import os
import random
import re
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/JourneyTests/python"))

import conftest  # noqa: E402, F401, which compiles the clients
from fleet import PROGRAM, Process  # noqa: E402
from installation import PORT_OFFSETS, free_base_port  # noqa: E402
from relay import channel  # noqa: E402
from shop import SEED_PLAN  # noqa: E402
from tidemark import catalog_pb2, catalog_pb2_grpc, pool_pb2, pool_pb2_grpc  # noqa: E402
from counts import shim  # noqa: E402
from tidemark import shelf_pb2, shelf_pb2_grpc  # noqa: E402

SEED = 20_261_124
PLATFORM = "bench"
COLUMNS = ("title,price_fen,cost_fen,commission_fen,platform_fen,contribution_fen,category,"
           "merchant,stock")
WORDS = ("green black white oolong tea pot cup tray scoop whisk kettle jar spring autumn mountain "
         "river old young roasted fresh").split()
RUNS = "龙井 普洱 铁观音 毛尖 白茶 红茶 绿茶 茶壶 茶杯 茶盘 西湖 武夷 云南 春 秋".split()
# Of the runs that are counted.
COUNTED, COUNTED_PAGES = 5_000, 500
COUNTS_MAX = {
    "products looked at for a page, most": 2_048,
    "import, allocations/line": 250,
    "a search and a list, allocations": 500,
}
COUNTS_MIN = {"import, lines an fsync": 200, "pages with products": 400}
PAGES_OF_QUESTION = 4
GOAL_LINES, GOAL_SECONDS = 20_000, 0.005


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="deploy/bench catalog", description=__doc__)
    parser.add_argument("--products", type=int, default=100_000)
    parser.add_argument("--pages", type=int, default=4_000, help="searches, and as many lists")
    parser.add_argument("--rounds", type=int, default=3, help="imports, each into a new catalog")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--gates", action="store_true", help="exit 1 where a count is exceeded")
    return parser.parse_args()


def make_file(path: Path, products: int) -> None:
    chance = random.Random(SEED)
    with open(path, "w", encoding="utf-8") as file:
        file.write(COLUMNS + "\n")
        for number in range(1, products + 1):
            words = " ".join(chance.sample(WORDS, 3)).capitalize()
            title = f"{words} {chance.choice(RUNS)}{chance.choice(RUNS)} {number}"
            category = chance.choice(RUNS)
            price = chance.randrange(10, 1_000) * 100
            parts = (price * 30 // 100, price * 30 // 100, price * 10 // 100, price * 30 // 100)
            file.write(f"{title},{price},{','.join(map(str, parts))},{category},"
                       f"Farm {chance.randrange(200)},{chance.randrange(1_000)}\n")


class Catalog:
    """Pool and catalog; with a counting library, the catalog's allocations are counted."""

    def __init__(self, folder: Path, certificates: Path, counting: Path | None = None):
        self.folder, self.certificates = folder, certificates
        folder.mkdir()
        self._counters = folder / "counters"
        environment = {}
        if counting:
            self._counters.write_bytes(bytes(24))
            environment = {"LD_PRELOAD": str(counting), "BENCH_COUNTERS": str(self._counters)}
        self.base = free_base_port()
        common = ["--directory", str(folder), "--certificates", str(certificates)]
        common += ["--base-port", str(self.base)]
        self._processes = [
            Process("pool", folder, common), Process("catalog", folder, common, environment)]

    def __enter__(self) -> "Catalog":
        for process in self._processes:
            process.start()
        for process in self._processes:
            process.wait()
        request = pool_pb2.CreatePlatformRequest(
            request_id="p", platform=PLATFORM, title="Bench", sandbox=True, plan=SEED_PLAN)
        pool_pb2_grpc.PoolStub(self.channel("pool")).CreatePlatform(request, timeout=10)
        return self

    def __exit__(self, *_) -> None:
        for process in self._processes:
            process.kill()

    def channel(self, service: str):
        return channel(self.certificates, self.base + PORT_OFFSETS[service], "operator/ann")

    @property
    def identifier(self) -> int:
        return self._processes[1].process.pid

    def import_file(self, file: Path) -> float:
        """Imports a file, of which every line must be taken; the seconds."""
        begin = time.monotonic()
        done = subprocess.run(
            [PROGRAM, "product", "import", file, "-p", PLATFORM, "--json", "--certificates",
             self.certificates, "--base-port", str(self.base)],
            capture_output=True, text=True, timeout=600)
        seconds = time.monotonic() - begin
        assert done.returncode == 0, done.stdout[-500:] + done.stderr[-500:]
        return seconds

    def allocations(self) -> int:
        return struct.unpack("QQQ", self._counters.read_bytes())[0]

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.identifier}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def times(self, method: str) -> list[tuple[float, int]]:
        """Calls of a method that took at most so many seconds, as the service counts them."""
        text = subprocess.run(
            ["curl", "--silent", "--http2", "--cacert", self.certificates / "ca.pem", "--cert",
             self.certificates / "operator-ann.pem", "--key",
             self.certificates / "operator-ann.key",
             f"https://localhost:{self.base + PORT_OFFSETS['catalog']}/metrics"],
            capture_output=True, text=True, check=True).stdout
        found = re.findall(
            rf'^grpc_server_\w+_bucket{{[^}}]*{method}[^}}]*le="([^"]+)"}} (\d+)', text, re.M)
        assert found, f"no times of {method} in {text[:2_000]}"
        return [(float(bound), int(count)) for bound, count in found]


def ask(catalog: Catalog, products: int, pages: int) -> tuple[int, int]:
    """Searches and lists; the most products that one page looked at, and the pages with hits."""
    chance = random.Random(SEED)
    shelf = shelf_pb2_grpc.ShelfStub(catalog.channel("catalog"))
    plain = catalog_pb2_grpc.CatalogStub(catalog.channel("catalog"))
    most = hits = 0
    token, question, kind, page = "", None, 0, 0
    for _ in range(pages):
        page = page + 1 if token and page < PAGES_OF_QUESTION else 1
        if page == 1:
            question = shelf_pb2.SearchProductsRequest(platform=PLATFORM, limit=20)
            token, kind = "", (kind + 1) % 5
            if kind == 0:
                question.text = chance.choice(WORDS)[: chance.randrange(1, 5)]
            elif kind == 1:
                question.text = chance.choice(RUNS)
            elif kind == 2:
                question.text = f"{chance.choice(WORDS)} {chance.choice(RUNS)}"
                question.category = chance.choice(RUNS)
            elif kind == 3:
                # Nothing but a price that few have: every product is looked at.
                question.least_fen, question.most_fen = 99_900, 100_000
            else:
                question.merchant = f"Farm {chance.randrange(200)}"
                question.least_fen, question.most_fen = 50_000, 60_000
        question.page_token = token
        found = shelf.SearchProducts(question, timeout=10)
        most, hits = max(most, found.examined), hits + bool(found.products)
        token = found.next_page_token
        plain.ListProducts(
            catalog_pb2.ListProductsRequest(
                platform=PLATFORM, after_product=chance.randrange(products), limit=20), timeout=10)
    return most, hits


def fsyncs(catalog: Catalog, file: Path) -> int:
    """Imports a file under strace; the fsyncs of the catalog meanwhile."""
    log = catalog.folder / "strace"
    traced = subprocess.Popen(
        ["strace", "--follow-forks", "--trace=fsync,fdatasync", f"--output={log}",
         f"--attach={catalog.identifier}"], stderr=subprocess.PIPE, text=True)
    assert "attached" in traced.stderr.readline()
    catalog.import_file(file)
    traced.terminate()
    traced.communicate(timeout=20)
    return sum(1 for line in log.read_text().splitlines() if "sync(" in line)


def counted(folder: Path, certificates: Path) -> dict[str, float]:
    """What does not depend on the machine, on a small catalog."""
    few, many = folder / "few.csv", folder / "many.csv"
    make_file(few, COUNTED)
    make_file(many, 3 * COUNTED)
    with Catalog(folder / "synchronised", certificates) as catalog:
        figures = {"import, lines an fsync": COUNTED / fsyncs(catalog, few)}
    with Catalog(folder / "counted", certificates, shim("Counting", folder)) as catalog:
        starts = [catalog.allocations()]
        for file in (few, many):
            catalog.import_file(file)
            starts.append(catalog.allocations())
        first, second = starts[1] - starts[0], starts[2] - starts[1]
        figures["import, allocations/line"] = (second - first) / (2 * COUNTED)
        ask(catalog, COUNTED, COUNTED_PAGES)
        before = catalog.allocations()
        most, hits = ask(catalog, COUNTED, COUNTED_PAGES)
        figures["a search and a list, allocations"] = (
            (catalog.allocations() - before) / COUNTED_PAGES)
        figures["products looked at for a page, most"] = most
        figures["pages with products"] = hits
    return figures


def excess(figures: dict[str, float]) -> list[str]:
    """The counts that are beyond their bound."""
    return [
        f"{words}: {figures[words]:,.4g}, at most {bound}"
        for words, bound in COUNTS_MAX.items() if figures[words] > bound
    ] + [
        f"{words}: {figures[words]:,.4g}, at least {bound}"
        for words, bound in COUNTS_MIN.items() if figures[words] < bound
    ]


def within(times: list[tuple[float, int]], share: float) -> float:
    """The bound within which that share of the calls ended."""
    total = times[-1][1]
    return next(bound for bound, count in times if count >= share * total)


def main() -> int:
    options = arguments()
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="bench-catalog-") as name:
        folder = Path(name)
        certificates = folder / "certificates"
        subprocess.run([ROOT / "deploy/certificates", certificates], check=True,
                       stdout=subprocess.DEVNULL)
        file = folder / "products.csv"
        make_file(file, options.products)
        rates, cpu = [], []
        for number in range(options.rounds):
            with Catalog(folder / f"{number}", certificates) as catalog:
                before = catalog.cpu_seconds()
                rates.append(options.products / catalog.import_file(file))
                cpu.append((catalog.cpu_seconds() - before) / options.products * 1e6)
                if number > 0:
                    continue
                most, _ = ask(catalog, options.products, options.pages)
                for method in ("SearchProducts", "ListProducts"):
                    times = catalog.times(method)
                    figures[f"{method} p50, at most s"] = within(times, 0.5)
                    figures[f"{method} p99, at most s"] = within(times, 0.99)
                figures["products looked at for a page, large catalog"] = most
        figures["import, lines/s, best"] = max(rates)
        figures["import, lines/s, median"] = sorted(rates)[len(rates) // 2]
        figures["import, catalog's CPU us/line"] = min(cpu)
        figures |= counted(folder, certificates)
    print(f"cores {os.cpu_count()}  load average {os.getloadavg()[0]:.1f}  "
          f"products {options.products}  seed {SEED}")
    for words, value in figures.items():
        print(f"  {words:40}{value:14,.4g}")
    print(f"  goals: {GOAL_LINES:,} lines/s; p99 below {GOAL_SECONDS * 1_000:g} ms; no gate is on "
          "time")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")
    beyond = excess(figures)
    for words in beyond:
        print(f"  BEYOND ITS BOUND  {words}")
    return 1 if options.gates and beyond else 0


if __name__ == "__main__":
    sys.exit(main())
