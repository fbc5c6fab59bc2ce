"""The servers of gRPC's negative HTTP/2 suite: each serves UnaryCall and misbehaves in one way."""

import h2.settings

from h2_server import HEADERS, TRAILERS, H2Server


class GoAway(H2Server):
    """Takes leave with the first answer of each connection."""

    def answer(self, connection, stream, message):
        if stream == 1:
            connection.h2.send_headers(stream, HEADERS)
            # By hand: h2 itself would not answer after a GOAWAY.
            connection.flush()
            connection.tls.sendall(bytes([0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]))
            connection.send(stream, message)
            connection.h2.send_headers(stream, TRAILERS, end_stream=True)
        else:
            self.failure = AssertionError(f"stream {stream} after a GOAWAY that names 1")


class ResetAfterHeader(H2Server):
    def answer(self, connection, stream, message):
        connection.h2.send_headers(stream, HEADERS)
        connection.h2.reset_stream(stream)


class ResetDuringData(H2Server):
    def answer(self, connection, stream, message):
        connection.h2.send_headers(stream, HEADERS)
        connection.send(stream, message[:len(message) // 2])
        connection.h2.reset_stream(stream)


class ResetAfterData(H2Server):
    def answer(self, connection, stream, message):
        connection.h2.send_headers(stream, HEADERS)
        connection.send(stream, message)
        connection.h2.reset_stream(stream)


class Ping(H2Server):
    def ping(self, connection):
        self.pings_sent += 1
        connection.h2.ping(self.pings_sent.to_bytes(8))

    def answer(self, connection, stream, message):
        self.ping(connection)
        connection.h2.send_headers(stream, HEADERS)
        self.ping(connection)
        connection.send(stream, message)
        self.ping(connection)
        connection.h2.send_headers(stream, TRAILERS, end_stream=True)
        self.ping(connection)


class MaxStreams(H2Server):
    settings = {h2.settings.SettingCodes.MAX_CONCURRENT_STREAMS: 1}


class DataFramePadding(H2Server):
    """5 bytes and 255 of padding in each frame, all of which the window must be given back for."""

    def answer(self, connection, stream, message):
        connection.h2.send_headers(stream, HEADERS)
        connection.send(stream, message, padding=255)
        connection.h2.send_headers(stream, TRAILERS, end_stream=True)
