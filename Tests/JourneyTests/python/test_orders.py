"""Orders quoted, listed, told and watched: stock grpcio and the compiled protos."""

import grpc
import pytest

from shop import SECONDS, SEED_PRICE_FEN, Shop, acting, refusal
from tidemark import order_pb2, order_reading_pb2, order_reading_pb2_grpc


@pytest.fixture(scope="module")
def readers(installation) -> Shop:
    return Shop(installation, "readers")


@pytest.fixture(scope="module")
def reading(installation):
    return order_reading_pb2_grpc.OrderReadingStub(installation.channel("order", "gateway/demo"))


def quote_request(shop: Shop, member: int, product: int, quantity: int = 1):
    return order_reading_pb2.QuoteOrderRequest(
        platform=shop.platform,
        member=member,
        lines=[order_pb2.OrderLine(product=product, quantity=quantity)],
    )


def test_a_quote_says_what_the_order_then_does(readers, reading):
    product = readers.put_product()
    inviter = readers.join()
    member = readers.join(inviter)
    quote = reading.Quote(quote_request(readers, member, product), **acting(member))
    order = readers.settle_one(member, product)
    assert quote.to_pay_fen == SEED_PRICE_FEN == order.paid_fen
    assert list(quote.lines) == list(order.lines)
    assert list(quote.rewards) == list(order.rewards)
    assert quote.settlement.units == order.settlement.units
    assert quote.settlement.break_even_price and quote.settlement.exit_price
    assert quote.pool.sequence > 0 and quote.note == quote.settlement.note


def test_a_quote_is_refused_as_the_order_is(readers, reading):
    product = readers.put_product(on_hand=3)
    member = readers.join()
    quoted = refusal(
        lambda: reading.Quote(quote_request(readers, member, product, 4), **acting(member))
    )
    placed = refusal(
        lambda: readers.orders.Place(readers.place_request(member, product, 4), **acting(member))
    )
    assert quoted == placed
    assert quoted[:2] == (grpc.StatusCode.FAILED_PRECONDITION, "insufficient_stock")


def test_pages_hold_every_order_of_a_member_once(readers):
    product = readers.put_product()
    member = readers.join()
    orders = []
    for _ in range(7):
        orders.append(readers.place(member, product))
        readers.orders.SandboxPay(
            order_pb2.SandboxPayRequest(**readers.command(), order=orders[-1]), **acting(member)
        )
    request = order_pb2.ListOrdersRequest(
        platform=readers.platform, member=member, limit=3, newest_first=True
    )
    pages = []
    while True:
        page = readers.orders.ListOrders(request, **acting(member))
        pages.append([order.order for order in page.orders])
        if not page.next_page_token:
            break
        request.page_token = page.next_page_token
    assert pages == [orders[6:3:-1], orders[3:0:-1], orders[0:1]]
    request.state = order_pb2.ORDER_STATE_CREATED
    code, reason, sentence = refusal(
        lambda: readers.orders.ListOrders(request, **acting(member))
    )
    assert (code, reason) == (
        grpc.StatusCode.INVALID_ARGUMENT,
        "page_token_of_another_question",
    )
    assert f"member={member},newest" in sentence


def test_what_was_recorded_is_told_in_words_and_watched_again_from_any_entry(readers, reading):
    product = readers.put_product()
    member = readers.join()
    order = readers.settle_one(member, product).order
    statement = reading.GetOrderStatement(
        order_reading_pb2.GetOrderStatementRequest(platform=readers.platform, order=order),
        **acting(member),
    )
    sequences = [row.sequence for row in statement.rows]
    assert sequences == sorted(sequences, reverse=True)
    assert statement.rows[-1].kind == "placed" and all(row.sentence for row in statement.rows)
    middle = sequences[len(sequences) // 2]
    changes = readers.orders.Watch(
        order_pb2.WatchRequest(platform=readers.platform, order=order, after_sequence=middle),
        **acting(member),
    )
    seen = [change.sequence for change in changes]
    assert seen and set(seen) <= {sequence for sequence in sequences if sequence > middle}
    own = reading.WatchMember(
        order_reading_pb2.WatchMemberRequest(
            platform=readers.platform, member=member, after_sequence=middle
        ),
        timeout=SECONDS,
        metadata=acting(member)["metadata"],
    )
    assert [next(own).sequence for _ in seen] == seen
    own.cancel()
