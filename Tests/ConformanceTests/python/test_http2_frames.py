"""h2spec's cases on each type of frame: RFC 7540 section 6, and 7 on error codes."""

from cases import Case, answered, connection_error, ignored, rows, stream_error
from raw import (
    ACK, CONTINUATION, DATA, END_HEADERS, END_STREAM, FLOW_CONTROL_ERROR, FRAME_SIZE_ERROR,
    GOAWAY, HEADERS, PADDED, PING, PREFACE, PRIORITY, PROTOCOL_ERROR, RST_STREAM, SETTINGS,
    STREAM_CLOSED, WINDOW_UPDATE, Raw, call, complete_call, data, frame, headers, open_call, rst,
    settings, window_update)

WHOLE = END_HEADERS | END_STREAM
PROTOCOL = connection_error(PROTOCOL_ERROR)
SIZE = connection_error(FRAME_SIZE_ERROR)
PRIORITY_PAYLOAD = bytes([0, 0, 0, 0, 15])
WINDOW_MAX = (1 << 31) - 1
HALF = len(call()) // 2

PAYLOADS = [
    Case("6.1/1", "DATA on stream 0 is an error", data(0), PROTOCOL),
    Case("6.1/2", "DATA on a stream that is not open is an error", data(1), stream_error(
        STREAM_CLOSED, PROTOCOL_ERROR)),
    Case("6.1/3", "DATA with more padding than payload is an error",
         open_call() + frame(DATA, PADDED | END_STREAM, 1, b"\x06" + bytes(5)), PROTOCOL),
    Case("6.2/1", "HEADERS without END_HEADERS followed by PRIORITY are an error",
         headers(1, call(), END_STREAM) + frame(PRIORITY, 0, 1, PRIORITY_PAYLOAD), PROTOCOL),
    Case("6.2/2", "HEADERS without END_HEADERS followed by those of another stream are an error",
         headers(1, call(), END_STREAM) + headers(3, call(), WHOLE), PROTOCOL),
    Case("6.2/3", "HEADERS on stream 0 are an error", headers(0, call(), WHOLE), PROTOCOL),
    Case("6.2/4", "HEADERS with more padding than payload are an error",
         frame(HEADERS, WHOLE | PADDED, 1, bytes([len(call()) + 1]) + call()), PROTOCOL),
    Case("6.3/1", "PRIORITY on stream 0 is an error", frame(PRIORITY, 0, 0, PRIORITY_PAYLOAD),
         PROTOCOL),
    Case("6.3/2", "PRIORITY of another length than 5 is an error of size",
         open_call() + frame(PRIORITY, 0, 1, PRIORITY_PAYLOAD[:4]),
         stream_error(FRAME_SIZE_ERROR)),
    Case("6.4/1", "RST_STREAM on stream 0 is an error", rst(0), PROTOCOL),
    Case("6.4/2", "RST_STREAM on an idle stream is an error", rst(1), PROTOCOL),
    Case("6.4/3", "RST_STREAM of another length than 4 is an error of size",
         open_call() + frame(RST_STREAM, 0, 1, bytes(3)), SIZE),
]

SETTINGS_CASES = [
    Case("6.5/1", "SETTINGS that acknowledge with a payload are an error of size",
         frame(SETTINGS, ACK, 0, bytes(6)), SIZE),
    Case("6.5/2", "SETTINGS on a stream are an error", frame(SETTINGS, 0, 1, b"\0\3\0\0\0\x64"),
         PROTOCOL),
    Case("6.5/3", "SETTINGS whose length is no multiple of 6 are an error of size",
         frame(SETTINGS, 0, 0, bytes(3)), SIZE),
    Case("6.5.2/1", "ENABLE_PUSH other than 0 or 1 is an error", settings((2, 2)), PROTOCOL),
    Case("6.5.2/2", "INITIAL_WINDOW_SIZE above 2^31 - 1 is an error of flow control",
         settings((4, 1 << 31)), connection_error(FLOW_CONTROL_ERROR)),
    Case("6.5.2/3", "MAX_FRAME_SIZE below 2^14 is an error", settings((5, 16_383)), PROTOCOL),
    Case("6.5.2/4", "MAX_FRAME_SIZE above 2^24 - 1 is an error", settings((5, 1 << 24)),
         PROTOCOL),
    Case("6.5.2/5", "an unknown setting is ignored", settings((0xFF, 1)), ignored),
    Case("6.5.3/2", "SETTINGS are acknowledged", settings((3, 100)),
         lambda seen: seen.is_alive and any(f.flags & ACK for f in seen.of(SETTINGS))),
]

