"""The lives that an order can have, as the callers outside make them: every call is repeated under
its request id until it is answered."""

import time
from typing import NamedTuple

import grpc

from relay import ReplyLost
from shop import SEED_PLAN, SEED_PRICE_FEN, SEED_WATERFALL
from tidemark import catalog_pb2, catalog_pb2_grpc, clock_pb2, clock_pb2_grpc, journal_pb2
from tidemark import journal_pb2_grpc, order_pb2, order_pb2_grpc, paying_pb2, paying_pb2_grpc
from tidemark import payments_pb2, payments_pb2_grpc, pool_pb2, pool_pb2_grpc, referral_pb2
from tidemark import referral_pb2_grpc, refunds_pb2, returns_pb2, returns_pb2_grpc
from tidemark import subsidies_pb2, subsidies_pb2_grpc

BOOKS = ("catalog", "order", "pool", "referral")
SECONDS_TO_ANSWER = 40
PASSING = (
    grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED,
    grpc.StatusCode.ABORTED, grpc.StatusCode.RESOURCE_EXHAUSTED,
)
MINUTE_US = 60_000_000
DAY_US = 24 * 60 * MINUTE_US
RETURN_DAYS = 7
# What a shelf takes of one product, so that not one more comes back on it.
STOCK_MAX = 1 << 40
# Pieces of an order whose rewards pay for all that is paid out of a wallet later, and whose
# points are so many that no later order forces a lot out.
PIECES_OF_ENDOWMENT = 1_000
PART_FEN = 5_000
# What is asked for an order, by the messages and the service that have it.
OF_ORDERS = (
    (order_pb2, order_pb2_grpc.OrdersStub),
    (returns_pb2, returns_pb2_grpc.ReturnsStub),
    (paying_pb2, paying_pb2_grpc.PayingStub),
)


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


class Life(NamedTuple):
    """How the order ends, and the days in which the platform takes goods back."""

    end: int
    return_days: int = 0


