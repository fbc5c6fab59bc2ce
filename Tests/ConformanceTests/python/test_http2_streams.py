"""h2spec's cases on framing and streams: RFC 7540 sections 3.5, 4 and 5."""

from cases import (
    Case, answered, connection_error, ignored, rows, stream_error, stream_error_or_ignored)
from raw import (
    COMPRESSION_ERROR, CONTINUATION, END_HEADERS, END_STREAM, FRAME_SIZE_ERROR, PING, PREFACE,
    PRIORITY, PROTOCOL_ERROR, REFUSED_STREAM, SETTINGS, STREAM_CLOSED, WITH_PRIORITY, Raw, block,
    call, complete_call, data, frame, headers, open_call, rst, slow_answer, window_update)

WHOLE = END_HEADERS | END_STREAM
PRIORITY_OF_1 = frame(PRIORITY, 0, 1, bytes([0, 0, 0, 0, 15]))


def test_3_5_1_a_connection_begins_with_the_servers_settings(peer):
    with Raw(peer) as connection:
        first = connection.read()
        assert (first.kind, first.flags, first.stream) == (SETTINGS, 0, 0)


def test_3_5_2_an_invalid_preface_ends_the_connection(peer):
    with Raw(peer, preface=b"INVALID CONNECTION PREFACE\r\n\r\n") as connection:
        assert connection.settle().connection_error([PROTOCOL_ERROR])


def test_3_5_2_a_preface_without_settings_ends_the_connection(peer):
    with Raw(peer, preface=PREFACE) as connection:
        assert connection.settle().connection_error([PROTOCOL_ERROR])


FRAMING = [
    Case("4.1/1", "a frame of unknown type is ignored", frame(0x16, 0, 0, bytes(8)), ignored),
    Case("4.1/2", "an undefined flag is ignored", frame(PING, 0x16, 0, bytes(8)), ignored),
    Case("4.1/3", "the reserved bit is ignored", frame(PING, 0, 1 << 31, bytes(8)), ignored),
    Case("4.2/1", "a DATA frame of 2^14 bytes is read",
         headers(1, call("UnaryCall")) + data(1, b"\0" + (16379).to_bytes(4) + b"\x1a\xf8\x7f"
                                              + b"\x12\xf5\x7f" + bytes(16373)),
         answered),
    Case("4.2/2", "a DATA frame beyond SETTINGS_MAX_FRAME_SIZE is an error of size",
         open_call() + data(1, bytes(16385)), stream_error(FRAME_SIZE_ERROR)),
    Case("4.2/3", "a HEADERS frame beyond SETTINGS_MAX_FRAME_SIZE is an error of size",
         headers(1, call("EmptyCall", ("x-long", "a" * 16_400))),
         connection_error(FRAME_SIZE_ERROR)),
    Case("4.3/1", "a header block that cannot be decoded is an error of compression",
         headers(1, b"\x40\xff\xff\xff\xff\xff\xff", WHOLE),
         connection_error(COMPRESSION_ERROR)),
    Case("4.3/2", "a PRIORITY frame within a header block is an error",
         headers(1, call(), END_STREAM) + PRIORITY_OF_1
         + frame(CONTINUATION, END_HEADERS, 1), connection_error(PROTOCOL_ERROR)),
    Case("4.3/3", "a HEADERS frame of another stream within a header block is an error",
         headers(1, call(), END_STREAM) + headers(3, call(), WHOLE),
         connection_error(PROTOCOL_ERROR)),
]

