internal import Wire

/// What one loop's connections of a server have done, counted without locks: only the loop
/// writes, and a reader goes there.
// Reached only on its loop.
final class LoopMetrics: @unchecked Sendable {
    /// Counts of one method's calls.
    struct Calls: Sendable {
        /// Upper bounds of the latency histogram, microseconds.
        static let boundsMicroseconds: [Int64] = [
            100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
            1_000_000, 2_500_000, 5_000_000, 10_000_000,
        ]

        var started = 0
        var endedByCode = [Int](repeating: 0, count: StatusCode.allCases.count)
        /// Calls that took up to each bound and more than the one before; the last has no bound.
        var endedByLatency = [Int](repeating: 0, count: boundsMicroseconds.count + 1)
        var microseconds: Int64 = 0
        var messagesReceived = 0
        var messagesSent = 0
        var bytesReceived = 0
        var bytesSent = 0

        mutating func ended(_ code: StatusCode, microseconds elapsed: Int64) {
            endedByCode[code.rawValue] += 1
            var bucket = 0
            while bucket < Self.boundsMicroseconds.count, elapsed > Self.boundsMicroseconds[bucket]
            {
                bucket += 1
            }
            endedByLatency[bucket] += 1
            microseconds += elapsed
        }

        mutating func add(_ other: Calls) {
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

    /// By the route's index; the last counts requests for methods that are not served.
    private(set) var calls: [Calls]
    private(set) var connectionsOpened = 0
    private(set) var connectionsClosed = 0

    init(routes: Int) {
        calls = [Calls](repeating: Calls(), count: routes + 1)
    }

    func opened() { connectionsOpened += 1 }

    func closed() { connectionsClosed += 1 }

    func callStarted(_ route: Int) { calls[route].started += 1 }

    func callEnded(_ route: Int, _ code: StatusCode, microseconds: Int64) {
        calls[route].ended(code, microseconds: microseconds)
    }

    func received(_ route: Int, bytes: Int) {
        calls[route].messagesReceived += 1
        calls[route].bytesReceived += bytes
    }

    func sent(_ route: Int, bytes: Int) {
        calls[route].messagesSent += 1
        calls[route].bytesSent += bytes
    }

    func add(_ other: LoopMetrics.Copy) {
        for index in calls.indices { calls[index].add(other.calls[index]) }
        connectionsOpened += other.connectionsOpened
        connectionsClosed += other.connectionsClosed
    }

    /// What is counted so far, to be read elsewhere.
    struct Copy: Sendable {
        var calls: [Calls]
        var connectionsOpened: Int
        var connectionsClosed: Int
    }

    var copy: Copy {
        Copy(
            calls: calls, connectionsOpened: connectionsOpened,
            connectionsClosed: connectionsClosed)
    }
}
