internal import NIOCore
internal import NIOPosix

/// A client's one connection to one address, whichever it is at the time.
// Reached only on its loop.
final class Connector: @unchecked Sendable {
    private enum State {
        case idle
        case connecting
        /// Made, but the server has not said yet whether it serves.
        case checking(ClientConnection)
        case ready(ClientConnection)
        /// Made, and to be left alone until the server says that it serves.
        case notServing(ClientConnection)
        /// The last attempt failed; the next comes when the timer fires.
        case pausing(LoopTimer)
        case closed
    }

    struct Target: Sendable {
        var host: String
        var port: Int
        var serverName: String
        var authority: String
    }

    /// Opens a socket to an address, whose channel the initializer has prepared by then.
    typealias Dial =
        @Sendable (
            Target, Loop, TransportLimits,
            _ initializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
        ) -> EventLoopFuture<any Channel>

    struct Options: Sendable {
        /// The service whose health says whether the address takes calls; nil for all it may.
        var healthService: String?
        /// Connect again without a call that needs it.
        var isEager: Bool
        var dial: Dial
    }

    let loop: Loop
    let limits: TransportLimits
    let options: Options
    let counts: AddressCounts
    private let index: Int
    private let target: Target
    private let tls: TLSContext
    private var balancer: Balancer?
    private var state = State.idle
    private var backoff: Backoff
    private var random = SystemRandomNumberGenerator()
    /// Connections that are not ready yet; several if the host has several addresses.
    private(set) var attempts: [ClientConnection] = []
    /// Connections that only finish their calls.
    private var leavers: [ClientConnection] = []
    private var eagerTimer: LoopTimer?
    private var readyAtNanoseconds: Int64 = 0

    init(
        _ index: Int, of balancer: Balancer, target: Target, tls: TLSContext, loop: Loop,
        limits: TransportLimits, options: Options
    ) {
        self.index = index
        self.balancer = balancer
        self.target = target
        self.tls = tls
        self.loop = loop
        self.limits = limits
        self.options = options
        counts = AddressCounts()
        backoff = Backoff(limits)
    }

    // MARK: What the balancer asks

    /// The connection can open a stream now.
    var hasRoom: Bool {
        if case .ready(let connection) = state { connection.hasFreeStream } else { false }
    }

    /// Gives the call to the connection. False if that takes no more calls, ever.
    func begin(_ call: ClientCall) -> Bool {
        guard case .ready(let connection) = state else { return false }
        guard !connection.begin(call) else { return true }
        leave(connection)
        balancer?.left(index)
        return false
    }

    func pump() { balancer?.pump() }

    func connectIfIdle() {
        if case .idle = state { connect() }
    }
}

// MARK: Connecting

extension Connector {
    private func connect() {
        eagerTimer?.cancel()
        eagerTimer = nil
        state = .connecting
        let dialled = options.dial(target, loop, limits) { [self] channel in
            channel.eventLoop.makeCompletedFuture {
                let connection = try ClientConnection(
                    connector: self, tls: tls, serverName: target.serverName,
                    authority: target.authority, loop: loop, limits: limits)
                attempts.append(connection)
                try channel.pipeline.syncOperations.addHandler(connection.link)
            }
        }
        dialled.whenFailure { [self] error in
            loop.enter { attemptFailed(Self.words(of: error)) }
        }
    }

    /// Dials by TCP.
    static let dialSocket: Dial = { target, loop, limits, initializer in
        ClientBootstrap(group: loop.eventLoop)
            .connectTimeout(.milliseconds(Int64(limits.connectMilliseconds)))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer(initializer)
            .connect(host: target.host, port: target.port)
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
        counts.connectionsFailed += 1
        pauseBeforeNext(reason)
        endAttempts(reason)
        tell(
            .failing,
            .neverProcessed(
                "cannot connect to \(target.authority) (\(target.host):\(target.port)): \(reason)"
            ))
    }

    private func pauseBeforeNext(_ reason: String) {
        counts.lastError = reason
        let pause = backoff.pauseMilliseconds(using: &random)
        state = .pausing(
            loop.schedule(milliseconds: Int64(pause)) { [weak self] in self?.pauseEnded() })
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
        tell(.pending)
        if options.isEager { connectIfIdle() }
    }

