package import Wire

/// A call with requests and responses in streams of their own. Letting go of both cancels it.
package struct BidirectionalCall<Request: Message, Response: Message>: Sendable {
    package let requests: RequestWriter<Request>
    package let responses: ResponseSequence<Response>
    private let handle: ClientCallHandle

    init(_ handle: ClientCallHandle, path: String) {
        self.handle = handle
        requests = RequestWriter(handle)
        responses = ResponseSequence(handle, path: path)
    }

    /// Ends the call on both sides, as CANCELLED.
    package func cancel() { handle.call.cancelSoon() }
}
