import Logging
import Synchronization
import Wire

@testable import Transport

/// What the fuzzed connections are connections to. Its limits are small, so that inputs of a few
/// hundred bytes reach every one of them.
enum FuzzServer {
    static let state = makeState()

    /// One of its own for each connection, whose books then say all about that connection.
    static func makeState() -> ServerState {
        ServerState(
            tls: FuzzCertificates.contexts.server, limits: limits, logger: logger, router: router)
    }

    private static let logger = Logger(label: "fuzz") { _ in SwiftLogNoOpLogHandler() }

    static let gate = Gate()

    static let limits: TransportLimits = {
        var limits = TransportLimits()
        limits.messageBytesMax = 1_024
        limits.headerBytesMax = 2_048
        limits.streamsPerConnectionMax = 16
        limits.handlersPerConnectionMax = 8
        limits.inboundBytesPerConnectionMax = 2_048
        limits.streamOutboundBytesMax = 256
        limits.streamWindowBytes = 4_096
        limits.resetBurst = 20
        limits.resetsPerSecond = 1
        limits.outboundAcknowledgementsMax = 10
        return limits
    }()

    private static let service = "tidemark.fuzz.v1.Fuzz"

    /// The paths of all methods, and some that nobody serves.
    static let paths = router.routes.map(\.path) + ["/\(service)/None", "/metrics", "/", ""]

    private static let router: Router = {
        var router = Router { caller, _ in
            caller == nil ? nil : RPCError(.permissionDenied, "no", reason: "not_allowed")
        }
        addUnary(to: &router)
        addStreams(to: &router)
        let health = Health()
        health.register(in: &router)
        health.add(services: [service])
        Reflection(services: router.services).register(in: &router)
        return router
    }()

    private static func method(
        _ name: String, _ kind: Method<FuzzMessage, FuzzMessage>.Kind = .unary
    ) -> Method<FuzzMessage, FuzzMessage> {
        Method(service, name, kind)
    }

    private static func addUnary(to router: inout Router) {
        router.unary(method("Echo"), access: .anyone) { call, request in
            if request.number == 1 { call.setHeader("x-header", request.text) }
            if request.number == 2 { call.setTrailer("x-trailer-bin", bytes: request.payload) }
            if request.number == 3 { call.compression = .always }
            return request
        }
        router.unary(method("Wait"), unknown: .skip, access: .anyone) { _, request in
            await gate.wait()
            return request
        }
        router.unary(method("Fail"), access: .authorizedOrAnonymous) { _, request in
            guard request.number > 0 else { throw CancellationError() }
            throw RPCError(
                StatusCode(rawValue: Int(request.number % 17)) ?? .unknown, request.text,
                reason: request.text, metadata: [request.text: request.text])
        }
        router.unary(method("Closed")) { _, request in request }
        router.immediate(method("Now"), access: .anyone) { call, request in
            guard request.number > 0 else { throw RPCError.cancelled }
            call.setTrailer("x-trace", call.traceMetadata["traceparent"] ?? "none")
            if request.number == 3 { call.compression = .never }
            return request
        }
    }

    private static func addStreams(to router: inout Router) {
        router.serverStreaming(method("Count", .serverStreaming), access: .anyone) {
            call, request, responses in
            call.setTrailer("x-counted", "yes")
            for number in 0..<request.number {
                try await responses.send(FuzzMessage(number: number, payload: request.payload))
            }
            if request.text == "fail" { throw RPCError(.aborted, "failed", reason: "failed") }
        }
        router.bidirectional(method("Chat", .bidirectional), access: .anyone, onDrain: .cancel) {
            call, requests, responses in
            call.compression = .always
            while let request = try await requests.next() {
                if request.number == 1 { await gate.wait() }
                if request.number == 2 { return }
                try await responses.send(request)
            }
        }
        router.bidirectional(method("Sum", .bidirectional), access: .anyone) {
            _, requests, responses in
            var sum = FuzzMessage()
            while let request = try await requests.next() { sum.number &+= request.number }
            try await responses.send(sum)
        }
    }
}

/// The message of the fuzzed methods.
struct FuzzMessage: Message {
    static let protoName = "tidemark.fuzz.v1.FuzzMessage"
    var text = ""
    var number: UInt64 = 0
    var payload: [UInt8] = []

    init() {}

    init(text: String = "", number: UInt64 = 0, payload: [UInt8] = []) {
        self.text = text
        self.number = number
        self.payload = payload
    }

    mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "text", &text)
        try fields.uint64(2, "number", &number)
        try fields.bytes(3, "payload", &payload)
    }
}

/// Holds handlers until the program lets them go on, or their calls end.
final class Gate: Sendable {
    private struct State {
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    func wait() async {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { $0.waiters[number] = continuation }
                if Task.isCancelled { release(number) }
            }
        } onCancel: {
            release(number)
        }
    }

    private func release(_ number: Int) {
        state.withLock { $0.waiters.removeValue(forKey: number) }?.resume()
    }

    func releaseAll() {
        let waiters = state.withLock { state in
            defer { state.waiters = [:] }
            return state.waiters
        }
        for number in waiters.keys.sorted() { waiters[number]?.resume() }
    }
}
