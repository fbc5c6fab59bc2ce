/// Looks after one loop's connections of a server a few times a second: one timer for all.
// Reached only on its loop.
final class ConnectionSweep: @unchecked Sendable {
    private let loop: Loop
    private let milliseconds: Int64
    private var connections: [ObjectIdentifier: ServerConnection] = [:]
    private var isScheduled = false

    init(loop: Loop, limits: TransportLimits) {
        self.loop = loop
        milliseconds = Int64(limits.sweepMilliseconds)
    }

    func add(_ connection: ServerConnection) {
        connections[ObjectIdentifier(connection)] = connection
        schedule()
    }

    func remove(_ connection: ServerConnection) {
        connections[ObjectIdentifier(connection)] = nil
    }

    /// The timer rests while there is no connection.
    private func schedule() {
        guard !isScheduled, !connections.isEmpty else { return }
        isScheduled = true
        _ = loop.schedule(milliseconds: milliseconds) { [weak self] in self?.run() }
    }

    private func run() {
        isScheduled = false
        let now = steadyMilliseconds()
        // A copy, as a connection that ends takes itself out.
        for connection in Array(connections.values) { connection.police(at: now) }
        schedule()
    }
}
