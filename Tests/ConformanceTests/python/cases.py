"""One row of the HTTP/2 tables: frames, and what a server must make of them."""

from dataclasses import dataclass

import pytest

from raw import HEADERS, Raw, Seen


@dataclass
class Case:
    """`section` is that of RFC 7540 or 7541, as h2spec counts its cases."""
    section: str
    sentence: str
    frames: bytes
    expected: object
    # Frames that are sent, and answered with headers, before the case begins.
    first: bytes = b""

    def run(self, peer) -> None:
        with Raw(peer) as connection:
            if self.first:
                connection.send(self.first)
                connection.until(lambda got: got.kind == HEADERS and got.flags & 1)
            connection.send(self.frames)
            seen = connection.settle()
        assert self.expected(seen), f"{self.section}: {self.sentence}: the server said {seen}"


def rows(cases: list):
    return pytest.mark.parametrize(
        "case", [pytest.param(case, id=f"{case.section} {case.sentence}") for case in cases])


# The outcomes. A server may always answer an error of a stream with the end of the connection.

def connection_error(*codes):
    return lambda seen: seen.connection_error(codes)


def stream_error(*codes):
    return lambda seen: seen.stream_error(codes)


def ignored(seen: Seen) -> bool:
    return seen.is_alive


def stream_error_or_ignored(*codes):
    """Where RFC 9113 has made a duty of RFC 7540, which h2spec asks for, a choice."""
    return lambda seen: seen.is_alive or seen.stream_error(codes)


def answered(seen: Seen) -> bool:
    return seen.answered(1)
