"""One service is away for a while, killed or stopped in its tracks, while orders come in.

    python outage.py [--seconds N] [--buyers N] [--service NAME]

Orders wait and none is lost; reads of the services that are there go on; and within five seconds of
the return everything is settled. Exit status 0 only then."""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import conftest  # noqa: F401, which compiles the clients
from fleet import RELAYED, Fleet
from installation import ROOT
from lives import Platform, repeat
from shop import SEED_PRICE_FEN
from tidemark import catalog_pb2, catalog_pb2_grpc, order_pb2, order_pb2_grpc
from tidemark import pool_pb2, pool_pb2_grpc, referral_pb2, referral_pb2_grpc

SECONDS_TO_SETTLE = 5
# On a busy machine; a read that waited for the service that is away would take longer.
SECONDS_TO_READ = 2
# How long a buyer waits before asking again.
SECONDS_OF_PATIENCE = 2


class Outage:
    """Buyers take one virtual piece each, which is received when it is paid, while `service` is
    away."""

    def __init__(self, fleet: Fleet, service: str, is_killed: bool, buyers: int):
        self._fleet, self._service, self._is_killed = fleet, service, is_killed
        name = f"{service}-{'killed' if is_killed else 'stopped'}"
        self.platform = Platform(
            fleet, name, on_hand=10_000, delivery=catalog_pb2.DELIVERY_VIRTUAL)
        self._buyers = range(10, 10 + buyers)
        for buyer in self._buyers:
            self.platform.join(buyer, 1)
        self.slowest_read = 0.0
        self.reads = 0

    def run(self, seconds: float) -> float:
        """The seconds from the return of the service until all was settled."""
        threads = [threading.Thread(target=self._buy, args=[buyer]) for buyer in self._buyers]
        first = self._buy(2)
        self._leave()
        gone = time.monotonic()
        # Some orders begin before the service is away for long, some just before it returns.
        for number, thread in enumerate(threads, start=1):
            thread.start()
            self._read_others(gone + seconds * number / len(threads))
        self._come_back()
        back = time.monotonic()
        for thread in threads:
            thread.join()
        self._await_settled(first + len(threads))
        return time.monotonic() - back

    def _leave(self) -> None:
        process = self._fleet.processes[self._service]
        if self._is_killed:
            process.kill()
        else:
            os.kill(process.process.pid, signal.SIGSTOP)

    def _come_back(self) -> None:
        process = self._fleet.processes[self._service]
        if self._is_killed:
            process.start()
            process.wait()
        else:
            os.kill(process.process.pid, signal.SIGCONT)

    def _buy(self, buyer: int) -> int:
        stub = order_pb2_grpc.OrdersStub(self._fleet.channel("order"))
        line = order_pb2.OrderLine(product=self.platform.product, quantity=1)
        place = order_pb2.PlaceRequest(member=buyer, lines=[line])
        order = self._ask(stub.Place, place, buyer).order
        self._ask(stub.SandboxPay, order_pb2.SandboxPayRequest(order=order), buyer)
        return 1

    def _ask(self, method, request, buyer: int):
        request.platform = self.platform.name
        request.request_id = f"{type(request).__name__}-{buyer}"
        return repeat(lambda: method(request, timeout=SECONDS_OF_PATIENCE), seconds=180)

    def _read_others(self, until: float) -> None:
        """Reads of every service but the one that is away, none of which may take long."""
        name, channel = self.platform.name, self._fleet.channel
        reads = {
            "catalog": lambda: catalog_pb2_grpc.CatalogStub(channel("catalog")).GetProduct(
                catalog_pb2.GetProductRequest(platform=name, product=1), timeout=5),
            "order": lambda: order_pb2_grpc.OrdersStub(channel("order")).GetOrder(
                order_pb2.GetOrderRequest(platform=name, order=1), timeout=5),
            "pool": lambda: pool_pb2_grpc.PoolStub(channel("pool")).GetPool(
                pool_pb2.GetPoolRequest(platform=name), timeout=5),
            "referral": lambda: referral_pb2_grpc.ReferralStub(channel("referral")).GetMember(
                referral_pb2.GetMemberRequest(platform=name, member=2), timeout=5),
        }
        while True:
            for service, read in reads.items():
                if service == self._service:
                    continue
                begin = time.monotonic()
                read()
                self.slowest_read = max(self.slowest_read, time.monotonic() - begin)
                self.reads += 1
            if time.monotonic() > until:
                return
            time.sleep(0.02)

    def _await_settled(self, orders: int) -> None:
        stub = order_pb2_grpc.OrdersStub(self._fleet.channel("order"))
        request = order_pb2.GetProgressRequest(platform=self.platform.name)
        deadline = time.monotonic() + 60
        while True:
            progress = repeat(lambda: stub.GetProgress(request, timeout=5))
            if progress.settled == orders and progress.open == 0:
                break
            assert time.monotonic() < deadline, f"not settled: {progress}"
            time.sleep(0.01)
        assert progress.placed == orders and progress.stuck == 0, progress
        assert progress.settled_fen == orders * SEED_PRICE_FEN, progress

    def check(self, seconds: float) -> None:
        assert seconds < SECONDS_TO_SETTLE, f"{self.platform.name}: settled after {seconds:.1f} s"
        assert self.slowest_read < SECONDS_TO_READ, f"a read took {self.slowest_read:.2f} s"
        assert self.reads > 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--seconds", type=float, default=60, help="of each outage")
    parser.add_argument("--buyers", type=int, default=64)
    parser.add_argument("--service", action="append", choices=RELAYED, help="these only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tidemark-outage-") as name:
        folder = Path(name)
        certificates = folder / "certificates"
        subprocess.run(
            [ROOT / "deploy/certificates", certificates], check=True, stdout=subprocess.DEVNULL
        )
        fleet = Fleet(folder, certificates, None)
        try:
            for service in options.service or RELAYED:
                for is_killed in (True, False):
                    outage = Outage(fleet, service, is_killed, options.buyers)
                    seconds = outage.run(options.seconds)
                    print(
                        f"  {service} {'killed' if is_killed else 'stopped'} for "
                        f"{options.seconds:.0f} s: {options.buyers + 1} orders settled "
                        f"{seconds:.1f} s after its return; {outage.reads} reads of the others, "
                        f"the slowest {outage.slowest_read * 1_000:.0f} ms", flush=True)
                    outage.check(seconds)
            print(fleet.confirm().verdict)
        finally:
            fleet.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
