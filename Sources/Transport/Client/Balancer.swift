/// A client's addresses and the calls that wait for one of them.
// Reached only on its loop.
final class Balancer: @unchecked Sendable {
    private let limits: TransportLimits
    private let target: String
    private(set) var connectors: [Connector] = []
    private var robin: RoundRobin
    private var waiting: [ClientCall] = []
    /// Calls that wait for the time of their next attempt.
    private var pausing: [ObjectIdentifier: ClientCall] = [:]
    /// Why an address failed last; there once every address is failing.
    private var failure = RPCError.neverProcessed("no address was tried yet")
    private(set) var isClosed = false

    /// `target` names the addresses in errors.
    init(
        _ targets: [Connector.Target], target: String, tls: TLSContext, loop: Loop,
        limits: TransportLimits, healthService: String?,
        dial: @escaping Connector.Dial = Connector.dialSocket
    ) {
        self.limits = limits
        self.target = target
        robin = RoundRobin(addresses: targets.count)
        connectors = targets.enumerated().map { index, target in
            Connector(
                index, of: self, target: target, tls: tls, loop: loop, limits: limits,
                options: Connector.Options(
                    healthService: healthService, isEager: targets.count > 1, dial: dial))
        }
    }

    /// Gives the call to the next address in turn, or lets it wait or fail.
    func submit(_ call: ClientCall) {
        guard !isClosed else {
            call.abort(.neverProcessed("the client is closed"))
            return
        }
        guard waiting.isEmpty else {
            settle(call, robin.outlook)
            return
        }
        while true {
            let pick = pick()
            guard case .address(let index) = pick else { return settle(call, pick) }
            // A connection that takes no more calls is not picked again.
            if connectors[index].begin(call) { return }
        }
    }

    private func pick() -> RoundRobin.Pick { robin.pick { connectors[$0].hasRoom } }

    private func settle(_ call: ClientCall, _ pick: RoundRobin.Pick) {
        if pick == .fail, !call.options.waitForReady {
            call.attemptEnded(nil, failure)
            return
        }
        wait(call)
        connectIfNeeded()
    }

    private func wait(_ call: ClientCall) {
        guard waiting.count < limits.waitingCallsMax else {
            call.abort(
                RPCError(
                    .resourceExhausted,
                    "\(waiting.count) calls already wait for \(target); call later",
                    reason: "too_many_waiting_calls"))
            return
        }
        call.isWaiting = true
        waiting.append(call)
    }

    /// Calls that wait while no address takes any need connections now.
    private func connectIfNeeded() {
        guard !waiting.isEmpty, !robin.hasReady else { return }
        for connector in connectors { connector.connectIfIdle() }
    }

    func pauses(_ call: ClientCall) { pausing[ObjectIdentifier(call)] = call }

    func resumes(_ call: ClientCall) { pausing[ObjectIdentifier(call)] = nil }

    func forget(_ call: ClientCall) {
        call.isWaiting = false
        waiting.removeAll { $0 === call }
    }

    /// Sends waiting calls as far as the servers' limits of streams allow.
    func pump() {
        guard !waiting.isEmpty else { return }
        var sent = 0
        while sent < waiting.count {
            let call = waiting[sent]
            guard !call.isOver else {
                sent += 1
                continue
            }
            guard case .address(let index) = pick() else { break }
            call.isWaiting = false
            if connectors[index].begin(call) { sent += 1 } else { call.isWaiting = true }
        }
        waiting.removeFirst(sent)
        connectIfNeeded()
    }

    // MARK: What connectors tell

    /// The connection of an address takes no more calls, as just one was refused. Whoever gave the
    /// call goes on from here.
    func left(_ index: Int) { robin.set(index, .pending) }

    /// An address stands differently with calls. `error` says why it fails.
    func changed(_ index: Int, _ standing: RoundRobin.Standing, _ error: RPCError?) {
        guard !isClosed else { return }
        robin.set(index, standing)
        if let error { failure = error }
        switch robin.outlook {
        case .fail: failWaiting()
        case .address, .wait: pump()
        }
    }

    /// Calls that do not wait for ready end; they may begin others while they do.
    private func failWaiting() {
        let calls = waiting
        waiting = calls.filter(\.options.waitForReady)
        for call in calls where !call.options.waitForReady {
            call.isWaiting = false
            call.attemptEnded(nil, failure)
        }
    }

    var callsWaiting: Int { waiting.count + pausing.count }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        let calls = waiting
        waiting = []
        let paused = pausing.values
        pausing = [:]
        for connector in connectors { connector.stop() }
        for call in calls { call.abort(.neverProcessed("the client is closed")) }
        for call in paused {
            call.abort(RPCError(.unavailable, "the client is closed", reason: "client_closed"))
        }
        for connector in connectors { connector.finish() }
    }
}
