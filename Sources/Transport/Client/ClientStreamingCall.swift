package import Wire

/// A call with a stream of requests and one response. Letting go of it cancels it.
package struct ClientStreamingCall<Request: Message, Response: Message>: Sendable {
    package let requests: RequestWriter<Request>
    private let handle: ClientCallHandle
    private let path: String

    init(_ handle: ClientCallHandle, path: String) {
        self.handle = handle
        self.path = path
        requests = RequestWriter(handle)
    }

    /// Waits for the one response, which may come before the last request is sent. Asked once.
    package func response() async throws(RPCError) -> Response {
        guard let bytes = try await handle.call.next() else { throw .oneMessageExpected(0) }
        if try await handle.call.next() != nil {
            handle.call.cancelSoon()
            throw .oneMessageExpected(2)
        }
        return try Response.readingReply(bytes, of: path)
    }

    /// Ends the call on both sides, as CANCELLED.
    package func cancel() { handle.call.cancelSoon() }
}

extension RPCError {
    static func oneMessageExpected(_ count: Int) -> RPCError {
        RPCError(
            .internal, "the server answered with \(count) messages instead of one",
            reason: "one_message_expected")
    }
}
