"""Makes the journals of today's release build as a fixture: make.py RELEASE

Once a release, in a release build, and commit what it makes: later binaries must read it for
ever.

    swift build -c release --product tidemark
    deploy/make-python .build/python Tests/JourneyTests/python
    .build/python/bin/python Tests/Fixtures/journals/make.py 4
"""

import importlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT / "Tests/JourneyTests/python"))
importlib.import_module("conftest")  # Compiles the clients.

from installation import Installation  # noqa: E402
from shop import SECONDS, Shop, acting  # noqa: E402
from tidemark import campaigns_pb2, campaigns_pb2_grpc, catalog_pb2, custody_pb2  # noqa: E402
from tidemark import custody_pb2_grpc, journal_pb2, journal_pb2_grpc  # noqa: E402
from tidemark import operator_pb2, operator_pb2_grpc, order_pb2  # noqa: E402
from tidemark import paying_pb2, paying_pb2_grpc  # noqa: E402
from tidemark import payments_pb2, payments_pb2_grpc, pool_pb2, refunds_pb2  # noqa: E402
from tidemark import refunds_pb2_grpc, subsidies_pb2, subsidies_pb2_grpc  # noqa: E402
from tidemark import withdrawals_pb2, withdrawals_pb2_grpc  # noqa: E402

MEMBERS = 4
SERVICES = ["catalog", "order", "pool", "referral"]


def trade(installation: Installation) -> dict:
    """The worked example of the pool's rules, then a redemption, and an order left on its way."""
    shop = Shop(installation, "demo")
    earlier(installation, shop)
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
    shelf(installation, shop, tea)
    ways(installation, shop, members, tea)
    money(installation, shop, members)
    granted(installation, shop, members, tea)
    pool = shop.figures()
    wallets = {}
    for member in members:
        request = pool_pb2.GetPositionRequest(platform="demo", member=member)
        wallets[str(member)] = shop.operator_pool.GetPosition(request, timeout=SECONDS).wallet_fen
    return {"reserve_fen": pool.reserve_fen, "supply_units": pool.supply_units,
            "wallets_fen": wallets}


def earlier(installation: Installation, shop: Shop) -> None:
    """A wallet and a debt from before the platform."""
    operator = operator_pb2_grpc.OperatorStub(installation.channel("pool", "operator/ann"))
    rows = [("wallet:1", 700, "W1"), ("merchant_payable", 300, "M")]
    taken = operator.OpenBalances(
        operator_pb2.OpenBalancesRequest(
            **shop.command(), file_sha256=bytes(32), first_line=2, rows=[
                operator_pb2.OpeningRow(account=account, amount_fen=fen, reference=reference)
                for account, fen, reference in rows]),
        timeout=SECONDS)
    assert taken.taken == 2, taken.refused


def granted(installation: Installation, shop: Shop, members: list[int], tea: int) -> None:
    """An order that a subsidy pays a part of, settled."""
    order = shop.place(members[3], tea)
    paying = paying_pb2_grpc.PayingStub(installation.channel("order", "operator/ann"))
    paying.GrantSubsidy(
        paying_pb2.GrantSubsidyRequest(
            **shop.command(), order=order, source="game", amount_fen=1_001), timeout=SECONDS)
    shop.advance(order)
    shop.watch(order)


def shelf(installation: Installation, shop: Shop, tea: int) -> None:
    """A product that changes, stock that is counted, a campaign that ends."""
    shop.put_product(title="Cups", on_hand=3)
    shop.operator_catalog.AdjustStock(
        catalog_pb2.AdjustStockRequest(**shop.command(), product=tea, by=-2, reason="broken"),
        timeout=SECONDS)
    campaigns = campaigns_pb2_grpc.CampaignsStub(installation.channel("catalog", "operator/ann"))
    now = time.time_ns() // 1_000
    campaign = catalog_pb2.Campaign(
        product=tea, starts_us=now + 3_600_000_000, ends_us=now + 7_200_000_000, price_fen=90_000,
        waterfall=catalog_pb2.Waterfall(
            cost_fen=30_000, commission_fen=20_000, platform_fen=10_000, contribution_fen=30_000),
        pieces_per_member=1)
    opened = campaigns.OpenCampaign(
        campaigns_pb2.OpenCampaignRequest(**shop.command(), campaign=campaign), timeout=SECONDS)
    campaigns.EndCampaign(
        campaigns_pb2.EndCampaignRequest(
            **shop.command(), campaign=opened.campaign.campaign), timeout=SECONDS)


