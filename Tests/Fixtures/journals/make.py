"""Makes the journals of today's release build as a fixture: make.py RELEASE

Run it with the Python of the journeys (.build/python), once a release, and commit what it makes:
later binaries must read it for ever.
"""

import importlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT / "Tests/JourneyTests/python"))
importlib.import_module("conftest")  # Compiles the clients.

from installation import Installation  # noqa: E402
from shop import SECONDS, Shop, acting  # noqa: E402
from tidemark import journal_pb2, journal_pb2_grpc, pool_pb2  # noqa: E402

MEMBERS = 4


def trade(installation: Installation) -> dict:
    """The worked example of the pool's rules, then a redemption, and an order left on its way."""
    shop = Shop(installation, "demo")
    tea = shop.put_product()
    members = []
    for _ in range(MEMBERS):
        members.append(shop.join(members[-1] if members else 0))
    for member in members:
        shop.settle_one(member, tea)
    shop.pool.Redeem(
        pool_pb2.RedeemRequest(**shop.command(), member=members[0], units=1_000_000),
        **acting(members[0]))
    shop.place(members[1], tea)
    pool = shop.figures()
    wallets = {}
    for member in members:
        request = pool_pb2.GetPositionRequest(platform="demo", member=member)
        wallets[str(member)] = shop.operator_pool.GetPosition(request, timeout=SECONDS).wallet_fen
    return {"reserve_fen": pool.reserve_fen, "supply_units": pool.supply_units,
            "wallets_fen": wallets}


def heads(installation: Installation) -> dict:
    """Size and root of every journal of the four services."""
    found = {}
    for service in ["catalog", "order", "pool", "referral"]:
        stub = journal_pb2_grpc.JournalsStub(installation.channel(service, "service/audit"))
        answer = stub.ListJournals(journal_pb2.ListJournalsRequest(), timeout=SECONDS)
        for head in answer.journals:
            found[f"{head.service}/{head.platform}"] = {"size": head.size, "root": head.root.hex()}
    return found


def main() -> None:
    out = HERE / sys.argv[1]
    with tempfile.TemporaryDirectory(prefix="fixture-") as folder:
        certificates = Path(folder) / "certificates"
        subprocess.run([ROOT / "deploy/certificates", certificates], check=True)
        run = Path(folder) / "run"
        run.mkdir()
        installation = Installation(run, certificates)
        installation.start()
        try:
            expected = {"figures": trade(installation), "heads": heads(installation)}
        finally:
            status, _ = installation.stop()
        assert status == 0, (run / "up.log").read_text()
        for service in ["catalog", "order", "pool", "referral"]:
            (out / service).mkdir(parents=True)
            for name in ["journal.sqlite", "heads", "request.key"]:
                shutil.copyfile(run / service / name, out / service / name)
    (out / "expected.json").write_text(json.dumps(expected, indent=2) + "\n")


if __name__ == "__main__":
    main()