CONTROL = [
    Case("6.7/1", "a PING is answered with its own payload",
         frame(PING, 0, 0, b"h2spec!!"),
         lambda seen: any(f.flags & ACK and f.payload == b"h2spec!!" for f in seen.of(PING))),
    Case("6.7/2", "the answer to a PING is not answered", frame(PING, ACK, 0, b"invalid!"),
         lambda seen: seen.is_alive and all(f.payload != b"invalid!" for f in seen.of(PING))),
    Case("6.7/3", "a PING on a stream is an error", frame(PING, 0, 1, bytes(8)), PROTOCOL),
    Case("6.7/4", "a PING of another length than 8 is an error of size",
         frame(PING, 0, 0, bytes(6)), SIZE),
    Case("6.8/1", "GOAWAY on a stream is an error", frame(GOAWAY, 0, 1, bytes(8)), PROTOCOL),
    Case("6.9/1", "WINDOW_UPDATE of 0 on the connection is an error", window_update(0, 0),
         PROTOCOL),
    Case("6.9/2", "WINDOW_UPDATE of 0 on a stream is an error",
         open_call() + window_update(1, 0), stream_error(PROTOCOL_ERROR)),
    Case("6.9/3", "WINDOW_UPDATE of another length than 4 is an error of size",
         frame(WINDOW_UPDATE, 0, 0, bytes(3)), SIZE),
    Case("6.9.1/2", "a connection's window above 2^31 - 1 is an error of flow control",
         window_update(0, WINDOW_MAX) * 2, connection_error(FLOW_CONTROL_ERROR)),
    Case("6.9.1/3", "a stream's window above 2^31 - 1 is an error of flow control",
         open_call() + window_update(1, WINDOW_MAX) * 2, stream_error(FLOW_CONTROL_ERROR)),
    Case("6.9.2/3", "a stream's first window above 2^31 - 1 is an error of flow control",
         settings((4, 1 << 31)), connection_error(FLOW_CONTROL_ERROR)),
]

BEGUN = headers(1, call()[:HALF], 0)
ENDED = frame(CONTINUATION, END_HEADERS, 1, call()[HALF:])
CONTINUATIONS = [
    Case("6.10/1", "a header block in several CONTINUATION frames is read",
         BEGUN + frame(CONTINUATION, 0, 1, call()[HALF:-8])
         + frame(CONTINUATION, END_HEADERS, 1, call()[-8:]) + data(1), answered),
    Case("6.10/2", "a frame of another type between CONTINUATION frames is an error",
         BEGUN + frame(CONTINUATION, 0, 1, call()[HALF:]) + data(1), PROTOCOL),
    Case("6.10/3", "CONTINUATION on stream 0 is an error",
         BEGUN + frame(CONTINUATION, END_HEADERS, 0, call()[HALF:]), PROTOCOL),
    Case("6.10/4", "CONTINUATION after HEADERS with END_HEADERS is an error",
         open_call() + ENDED, PROTOCOL),
    Case("6.10/5", "CONTINUATION after CONTINUATION with END_HEADERS is an error",
         BEGUN + ENDED + ENDED, PROTOCOL),
    Case("6.10/6", "CONTINUATION after DATA is an error",
         open_call() + data(1, flags=0) + ENDED, PROTOCOL),
]

CODES = [
    Case("7/1", "GOAWAY with an unknown code is ignored or ends the connection",
         frame(GOAWAY, 0, 0, bytes(4) + (0xFF).to_bytes(4)),
         lambda seen: seen.is_alive or seen.closed),
    Case("7/2", "RST_STREAM with an unknown code is nothing special",
         open_call() + rst(1, 0xFF), ignored),
]


@rows(PAYLOADS + SETTINGS_CASES + CONTROL + CONTINUATIONS + CODES)
def test_frames(peer, case):
    case.run(peer)


def bytes_of_data(seen) -> list:
    return [len(f.payload) for f in seen.of(DATA) if f.payload]


def test_6_5_3_1_of_several_values_of_a_setting_the_last_holds(peer):
    with Raw(peer, PREFACE + settings((4, 100), (4, 1))) as connection:
        connection.send(complete_call())
        assert bytes_of_data(connection.settle()) == [1]


def test_6_9_1_1_a_stream_sends_no_more_than_its_window(peer):
    with Raw(peer, PREFACE + settings((4, 1))) as connection:
        connection.send(complete_call())
        assert bytes_of_data(connection.settle()) == [1]


def test_6_9_2_1_a_larger_first_window_sends_what_waits(peer):
    with Raw(peer, PREFACE + settings((4, 0))) as connection:
        connection.send(complete_call())
        assert bytes_of_data(connection.settle()) == []
        connection.send(settings((4, 1)))
        assert bytes_of_data(connection.settle()) == [1]


def test_6_9_2_2_a_window_may_be_negative(peer):
    """3 of 5 bytes are sent; the window goes from 0 to -1, and is 1 after an update of 2."""
    with Raw(peer, PREFACE + settings((4, 3))) as connection:
        connection.send(complete_call())
        assert bytes_of_data(connection.settle()) == [3]
        connection.send(settings((4, 2)))
        assert bytes_of_data(connection.settle()) == [3]
        connection.send(window_update(1, 2))
        assert bytes_of_data(connection.settle()) == [3, 1]