def ways(installation: Installation, shop: Shop, members: list[int], tea: int) -> None:
    """An order that is given up before it is paid, one after, money that is for no order, and a
    forged callback."""
    for pays in [False, True]:
        order = shop.place(members[2], tea)
        if pays:
            shop.orders.SandboxPay(
                order_pb2.SandboxPayRequest(**shop.command(), order=order),
                **shop.as_owner(order))
        shop.orders.Cancel(
            order_pb2.CancelRequest(**shop.command(), order=order, reason="changed my mind"),
            **shop.as_owner(order))
    payments = payments_pb2_grpc.PaymentsStub(installation.channel("order", "operator/ann"))
    payments.SandboxSend(
        payments_pb2.SandboxSendRequest(
            platform="demo", callbacks=[
                payments_pb2.SandboxCallback(order=9_999, payment="lost", paid_fen=700)]),
        timeout=SECONDS)
    listed = payments_pb2.ListUnmatchedRequest(platform="demo")
    until(lambda: [receipt.state for receipt in payments.ListUnmatched(
        listed, timeout=SECONDS).receipts] == [payments_pb2.UNMATCHED_STATE_RETURNED])


def money(installation: Installation, shop: Shop, members: list[int]) -> None:
    """A subsidy's coupon that goes back, a provider's payment, a withdrawal to its end."""
    def stub(kind, caller="operator/ann"):
        return kind(installation.channel("pool", caller))

    subsidies = stub(subsidies_pb2_grpc.SubsidiesStub)
    subsidies.ReceiveSubsidy(
        subsidies_pb2.ReceiveSubsidyRequest(
            **shop.command(), source="game", amount_fen=5_000, reference="B1"), timeout=SECONDS)
    stub(subsidies_pb2_grpc.SubsidiesStub, "service/order").GrantCoupon(
        subsidies_pb2.GrantCouponRequest(
            **shop.command(), order=8_888, member=members[0], source="game", amount_fen=2_000),
        timeout=SECONDS)
    refunds = stub(refunds_pb2_grpc.RefundsStub, "service/order")
    refunds.Refund(
        refunds_pb2.RefundRequest(**shop.command(), order=8_888, reason="never paid"),
        timeout=SECONDS)
    custody = stub(custody_pb2_grpc.CustodyStub)
    custody.SettleProvider(
        custody_pb2.SettleProviderRequest(
            **shop.command(), received_fen=300_000, reference="S1"), timeout=SECONDS)
    withdrawals = stub(withdrawals_pb2_grpc.WithdrawalsStub)
    withdrawals.RegisterPayoutAccount(
        withdrawals_pb2.RegisterPayoutAccountRequest(
            **shop.command(), member=members[0], channel=withdrawals_pb2.PAYOUT_CHANNEL_BANK,
            text=withdrawals_pb2.PayoutAccountText(holder="A", account="1", bank="B")),
        timeout=SECONDS)
    withdrawals.RequestWithdrawal(
        withdrawals_pb2.RequestWithdrawalRequest(
            **shop.command(), member=members[0], amount_fen=100), timeout=SECONDS)
    withdrawals.RefuseWithdrawal(
        withdrawals_pb2.RefuseWithdrawalRequest(
            **shop.command(), withdrawal=1, reason="a test"), timeout=SECONDS)


def until(holds) -> None:
    """What goes on by itself has some seconds."""
    for _ in range(100):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come to that")


def kinds(folder: Path) -> dict:
    """How many entries of each kind every journal has."""
    found: dict = {}
    tool = ROOT / ".build/release/tidemark"
    for service in SERVICES:
        lines = subprocess.run(
            [tool, "journal", "dump", folder / service], check=True, capture_output=True)
        for line in lines.stdout.splitlines():
            entry = json.loads(line)
            journal = found.setdefault(entry["journal"], {})
            journal[entry["kind"]] = journal.get(entry["kind"], 0) + 1
    return found


def heads(installation: Installation) -> dict:
    """Size and root of every journal of the four services."""
    found = {}
    for service in SERVICES:
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
        expected["kinds"] = kinds(run)
        for service in SERVICES:
            (out / service).mkdir(parents=True)
            for name in ["journal.sqlite", "heads", "request.key"]:
                shutil.copyfile(run / service / name, out / service / name)
    (out / "expected.json").write_text(json.dumps(expected, indent=2) + "\n")


if __name__ == "__main__":
    main()
