internal import Glibc

/// One registered method.
final class Route: Sendable {
    enum Kind: Sendable {
        /// The handler answers at once and never waits.
        case immediate(@Sendable (Call, [UInt8]) throws -> [UInt8])
        case unary(@Sendable (Call, [UInt8]) async throws -> [UInt8])
        case serverStreaming(@Sendable (Call, [UInt8], ServerStream) async throws -> Void)
        case bidirectional(@Sendable (Call, ServerStream) async throws -> Void)
    }

    /// Its place among the server's routes, by which its calls are counted.
    let index: Int
    let path: String
    let kind: Kind
    let access: Access
    let onDrain: DrainBehaviour

    init(index: Int, path: String, kind: Kind, access: Access, onDrain: DrainBehaviour) {
        self.index = index
        self.path = path
        self.kind = kind
        self.access = access
        self.onDrain = onDrain
    }

    /// The part of the path between its slashes.
    var service: String {
        String(path.dropFirst().prefix { $0 != "/" })
    }
}

/// Who may call a method at all.
package enum Access: Sendable {
    /// A caller with a certificate, whom the server's authorization lets pass.
    case authorized
    /// Whom the authorization lets pass, which is also asked about callers without a certificate.
    case authorizedOrAnonymous
    /// Any caller with a certificate.
    case certified
    /// Anyone who connects.
    case anyone

    var needsCaller: Bool {
        switch self {
        case .authorized, .certified: true
        case .authorizedOrAnonymous, .anyone: false
        }
    }

    var asksAuthorization: Bool {
        switch self {
        case .authorized, .authorizedOrAnonymous: true
        case .certified, .anyone: false
        }
    }
}

/// Finds a route by the bytes of a request's path without making a String of them.
struct RouteTable: Sendable {
    let routes: [Route]
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

    /// `recent` is the route that is likely; it is looked at first.
    func find(_ path: ArraySlice<UInt8>, recent: Route? = nil) -> Route? {
        if let recent, Self.isSame(paths[recent.index], path) { return recent }

        var slot = Self.hash(path) & (slots.count - 1)
        while slots[slot] >= 0 {
            let index = slots[slot]
            if Self.isSame(paths[index], path) { return routes[index] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private static func isSame(_ path: [UInt8], _ asked: ArraySlice<UInt8>) -> Bool {
        guard path.count == asked.count else { return false }
        return unsafe path.withUnsafeBufferPointer { path in
            unsafe asked.withUnsafeBufferPointer { asked in
                guard let a = path.baseAddress, let b = asked.baseAddress else { return true }
                return unsafe memcmp(a, b, path.count) == 0
            }
        }
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
