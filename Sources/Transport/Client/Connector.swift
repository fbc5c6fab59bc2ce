internal import NIOCore
internal import NIOPosix

/// A client's one connection, whichever it is at the time, and the calls that wait for it.
// Reached only on its loop.
final class Connector: @unchecked Sendable {
    private enum State {
        case idle
        case connecting
        case ready(ClientConnection)
        /// The last attempt failed; the next comes when the timer fires.
        case pausing(LoopTimer, RPCError)
        case closed
    }

    struct Target: Sendable {
        var host: String
        var port: Int
        var serverName: String
        var authority: String
    }

    let loop: Loop
    private let target: Target
    private let tls: TLSContext
    private let limits: TransportLimits
    private var state = State.idle
    private var backoff: Backoff
    private var random = SystemRandomNumberGenerator()
    private var waiting: [ClientCall] = []
    /// Calls that wait for the time of their next attempt.
    private var pausing: [ObjectIdentifier: ClientCall] = [:]
    /// Connections that are not ready yet; several if the host has several addresses.
    private var attempts: [ClientConnection] = []
    private var connectionsMade = 0
    private var connectionsFailed = 0
    private var lastError = ""
    /// Connections that only finish their calls.
    private var leavers: [ClientConnection] = []

    init(target: Target, tls: TLSContext, loop: Loop, limits: TransportLimits) {
        self.target = target
        self.tls = tls
        self.loop = loop
        self.limits = limits
        backoff = Backoff(limits)
    }

    func submit(_ call: ClientCall) {
        switch state {
        case .ready(let connection):
            guard waiting.isEmpty, connection.hasFreeStream else { return wait(call) }
            if !connection.begin(call) {
                wait(call)
                leaving(connection)
            }
        case .idle:
            wait(call)
            connect()
        case .connecting: wait(call)
        case .pausing(_, let error):
            if call.options.waitForReady { wait(call) } else { call.attemptEnded(nil, error) }
        case .closed: call.abort(.neverProcessed("the client is closed"))
        }
    }

    private func wait(_ call: ClientCall) {
        guard waiting.count < limits.waitingCallsMax else {
            call.abort(
                RPCError(
                    .resourceExhausted,
                    "\(waiting.count) calls already wait for \(target.authority); call later",
                    reason: "too_many_waiting_calls"))
            return
        }
        call.isWaiting = true
        waiting.append(call)
    }

    var isClosed: Bool {
        if case .closed = state { true } else { false }
    }

    func pauses(_ call: ClientCall) { pausing[ObjectIdentifier(call)] = call }

    func resumes(_ call: ClientCall) { pausing[ObjectIdentifier(call)] = nil }

    func forget(_ call: ClientCall) {
        call.isWaiting = false
        waiting.removeAll { $0 === call }
    }

    /// Sends waiting calls as far as the server's limit of streams allows.
    func pump() {
        guard case .ready(let connection) = state, !waiting.isEmpty else { return }
        var sent = 0
        while sent < waiting.count, connection.hasFreeStream {
            let call = waiting[sent]
            call.isWaiting = false
            if !call.isOver, !connection.begin(call) {
                call.isWaiting = true
                break
            }
            sent += 1
        }
        waiting.removeFirst(sent)
        if connection.isLeaving { leaving(connection) }
    }

    private func connect() {
        state = .connecting
        let bootstrap = ClientBootstrap(group: loop.eventLoop)
            .connectTimeout(.milliseconds(Int64(limits.connectMilliseconds)))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { [self] channel in
                channel.eventLoop.makeCompletedFuture {
                    let connection = try ClientConnection(
                        connector: self, tls: tls, serverName: target.serverName,
                        authority: target.authority, loop: loop, limits: limits)
                    attempts.append(connection)
                    try channel.pipeline.syncOperations.addHandler(connection.link)
                }
            }
        bootstrap.connect(host: target.host, port: target.port).whenFailure { [self] error in
            loop.enter { attemptFailed(Self.words(of: error)) }
        }
    }

