/// What the calls of one method have come to, on one loop.
struct CallCounts: Sendable {
    /// Upper bounds of the latency histogram, microseconds.
    static let boundsMicroseconds: InlineArray<16, Int64> = [
        100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
        1_000_000, 2_500_000, 5_000_000, 10_000_000,
    ]

    var started = 0
    var endedByCode = InlineArray<17, Int>(repeating: 0)
    /// Calls that took up to each bound and more than the one before; the last has no bound.
    var endedByLatency = InlineArray<17, Int>(repeating: 0)
    var microseconds: Int64 = 0
    var messagesReceived = 0
    var messagesSent = 0
    var bytesReceived = 0
    var bytesSent = 0

    mutating func ended(_ code: StatusCode, microseconds elapsed: Int64) {
        endedByCode[code.rawValue] += 1
        var bucket = 0
        while bucket < 16, elapsed > Self.boundsMicroseconds[bucket] { bucket += 1 }
        endedByLatency[bucket] += 1
        microseconds += elapsed
    }

    mutating func add(_ other: CallCounts) {
        started += other.started
        for index in endedByCode.indices { endedByCode[index] += other.endedByCode[index] }
        for index in endedByLatency.indices {
            endedByLatency[index] += other.endedByLatency[index]
        }
        microseconds += other.microseconds
        messagesReceived += other.messagesReceived
        messagesSent += other.messagesSent
        bytesReceived += other.bytesReceived
        bytesSent += other.bytesSent
    }
}

/// Where the calls of one method are counted on one loop.
final class CallCounter {
    var counts = CallCounts()
}

/// What one loop's connections of a server have done, counted without locks: only the loop
/// writes, and a reader goes there.
// Reached only on its loop.
final class LoopMetrics: @unchecked Sendable {
    /// By the route's index; the last counts requests for methods that are not served.
    let calls: [CallCounter]
    /// Bytes of messages that wait in the queues of streams.
    var unsentBytes = 0
    private(set) var connectionsOpened = 0
    private(set) var connectionsClosed = 0

    init(routes: Int) {
        calls = (0...routes).map { _ in CallCounter() }
    }

    func opened() { connectionsOpened += 1 }

    func closed() { connectionsClosed += 1 }

    /// A call that names no method of this server was refused.
    func refusedUnknown(_ code: StatusCode) {
        guard let unknown = calls.last else { return }
        unknown.counts.started += 1
        unknown.counts.ended(code, microseconds: 0)
    }

    /// What is counted so far, to be read elsewhere.
    struct Copy: Sendable {
        var calls: [CallCounts]
        var connectionsOpened = 0
        var connectionsClosed = 0

        mutating func add(_ other: Copy) {
            for index in calls.indices { calls[index].add(other.calls[index]) }
            connectionsOpened += other.connectionsOpened
            connectionsClosed += other.connectionsClosed
        }
    }

    var copy: Copy {
        Copy(
            calls: calls.map(\.counts), connectionsOpened: connectionsOpened,
            connectionsClosed: connectionsClosed)
    }
}
