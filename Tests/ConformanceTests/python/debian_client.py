"""The basic cases with the grpcio of the system's Python, which is years old.

Runs outside of the tests' virtual environment and has no protoc of its own: the few messages are
written by hand. Prints {case: what went wrong}.
"""

import json
import queue
import sys

import grpc

SECONDS = 20
INITIAL = "x-grpc-test-echo-initial"
TRAILING = "x-grpc-test-echo-trailing-bin"


def varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def number(field: int, value: int) -> bytes:
    return varint(field << 3) + varint(value)


def block(field: int, content: bytes) -> bytes:
    return varint(field << 3 | 2) + varint(len(content)) + content


def payload(count: int) -> bytes:
    return block(2, bytes(count))


def simple_request(response_bytes: int, request_bytes: int) -> bytes:
    return number(2, response_bytes) + block(3, payload(request_bytes))


def simple_response(count: int) -> bytes:
    return block(1, payload(count))


def output_request(sizes: list) -> bytes:
    return b"".join(block(2, number(1, size)) for size in sizes)


def status_request(text: str) -> bytes:
    return block(7, number(1, 2) + block(2, text.encode()))


class Cases:
    def __init__(self, channel):
        service = "/grpc.testing.TestService/"
        self.unary = lambda name: channel.unary_unary(service + name)
        self.input = channel.stream_unary(service + "StreamingInputCall")
        self.output = channel.unary_stream(service + "StreamingOutputCall")
        self.duplex = channel.stream_stream(service + "FullDuplexCall")
        self.unserved = channel.unary_unary("/grpc.testing.UnimplementedService/UnimplementedCall")

    def empty_unary(self):
        assert self.unary("EmptyCall")(b"", timeout=SECONDS) == b""

    def large_unary(self):
        response = self.unary("UnaryCall")(simple_request(314159, 271828), timeout=SECONDS)
        assert response == simple_response(314159)

    def client_streaming(self):
        requests = [block(1, payload(size)) for size in (27182, 8, 1828, 45904)]
        assert self.input(iter(requests), timeout=SECONDS) == number(1, 74922)

    def server_streaming(self):
        sizes = [31415, 9, 2653, 58979]
        responses = list(self.output(output_request(sizes), timeout=SECONDS))
        assert responses == [simple_response(size) for size in sizes]

    def ping_pong(self):
        requests = queue.Queue()
        call = self.duplex(iter(requests.get, None), timeout=SECONDS)
        for size in (31415, 9, 2653, 58979):
            requests.put(output_request([size]))
            assert next(call) == simple_response(size)
        requests.put(None)
        assert list(call) == []

    def empty_stream(self):
        assert list(self.duplex(iter([]), timeout=SECONDS)) == []

    def custom_metadata(self):
        metadata = ((INITIAL, "test_initial_metadata_value"), (TRAILING, b"\xab\xab\xab"))
        _, call = self.unary("UnaryCall").with_call(
            simple_request(314159, 271828), metadata=metadata, timeout=SECONDS)
        assert metadata[0] in call.initial_metadata()
        assert metadata[1] in call.trailing_metadata()

    def _refused(self, multicallable, request: bytes, code, text=None):
        try:
            multicallable(request, timeout=SECONDS)
        except grpc.RpcError as error:
            assert error.code() == code, error
            assert text is None or error.details() == text, error
        else:
            raise AssertionError("not refused")

    def status_code_and_message(self):
        text = "test status message"
        request = status_request(text)
        self._refused(self.unary("UnaryCall"), request, grpc.StatusCode.UNKNOWN, text)

    def special_status_message(self):
        text = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"
        request = status_request(text)
        self._refused(self.unary("UnaryCall"), request, grpc.StatusCode.UNKNOWN, text)

    def unimplemented_method(self):
        self._refused(self.unary("UnimplementedCall"), b"", grpc.StatusCode.UNIMPLEMENTED)

    def unimplemented_service(self):
        self._refused(self.unserved, b"", grpc.StatusCode.UNIMPLEMENTED)

    def cancel_after_first_response(self):
        requests = queue.Queue()
        call = self.duplex(iter(requests.get, None), timeout=SECONDS)
        requests.put(output_request([31415]))
        assert next(call) == simple_response(31415)
        call.cancel()
        requests.put(None)
        assert call.code() == grpc.StatusCode.CANCELLED

    def timeout_on_sleeping_server(self):
        requests = queue.Queue()
        call = self.duplex(iter(requests.get, None), timeout=0.001)
        try:
            next(call)
        except grpc.RpcError as error:
            assert error.code() == grpc.StatusCode.DEADLINE_EXCEEDED, error
        requests.put(None)


def main() -> None:
    address, *paths = sys.argv[1:]
    ca, certificate, key = (open(path, "rb").read() for path in paths)
    credentials = grpc.ssl_channel_credentials(ca, key, certificate)
    results = {}
    with grpc.secure_channel(address, credentials) as channel:
        cases = Cases(channel)
        for name in [name for name in dir(Cases) if not name.startswith("_")]:
            try:
                getattr(cases, name)()
                results[name] = ""
            except Exception as error:
                results[name] = repr(error)
    print(json.dumps(results))


if __name__ == "__main__":
    main()
