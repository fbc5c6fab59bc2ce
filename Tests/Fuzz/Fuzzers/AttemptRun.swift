import NIOCore
import NIOEmbedded
import Synchronization

@testable import Transport

/// A whole client without sockets, on a loop whose time the fuzzer tells.
struct AttemptRun {
    private final class Running: Sendable {
        let call: ClientCall
        let plan: AttemptPlan
        let tasks = Atomic(0)

        init(_ call: ClientCall, _ plan: AttemptPlan) {
            self.call = call
            self.plan = plan
        }
    }

    private static let callsMax = 24
    private static let limits: TransportLimits = {
        var limits = FuzzServer.limits
        limits.retryPushbackMaxMilliseconds = 1_000
        limits.waitingCallsMax = 16
        limits.backoffMaxMilliseconds = 500
        return limits
    }()

    let balancer: Balancer
    private let eventLoop = EmbeddedEventLoop()
    let loop: Loop
    private let dialer: AttemptDialer
    private let state: ClientState
    private let ends = EndCount()
    private let tokensMax: Int
    private let gainThousandths: Int
    private var calls: [Running] = []

    init(tokensMax: Int, gainThousandths: Int) {
        self.tokensMax = tokensMax
        self.gainThousandths = gainThousandths
        loop = Loop(eventLoop)
        let dialer = AttemptDialer(eventLoop)
        self.dialer = dialer
        state = ClientState(
            budget: RetryBudget(tokensMax: tokensMax, gainThousandths: gainThousandths),
            interceptors: [ends])
        let target = Connector.Target(
            host: "fuzz", port: 0, serverName: FuzzCertificates.serverName, authority: "fuzz")
        balancer = Balancer(
            [target], target: "fuzz", tls: FuzzCertificates.contexts.client, loop: loop,
            limits: Self.limits, healthService: nil,
            dial: { _, _, _, initializer in dialer.dial(initializer) })
    }

    private var connector: Connector { balancer.connectors[0] }
}

// MARK: Calls

extension AttemptRun {
    mutating func begin(_ plan: AttemptPlan) throws(BrokenPromise) {
        guard calls.count < Self.callsMax else { return }
        let call = ClientCall(
            loop: loop, path: "/tidemark.fuzz.v1.Fuzz/Call",
            request: plan.hasRequest ? [1, 2, 3] : nil, options: plan.options,
            isUnary: plan.isUnary, limits: Self.limits, client: state)
        let running = Running(call, plan)
        calls.append(running)
        loop.enter { call.submit(to: balancer) }
        if !plan.isUnary { readAll(running) }
        try settle()
    }

    private func readAll(_ running: Running) {
        loop.enter {
            running.tasks.add(1, ordering: .relaxed)
            // Nothing waits for it but the check that all have ended.
            _ = Task.immediate(executorPreference: loop) { [call = running.call] in
                do { while try await call.next() != nil {} } catch {}
                running.tasks.subtract(1, ordering: .relaxed)
            }
        }
    }

    private func choose(_ number: Int) -> ClientCall? {
        calls.isEmpty ? nil : calls[number % calls.count].call
    }

    func finishRequests(_ number: Int) throws(BrokenPromise) {
        guard let call = choose(number) else { return }
        loop.enter { call.finishRequests() }
        try settle()
    }

    func cancel(_ number: Int) throws(BrokenPromise) {
        guard let call = choose(number) else { return }
        loop.enter { call.abort(.cancelled) }
        try settle()
    }
}

// MARK: Servers

extension AttemptRun {
    /// The server of a connection that is being made accepts it.
    func welcome() throws(BrokenPromise) {
        guard let connection = connector.attempts.last else { return }
        try feed([0, 0, 0, 4, 0, 0, 0, 0, 0], to: connection)
    }

    /// Has the server answer one of the call's attempts, after it has read the request.
    func answer(
        _ number: Int, attempt: UInt8, _ compose: (inout FrameProgram, UInt32) -> Void
    ) throws(BrokenPromise) {
        guard let call = choose(number), !call.attempts.isEmpty else { return }
        let stream = call.attempts[Int(attempt) % call.attempts.count]
        try drain(stream.connection)
        var program = FrameProgram()
        compose(&program, UInt32(bitPattern: stream.id))
        try feed(program.takePending(), to: stream.connection)
    }

