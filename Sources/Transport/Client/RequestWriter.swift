package import Wire

/// The way of a call's requests to the server.
package struct RequestWriter<Request: Message>: Sendable {
    private let handle: ClientCallHandle

    init(_ handle: ClientCallHandle) {
        self.handle = handle
    }

    /// Queues `request` and returns when the queue has room for another, so a server that reads
    /// slowly slows the caller down and grows no memory. Throws once the call is over; cancelling
    /// the task that waits cancels the call.
    package func send(_ request: Request) async throws(RPCError) {
        try await handle.call.send(request.encoded())
    }

    /// Queues a request that is encoded already.
    package func send(encoded request: [UInt8]) async throws(RPCError) {
        try await handle.call.send(request)
    }

    /// Says that the last request has been sent. More than once is the same as once.
    package func finish() {
        let call = handle.call
        call.loop.execute { call.finishRequests() }
    }
}