    /// There is no connection any more. An eager connector makes the next after a pause, which
    /// grows unless the last one lasted; a call that finds no other address does not wait for it.
    private func becomeIdle(_ reason: String) {
        guard case .ready = state else {
            // It was of no use, so that the next must not follow at once.
            pauseBeforeNext(reason)
            return
        }
        state = .idle
        guard options.isEager, balancer != nil else { return }
        let lastedNanoseconds = Deadline.now - readyAtNanoseconds
        if lastedNanoseconds > Int64(limits.backoffMaxMilliseconds) * 1_000_000 {
            backoff.reset()
        }
        let pause = backoff.pauseMilliseconds(using: &random)
        eagerTimer?.cancel()
        eagerTimer = loop.schedule(milliseconds: Int64(pause)) { [weak self] in
            self?.connectIfIdle()
        }
    }

    private func tell(_ standing: RoundRobin.Standing, _ error: RPCError? = nil) {
        balancer?.changed(index, standing, error)
    }
}

// MARK: What connections tell

extension Connector {
    func ready(_ connection: ClientConnection) {
        guard case .connecting = state else {
            // The client was closed while the connection was made.
            connection.link.finish("nobody needs the connection any more")
            return
        }
        counts.connectionsMade += 1
        attempts.removeAll { $0 === connection }
        endAttempts("another address answered first")
        state = .checking(connection)
        guard let service = options.healthService else { return health(.serving, of: connection) }
        connection.watchHealth(of: service)
    }

    /// The server has said whether it serves.
    func health(_ verdict: HealthWatch.Verdict, of connection: ClientConnection) {
        guard connection === current else { return }
        switch verdict {
        case .serving:
            if !options.isEager { backoff.reset() }
            readyAtNanoseconds = Deadline.now
            state = .ready(connection)
            tell(.ready)
        case .notServing(let reason):
            counts.lastError = reason
            state = .notServing(connection)
            tell(
                .failing,
                .neverProcessed(
                    "\(target.authority) (\(target.host):\(target.port)) takes no calls: \(reason)"
                ))
        }
    }

    /// The connection that calls use, or will once its server serves.
    var current: ClientConnection? {
        switch state {
        case .checking(let connection), .ready(let connection), .notServing(let connection):
            connection
        case .idle, .connecting, .pausing, .closed: nil
        }
    }

    /// The server has sent GOAWAY: open calls go on, new ones need a new connection.
    func leaving(_ connection: ClientConnection) {
        guard connection === current else { return }
        leave(connection)
        tellGone()
    }

    private func leave(_ connection: ClientConnection) {
        connection.stopWatchingHealth()
        leavers.append(connection)
        becomeIdle("the server asked to leave the connection")
    }

    func lost(_ connection: ClientConnection, _ reason: String) {
        let wasAttempt = attempts.contains { $0 === connection }
        attempts.removeAll { $0 === connection }
        leavers.removeAll { $0 === connection }
        if connection === current {
            counts.lastError = reason
            becomeIdle(reason)
            tellGone()
        } else if wasAttempt, case .connecting = state {
            attemptFailed(reason)
        }
    }

    private func tellGone() {
        guard case .pausing = state else { return tell(.pending) }
        tell(
            .failing,
            .neverProcessed(
                "\(target.authority) (\(target.host):\(target.port)) has not said that it serves: "
                    + counts.lastError))
    }
}

// MARK: The end, and counts

extension Connector {
    /// Connects no more; connections go on until `finish`.
    func stop() {
        balancer = nil
        if let current { leavers.append(current) }
        if case .pausing(let timer) = state { timer.cancel() }
        eagerTimer?.cancel()
        state = .closed
        endAttempts("the client was closed")
    }

    func finish() {
        let connections = leavers
        leavers = []
        for connection in connections { connection.link.finish("the client was closed") }
    }

    var statistics: AddressStatistics {
        AddressStatistics(counts, host: target.host, port: target.port, state: stateShown)
    }

    private var stateShown: ClientStatistics.State {
        switch state {
        case .idle: .idle
        case .connecting, .checking: .connecting
        case .ready: .ready
        case .notServing: .notServing
        case .pausing: .pausing
        case .closed: .closed
        }
    }
}
