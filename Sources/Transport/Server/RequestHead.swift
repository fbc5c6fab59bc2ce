/// What a request's header fields make of it, in the order the rules are checked.
enum RequestHead {
    case accepted(Route, Call)
    /// An ordinary request for the server's metrics.
    case metrics
    case notGRPC(httpStatus: StaticString)
    case unknownEncoding(RPCError)
    case refused(RPCError)

    init(
        _ headers: Metadata, identity: PeerIdentity, server: ServerState, recent: Route?
    ) {
        if Self.isMetricsRequest(headers) {
            self = Self.mayReadMetrics(identity) ? .metrics : .notGRPC(httpStatus: "403")
            return
        }
        if let status = Self.httpRefusal(headers) {
            self = .notGRPC(httpStatus: status)
            return
        }
        guard headers.has(.te, "trailers") else {
            // A proxy that drops this field would drop the trailers too, and with them the status.
            self = .refused(
                RPCError(
                    .internal, "the request lacks te: trailers; a proxy on the way speaks no gRPC",
                    reason: "te_missing"))
            return
        }
        let path = headers.value(.path) ?? []
        let route = server.routes.find(path, recent: recent)
        if let error = Self.identityRefusal(identity, route) {
            self = .refused(error)
            return
        }
        guard let route else {
            self = .refused(Self.unimplemented(path, server))
            return
        }
        if let encoding = headers.value(.encoding), !headers.has(.encoding, "gzip"),
            !headers.has(.encoding, "identity")
        {
            self = .unknownEncoding(Self.encodingRefusal(encoding))
            return
        }
        self = Self.withDeadline(headers, route, identity)
    }

    private static func withDeadline(
        _ headers: Metadata, _ route: Route, _ identity: PeerIdentity
    ) -> RequestHead {
        var deadline: Deadline?
        if let text = headers.value(.timeout) {
            guard let nanoseconds = TimeoutText.parse(text) else {
                return .refused(
                    RPCError(
                        .invalidArgument,
                        "grpc-timeout \(String(decoding: text, as: UTF8.self)) is not one to "
                            + "eight digits and one of H M S m u n",
                        reason: "timeout_malformed"))
            }
            deadline = Deadline(after: nanoseconds)
            if nanoseconds == 0 { return .refused(.deadlineExceeded) }
        }
        let call = Call(
            route: route, metadata: headers, deadline: deadline, identity: identity)
        return .accepted(route, call)
    }

    private static func isMetricsRequest(_ headers: Metadata) -> Bool {
        headers.has(.method, "GET") && headers.has(.path, "/metrics")
    }

    /// Who runs the installation or checks it.
    private static func mayReadMetrics(_ identity: PeerIdentity) -> Bool {
        guard case .caller(let caller) = identity else { return false }
        switch caller.role {
        case .operator, .auditor: return true
        case .service, .gateway, .custodian: return false
        }
    }

    private static func httpRefusal(_ headers: Metadata) -> StaticString? {
        guard headers.has(.method, "POST") else { return "405" }
        if headers.has(.contentType, "application/grpc") { return nil }
        guard headers.begins(.contentType, "application/grpc"),
            let type = headers.value(.contentType)
        else { return "415" }
        let next = type.dropFirst("application/grpc".utf8.count).first
        let isGRPC = next == nil || next == UInt8(ascii: "+") || next == UInt8(ascii: ";")
        return isGRPC ? nil : "415"
    }

    private static func identityRefusal(_ identity: PeerIdentity, _ route: Route?) -> RPCError? {
        guard case .unknown(let reason, let message) = identity, route?.access.needsCaller ?? true
        else {
            return nil
        }
        return RPCError(.unauthenticated, message, reason: reason)
    }

    private static func unimplemented(_ path: ArraySlice<UInt8>, _ server: ServerState) -> RPCError
    {
        let text = String(decoding: path, as: UTF8.self)
        let service = String(text.dropFirst().prefix { $0 != "/" })
        if server.services.contains(service) {
            return RPCError(
                .unimplemented, "\(service) has no method \(text)", reason: "method_unknown",
                metadata: ["method": text])
        }
        return RPCError(
            .unimplemented, "no service \(service) is served here", reason: "service_unknown",
            metadata: ["service": service])
    }

    private static func encodingRefusal(_ encoding: ArraySlice<UInt8>) -> RPCError {
        let text = String(decoding: encoding, as: UTF8.self)
        return RPCError(
            .unimplemented, "grpc-encoding \(text) is not supported; send gzip or identity",
            reason: "encoding_unknown", metadata: ["encoding": text])
    }
}
