package import Wire

/// The way of a streaming handler's responses to the caller.
package struct ResponseStream<Response: Message>: Sendable {
    private let stream: ServerStream

    init(_ stream: ServerStream) {
        self.stream = stream
    }

    /// Queues `response` and returns when the stream's queue has room for another, so a caller
    /// that reads slowly slows the handler down and grows no memory. Throws once the call is over:
    /// cancelled, past its deadline, or its connection lost.
    ///
    /// `isCompressed` overrules the call's `compression` for this message.
    package func send(
        _ response: Response, isCompressed: Bool? = nil
    ) async throws(RPCError) {
        try await stream.send(response.encoded(), isCompressed: isCompressed)
    }

    /// Queues a response that is encoded already.
    package func send(encoded response: [UInt8]) async throws(RPCError) {
        try await stream.send(response, isCompressed: nil)
    }
}

/// The requests of a bidirectional call.
package struct RequestStream<Request: Message>: Sendable {
    private let stream: ServerStream
    private let path: String
    private let unknown: UnknownFields

    init(_ stream: ServerStream, path: String, unknown: UnknownFields) {
        self.stream = stream
        self.path = path
        self.unknown = unknown
    }

    /// The next request, or nil when the caller has sent its last. One task asks at a time.
    package func next() async throws(RPCError) -> Request? {
        guard let bytes = try await stream.receive() else { return nil }
        do {
            return try Request.reading(bytes, of: path, unknown: unknown)
        } catch {
            stream.note(.malformedMessage)
            throw error.told
        }
    }
}