    func leave(lastStream: UInt32) throws(BrokenPromise) {
        guard let connection = connector.current else { return }
        var program = FrameProgram()
        program.add(.goAway, 0, 0, FrameProgram.bytes(of: lastStream) + [0, 0, 0, 0])
        try feed(program.takePending(), to: connection)
    }

    func lose() throws(BrokenPromise) {
        guard let connection = connector.current ?? connector.attempts.last else { return }
        loop.enter { connection.link.end("the fuzzer ends it") }
        try settle()
    }

    func refuseDials(_ count: Int) { dialer.refusals = count }

    func drain() throws(BrokenPromise) {
        if let connection = connector.current { try drain(connection) }
    }

    private func drain(_ connection: ClientConnection) throws(BrokenPromise) {
        loop.enter {
            var pieces = 0
            while connection.link.isOpen, pieces < 256,
                case .bytes = connection.http.nextOutput()
            { pieces += 1 }
            connection.process()
            if connection.link.isOpen, connection.http.isFinished {
                connection.link.end("the fuzzer has read everything")
            }
        }
        try settle()
    }

    private func feed(_ bytes: [UInt8], to connection: ClientConnection) throws(BrokenPromise) {
        guard connection.link.isOpen, !bytes.isEmpty else { return }
        loop.enter {
            let isUsable = unsafe bytes.withUnsafeBytes { unsafe connection.http.receive($0) }
            connection.process()
            if !isUsable { connection.link.end("the server breaks HTTP/2") }
        }
        try settle()
    }

    func advance(milliseconds: Int64) throws(BrokenPromise) {
        eventLoop.advanceTime(by: .milliseconds(milliseconds))
        try settle()
    }
}

// MARK: Promises

extension AttemptRun {
    private func settle() throws(BrokenPromise) {
        eventLoop.run()
        for running in calls { try check(running) }
        let counts = state.statistics
        // A retry follows a failure that cost a token, with more than half of them left.
        try BrokenPromise.check(
            counts.retries * 1_000
                <= tokensMax * 500 + gainThousandths * counts.callsSucceeded,
            "\(counts.retries) retries of \(tokensMax) tokens")
        let over = calls.count { $0.call.isOver }
        try BrokenPromise.check(ends.ends == over, "\(over) calls ended, \(ends.ends) said so")
        try BrokenPromise.check(
            counts.callsSucceeded + counts.callsFailed == over, "the ends are miscounted")
    }

    private func check(_ running: Running) throws(BrokenPromise) {
        let call = running.call
        try BrokenPromise.check(
            call.attemptsBegun <= running.plan.attemptsMax,
            "\(call.attemptsBegun) attempts of \(running.plan.attemptsMax)")
        try BrokenPromise.check(
            call.attempts.count <= (running.plan.isHedged ? running.plan.attemptsMax : 1),
            "\(call.attempts.count) attempts are under way")
        guard call.isOver else {
            try BrokenPromise.check(
                call.isWaiting || !call.attempts.isEmpty || call.attemptTimer != nil,
                "a call is nowhere")
            return
        }
        try BrokenPromise.check(
            call.attempts.isEmpty && !call.isWaiting && call.attemptTimer == nil,
            "a call goes on after its end")
        guard call.isUnary, case .some(.none) = call.outcome else { return }
        try BrokenPromise.check(call.reply != nil, "a call ended OK without a response")
    }

    /// No pause outlasts what servers may ask for; the client's end is that of every call.
    func end() throws(BrokenPromise) {
        let pausing = calls.map(\.call).filter {
            !$0.isOver && !$0.isWaiting && $0.attempts.isEmpty
        }
        let begun = pausing.map(\.attemptsBegun)
        try advance(milliseconds: Int64(Self.limits.retryPushbackMaxMilliseconds))
        for (call, begun) in zip(pausing, begun) {
            try BrokenPromise.check(
                call.isOver || call.attemptsBegun > begun,
                "a call pauses for longer than a server may ask")
        }
        loop.enter { balancer.close() }
        dialer.closeAll()
        for _ in 0..<8 { eventLoop.run() }
        for running in calls {
            try BrokenPromise.check(running.call.isOver, "a call outlives its client")
            let tasks = running.tasks.load(ordering: .relaxed)
            try BrokenPromise.check(tasks == 0, "\(tasks) tasks still wait")
        }
        try settle()
        let counts = connector.counts
        try BrokenPromise.check(
            counts.callsStarted == counts.callsSucceeded + counts.callsFailed,
            "attempts are open after the client's end")
        try eventLoop.end(loop)
    }
}
