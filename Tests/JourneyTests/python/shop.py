"""A sandbox shop under the seed plan: what an operator sets up and a gateway's members do."""

import itertools

import grpc
from grpc_status import rpc_status
from google.rpc import error_details_pb2
from tidemark import catalog_pb2, catalog_pb2_grpc, order_pb2, order_pb2_grpc
from tidemark import pool_pb2, pool_pb2_grpc, referral_pb2, referral_pb2_grpc

SEED_PLAN = pool_pb2.Plan(
    opening_price_fen=100,
    grant_bps=7_000,
    retention_bps=2_000,
    exit_multiple_bps=30_000,
    split_price_multiple=1_000,
    direct_bps=1_000,
    indirect_bps=500,
    return_days=0,
    unallocated=pool_pb2.UNALLOCATED_PLATFORM,
)

# 1,000 yuan: 300 for the goods, 300 for rewards, 100 for the platform, 300 into the reserve.
SEED_WATERFALL = catalog_pb2.Waterfall(
    cost_fen=30_000, commission_fen=30_000, platform_fen=10_000, contribution_fen=30_000
)
SEED_PRICE_FEN = 100_000

SECONDS = 10


def acting(member: int) -> dict:
    """What a gateway sends along: for which of its members it acts."""
    return {"timeout": SECONDS, "metadata": (("tidemark-acting-member", str(member)),)}


def refusal(call) -> tuple[grpc.StatusCode, str, str]:
    """The status, the ErrorInfo reason and the sentence with which a call is refused."""
    try:
        answer = call()
    except grpc.RpcError as error:
        status = rpc_status.from_call(error)
        reason = ""
        for detail in status.details if status else []:
            info = error_details_pb2.ErrorInfo()
            if detail.Unpack(info):
                assert info.domain == "tidemark"
                reason = info.reason
        return error.code(), reason, error.details()
    raise AssertionError(f"not refused: {answer}")


class Shop:
    """Ids of requests are made here, so that a test names only what it is about."""

    def __init__(self, installation, platform: str):
        self.platform = platform
        self._installation = installation
        self._numbers = itertools.count(1)
        self._owners: dict[int, int] = {}
        self.operator_catalog = self._catalog("operator/ann")
        self.operator_orders = self._orders("operator/ann")
        self.operator_pool = self._pool("operator/ann")
        self.catalog = self._catalog("gateway/demo")
        self.orders = self._orders("gateway/demo")
        self.pool = self._pool("gateway/demo")
        self.referral = referral_pb2_grpc.ReferralStub(
            installation.channel("referral", "gateway/demo")
        )
        self.operator_pool.CreatePlatform(
            pool_pb2.CreatePlatformRequest(
                **self.command(), title="Journey", sandbox=True, plan=SEED_PLAN
            ),
            timeout=SECONDS,
        )

    def command(self) -> dict[str, str]:
        return {"request_id": f"journey-{next(self._numbers)}", "platform": self.platform}

    def _catalog(self, caller):
        return catalog_pb2_grpc.CatalogStub(self._installation.channel("catalog", caller))

    def _orders(self, caller):
        return order_pb2_grpc.OrdersStub(self._installation.channel("order", caller))

    def _pool(self, caller):
        return pool_pb2_grpc.PoolStub(self._installation.channel("pool", caller))

    def product_request(self, **changes) -> catalog_pb2.PutProductRequest:
        fields = {
            "title": "Tea",
            "delivery": catalog_pb2.DELIVERY_SHIPPED,
            "status": catalog_pb2.PRODUCT_STATUS_ON_SALE,
            "price_fen": SEED_PRICE_FEN,
            "waterfall": SEED_WATERFALL,
            "on_hand": 1_000,
        }
        product = catalog_pb2.Product(**(fields | changes))
        return catalog_pb2.PutProductRequest(**self.command(), product=product)

    def put_product(self, **changes) -> int:
        request = self.product_request(**changes)
        return self.operator_catalog.PutProduct(request, timeout=SECONDS).product.product

    def join(self, inviter: int = 0) -> int:
        request = referral_pb2.JoinRequest(**self.command(), inviter=inviter)
        return self.referral.Join(request, timeout=SECONDS).member.member

    def place_request(self, member: int, product: int, quantity: int = 1):
        line = order_pb2.OrderLine(product=product, quantity=quantity)
        return order_pb2.PlaceRequest(**self.command(), member=member, lines=[line])

    def place(self, member: int, product: int, quantity: int = 1) -> int:
        request = self.place_request(member, product, quantity)
        order = self.orders.Place(request, **acting(member)).order
        self._owners[order] = member
        return order

    def as_owner(self, order: int) -> dict:
        """Acts for the member who placed the order."""
        return acting(self._owners[order])

    def advance(self, order: int) -> None:
        """Pays, ships, delivers and receives: with no return window the order is then due."""
        steps = [
            (self.orders.SandboxPay, order_pb2.SandboxPayRequest, self.as_owner(order)),
            (self.operator_orders.Ship, order_pb2.ShipRequest, {"timeout": SECONDS}),
            (self.operator_orders.Deliver, order_pb2.DeliverRequest, {"timeout": SECONDS}),
            (self.orders.Receive, order_pb2.ReceiveRequest, self.as_owner(order)),
        ]
        for method, request, options in steps:
            method(request(**self.command(), order=order), **options)

    def watch(self, order: int) -> list[order_pb2.Order]:
        """The order now and after each change, until it is settled."""
        request = order_pb2.WatchRequest(platform=self.platform, order=order)
        return [item.order for item in self.orders.Watch(request, **self.as_owner(order))]

    def settle_one(self, member: int, product: int) -> order_pb2.Order:
        """Takes one piece all the way; the order as it is at the end."""
        order = self.place(member, product)
        self.advance(order)
        return self.watch(order)[-1]

    def figures(self) -> pool_pb2.GetPoolResponse:
        request = pool_pb2.GetPoolRequest(platform=self.platform)
        return self.pool.GetPool(request, timeout=SECONDS)
