/// Judges how fast a peer sends a request that it owes, and reads an answer that waits for it.
struct StreamWatch {
    struct Look {
        /// The peer has begun a message or a call and has room to send the rest.
        var owesRequest = false
        var receivedBytes = 0
        /// Bytes wait for the peer to make room.
        var hasUnsent = false
        var sentBytes = 0
    }

    /// Where one direction stood when its current stretch of time began.
    private struct Mark {
        var since: Int64
        var bytes: Int
    }

    private var inbound: Mark?
    private var outbound: Mark?

    mutating func judge(
        _ look: Look, at now: Int64, _ limits: TransportLimits
    ) -> ConnectionFault? {
        if Self.isSlow(&inbound, look.owesRequest, look.receivedBytes, at: now, limits) {
            return .requestDribble
        }
        if Self.isSlow(&outbound, look.hasUnsent, look.sentBytes, at: now, limits) {
            return .slowRead
        }
        return nil
    }

    private static func isSlow(
        _ mark: inout Mark?, _ isAwaited: Bool, _ bytes: Int, at now: Int64,
        _ limits: TransportLimits
    ) -> Bool {
        guard isAwaited else {
            mark = nil
            return false
        }
        guard let before = mark else {
            mark = Mark(since: now, bytes: bytes)
            return false
        }
        guard now - before.since >= limits.progressMilliseconds else { return false }
        mark = Mark(since: now, bytes: bytes)
        return bytes - before.bytes < limits.progressBytesMin
    }
}
