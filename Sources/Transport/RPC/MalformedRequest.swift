internal import Wire

/// A request whose bytes are no message of its method.
struct MalformedRequest: Error {
    /// What the caller is told.
    let told: RPCError

    init(_ method: String, _ error: WireError) {
        told = RPCError(
            .invalidArgument, "the request of \(method) cannot be read: \(error.message)",
            reason: "malformed_message", metadata: ["method": method])
    }
}
