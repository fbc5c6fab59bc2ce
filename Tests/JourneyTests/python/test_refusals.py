"""What is refused, as a stock client sees it: status, reason and sentence."""

import grpc
import pytest

from authority import Authority
from shop import SECONDS, SEED_WATERFALL, acting, refusal
from tidemark import catalog_pb2, order_pb2, order_pb2_grpc, pool_pb2, pool_pb2_grpc

PLACE = "/tidemark.order.v1.Orders/Place"


def stranger(installation, credentials: grpc.ChannelCredentials):
    """Reads a platform from the pool as whoever the credentials say."""
    with grpc.secure_channel(installation.target("pool"), credentials) as channel:
        request = pool_pb2.GetPlatformRequest(platform="journey")
        pool_pb2_grpc.PoolStub(channel).GetPlatform(request, timeout=SECONDS)


def credentials_of(installation, key: bytes | None, certificate: bytes | None):
    trusted = (installation.certificates / "ca.pem").read_bytes()
    return grpc.ssl_channel_credentials(trusted, key, certificate)


def bytes_of(shop, method: str, message: bytes):
    """Sends bytes as they are, in the place of a message."""
    channel = shop._installation.channel("order", "gateway/demo")
    return channel.unary_unary(method)(message, timeout=SECONDS)


def test_a_certificate_of_another_authority_gets_no_connection(installation, shop):
    foreign = Authority().issue("spiffe://tidemark/gateway/demo")
    credentials = credentials_of(installation, *foreign)
    assert refusal(lambda: stranger(installation, credentials))[0] == grpc.StatusCode.UNAVAILABLE


def test_no_certificate_gets_no_answer(installation, shop):
    credentials = credentials_of(installation, None, None)
    code, _, _ = refusal(lambda: stranger(installation, credentials))
    assert code in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.UNAUTHENTICATED)


def test_an_expired_certificate_gets_no_connection(installation, shop):
    expired = Authority(installation.certificates).issue("spiffe://tidemark/gateway/demo", days=-1)
    credentials = credentials_of(installation, *expired)
    assert refusal(lambda: stranger(installation, credentials))[0] == grpc.StatusCode.UNAVAILABLE


@pytest.mark.parametrize(
    "uri, reason",
    [
        ("spiffe://tidemark/pirate/anne", "role_unknown"),
        ("spiffe://elsewhere/gateway/demo", "identity_malformed"),
        ("spiffe://tidemark/gateway/", "identity_malformed"),
        ("spiffe://tidemark/gateway/demo/more", "identity_malformed"),
        (None, "identity_not_single"),
    ],
)
def test_a_certificate_that_names_no_known_role_is_refused(installation, shop, uri, reason):
    known = Authority(installation.certificates).issue(uri)
    credentials = credentials_of(installation, *known)
    code, found, sentence = refusal(lambda: stranger(installation, credentials))
    assert (code, found) == (grpc.StatusCode.UNAUTHENTICATED, reason)
    assert sentence


def test_a_role_is_refused_what_the_table_does_not_give_it(installation, shop):
    orders = order_pb2_grpc.OrdersStub(installation.channel("order", "auditor/eve"))
    request = shop.place_request(1, 1)
    code, reason, sentence = refusal(lambda: orders.Place(request, timeout=SECONDS))
    assert (code, reason) == (grpc.StatusCode.PERMISSION_DENIED, "role_not_allowed")
    assert "auditor/eve" in sentence and PLACE in sentence


@pytest.mark.parametrize("member, reason", [(None, "acting_member_missing"), (1, "not_the_owner")])
def test_a_gateway_acts_only_for_the_owner(shop, member, reason):
    order = shop.place(shop.join(shop.join()), shop.put_product())
    request = order_pb2.GetOrderRequest(platform=shop.platform, order=order)
    options = {"timeout": SECONDS} if member is None else acting(member)
    code, found, sentence = refusal(lambda: shop.orders.GetOrder(request, **options))
    assert (code, found) == (grpc.StatusCode.PERMISSION_DENIED, reason)
    assert "tidemark-acting-member" in sentence


