package import Wire

/// What happens to a running streaming call when its server drains.
package enum DrainBehaviour: Sendable {
    /// The call runs to its end, within the drain's time. For streams that end by themselves.
    case finish
    /// The handler is cancelled at once and the call ends UNAVAILABLE. For subscriptions, which
    /// would never end.
    case cancel
}

/// The methods a server offers. A method that is not registered is UNIMPLEMENTED.
package struct Router: Sendable {
    package typealias Authorize = @Sendable (Caller?, _ path: String) -> RPCError?

    let interceptors: [any ServerInterceptor]
    private(set) var routes: [Route] = []

    /// `authorize` answers nil to let a call pass. It is asked once per call, before anything of
    /// the request is read and after `interceptors`; about callers without a certificate only
    /// where the method's access says so.
    package init(
        interceptors: [any ServerInterceptor] = [], authorize: @escaping Authorize
    ) {
        self.interceptors = interceptors + [AuthorizationInterceptor(authorize: authorize)]
    }

    /// A method whose handler answers at once. It runs on the connection's loop, costs no task,
    /// and holds up every call of that loop while it runs.
    package mutating func immediate<Q, R>(
        _ method: Method<Q, R>, unknown: UnknownFields = .refuse, access: Access = .authorized,
        _ handler: @escaping @Sendable (Call, Q) throws -> R
    ) {
        let path = method.path
        add(
            path,
            .immediate { call, message in
                let request = try Q.reading(message, of: path, unknown: unknown)
                return try handler(call, request).encoded()
            }, access: access)
    }

    package mutating func unary<Q, R>(
        _ method: Method<Q, R>, unknown: UnknownFields = .refuse, access: Access = .authorized,
        _ handler: @escaping @Sendable (Call, Q) async throws -> R
    ) {
        let path = method.path
        add(
            path,
            .unary { call, message in
                let request = try Q.reading(message, of: path, unknown: unknown)
                return try await handler(call, request).encoded()
            }, access: access)
    }

    package mutating func serverStreaming<Q, R>(
        _ method: Method<Q, R>, unknown: UnknownFields = .refuse, access: Access = .authorized,
        onDrain: DrainBehaviour = .finish,
        _ handler: @escaping @Sendable (Call, Q, ResponseStream<R>) async throws -> Void
    ) {
        let path = method.path
        add(
            path,
            .serverStreaming { call, message, stream in
                let request = try Q.reading(message, of: path, unknown: unknown)
                try await handler(call, request, ResponseStream(stream))
            }, access: access, onDrain: onDrain)
    }

    /// Client streaming is this with one response.
    package mutating func bidirectional<Q, R>(
        _ method: Method<Q, R>, unknown: UnknownFields = .refuse, access: Access = .authorized,
        onDrain: DrainBehaviour = .finish,
        _ handler:
            @escaping @Sendable (Call, RequestStream<Q>, ResponseStream<R>) async throws -> Void
    ) {
        let path = method.path
        add(
            path,
            .bidirectional { call, stream in
                let requests = RequestStream<Q>(stream, path: path, unknown: unknown)
                try await handler(call, requests, ResponseStream(stream))
            }, access: access, onDrain: onDrain)
    }

    /// The names of the services that have methods here, sorted.
    package var services: [String] {
        Set(routes.map(\.service)).sorted()
    }

    private mutating func add(
        _ path: String, _ kind: Route.Kind, access: Access, onDrain: DrainBehaviour = .finish
    ) {
        precondition(
            !routes.contains { $0.path == path }, "\(path) is registered once, not twice")
        routes.append(
            Route(index: routes.count, path: path, kind: kind, access: access, onDrain: onDrain))
    }
}

extension Message {
    static func reading(
        _ bytes: [UInt8], of path: String, unknown: UnknownFields
    ) throws(MalformedRequest) -> Self {
        do {
            return try Self(decoding: bytes, unknown: unknown)
        } catch {
            throw MalformedRequest(path, error)
        }
    }
}
