"""A scripted session with the points pool: commands whose request ids are the same every time, and
what the pool says of itself afterwards."""

import grpc

from shop import SECONDS
from tidemark import catalog_pb2, pool_pb2, pool_pb2_grpc

PLATFORMS = ("alpha", "beta")

# Lots are forced out early, so that a settlement writes groups of several entries.
PLAN = pool_pb2.Plan(
    opening_price_fen=100,
    grant_bps=7_000,
    retention_bps=2_000,
    exit_multiple_bps=10_001,
    split_price_multiple=2,
    direct_bps=1_000,
    indirect_bps=500,
    return_days=0,
    unallocated=pool_pb2.UNALLOCATED_PLATFORM,
)
PRICE_FEN = 100_000
WATERFALL = catalog_pb2.Waterfall(
    cost_fen=30_000, commission_fen=30_000, platform_fen=10_000, contribution_fen=30_000
)


class Command:
    """One command: who sends it, to which method, what."""

    def __init__(self, caller: str, method: str, request):
        self.caller, self.method, self.request = caller, method, request
        self.metadata = ()
        if caller.startswith("gateway/"):
            self.metadata = (("tidemark-acting-member", str(request.member)),)

    def __str__(self) -> str:
        return f"{self.method} {self.request.request_id} on {self.request.platform}"


def create(platform: str) -> Command:
    request = pool_pb2.CreatePlatformRequest(
        request_id="create", platform=platform, title="Walk", sandbox=True, plan=PLAN
    )
    return Command("operator/ann", "CreatePlatform", request)


def hold(platform: str, order: int) -> Command:
    request = pool_pb2.HoldRequest(
        request_id=f"hold-{order}",
        platform=platform,
        order=order,
        member=order,
        paid_fen=PRICE_FEN,
        payment=f"payment-{order}",
    )
    return Command("service/order", "Hold", request)


def settle(platform: str, *orders: int) -> Command:
    settlements = [
        pool_pb2.Settlement(
            order=order,
            member=order,
            paid_fen=PRICE_FEN,
            waterfall=WATERFALL,
            unallocated_fen=30_000,
            plan_version=1,
            window_end_us=order,
        )
        for order in orders
    ]
    request = pool_pb2.SettleBatchRequest(
        request_id=f"settle-{orders[0]}",
        platform=platform,
        first_number=orders[0],
        orders=settlements,
    )
    return Command("service/order", "SettleBatch", request)


def redeem(platform: str, member: int) -> Command:
    request = pool_pb2.RedeemRequest(
        request_id=f"redeem-{member}", platform=platform, member=member, units=1_000_000
    )
    return Command("gateway/demo", "Redeem", request)


# Each step is sent when the one before is answered; the commands of one step together.
STEPS: list[list[Command]] = [
    [create("alpha")],
    [hold("alpha", 1)],
    [hold("alpha", 2)],
    [settle("alpha", 1)],
    [redeem("alpha", 1)],
    [create("beta")],
    [hold("beta", 1)],
    [settle("beta", 1)],
    [settle("alpha", 2)],
    [hold("alpha", order) for order in range(3, 7)] + [hold("beta", 2), redeem("beta", 1)],
    [settle("alpha", 3, 4, 5, 6)],
]
COMMANDS = [command for step in STEPS for command in step]


class PoolClient:
    """Stock channels to one pool, one for each caller."""

    def __init__(self, target: str, credentials_of):
        callers = sorted({command.caller for command in COMMANDS} | {"operator/ann"})
        options = [("grpc.enable_retries", 0)]
        self._channels = {
            caller: grpc.secure_channel(target, credentials_of(caller), options)
            for caller in callers
        }

    def connect(self) -> None:
        for channel in self._channels.values():
            grpc.channel_ready_future(channel).result(timeout=SECONDS)

    def close(self) -> None:
        for channel in self._channels.values():
            channel.close()

    def _stub(self, caller: str):
        return pool_pb2_grpc.PoolStub(self._channels[caller])

    def start(self, command: Command) -> grpc.Future:
        method = getattr(self._stub(command.caller), command.method)
        return method.future(command.request, timeout=SECONDS, metadata=command.metadata)

    def run(self, steps: list[list[Command]], acknowledged: dict[Command, bytes]) -> bool:
        """Sends steps, and notes the reply of every command that got one; ends at the first step
        with one that got none, and is then false."""
        for step in steps:
            calls = [(command, self.start(command)) for command in step]
            is_whole = True
            for command, call in calls:
                try:
                    acknowledged[command] = call.result().SerializeToString(deterministic=True)
                except grpc.RpcError:
                    is_whole = False
            if not is_whole:
                return False
        return True

    def repeat(self, command: Command) -> tuple[bytes, bool]:
        """Sends a command, perhaps again: its reply, and whether that was a remembered one."""
        call = self.start(command)
        reply = call.result().SerializeToString(deterministic=True)
        trailers = {key: value for key, value in call.trailing_metadata()}
        return reply, trailers.get("tidemark-replayed") == "1"

    def figures(self) -> list[str]:
        """Everything that the pool says of its platforms, which tells two histories apart."""
        stub = self._stub("operator/ann")
        said = []
        for platform in PLATFORMS:
            options = {"timeout": SECONDS}
            said += [
                str(stub.GetPool(pool_pb2.GetPoolRequest(platform=platform), **options)),
                str(
                    stub.GetTrialBalance(
                        pool_pb2.GetTrialBalanceRequest(platform=platform), **options
                    )
                ),
                str(stub.ListWallets(pool_pb2.ListWalletsRequest(platform=platform), **options)),
            ]
            said += [
                str(
                    stub.GetPosition(
                        pool_pb2.GetPositionRequest(platform=platform, member=member), **options
                    )
                )
                for member in range(1, 7)
            ]
        return said