def test_an_inner_method_is_refused_to_a_gateway(shop):
    request = pool_pb2.HoldRequest(**shop.command(), order=1, member=1, paid_fen=1, payment="p")
    code, reason, _ = refusal(lambda: shop.pool.Hold(request, timeout=SECONDS))
    assert (code, reason) == (grpc.StatusCode.PERMISSION_DENIED, "role_not_allowed")


@pytest.mark.parametrize(
    "message",
    [b"\x0a\x05abc", b"\x00\x00", b"\xff" * 11, b"\x0a\x02\xff\xfe", b"\x0b", b"\x18"],
    ids=["cut short", "field 0", "endless varint", "not UTF-8", "group", "no value"],
)
def test_bytes_that_are_no_message_are_refused_and_the_connection_lives_on(shop, message):
    code, reason, sentence = refusal(lambda: bytes_of(shop, PLACE, message))
    assert code == grpc.StatusCode.INVALID_ARGUMENT
    assert reason and sentence
    assert shop.figures().platform.platform == shop.platform


def test_an_unknown_field_in_a_command_is_refused(shop):
    known = shop.place_request(shop.join(), shop.put_product()).SerializeToString()
    unknown = b"\xfa\x3e\x01x"
    code, reason, sentence = refusal(lambda: bytes_of(shop, PLACE, known + unknown))
    assert code == grpc.StatusCode.INVALID_ARGUMENT
    assert "1007" in sentence
    assert reason


def test_an_unknown_method_is_not_implemented_or_refused(shop):
    code, _, sentence = refusal(lambda: bytes_of(shop, "/tidemark.order.v1.Orders/Steal", b""))
    assert code in (grpc.StatusCode.UNIMPLEMENTED, grpc.StatusCode.PERMISSION_DENIED)
    assert "Steal" in sentence


def test_an_unknown_product_is_refused(shop):
    request = shop.place_request(shop.join(), 999_999)
    code, reason, sentence = refusal(lambda: shop.orders.Place(request, **acting(request.member)))
    assert (code, reason) == (grpc.StatusCode.NOT_FOUND, "product_not_found")
    assert "999999" in sentence.replace(",", "")


def test_an_unknown_member_is_refused(shop):
    request = shop.place_request(999_999, shop.put_product())
    code, reason, sentence = refusal(lambda: shop.orders.Place(request, **acting(request.member)))
    assert (code, reason) == (grpc.StatusCode.NOT_FOUND, "member_not_found")
    assert "999999" in sentence.replace(",", "")


def test_an_unknown_platform_is_refused(shop):
    request = pool_pb2.GetPoolRequest(platform="nowhere")
    code, reason, sentence = refusal(lambda: shop.pool.GetPool(request, timeout=SECONDS))
    assert (code, reason) == (grpc.StatusCode.NOT_FOUND, "platform_not_found")
    assert "nowhere" in sentence


@pytest.mark.parametrize("quantity", [2, 3])
def test_half_of_the_stock_can_be_ordered_unpaid(shop, quantity):
    request = shop.place_request(shop.join(), shop.put_product(on_hand=6), quantity)
    placed = shop.orders.Place(request, **acting(request.member))
    assert placed.to_pay_fen == quantity * 100_000


def test_more_than_half_of_the_stock_is_refused_to_one_member(shop):
    request = shop.place_request(shop.join(), shop.put_product(on_hand=6), 4)
    code, reason, sentence = refusal(lambda: shop.orders.Place(request, **acting(request.member)))
    assert (code, reason) == (grpc.StatusCode.FAILED_PRECONDITION, "held_by_one_member")
    assert "half of its stock" in sentence