    /// NIO wraps the errors of all addresses it tried; that nobody listens is said in two words.
    private static func words(of error: any Error) -> String {
        let attempts = (error as? NIOConnectionError)?.connectionErrors ?? []
        let codes = Set(attempts.map { ($0.error as? IOError)?.errnoCode })
        return codes == [ECONNREFUSED] ? "connection refused" : "\(error)"
    }

    private func attemptFailed(_ reason: String) {
        guard case .connecting = state else {
            endAttempts(reason)
            return
        }
        let error = RPCError.neverProcessed(
            "cannot connect to \(target.authority) (\(target.host):\(target.port)): \(reason)")
        connectionsFailed += 1
        lastError = reason
        let pause = backoff.pauseMilliseconds(using: &random)
        let timer = loop.schedule(milliseconds: Int64(pause)) { [weak self] in
            self?.pauseEnded()
        }
        state = .pausing(timer, error)
        endAttempts(reason)
        let calls = waiting
        waiting = calls.filter(\.options.waitForReady)
        for call in calls where !call.options.waitForReady {
            call.isWaiting = false
            call.attemptEnded(nil, error)
        }
    }

    /// A connection whose socket never opened would not hear of its end otherwise.
    private func endAttempts(_ reason: String) {
        let ended = attempts
        attempts = []
        for connection in ended { connection.link.end(reason) }
    }

    private func pauseEnded() {
        guard case .pausing = state else { return }
        state = .idle
        if !waiting.isEmpty { connect() }
    }

    // MARK: What connections tell

    func ready(_ connection: ClientConnection) {
        guard case .connecting = state else {
            // The client was closed while the connection was made.
            connection.link.finish("nobody needs the connection any more")
            return
        }
        backoff.reset()
        connectionsMade += 1
        attempts.removeAll { $0 === connection }
        state = .ready(connection)
        endAttempts("another address answered first")
        pump()
    }

    /// The server has sent GOAWAY: open calls go on, new ones need a new connection.
    func leaving(_ connection: ClientConnection) {
        guard case .ready(let current) = state, current === connection else { return }
        leavers.append(connection)
        state = .idle
        if !waiting.isEmpty { connect() }
    }

    func lost(_ connection: ClientConnection, _ reason: String) {
        let wasAttempt = attempts.contains { $0 === connection }
        attempts.removeAll { $0 === connection }
        leavers.removeAll { $0 === connection }
        switch state {
        case .connecting where wasAttempt: attemptFailed(reason)
        case .ready(let current) where current === connection:
            lastError = reason
            state = .idle
            if !waiting.isEmpty { connect() }
        case .idle, .connecting, .ready, .pausing, .closed: break
        }
    }

    /// The counts, with what the connector knows.
    func completed(_ counts: ClientStatistics) -> ClientStatistics {
        var counts = counts
        switch state {
        case .idle: counts.state = .idle
        case .connecting: counts.state = .connecting
        case .ready(let connection):
            counts.state = .ready
            counts.callsOpen = connection.openStreams
        case .pausing: counts.state = .pausing
        case .closed: counts.state = .closed
        }
        counts.connectionsMade = connectionsMade
        counts.connectionsFailed = connectionsFailed
        counts.lastError = lastError
        counts.callsWaiting = waiting.count + pausing.count
        return counts
    }

    func close() {
        var connections = leavers
        switch state {
        case .ready(let connection): connections.append(connection)
        case .pausing(let timer, _): timer.cancel()
        case .idle, .connecting, .closed: break
        }
        state = .closed
        leavers = []
        endAttempts("the client was closed")
        for call in waiting { call.abort(.neverProcessed("the client is closed")) }
        waiting = []
        let paused = pausing.values
        pausing = [:]
        for call in paused {
            call.abort(RPCError(.unavailable, "the client is closed", reason: "client_closed"))
        }
        for connection in connections { connection.link.finish("the client was closed") }
    }
}
