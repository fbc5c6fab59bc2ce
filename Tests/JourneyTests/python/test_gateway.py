"""A gateway's client, as a shop's web page would be: stock grpcio and the compiled protos."""

import pytest
from google.protobuf import descriptor_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)

from installation import PORT_OFFSETS, SERVING
from shop import SECONDS, Shop, acting
from tidemark import audit_pb2, catalog_pb2, order_pb2, pool_pb2, quote_pb2, referral_pb2

FILES = {
    "catalog": catalog_pb2,
    "order": order_pb2,
    "pool": pool_pb2,
    "referral": referral_pb2,
    "audit": audit_pb2,
}

# spec: after n orders of 1,000 yuan with 300 into the reserve: points of the order, reserve,
# points in circulation, price floored to four places.
WORKED_EXAMPLE = [
    (210_000_000, 30_000, 210_000_000, "1.4285"),
    (147_000_000, 60_000, 357_000_000, "1.6806"),
    (124_950_000, 90_000, 481_950_000, "1.8674"),
    (112_455_000, 120_000, 594_405_000, "2.0188"),
]


@pytest.fixture(scope="module")
def example(installation) -> Shop:
    return Shop(installation, "worked-example")


def test_the_worked_example_comes_out_of_the_services_to_the_last_unit(example):
    product = example.put_product()
    inviter = 0
    for number, (units, reserve, supply, price) in enumerate(WORKED_EXAMPLE, start=1):
        inviter = example.join(inviter)
        order = example.settle_one(inviter, product)
        assert order.state == order_pb2.ORDER_STATE_SETTLED
        assert order.settlement_number == order.settlement.number == number
        assert order.settlement.outcome == pool_pb2.OUTCOME_GRANTED
        assert order.settlement.units == units
        figures = example.figures()
        assert (figures.reserve_fen, figures.supply_units) == (reserve, supply)
        assert figures.price == price
        assert figures.exits == 0


def test_rewards_go_one_and_two_steps_up_and_what_is_left_is_told(example):
    product = example.put_product()
    first = example.join()
    second = example.join(first)
    third = example.join(second)
    order = example.settle_one(third, product)
    rows = [(row.rule, row.payee, row.generation, row.amount_fen) for row in order.rewards]
    assert rows == [
        (referral_pb2.REWARD_RULE_DIRECT, second, 1, 10_000),
        (referral_pb2.REWARD_RULE_INDIRECT, first, 2, 5_000),
    ]
    assert order.unallocated_fen == 15_000
    assert all(row.explanation for row in order.rewards)


def test_a_redemption_pays_what_its_quote_said_and_a_fifth_stays(shop):
    member = shop.join()
    shop.settle_one(member, shop.put_product())
    question = pool_pb2.GetPositionRequest(platform=shop.platform, member=member)
    before = shop.pool.GetPosition(question, **acting(member))
    [lot] = before.lots
    ask = {"member": member, "lot": lot.lot, "units": lot.units // 3}
    quote = shop.pool.QuoteRedeem(
        quote_pb2.QuoteRedeemRequest(platform=shop.platform, **ask), **acting(member)
    )
    pool = shop.figures()
    done = shop.pool.Redeem(
        pool_pb2.RedeemRequest(**shop.command(), **ask, minimum_payout_fen=quote.payout_fen),
        **acting(member),
    )
    worth = ask["units"] * pool.reserve_fen
    assert done.gross_fen == quote.gross_fen == worth // pool.supply_units
    assert done.payout_fen == quote.payout_fen
    assert done.payout_fen == worth * 8_000 // (pool.supply_units * 10_000)
    assert done.reserve_fen == pool.reserve_fen - done.payout_fen
    after = shop.pool.GetPosition(question, **acting(member))
    assert after.wallet_fen == before.wallet_fen + done.payout_fen


def test_the_price_never_falls_over_a_redemption(shop):
    member = shop.join()
    shop.settle_one(member, shop.put_product())
    before = shop.figures()
    request = pool_pb2.RedeemRequest(**shop.command(), member=member, units=1_000_000)
    done = shop.pool.Redeem(request, **acting(member))
    assert done.reserve_fen * before.supply_units >= before.reserve_fen * done.supply_units


def test_watching_shows_every_state_once_and_ends_when_the_order_is_settled(shop):
    order = shop.place(shop.join(), shop.put_product())
    request = order_pb2.WatchRequest(platform=shop.platform, order=order)
    stream = shop.orders.Watch(request, **shop.as_owner(order))
    states = [next(stream).order.state]
    shop.advance(order)
    states += [item.order.state for item in stream]
    assert states[0] == order_pb2.ORDER_STATE_CREATED
    assert states[-1] == order_pb2.ORDER_STATE_SETTLED
    assert states == sorted(states)


def test_the_same_request_again_gets_the_same_reply_and_says_so(shop):
    request = shop.place_request(shop.join(), shop.put_product())
    first, first_call = shop.orders.Place.with_call(request, **acting(request.member))
    again, again_call = shop.orders.Place.with_call(request, **acting(request.member))
    assert again.SerializeToString() == first.SerializeToString()
    assert "tidemark-replayed" not in dict(first_call.trailing_metadata())
    assert dict(again_call.trailing_metadata())["tidemark-replayed"] == "1"


def test_an_order_cancelled_before_payment_gives_its_stock_back(shop):
    product = shop.put_product(on_hand=4)
    order = shop.place(shop.join(), product, quantity=2)
    question = catalog_pb2.GetProductRequest(platform=shop.platform, product=product)
    assert shop.catalog.GetProduct(question, timeout=SECONDS).product.reserved == 2
    request = order_pb2.CancelRequest(**shop.command(), order=order, reason="changed my mind")
    shop.orders.Cancel(request, **shop.as_owner(order))
    assert shop.watch(order)[-1].state == order_pb2.ORDER_STATE_CANCELLED
    stock = shop.catalog.GetProduct(question, timeout=SECONDS).product
    assert (stock.on_hand, stock.reserved, stock.sold) == (4, 0, 0)


@pytest.mark.parametrize("service", PORT_OFFSETS)
def test_every_port_tells_stock_health_checkers_that_it_serves(installation, service):
    stub = health_pb2_grpc.HealthStub(installation.channel(service, "gateway/demo"))
    assert stub.Check(health_pb2.HealthCheckRequest(), timeout=SECONDS).status == SERVING


@pytest.mark.parametrize("service", PORT_OFFSETS)
def test_stock_reflection_gives_back_the_protos_that_clients_are_compiled_from(
    installation, service
):
    database = ProtoReflectionDescriptorDatabase(installation.channel(service, "gateway/demo"))
    compiled = FILES[service].DESCRIPTOR
    names = {s.full_name for s in compiled.services_by_name.values()}
    assert names <= set(database.get_services())
    served = database.FindFileContainingSymbol(next(iter(names)))
    expected = descriptor_pb2.FileDescriptorProto()
    compiled.CopyToProto(expected)
    assert {m.name: m for m in served.message_type} == {m.name: m for m in expected.message_type}
    assert {s.name: s for s in served.service} == {s.name: s for s in expected.service}
    assert {e.name: e for e in served.enum_type} == {e.name: e for e in expected.enum_type}