class Platform:
    """One sandbox platform of a fleet with one product and two members, and its orders."""

    INVITER, MEMBER = 1, 2

    def __init__(self, fleet, name: str, on_hand: int = 1_000_000,
                 delivery: int = catalog_pb2.DELIVERY_SHIPPED, return_days: int = 0):
        self.fleet, self.name, self._number = fleet, name, 0
        # What becomes of each call of those outside to a service; the walk strikes here.
        self.around = lambda service, method, call: call()
        self._seen = dict.fromkeys(BOOKS, 0)
        pool = pool_pb2_grpc.PoolStub(fleet.channel("pool"))
        plan = pool_pb2.Plan()
        plan.CopyFrom(SEED_PLAN)
        plan.return_days = return_days
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

    def endow(self) -> None:
        """Gives the inviter money in the wallet and the pool its points."""
        order = self.received(PIECES_OF_ENDOWMENT)
        self.pass_window()
        self.await_finished(order)

    # What people do

    def _ask(self, stub, method: str, request, service: str = "order"):
        self._number += 1
        if "request_id" in request.DESCRIPTOR.fields_by_name:
            request.request_id = f"{method}-{self._number}"
        request.platform = self.name
        call = getattr(stub(self.fleet.channel(service)), method)
        return repeat(
            lambda: self.around(service, method, lambda: call(request, timeout=20)))

    def _order(self, method: str, order: int, **fields):
        name = f"{method}Request"
        messages, stub = next(pair for pair in OF_ORDERS if hasattr(pair[0], name))
        return self._ask(stub, method, getattr(messages, name)(order=order, **fields))

    def place(self, quantity: int = 1, member: int = MEMBER) -> int:
        line = order_pb2.OrderLine(product=self.product, quantity=quantity)
        request = order_pb2.PlaceRequest(member=member, lines=[line])
        return self._ask(order_pb2_grpc.OrdersStub, "Place", request).order

    def callback(self, order: int, paid_fen: int = SEED_PRICE_FEN) -> None:
        """The provider says that the order is paid."""
        said = payments_pb2.SandboxCallback(order=order, paid_fen=paid_fen)
        request = payments_pb2.SandboxSendRequest(callbacks=[said])
        self._ask(payments_pb2_grpc.PaymentsStub, "SandboxSend", request)

    def advance(self, by_us: int) -> None:
        request = clock_pb2.AdvanceClockRequest(by_us=by_us)
        self._ask(clock_pb2_grpc.ClockStub, "AdvanceClock", request)

    def pass_window(self) -> None:
        """The days of return are over, whenever on its day the order was received."""
        self.advance((RETURN_DAYS + 1) * DAY_US)

    def deliver(self, order: int) -> None:
        self._order("Ship", order)
        self._order("Deliver", order)

    def received(self, quantity: int = 1) -> int:
        order = self.place(quantity)
        self._order("SandboxPay", order)
        self.deliver(order)
        self._order("Receive", order)
        return order

    def deliver_paid(self, order: int) -> None:
        """What a provider's callback paid goes on by itself; only shared it can be shipped."""
        self.await_state(
            order, order_pb2.ORDER_STATE_PAID, lambda one: one.rewards or one.unallocated_fen > 0)
        self.deliver(order)

    def confirmed(self, quantity: int) -> int:
        """An order that is settled and confirmed: shown as settled it may still be on its way."""
        order = self.received(quantity)
        self.pass_window()
        self.await_state(order, order_pb2.ORDER_STATE_SETTLED)
        self.await_finished(order)
        return order

    def bring_back(self, asking: str, order: int, pieces: int, **fields) -> None:
        """The member asks to return pieces, and an operator has them."""
        line = returns_pb2.ReturnLine(line=1, quantity=pieces)
        asked = self._order(asking, order, lines=[line], reason="too small", **fields)
        self._order("ApproveReturn", order, number=asked.number)

    def await_brought_back(self, order: int, state: int) -> None:
        done = returns_pb2.RETURN_STATE_DONE
        self.await_state(order, state, lambda one: {row.state for row in one.returns} == {done})

    def adjust_stock(self, by: int) -> None:
        request = catalog_pb2.AdjustStockRequest(product=self.product, by=by, reason="counted")
        self._ask(catalog_pb2_grpc.CatalogStub, "AdjustStock", request, "catalog")

    def stick(self, order: int, ask) -> None:
        """`ask` lets a piece come back for which the shelf has no room, until it is stuck; then
        there is room again."""
        room = STOCK_MAX - self._product().on_hand
        self.adjust_stock(room)
        ask()
        self.await_one(order, lambda one: one.stuck != "")
        self.adjust_stock(-room)

    # Lives

    def settled(self) -> int:
        return self.received()

    def received_by_itself(self) -> int:
        order = self.place()
        self.callback(order)
        self.deliver_paid(order)
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

    def returned_in_part(self) -> int:
        order = self.received(3)
        self.bring_back("AskReturn", order, 1)
        self.await_brought_back(order, order_pb2.ORDER_STATE_RECEIVED)
        self.pass_window()
        return order

    def returned_whole(self) -> int:
        order = self.received(2)
        self.bring_back("AskReturn", order, 2)
        return order

    def refunded_later(self) -> int:
        order = self.confirmed(3)
        self.bring_back("AskRefund", order, 1, proceeds=refunds_pb2.PROCEEDS_DEDUCTED)
        self.await_brought_back(order, order_pb2.ORDER_STATE_SETTLED)
        return order

    def clawback_whole(self) -> int:
        """Half of the points are redeemed before all pieces come back: the member owes it."""
        order = self.confirmed(2)
        granted = self.order(order).settlement
        redeem = pool_pb2.RedeemRequest(
            member=self.MEMBER, lot=granted.lot, units=granted.units // 2)
        self._ask(pool_pb2_grpc.PoolStub, "Redeem", redeem, "pool")
        self.bring_back("AskRefund", order, 2, proceeds=refunds_pb2.PROCEEDS_OWED)
        return order

    def paid_in_part_by_wallet(self) -> int:
        order = self.place(member=self.INVITER)
        rest = self._order("Pay", order, wallet_fen=PART_FEN).rest_fen
        self.callback(order, rest)
        self.deliver_paid(order)
        self._order("Receive", order)
        self.pass_window()
        return order

    def part_given_back(self) -> int:
        """Nobody pays the rest of what a wallet paid in part."""
        order = self.place(member=self.INVITER)
        self._order("Pay", order, wallet_fen=PART_FEN)
        self._order("Cancel", order, reason="changed my mind")
        return order

    def subsidised(self) -> int:
        source = "advertising"
        receive = subsidies_pb2.ReceiveSubsidyRequest(
            source=source, amount_fen=PART_FEN, reference=f"bank-{self._number}")
        self._ask(subsidies_pb2_grpc.SubsidiesStub, "ReceiveSubsidy", receive, "pool")
        order = self.place()
        rest = self._order("GrantSubsidy", order, source=source, amount_fen=PART_FEN).rest_fen
        self.callback(order, rest)
        self.deliver_paid(order)
        self._order("Receive", order)
        self.pass_window()
        return order

    def stuck_retried(self) -> int:
        order = self.place()
        self._order("SandboxPay", order)
        self.stick(order, lambda: self._order("Cancel", order, reason="changed my mind"))
        self._order("Retry", order)
        return order

    def stuck_money_back(self) -> int:
        """One of three pieces is stuck on its way back; the money of the others follows it."""
        order = self.received(3)
        self.stick(order, lambda: self.bring_back("AskReturn", order, 1))
        self._order("GiveBack", order, reason="no more of it")
        return order

    LIVES = {
        "settled": Life(order_pb2.ORDER_STATE_SETTLED),
        "received_by_itself": Life(order_pb2.ORDER_STATE_SETTLED),
        "refunded": Life(order_pb2.ORDER_STATE_REFUNDED),
        "cancelled": Life(order_pb2.ORDER_STATE_CANCELLED),
        "expired": Life(order_pb2.ORDER_STATE_CANCELLED),
        "paid_too_late": Life(order_pb2.ORDER_STATE_CANCELLED),
        "returned_in_part": Life(order_pb2.ORDER_STATE_SETTLED, RETURN_DAYS),
        "returned_whole": Life(order_pb2.ORDER_STATE_REFUNDED, RETURN_DAYS),
        "refunded_later": Life(order_pb2.ORDER_STATE_SETTLED, RETURN_DAYS),
        "clawback_whole": Life(order_pb2.ORDER_STATE_REFUNDED, RETURN_DAYS),
        "paid_in_part_by_wallet": Life(order_pb2.ORDER_STATE_SETTLED, RETURN_DAYS),
        "part_given_back": Life(order_pb2.ORDER_STATE_CANCELLED, RETURN_DAYS),
        "subsidised": Life(order_pb2.ORDER_STATE_SETTLED, RETURN_DAYS),
        "stuck_retried": Life(order_pb2.ORDER_STATE_REFUNDED, RETURN_DAYS),
        "stuck_money_back": Life(order_pb2.ORDER_STATE_REFUNDED, RETURN_DAYS),
    }

    def live(self, life: str) -> None:
        """Returns once the order is where its life ends and nothing is left to do for it."""
        order = getattr(self, life)()
        self.await_state(order, self.LIVES[life].end)
        self.await_finished(order)

    # What there is to see

    def order(self, order: int) -> order_pb2.Order:
        stub = order_pb2_grpc.OrdersStub(self.fleet.channel("order"))
        request = order_pb2.GetOrderRequest(platform=self.name, order=order)
        return repeat(lambda: stub.GetOrder(request, timeout=10)).order

    def await_state(self, order: int, state: int, is_so=lambda _: True):
        return self.await_one(order, lambda one: one.state == state and is_so(one))

    def await_one(self, order: int, is_so):
        deadline = time.monotonic() + SECONDS_TO_ANSWER
        while True:
            one = self.order(order)
            if is_so(one):
                return one
            assert time.monotonic() < deadline, f"order {order} does not come so far: {one}"
            time.sleep(0.01)

    def await_finished(self, order: int) -> None:
        """Returns once the order service has nothing left to do for the order."""
        stub = order_pb2_grpc.OrdersStub(self.fleet.channel("order"))
        request = order_pb2.ListOrdersRequest(platform=self.name, unfinished=True)
        deadline = time.monotonic() + SECONDS_TO_ANSWER
        while order in (one.order for one in repeat(
                lambda: stub.ListOrders(request, timeout=10)).orders):
            assert time.monotonic() < deadline, f"order {order} is not over: {self.order(order)}"
            time.sleep(0.01)

    def new_entries(self) -> list[tuple[str, str]]:
        """Service and kind of every entry that was not seen before."""
        found = []
        for service in BOOKS:
            # A journal is followed only where it grew: to end the following resets a stream.
            if repeat(lambda service=service: self._size(service)) == self._seen[service]:
                continue
            for entry in repeat(lambda service=service: self._entries(service)):
                found.append((service, entry.kind))
                self._seen[service] = entry.sequence
        return found

    def _size(self, service: str) -> int:
        stub = journal_pb2_grpc.JournalsStub(self.fleet.channel(service, "auditor/eve"))
        listed = stub.ListJournals(journal_pb2.ListJournalsRequest(), timeout=10)
        return next((head.size for head in listed.journals if head.platform == self.name), 0)

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
        finally:
            stream.cancel()

    def _product(self) -> catalog_pb2.Product:
        catalog = catalog_pb2_grpc.CatalogStub(self.fleet.channel("catalog"))
        request = catalog_pb2.GetProductRequest(platform=self.name, product=self.product)
        return repeat(lambda: catalog.GetProduct(request, timeout=10)).product

    def sums(self) -> list[str]:
        """The pool's figures, all its accounts, wallets and subsidies, and the product's stock."""
        pool = pool_pb2_grpc.PoolStub(self.fleet.channel("pool"))
        subsidies = subsidies_pb2_grpc.SubsidiesStub(self.fleet.channel("pool"))
        asked = [
            (pool.GetPool, pool_pb2.GetPoolRequest(platform=self.name)),
            (pool.GetTrialBalance, pool_pb2.GetTrialBalanceRequest(platform=self.name)),
            (pool.ListWallets, pool_pb2.ListWalletsRequest(platform=self.name)),
            (subsidies.ListSubsidies, subsidies_pb2.ListSubsidiesRequest(platform=self.name)),
        ]
        answers = [str(self._product())]
        for method, request in asked:
            answer = repeat(lambda method=method, request=request: method(request, timeout=10))
            for field in ("sequence", "figures_sequence"):
                if field in answer.DESCRIPTOR.fields_by_name:
                    answer.ClearField(field)
            answers.append(str(answer))
        return answers
