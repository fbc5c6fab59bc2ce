/// One attempt of a client's call.
// Reached only on the connection's loop.
final class ClientStream: HTTP2Stream, @unchecked Sendable {
    let call: ClientCall
    let connection: ClientConnection
    /// The call has its answer from this attempt, or needs none of it any more.
    private(set) var isOver = false
    /// The response has begun, so no other attempt may give one (A6).
    var isCommitted = false

    init(_ call: ClientCall, on connection: ClientConnection) {
        self.call = call
        self.connection = connection
        super.init(id: 0, limits: connection.limits)
        for request in call.requests { queue(request) }
        outbound.isFinished = call.requestsEnded
    }

    /// Counts the attempt's end, once.
    func end(succeeded: Bool) {
        guard !isOver else { return }
        isOver = true
        if succeeded {
            connection.counts.callsSucceeded += 1
        } else {
            connection.counts.callsFailed += 1
        }
    }

    /// Appends a request to what leaves with the next pull.
    func queue(_ request: [UInt8]) {
        connection.counts.messagesSent += 1
        call.client.statistics.messagesSent += 1
        call.client.statistics.bytesSent += request.count
        if call.options.isCompressed, let compressed = call.loop.gzip.deflated(request) {
            outbound.append(compressed, isCompressed: true)
        } else {
            outbound.append(request)
        }
    }

    /// Our side of the stream has more to say.
    var isSending: Bool { !outbound.isFinished || !outbound.isEmpty }
}