CLOSED = stream_error(STREAM_CLOSED)
# On streams that are gone, which we keep no memory of: RFC 9113 §5.1 leaves both ways open.
GONE = stream_error_or_ignored(STREAM_CLOSED)
CLOSED_OR_PROTOCOL = connection_error(STREAM_CLOSED, PROTOCOL_ERROR)
STATES = [
    Case("5.1/1", "DATA on an idle stream is an error", data(1),
         connection_error(PROTOCOL_ERROR)),
    Case("5.1/2", "RST_STREAM on an idle stream is an error", rst(1),
         connection_error(PROTOCOL_ERROR)),
    Case("5.1/3", "WINDOW_UPDATE on an idle stream is an error", window_update(1, 100),
         connection_error(PROTOCOL_ERROR)),
    Case("5.1/4", "CONTINUATION on an idle stream is an error",
         frame(CONTINUATION, END_HEADERS, 1, call()), connection_error(PROTOCOL_ERROR)),
    Case("5.1/5", "DATA on a half-closed stream is an error", slow_answer() + data(1), CLOSED),
    Case("5.1/6", "HEADERS on a half-closed stream is an error",
         slow_answer() + headers(1, call(), WHOLE), CLOSED),
    Case("5.1/7", "CONTINUATION on a half-closed stream is an error",
         slow_answer() + frame(CONTINUATION, END_HEADERS, 1, call()), CLOSED_OR_PROTOCOL),
    Case("5.1/8", "DATA on a stream that was reset is an error or ignored",
         open_call() + rst(1) + data(1), GONE),
    Case("5.1/9", "HEADERS on a stream that was reset is an error or ignored",
         open_call() + rst(1) + headers(1, call(), WHOLE), GONE),
    Case("5.1/10", "CONTINUATION on a stream that was reset is an error",
         open_call() + rst(1) + frame(CONTINUATION, END_HEADERS, 1, call()),
         CLOSED_OR_PROTOCOL),
    Case("5.1/11", "DATA on a closed stream is an error or ignored", data(1), GONE,
         first=complete_call()),
    Case("5.1/12", "HEADERS on a closed stream is an error or ignored",
         headers(1, call(), WHOLE), GONE, first=complete_call()),
    Case("5.1/13", "CONTINUATION on a closed stream is an error",
         frame(CONTINUATION, END_HEADERS, 1, call()), CLOSED_OR_PROTOCOL,
         first=complete_call()),
    Case("5.1.1/1", "a stream of even number is an error", headers(2, call(), WHOLE),
         connection_error(PROTOCOL_ERROR)),
    Case("5.1.1/2", "a stream below an earlier one is an error",
         open_call(5) + open_call(3), connection_error(PROTOCOL_ERROR)),
    Case("5.1.1/2", "a stream that was passed over is an error also after later ones",
         open_call(1) + open_call(7) + open_call(9) + open_call(3),
         connection_error(PROTOCOL_ERROR)),
    Case("5.1.1/2", "trailers on a stream that is gone are no error of the connection",
         open_call(5) + rst(5) + open_call(7) + headers(5, block(("a", "b")), WHOLE), ignored),
    Case("5.3.1/1", "HEADERS that depend on their own stream are an error",
         headers(1, bytes([0, 0, 0, 1, 15]) + call(), WHOLE | WITH_PRIORITY),
         stream_error(PROTOCOL_ERROR)),
    # RFC 9113 §5.3.2 has no priorities any more, and we say so with NO_RFC7540_PRIORITIES.
    Case("5.3.1/2", "PRIORITY that depends on its own stream is an error or ignored",
         open_call() + frame(PRIORITY, 0, 1, bytes([0, 0, 0, 1, 15])),
         stream_error_or_ignored(PROTOCOL_ERROR)),
    Case("5.4.1/1", "an error of the connection comes with a GOAWAY",
         frame(PING, 0, 3, bytes(8)),
         lambda seen: seen.connection_error([PROTOCOL_ERROR]) and seen.of(7)),
    Case("5.4.1/2", "an error of the connection closes it", frame(PING, 0, 3, bytes(8)),
         lambda seen: seen.closed),
    Case("5.5/1", "an extension frame is ignored", frame(0x16, 0, 0, bytes(8)), ignored),
    Case("5.5/2", "an extension frame within a header block is an error",
         headers(1, call(), END_STREAM) + frame(0x16, 0, 0, bytes(8)),
         connection_error(PROTOCOL_ERROR)),
]


@rows(FRAMING)
def test_framing(peer, case):
    case.run(peer)


@rows(STATES)
def test_stream_states(peer, case):
    case.run(peer)


def test_5_1_2_streams_beyond_the_servers_maximum_are_refused(peer):
    with Raw(peer) as connection:
        connection.settle()
        streams = connection.settings[3]
        connection.send(b"".join(open_call(1 + 2 * index) for index in range(streams + 1)))
        seen = connection.settle()
    assert seen.stream_error([PROTOCOL_ERROR, REFUSED_STREAM]), seen
