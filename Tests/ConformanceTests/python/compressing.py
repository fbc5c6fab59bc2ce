"""A server of the interop methods that sees which messages come compressed, and answers so."""

import gzip

from grpc.testing import messages_pb2

from h2_server import HEADERS, H2Server

OK, INVALID_ARGUMENT, UNIMPLEMENTED, INTERNAL = 0, 3, 12, 13


class Refused(Exception):
    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.status = status


class Compressing(H2Server):
    """Keeps the official descriptions: `expect_compressed` is compared with the flag on the wire
    of each message, and what is to be compressed in an answer is, message by message."""

    def __init__(self, certificates):
        super().__init__(certificates)
        # The flags of every message, call by call, for the test to look at.
        self.received = []
        self.sent = []

    def called(self, connection, stream, headers, body):
        method = headers[":path"].removeprefix("/grpc.testing.TestService/")
        self.sent.append([])
        status, message, answers = OK, "", []
        try:
            messages = self.read(headers, body)
            self.received.append([compressed for compressed, _ in messages])
            answers = self.answers(method, messages)
        except Refused as refusal:
            status, message = refusal.status, str(refusal)
        announced = [("grpc-encoding", "gzip")] if any(flag for flag, _ in answers) else []
        connection.h2.send_headers(stream, HEADERS + announced)
        for compressed, response in answers:
            connection.send(stream, self.framed(compressed, response.SerializeToString()))
        trailers = [("grpc-status", str(status)), ("grpc-message", message)]
        connection.h2.send_headers(stream, trailers, end_stream=True)

    @staticmethod
    def read(headers: dict, body: bytes) -> list:
        """The messages, inflated, each with its flag."""
        messages = []
        while body:
            flag, size = body[0], int.from_bytes(body[1:5])
            content, body = body[5:5 + size], body[5 + size:]
            if flag not in (0, 1) or len(content) != size:
                raise Refused(INTERNAL, f"a message of {size} bytes with the flag {flag}")
            if flag and headers.get("grpc-encoding") != "gzip":
                raise Refused(INTERNAL, "compressed, but grpc-encoding does not say gzip")
            messages.append((flag == 1, gzip.decompress(content) if flag else content))
        return messages

    def answers(self, method: str, messages: list) -> list:
        match method:
            case "UnaryCall":
                compressed, content = messages[0]
                request = messages_pb2.SimpleRequest.FromString(content)
                self.check(request, compressed)
                body = messages_pb2.Payload(body=bytes(request.response_size))
                return [(
                    request.response_compressed.value, messages_pb2.SimpleResponse(payload=body))]
            case "StreamingInputCall":
                total = 0
                for compressed, content in messages:
                    request = messages_pb2.StreamingInputCallRequest.FromString(content)
                    self.check(request, compressed)
                    total += len(request.payload.body)
                return [(
                    False, messages_pb2.StreamingInputCallResponse(aggregated_payload_size=total))]
            case "StreamingOutputCall":
                request = messages_pb2.StreamingOutputCallRequest.FromString(messages[0][1])
                return [
                    (wanted.compressed.value, messages_pb2.StreamingOutputCallResponse(
                        payload=messages_pb2.Payload(body=bytes(wanted.size))))
                    for wanted in request.response_parameters]
            case _:
                raise Refused(UNIMPLEMENTED, f"{method} is not served here")

    @staticmethod
    def check(request, compressed: bool) -> None:
        if request.HasField("expect_compressed") and request.expect_compressed.value != compressed:
            raise Refused(INVALID_ARGUMENT, f"compressed: {compressed}, which was not expected")

    def framed(self, compressed: bool, content: bytes) -> bytes:
        self.sent[-1].append(compressed)
        content = gzip.compress(content) if compressed else content
        return bytes([compressed]) + len(content).to_bytes(4) + content


class FlagsInverted(Compressing):
    """Says of each message of an answer the opposite of how it is sent."""

    def framed(self, compressed, content):
        framed = super().framed(compressed, content)
        return bytes([not compressed]) + framed[1:]
