/// One attempt of a client's call.
// Reached only on the connection's loop.
final class ClientStream: HTTP2Stream, @unchecked Sendable {
    let call: ClientCall
    let connection: ClientConnection

    init(_ call: ClientCall, on connection: ClientConnection) {
        self.call = call
        self.connection = connection
        super.init(id: 0, limits: connection.limits)
        outbound.append(call.request)
        outbound.isFinished = true
    }
}
