import NIOCore
import NIOEmbedded
import Synchronization

@testable import Transport

/// One client's connection without a socket, on a loop whose time the fuzzer tells.
struct ClientRun {
    /// A call and who reads its responses.
    private final class Running: Sendable {
        let call: ClientCall
        let isRead = Atomic(false)
        let tasks = Atomic(0)

        init(_ call: ClientCall) { self.call = call }
    }

    static let callsMax = 24

    let connection: ClientConnection
    private let balancer: Balancer
    private let eventLoop = EmbeddedEventLoop()
    let loop: Loop
    private let state = ClientState(budget: RetryBudget(), interceptors: [])
    private var calls: [Running] = []
    private var order = RequestOrder()

    private var http: HTTP2Session { connection.link.core.http }
    private var limits: TransportLimits { FuzzServer.limits }
    var isOpen: Bool { connection.link.isOpen }

    init() throws(BrokenPromise) {
        loop = Loop(eventLoop)
        // Idle for ever: it would make sockets, and calls are begun without asking it.
        let target = Connector.Target(
            host: "fuzz", port: 0, serverName: FuzzCertificates.serverName, authority: "fuzz")
        balancer = Balancer(
            [target], target: "fuzz", tls: FuzzCertificates.contexts.client, loop: loop,
            limits: FuzzServer.limits, healthService: nil)
        do {
            connection = try ClientConnection(
                connector: balancer.connectors[0], tls: FuzzCertificates.contexts.client,
                serverName: FuzzCertificates.serverName, authority: "fuzz", loop: loop,
                limits: FuzzServer.limits)
        } catch {
            throw BrokenPromise("no connection: \(error)")
        }
        loop.enter { connection.linkOpened() }
    }

    // MARK: Calls

    /// Begins a call: unary, with its responses read by a task or when the program says so, and
    /// with requests of its own. Answers its stream, nil if none may be opened.
    mutating func begin(_ choice: UInt8) throws(BrokenPromise) -> UInt32? {
        guard isOpen, calls.count < Self.callsMax, connection.hasFreeStream else { return nil }
        let isUnary = choice & 3 == 0
        let isBidirectional = choice & 3 == 3
        let call = ClientCall(
            loop: loop, path: "/tidemark.fuzz.v1.Fuzz/Call",
            request: isBidirectional ? nil : [UInt8](repeating: 7, count: Int(choice) * 40),
            options: CallOptions(isCompressed: choice & 4 != 0, response: ResponseMetadata()),
            isUnary: isUnary, limits: limits, client: state)
        let running = Running(call)
        calls.append(running)
        loop.enter { _ = connection.begin(call) }
        let stream = call.stream?.id
        if !isUnary, choice & 3 != 2 { readAll(running) }
        try settle()
        return stream.map { UInt32(bitPattern: $0) }
    }

    private func start(_ running: Running, _ body: @escaping @Sendable () async -> Void) {
        loop.enter {
            running.tasks.add(1, ordering: .relaxed)
            // Nothing waits for it but the check that all have ended.
            _ = Task.immediate(executorPreference: loop) {
                await body()
                running.tasks.subtract(1, ordering: .relaxed)
            }
        }
    }

    private func readAll(_ running: Running) {
        running.isRead.store(true, ordering: .relaxed)
        start(running) { [call = running.call] in
            do { while try await call.next() != nil {} } catch {}
        }
    }

    private func choose(_ number: Int) -> Running? {
        calls.isEmpty ? nil : calls[number % calls.count]
    }

    /// Takes one response of a call that nobody else reads.
    func read(_ number: Int) throws(BrokenPromise) {
        guard let running = choose(number), !running.call.isUnary,
            !running.isRead.load(ordering: .relaxed)
        else { return }
        running.isRead.store(true, ordering: .relaxed)
        start(running) { [call = running.call] in
            do { _ = try await call.next() } catch {}
            running.isRead.store(false, ordering: .relaxed)
        }
        try settle()
    }

    func send(_ number: Int, _ bytes: [UInt8]) throws(BrokenPromise) {
        guard let running = choose(number), !running.call.isUnary else { return }
        start(running) { [call = running.call] in
            do { try await call.send(bytes) } catch {}
        }
        try settle()
    }

    func finishRequests(_ number: Int) throws(BrokenPromise) {
        guard let running = choose(number) else { return }
        loop.enter { running.call.finishRequests() }
        try settle()
    }

    func cancel(_ number: Int) throws(BrokenPromise) {
        guard let running = choose(number) else { return }
        loop.enter { running.call.abort(.cancelled) }
        try settle()
    }
}

// MARK: The connection

extension ClientRun {
    mutating func feed(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard isOpen, !bytes.isEmpty else { return }
        var isUsable = true
        loop.enter {
            unsafe bytes.withUnsafeBytes { isUsable = unsafe http.receive($0) }
            connection.process()
        }
        try settle()
        if !isUsable { try finish() }
    }

    /// Takes up to `pieces` of output, as a socket with room for so many would.
    mutating func drain(pieces: Int) throws(BrokenPromise) {
        var left = min(pieces, 256)
        var taken = -1
        while isOpen, left > 0, taken != 0 {
            taken = 0
            var frames: [[UInt8]] = []
            loop.enter {
                while taken < left, case .bytes(let piece) = http.nextOutput() {
                    unsafe frames.append(Array(piece))
                    taken += 1
                }
                connection.process()
            }
            left -= taken
            for frame in frames { try order.sent(frame) }
            try settle()
        }
        if isOpen, http.isFinished { try finish() }
    }

    func advance(milliseconds: Int64) throws(BrokenPromise) {
        eventLoop.advanceTime(by: .milliseconds(milliseconds))
        try settle()
    }

    func finish() throws(BrokenPromise) {
        loop.enter { connection.link.end("the fuzzer ends it") }
        try settle()
    }

    private func settle() throws(BrokenPromise) {
        eventLoop.run()
        let bytesMax = limits.messageBytesMax + 5 + limits.streamWindowBytes
        for stream in http.streams.all {
            try BrokenPromise.check(
                stream.inbound.heldBytes <= bytesMax,
                "\(stream.inbound.heldBytes) bytes of one stream are held")
        }
        try BrokenPromise.check(
            http.streams.count <= Self.callsMax, "\(http.streams.count) streams are open")
    }

    /// Ends the connection; afterwards every call is over and nobody waits.
    func end() throws(BrokenPromise) {
        if isOpen { try finish() }
        for _ in 0..<8 { eventLoop.run() }
        try BrokenPromise.check(http.streams.isEmpty, "streams are left")
        for running in calls {
            try BrokenPromise.check(running.call.isOver, "a call outlives its connection")
            let tasks = running.tasks.load(ordering: .relaxed)
            try BrokenPromise.check(tasks == 0, "\(tasks) tasks still wait")
            guard running.call.isUnary, case .some(.none) = running.call.outcome else { continue }
            try BrokenPromise.check(running.call.reply != nil, "a call ended OK without a response")
        }
        loop.enter { balancer.close() }
        try eventLoop.end(loop)
    }
}
