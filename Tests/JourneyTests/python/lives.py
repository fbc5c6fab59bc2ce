"""The lives that an order can have, as the callers outside make them: every call is repeated under
its request id until it is answered."""

import time

import grpc

from relay import ReplyLost
from shop import SEED_PLAN, SEED_PRICE_FEN, SEED_WATERFALL
from tidemark import catalog_pb2, catalog_pb2_grpc, clock_pb2, clock_pb2_grpc, journal_pb2
from tidemark import journal_pb2_grpc, order_pb2, order_pb2_grpc, payments_pb2, payments_pb2_grpc
from tidemark import pool_pb2, pool_pb2_grpc, referral_pb2, referral_pb2_grpc

BOOKS = ("catalog", "order", "pool", "referral")
SECONDS_TO_ANSWER = 40
PASSING = (
    grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED,
    grpc.StatusCode.ABORTED, grpc.StatusCode.RESOURCE_EXHAUSTED,
)
MINUTE_US = 60_000_000
DAY_US = 24 * 60 * MINUTE_US


def repeat(call, seconds: float = SECONDS_TO_ANSWER):
    """Makes a call again until it is answered, or refused for what it asks."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return call()
        except grpc.RpcError as error:
            if error.code() not in PASSING or time.monotonic() > deadline:
                raise
        except ReplyLost:
            pass
        time.sleep(0.02)


class Platform:
    """One sandbox platform of a fleet with one product and two members, and its orders."""

    MEMBER = 2

    def __init__(self, fleet, name: str, on_hand: int = 1_000_000,
                 delivery: int = catalog_pb2.DELIVERY_SHIPPED):
        self.fleet, self.name, self._number = fleet, name, 0
        # What becomes of each call of those outside; the walk strikes here.
        self.around = lambda method, call: call()
        self._seen = dict.fromkeys(BOOKS, 0)
        pool = pool_pb2_grpc.PoolStub(fleet.channel("pool"))
        plan = pool_pb2.Plan()
        plan.CopyFrom(SEED_PLAN)
        repeat(lambda: pool.CreatePlatform(
            pool_pb2.CreatePlatformRequest(
                request_id="platform", platform=name, title="Faults", sandbox=True, plan=plan),
            timeout=10))
        product = catalog_pb2.Product(
            title="Tea", delivery=delivery,
            status=catalog_pb2.PRODUCT_STATUS_ON_SALE, price_fen=SEED_PRICE_FEN,
            waterfall=SEED_WATERFALL, on_hand=on_hand)
        catalog = catalog_pb2_grpc.CatalogStub(fleet.channel("catalog"))
        self.product = repeat(lambda: catalog.PutProduct(
            catalog_pb2.PutProductRequest(request_id="tea", platform=name, product=product),
            timeout=10)).product.product
        for member in range(1, self.MEMBER + 1):
            self.join(member, member - 1)

    def join(self, member: int, inviter: int = 0) -> None:
        referral = referral_pb2_grpc.ReferralStub(self.fleet.channel("referral"))
        repeat(lambda: referral.Join(
            referral_pb2.JoinRequest(
                request_id=f"join-{member}", platform=self.name, member=member, inviter=inviter),
            timeout=10))

    # What people do

    def _ask(self, stub, method: str, request):
        self._number += 1
        if "request_id" in request.DESCRIPTOR.fields_by_name:
            request.request_id = f"{method}-{self._number}"
        request.platform = self.name
        call = getattr(stub(self.fleet.channel("order")), method)
        return repeat(lambda: self.around(method, lambda: call(request, timeout=20)))

    def _order(self, method: str, order: int, **fields) -> None:
        request = getattr(order_pb2, f"{method}Request")(order=order, **fields)
        self._ask(order_pb2_grpc.OrdersStub, method, request)

    def place(self) -> int:
        line = order_pb2.OrderLine(product=self.product, quantity=1)
        request = order_pb2.PlaceRequest(member=self.MEMBER, lines=[line])
        return self._ask(order_pb2_grpc.OrdersStub, "Place", request).order

    def callback(self, order: int) -> None:
        """The provider says that the order is paid."""
        said = payments_pb2.SandboxCallback(order=order, paid_fen=SEED_PRICE_FEN)
        request = payments_pb2.SandboxSendRequest(callbacks=[said])
        self._ask(payments_pb2_grpc.PaymentsStub, "SandboxSend", request)

    def advance(self, by_us: int) -> None:
        request = clock_pb2.AdvanceClockRequest(by_us=by_us)
        self._ask(clock_pb2_grpc.ClockStub, "AdvanceClock", request)

    def deliver(self, order: int) -> None:
        self._order("Ship", order)
        self._order("Deliver", order)

    # Lives

    def settled(self) -> int:
        order = self.place()
        self._order("SandboxPay", order)
        self.deliver(order)
        self._order("Receive", order)
        return order

    def received_by_itself(self) -> int:
        order = self.place()
        self.callback(order)
        # Only what is on its shelf can be shipped.
        self.await_state(order, order_pb2.ORDER_STATE_PAID, lambda one: len(one.rewards) > 0)
        self.deliver(order)
        self.advance(10 * DAY_US)
        return order

    def refunded(self) -> int:
        order = self.place()
        self.callback(order)
        self._order("Cancel", order, reason="changed my mind")
        return order

    def cancelled(self) -> int:
        order = self.place()
        self._order("Cancel", order, reason="changed my mind")
        return order

    def expired(self) -> int:
        order = self.place()
        self.advance(15 * MINUTE_US)
        return order

    def paid_too_late(self) -> int:
        order = self.expired()
        self.await_state(order, order_pb2.ORDER_STATE_CANCELLED)
        self.callback(order)
        return order

    LIVES = ("settled", "received_by_itself", "refunded", "cancelled", "expired", "paid_too_late")
    ENDS = {
        "settled": order_pb2.ORDER_STATE_SETTLED,
        "received_by_itself": order_pb2.ORDER_STATE_SETTLED,
        "refunded": order_pb2.ORDER_STATE_REFUNDED,
        "cancelled": order_pb2.ORDER_STATE_CANCELLED,
        "expired": order_pb2.ORDER_STATE_CANCELLED,
        "paid_too_late": order_pb2.ORDER_STATE_CANCELLED,
    }

    # What there is to see

    def order(self, order: int) -> order_pb2.Order:
        stub = order_pb2_grpc.OrdersStub(self.fleet.channel("order"))
        request = order_pb2.GetOrderRequest(platform=self.name, order=order)
        return repeat(lambda: stub.GetOrder(request, timeout=10)).order

    def await_state(self, order: int, state: int, is_so=lambda _: True, seconds: float = 30):
        deadline = time.monotonic() + seconds
        while True:
            one = self.order(order)
            if one.state == state and is_so(one):
                return one
            assert time.monotonic() < deadline, f"order {order} does not come so far: {one}"
            time.sleep(0.01)

    def new_entries(self) -> list[tuple[str, str]]:
        """Service and kind of every entry that was not seen before."""
        found = []
        for service in BOOKS:
            for entry in repeat(lambda service=service: self._entries(service)):
                found.append((service, entry.kind))
                self._seen[service] = entry.sequence
        return found

    def _entries(self, service: str) -> list[journal_pb2.JournalEntry]:
        stub = journal_pb2_grpc.JournalsStub(self.fleet.channel(service, "auditor/eve"))
        request = journal_pb2.SubscribeRequest(
            platform=self.name, after_sequence=self._seen[service])
        entries = []
        stream = stub.Subscribe(request, timeout=10)
        try:
            for item in stream:
                if item.WhichOneof("item") == "caught_up":
                    return entries
                for data in item.batch.entries:
                    entries.append(journal_pb2.JournalEntry.FromString(data))
            return entries
        except grpc.RpcError as error:
            if error.code() == grpc.StatusCode.NOT_FOUND:
                return []  # No entry yet.
            raise
        finally:
            stream.cancel()

    def sums(self) -> list[str]:
        """The pool's figures, all its accounts and wallets, and the product's stock."""
        pool = pool_pb2_grpc.PoolStub(self.fleet.channel("pool"))
        catalog = catalog_pb2_grpc.CatalogStub(self.fleet.channel("catalog"))
        asked = [
            (pool.GetPool, pool_pb2.GetPoolRequest(platform=self.name)),
            (pool.GetTrialBalance, pool_pb2.GetTrialBalanceRequest(platform=self.name)),
            (pool.ListWallets, pool_pb2.ListWalletsRequest(platform=self.name)),
            (catalog.GetProduct, catalog_pb2.GetProductRequest(
                platform=self.name, product=self.product)),
        ]
        answers = []
        for method, request in asked:
            answer = repeat(lambda method=method, request=request: method(request, timeout=10))
            for field in ("sequence", "figures_sequence"):
                if field in answer.DESCRIPTOR.fields_by_name:
                    answer.ClearField(field)
            answers.append(str(answer))
        return answers