def test_insufficient_stock_is_refused_naming_product_and_figures(shop):
    product = shop.put_product(on_hand=6)
    request = shop.place_request(shop.join(), product, 7)
    code, reason, sentence = refusal(lambda: shop.orders.Place(request, **acting(request.member)))
    assert (code, reason) == (grpc.StatusCode.FAILED_PRECONDITION, "insufficient_stock")
    assert all(figure in sentence for figure in (str(product), "6", "7"))


def test_a_member_holds_three_unpaid_orders_and_no_fourth(shop):
    member, product = shop.join(), shop.put_product()
    orders = [shop.place(member, product) for _ in range(3)]
    request = shop.place_request(member, product)
    code, reason, sentence = refusal(lambda: shop.orders.Place(request, **acting(member)))
    assert (code, reason) == (grpc.StatusCode.FAILED_PRECONDITION, "too_many_unpaid_reservations")
    assert str(member) in sentence
    shop.advance(orders[0])
    assert shop.place(member, product) > orders[-1]


def test_a_waterfall_that_does_not_sum_is_refused_naming_the_difference(shop):
    waterfall = catalog_pb2.Waterfall()
    waterfall.CopyFrom(SEED_WATERFALL)
    waterfall.cost_fen -= 7
    request = shop.product_request(waterfall=waterfall)
    code, reason, sentence = refusal(
        lambda: shop.operator_catalog.PutProduct(request, timeout=SECONDS)
    )
    assert (code, reason) == (grpc.StatusCode.INVALID_ARGUMENT, "waterfall_does_not_sum")
    assert "7" in sentence


def test_a_request_id_with_other_content_is_refused(shop):
    request = shop.place_request(shop.join(), shop.put_product())
    shop.orders.Place(request, **acting(request.member))
    request.lines[0].quantity += 1
    code, reason, sentence = refusal(lambda: shop.orders.Place(request, **acting(request.member)))
    assert (code, reason) == (grpc.StatusCode.ALREADY_EXISTS, "request_id_reused")
    assert request.request_id in sentence


def test_a_step_that_the_state_does_not_allow_is_refused_naming_the_state(shop):
    order = shop.place(shop.join(), shop.put_product())
    request = order_pb2.ShipRequest(**shop.command(), order=order)
    code, reason, sentence = refusal(lambda: shop.operator_orders.Ship(request, timeout=SECONDS))
    assert code == grpc.StatusCode.FAILED_PRECONDITION
    assert reason and "created" in sentence


def test_a_forged_payment_changes_nothing(shop):
    order = shop.place(shop.join(), shop.put_product())
    request = order_pb2.PaymentCallbackRequest(
        platform=shop.platform,
        provider="sandbox",
        order=order,
        payment="forged",
        paid_fen=100_000,
        signature=bytes(32),
    )
    code, reason, _ = refusal(lambda: shop.orders.PaymentCallback(request, timeout=SECONDS))
    assert code in (grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.PERMISSION_DENIED)
    assert reason
    question = order_pb2.GetOrderRequest(platform=shop.platform, order=order)
    state = shop.orders.GetOrder(question, **shop.as_owner(order)).order.state
    assert state == order_pb2.ORDER_STATE_CREATED


def test_a_redemption_that_would_pay_less_than_asked_is_refused(shop):
    member = shop.join()
    shop.settle_one(member, shop.put_product())
    request = pool_pb2.RedeemRequest(
        **shop.command(), member=member, units=1_000_000, minimum_payout_fen=2**40
    )
    code, reason, sentence = refusal(lambda: shop.pool.Redeem(request, **acting(member)))
    assert (code, reason) == (grpc.StatusCode.ABORTED, "price_moved")
    assert sentence


def test_a_deadline_that_has_passed_is_told_as_such(shop):
    order = shop.place(shop.join(), shop.put_product())
    request = order_pb2.WatchRequest(platform=shop.platform, order=order)
    soon = shop.as_owner(order) | {"timeout": 0.3}
    code, _, _ = refusal(lambda: list(shop.orders.Watch(request, **soon)))
    assert code == grpc.StatusCode.DEADLINE_EXCEEDED
