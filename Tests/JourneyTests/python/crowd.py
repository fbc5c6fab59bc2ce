"""Many calls at once, each repeated under its request id until its reply arrives: of the replies a
part is lost on the way, by a seed."""

import threading

import grpc

from lives import PASSING
from relay import ReplyLost, channel

CHANNELS = 8
TRIES_MAX = 60


class Losses:
    """Loses so many of a hundred replies. Which ones is a matter of the seed and of how many came
    before."""

    def __init__(self, seed: int, percent: int):
        self._state, self._percent = seed, percent
        self._lock = threading.Lock()
        self.passed = self.lost = 0

    def loses(self) -> bool:
        with self._lock:
            # SplitMix64.
            self._state = (self._state + 0x9E37_79B9_7F4A_7C15) % (1 << 64)
            mixed = self._state
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9 % (1 << 64)
            mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB % (1 << 64)
            is_lost = (mixed ^ (mixed >> 31)) % 100 < self._percent
            self.lost += is_lost
            self.passed += not is_lost
            return is_lost

    def relayed(self, service: str, call):
        """Between the order service and those that it asks: a refusal is a reply, too."""
        try:
            reply = call.forward()
        except grpc.RpcError:
            if self.loses():
                raise ReplyLost from None
            raise
        if self.loses():
            raise ReplyLost
        return reply


class Crowd:
    """Makes all calls at once over a few connections."""

    def __init__(self, certificates, port: int, holder: str, losses: Losses):
        self._channels = [channel(certificates, port, holder) for _ in range(CHANNELS)]
        self._losses = losses

    def ask(self, path: str, requests: list, answer, seconds: float = 120) -> list:
        """The reply to each request, or the error that refuses it."""
        answers: list = [None] * len(requests)
        left = threading.Semaphore(0)

        def send(index: int, tries: int) -> None:
            multicallable = self._channels[index % CHANNELS].unary_unary(
                path, type(requests[index]).SerializeToString, answer.FromString)
            call = multicallable.future(requests[index], timeout=30)
            call.add_done_callback(lambda done: take(index, tries, done))

        def take(index: int, tries: int, done) -> None:
            error = done.exception()
            is_passing = error is not None and error.code() in PASSING
            if (is_passing or self._losses.loses()) and tries < TRIES_MAX:
                return send(index, tries + 1)
            answers[index] = error if error is not None else done.result()
            left.release()

        for index in range(len(requests)):
            send(index, 1)
        for _ in requests:
            assert left.acquire(timeout=seconds), "not all calls were answered in time"
        return answers

    def close(self) -> None:
        for one in self._channels:
            one.close()
