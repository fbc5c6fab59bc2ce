"""A thousand buyers at once for the last ten pieces, while three of ten replies between all
processes are lost and asked for again."""

import grpc
import pytest
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from crowd import Crowd, Losses
from fleet import Fleet
from installation import PORT_OFFSETS
from lives import Platform
from tidemark import catalog_pb2, catalog_pb2_grpc, order_pb2, referral_pb2

BUYERS = 1_000
PIECES = 10
PERCENT_LOST = 30
PRICE_FEN = 100_000
SEED = 20_261_124


def reason(error: grpc.RpcError) -> str:
    for detail in rpc_status.from_call(error).details:
        info = error_details_pb2.ErrorInfo()
        if detail.Unpack(info):
            return info.reason
    return ""


@pytest.fixture
def losses() -> Losses:
    return Losses(SEED, PERCENT_LOST)


@pytest.fixture
def fleet(tmp_path, certificates, losses):
    running = Fleet(tmp_path, certificates, losses.relayed)
    yield running
    running.close()


def stock(fleet: Fleet, platform: Platform) -> tuple[int, int, int]:
    stub = catalog_pb2_grpc.CatalogStub(fleet.channel("catalog"))
    request = catalog_pb2.GetProductRequest(platform=platform.name, product=platform.product)
    product = stub.GetProduct(request, timeout=10).product
    return product.on_hand, product.reserved, product.sold


def test_ten_orders_and_990_clear_refusals_though_replies_are_lost(fleet, certificates, losses):
    platform = Platform(fleet, "last", on_hand=PIECES)
    members = range(100, 100 + BUYERS)

    def crowd(service: str) -> Crowd:
        port = fleet.base + PORT_OFFSETS[service]
        return Crowd(certificates, port, "operator/ann", losses)

    joining = crowd("referral")
    joined = joining.ask(
        "/tidemark.referral.v1.Referral/Join",
        [
            referral_pb2.JoinRequest(
                request_id=f"join-{member}", platform=platform.name, member=member)
            for member in members
        ],
        referral_pb2.JoinResponse)
    assert {type(reply) for reply in joined} == {referral_pb2.JoinResponse}

    buying = crowd("order")
    line = order_pb2.OrderLine(product=platform.product, quantity=1)
    answers = buying.ask(
        "/tidemark.order.v1.Orders/Place",
        [
            order_pb2.PlaceRequest(
                request_id=f"place-{member}", platform=platform.name, member=member, lines=[line])
            for member in members
        ],
        order_pb2.PlaceResponse)
    placed = [one for one in answers if isinstance(one, order_pb2.PlaceResponse)]
    refused = [one for one in answers if not isinstance(one, order_pb2.PlaceResponse)]
    assert (len(placed), len(refused)) == (PIECES, BUYERS - PIECES)
    assert {one.code() for one in refused} == {grpc.StatusCode.FAILED_PRECONDITION}
    assert {reason(one) for one in refused} == {"insufficient_stock"}
    assert stock(fleet, platform) == (PIECES, PIECES, 0)

    paid = buying.ask(
        "/tidemark.order.v1.Orders/SandboxPay",
        [
            order_pb2.SandboxPayRequest(
                request_id=f"pay-{one.order}", platform=platform.name, order=one.order)
            for one in placed
        ],
        order_pb2.SandboxPayResponse)
    assert {type(reply) for reply in paid} == {order_pb2.SandboxPayResponse}
    assert stock(fleet, platform) == (0, 0, PIECES)
    entries = platform.new_entries()
    assert entries.count(("catalog", "stock_reserved")) == PIECES
    assert entries.count(("catalog", "stock_committed")) == PIECES
    assert entries.count(("order", "placed")) == BUYERS
    assert entries.count(("order", "refused")) == BUYERS - PIECES
    assert entries.count(("pool", "held")) == PIECES
    assert 0.25 < losses.lost / (losses.lost + losses.passed) < 0.35
    assert losses.lost > BUYERS
    fleet.confirm()
    for one in (joining, buying):
        one.close()
