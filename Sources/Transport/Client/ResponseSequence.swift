package import Wire

/// The responses of one streaming call, to be read once. Letting go of it cancels the call.
package struct ResponseSequence<Response: Message>: AsyncSequence, Sendable {
    package typealias Element = Response
    package typealias Failure = RPCError

    private let handle: ClientCallHandle
    private let path: String

    init(_ handle: ClientCallHandle, path: String) {
        self.handle = handle
        self.path = path
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(handle: handle, path: path)
    }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let handle: ClientCallHandle
        fileprivate let path: String

        /// The next response, or nil after the last of a call that ended OK. The server may send
        /// further only what fits the stream's window until this takes a message.
        package mutating func next() async throws(RPCError) -> Response? {
            guard let bytes = try await handle.call.next() else { return nil }
            return try Response.readingReply(bytes, of: path)
        }

        package mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(RPCError) -> Response? {
            guard let bytes = try await handle.call.next() else { return nil }
            return try Response.readingReply(bytes, of: path)
        }
    }
}

extension Message {
    static func readingReply(_ bytes: [UInt8], of path: String) throws(RPCError) -> Self {
        do {
            return try Self(decoding: bytes, unknown: .skip)
        } catch {
            throw RPCError(
                .internal, "the response of \(path) cannot be read: \(error.message)",
                reason: "malformed_message", metadata: ["method": path])
        }
    }
}

/// Cancels its call when the last reader lets go.
final class ClientCallHandle: Sendable {
    let call: ClientCall

    init(_ call: ClientCall) {
        self.call = call
    }

    deinit { call.cancelSoon() }
}
