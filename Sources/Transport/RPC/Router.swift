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

    let authorize: Authorize
    private(set) var routes: [Route] = []

    /// `authorize` answers nil to let a call pass. It is asked once per call, before anything of
    /// the request is read, and only for callers that are known.
    package init(authorize: @escaping Authorize) {
        self.authorize = authorize
    }

    package mutating func unary<Q, R>(
        _ method: Method<Q, R>, unknown: UnknownFields = .refuse,
        _ handler: @escaping @Sendable (Call, Q) async throws -> R
    ) {
        let path = method.path
        add(
            path,
            .unary { call, message in
                let request = try Q.reading(message, of: path, unknown: unknown)
                return try await handler(call, request).encoded()
            })
    }

    package mutating func serverStreaming<Q, R>(
        _ method: Method<Q, R>, unknown: UnknownFields = .refuse,
        onDrain: DrainBehaviour = .finish,
        _ handler: @escaping @Sendable (Call, Q, ResponseStream<R>) async throws -> Void
    ) {
        let path = method.path
        add(
            path,
            .serverStreaming { call, message, stream in
                let request = try Q.reading(message, of: path, unknown: unknown)
                try await handler(call, request, ResponseStream(stream))
            }, onDrain: onDrain)
    }

    /// Client streaming is this with one response.
    package mutating func bidirectional<Q, R>(
        _ method: Method<Q, R>, unknown: UnknownFields = .refuse,
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
            }, onDrain: onDrain)
    }

    /// The names of the services that have methods here, sorted.
    package var services: [String] {
        Set(routes.map(\.service)).sorted()
    }

    /// Opens the last registered method to callers without a certificate.
    mutating func openLast() {
        guard let last = routes.indices.last else { return }
        routes[last].needsCaller = false
    }

    /// Has the server itself decide about the last registered method: any caller may.
    mutating func skipAuthorizationOfLast() {
        guard let last = routes.indices.last else { return }
        routes[last].asksAuthorization = false
    }

    private mutating func add(
        _ path: String, _ kind: Route.Kind, onDrain: DrainBehaviour = .finish
    ) {
        precondition(
            !routes.contains { $0.path == path }, "\(path) is registered once, not twice")
        routes.append(Route(path: path, kind: kind, onDrain: onDrain))
    }
}

extension Message {
    static func reading(
        _ bytes: [UInt8], of path: String, unknown: UnknownFields
    ) throws(RPCError) -> Self {
        do {
            return try Self(decoding: bytes, unknown: unknown)
        } catch {
            throw .malformedMessage(path, error)
        }
    }
}

/// One registered method.
struct Route: Sendable {
    enum Kind: Sendable {
        case unary(@Sendable (Call, [UInt8]) async throws -> [UInt8])
        case serverStreaming(@Sendable (Call, [UInt8], ServerStream) async throws -> Void)
        case bidirectional(@Sendable (Call, ServerStream) async throws -> Void)
    }

    let path: String
    let kind: Kind
    let onDrain: DrainBehaviour
    var needsCaller = true
    var asksAuthorization = true

    init(path: String, kind: Kind, onDrain: DrainBehaviour) {
        self.path = path
        self.kind = kind
        self.onDrain = onDrain
    }

    /// The part of the path between its slashes.
    var service: String {
        String(path.dropFirst().prefix { $0 != "/" })
    }
}

/// Finds a route by the bytes of a request's path without making a String of them.
struct RouteTable: Sendable {
    private let routes: [Route]
    private let paths: [[UInt8]]
    /// Indices of routes by hash, −1 where empty; at most half full.
    private let slots: [Int]

    init(_ routes: [Route]) {
        self.routes = routes
        paths = routes.map { Array($0.path.utf8) }
        var size = 16
        while size < routes.count * 2 { size *= 2 }
        var slots = [Int](repeating: -1, count: size)
        for (index, path) in paths.enumerated() {
            var slot = Self.hash(path[...]) & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = index
        }
        self.slots = slots
    }

    func find(_ path: ArraySlice<UInt8>) -> Route? {
        var slot = Self.hash(path) & (slots.count - 1)
        while slots[slot] >= 0 {
            let index = slots[slot]
            if paths[index].count == path.count, paths[index].elementsEqual(path) {
                return routes[index]
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// FNV-1a. Paths of a table are ours, so nobody can choose them to collide.
    private static func hash(_ bytes: ArraySlice<UInt8>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return Int(truncatingIfNeeded: hash & 0x7fff_ffff)
    }
}
