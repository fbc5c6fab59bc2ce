internal import Logging

/// Sees every call of a server from outside its handler.
///
/// Both functions run on the connection's loop and must not wait.
package protocol ServerInterceptor: Sendable {
    /// The call's header has come. Throwing refuses the call before anything else of it is read;
    /// the interceptors after this one do not see it.
    func began(_ call: Call) throws(RPCError)

    /// The call's outcome is decided. Made once for every call that `began` saw, refused or not.
    func ended(_ call: Call, _ outcome: CallOutcome)
}

/// How a call ended, for interceptors.
package struct CallOutcome: Sendable {
    package var code: StatusCode
    /// `ErrorInfo.reason`; empty where there is none.
    package var reason: String
    /// From the header to the decision.
    package var microseconds: Int64
}

/// Asks the server's table whether the caller may call the method.
struct AuthorizationInterceptor: ServerInterceptor {
    let authorize: Router.Authorize

    func began(_ call: Call) throws(RPCError) {
        guard call.asksAuthorization else { return }
        if let refusal = authorize(call.knownCaller, call.path) { throw refusal }
    }

    func ended(_ call: Call, _ outcome: CallOutcome) {}
}

/// One line for each call at level debug, with the trace it belongs to.
struct LogInterceptor: ServerInterceptor {
    let logger: Logger

    func began(_ call: Call) {}

    func ended(_ call: Call, _ outcome: CallOutcome) {
        var metadata: Logger.Metadata = [
            "method": "\(call.path)", "code": "\(outcome.code)",
            "microseconds": "\(outcome.microseconds)",
            "caller": "\(call.knownCaller.map(\.description) ?? "unknown")",
        ]
        if !outcome.reason.isEmpty { metadata["reason"] = "\(outcome.reason)" }
        if let trace = call.receivedTrace { metadata["trace"] = "\(trace.traceText)" }
        logger.debug("call", metadata: metadata)
    }
}
