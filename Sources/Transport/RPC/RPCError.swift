/// The one error type at the edge of a call: what a handler throws and what a client gets.
///
/// On the wire it is `grpc-status`, `grpc-message` and, when there is a reason, a
/// `google.rpc.Status` with one `google.rpc.ErrorInfo` in `grpc-status-details-bin`.
package struct RPCError: Error, Sendable, Hashable {
    package var code: StatusCode
    /// What was attempted, with values, and the remedy. For people.
    package var message: String
    /// `ErrorInfo.reason`, such as `insufficient_stock`. What programs switch on; may be empty.
    package var reason: String
    /// `ErrorInfo.metadata`: the values of the message once more, for programs.
    package var metadata: [String: String]
    /// `ErrorInfo.domain`.
    package var domain: String

    package init(
        _ code: StatusCode, _ message: String, reason: String = "",
        metadata: [String: String] = [:], domain: String = "tidemark"
    ) {
        self.code = code
        self.message = message
        self.reason = reason
        self.metadata = metadata
        self.domain = domain
    }
}

extension RPCError: CustomStringConvertible {
    package var description: String {
        reason.isEmpty ? "\(code): \(message)" : "\(code) (\(reason)): \(message)"
    }
}

extension RPCError {
    /// The reason of a call that no handler can have seen, so that sending it again is safe.
    package static let neverProcessedReason = "never_processed"

    /// True if the call certainly reached no handler.
    package var wasNeverProcessed: Bool { reason == RPCError.neverProcessedReason }

    static func neverProcessed(_ message: String) -> RPCError {
        RPCError(.unavailable, message, reason: neverProcessedReason)
    }

    /// What a client says of a response that it gave up itself.
    static func headersTooLarge(_ bytesMax: Int) -> RPCError {
        RPCError(
            .resourceExhausted,
            "the client refused a response with more than \(bytesMax) bytes of headers",
            reason: "headers_too_large", metadata: ["bytes_max": String(bytesMax)])
    }

    static let deadlineExceeded = RPCError(
        .deadlineExceeded, "the deadline passed before the call was answered",
        reason: "deadline_exceeded")

    static let cancelled = RPCError(.cancelled, "the call was cancelled", reason: "cancelled")
}
