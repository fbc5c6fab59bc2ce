"""h2spec's cases on requests and on HPACK: RFC 7540 section 8, RFC 7541."""

from cases import Case, connection_error, rows, stream_error
from raw import (
    COMPRESSION_ERROR, END_HEADERS, END_STREAM, GRPC, PROTOCOL_ERROR, PSEUDO, PUSH_PROMISE, block,
    call, data, frame, headers, open_call)

WHOLE = END_HEADERS | END_STREAM
PROTOCOL = stream_error(PROTOCOL_ERROR)


def request(content: bytes) -> bytes:
    return headers(1, content, WHOLE)


def with_path(path: str) -> bytes:
    return request(block(*(PSEUDO | {":path": path}).items(), *GRPC))


def doubled(name: str) -> bytes:
    return request(block((name, PSEUDO[name]), *PSEUDO.items(), *GRPC))


MESSAGES = [
    Case("8.1/1", "a second HEADERS frame without END_STREAM is an error",
         open_call() + headers(1, block(("x-trailer", "a"))) + data(1), PROTOCOL),
    Case("8.1.2/1", "a name in upper case is an error", request(call("EmptyCall", ("X-TEST", "a"))),
         PROTOCOL),
    Case("8.1.2.1/1", "an unknown pseudo-header is an error",
         request(block((":test", "a")) + call()), PROTOCOL),
    Case("8.1.2.1/2", "a response's pseudo-header is an error",
         request(block((":status", "200")) + call()), PROTOCOL),
    Case("8.1.2.1/3", "a pseudo-header among trailers is an error",
         open_call() + headers(1, block((":method", "200")), WHOLE), PROTOCOL),
    Case("8.1.2.1/4", "a pseudo-header after a regular field is an error",
         request(call(without=":path") + block((":path", "/"))), PROTOCOL),
    Case("8.1.2.2/1", "a field of the connection is an error",
         request(call("EmptyCall", ("connection", "keep-alive"))), PROTOCOL),
    Case("8.1.2.2/2", "te other than trailers is an error",
         request(block(*PSEUDO.items(), GRPC[0], ("te", "trailers, deflate"))), PROTOCOL),
    Case("8.1.2.3/1", "an empty :path is an error", with_path(""), PROTOCOL),
    Case("8.1.2.3/2", "a request without :method is an error",
         request(call(without=":method")), PROTOCOL),
    Case("8.1.2.3/3", "a request without :scheme is an error",
         request(call(without=":scheme")), PROTOCOL),
    Case("8.1.2.3/4", "a request without :path is an error",
         request(call(without=":path")), PROTOCOL),
    Case("8.1.2.3/5", "two :method are an error", doubled(":method"), PROTOCOL),
    Case("8.1.2.3/6", "two :scheme are an error", doubled(":scheme"), PROTOCOL),
    Case("8.1.2.3/7", "two :path are an error", doubled(":path"), PROTOCOL),
    Case("8.1.2.6/1", "a content-length that is not the payload's is an error",
         headers(1, call("EmptyCall", ("content-length", "1"))) + data(1), PROTOCOL),
    Case("8.1.2.6/2", "a content-length that is not the sum of all payloads is an error",
         headers(1, call("EmptyCall", ("content-length", "6"))) + data(1, bytes(2), 0)
         + data(1, bytes(3)), PROTOCOL),
    Case("8.2/1", "PUSH_PROMISE from a client is an error",
         open_call() + frame(PUSH_PROMISE, END_HEADERS, 1, (3).to_bytes(4) + call()),
         connection_error(PROTOCOL_ERROR)),
]

COMPRESSION = connection_error(COMPRESSION_ERROR)
# A literal whose value is Huffman-coded: x-test and then the octets given.
HUFFMAN = b"\x00\x06x-test"
HPACK = [
    Case("HPACK 2.3.3/1", "an indexed field beyond the tables is an error",
         request(call() + b"\xc6"), COMPRESSION),
    Case("HPACK 2.3.3/2", "a literal whose name is beyond the tables is an error",
         request(call() + b"\x7f\x07\x01a"), COMPRESSION),
    Case("HPACK 4.2/1", "a change of the table's size at the end of a block is an error",
         request(call() + b"\x21"), COMPRESSION),
    Case("HPACK 5.2/1", "Huffman padding of more than 7 bits is an error",
         request(call() + HUFFMAN + b"\x82\x1f\xff"), COMPRESSION),
    Case("HPACK 5.2/2", "Huffman padding with zeros is an error",
         request(call() + HUFFMAN + b"\x81\x18"), COMPRESSION),
    Case("HPACK 5.2/3", "Huffman text with the end of string in it is an error",
         request(call() + HUFFMAN + b"\x84\xff\xff\xff\xff"), COMPRESSION),
    Case("HPACK 6.1/1", "an indexed field of index 0 is an error", request(call() + b"\x80"),
         COMPRESSION),
    Case("HPACK 6.3/1", "a table larger than SETTINGS_HEADER_TABLE_SIZE is an error",
         request(b"\x3f\xe2\x1f" + call()), COMPRESSION),
]


@rows(MESSAGES)
def test_requests(peer, case):
    case.run(peer)


@rows(HPACK)
def test_header_compression(peer, case):
    case.run(peer)
