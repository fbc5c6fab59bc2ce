import Foundation
import Synchronization
import Wire

@testable import Transport

/// The message of the tests' own service.
struct EchoMessage: Message {
    static let protoName = "tidemark.test.v1.EchoMessage"
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

enum EchoMethods {
    static let service = "tidemark.test.v1.Echo"
    static let echo = Method<EchoMessage, EchoMessage>(service, "Echo")
    static let echoNow = Method<EchoMessage, EchoMessage>(service, "EchoNow")
    static let echoGzip = Method<EchoMessage, EchoMessage>(service, "EchoGzip")
    static let fail = Method<EchoMessage, EchoMessage>(service, "Fail")
    static let hang = Method<EchoMessage, EchoMessage>(service, "Hang")
    static let block = Method<EchoMessage, EchoMessage>(service, "Block")
    static let count = Method<EchoMessage, EchoMessage>(service, "Count", .serverStreaming)
    static let chat = Method<EchoMessage, EchoMessage>(service, "Chat", .bidirectional)
    static let unserved = Method<EchoMessage, EchoMessage>(service, "Unserved")
    static let forbidden = Method<EchoMessage, EchoMessage>(service, "Forbidden")
}

/// Lets a test wait for an event without sleeping.
final class Signal: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    }

    func fire() { continuation.yield() }

    func wait() async {
        for await _ in stream { return }
    }
}

/// What the handlers of the echo service tell the test.
final class EchoProbe: Sendable {
    let hangStarted = Signal()
    let hangCancelled = Signal()
    /// Fired by the test to let `Hang` answer.
    let hangRelease = Signal()
    /// Fired by the test to give the loop that `Block` holds back.
    let blockRelease = DispatchSemaphore(value: 0)
    /// Messages that `Count` has handed to `send`.
    let counted = Atomic(0)
    let countEnded = Signal()
}

/// A server with the echo service, its certificates and its loops.
final class EchoServer: Sendable {
    let certificates: TestCertificates
    let loops: Loops
    let server: Server
    let probe: EchoProbe
    let log = LogLines()

    static let roles = ["service/order", "gateway/web"]

    static func start(
        limits: TransportLimits = TransportLimits(), certificates: TestCertificates? = nil,
        port: Int = 0, threads: Int = 1, interceptors: [any ServerInterceptor] = [],
        routes: (inout Router) -> Void = { _ in }
    ) async throws -> EchoServer {
        let certificates = try certificates ?? TestCertificates.echo()
        let echo = try EchoServer(
            certificates, limits: limits, port: port, threads: threads, interceptors: interceptors,
            routes: routes)
        try await echo.server.start()
        return echo
    }

    private init(
        _ certificates: TestCertificates, limits: TransportLimits, port: Int, threads: Int,
        interceptors: [any ServerInterceptor], routes: (inout Router) -> Void
    ) throws {
        self.certificates = certificates
        loops = Loops(threads: threads)
        probe = EchoProbe()
        var router = Self.router(probe, interceptors)
        routes(&router)
        server = try Server(
            configuration: Server.Configuration(
                host: "127.0.0.1", port: port,
                credentials: certificates.credentials("service/order"), limits: limits),
            router: router, loops: loops, logger: log.logger())
    }

    func client(
        _ label: String = "gateway/web", serverName: String = "localhost",
        limits: TransportLimits = TransportLimits(), retryBudget: RetryBudget = RetryBudget(),
        clientInterceptors: [any ClientInterceptor] = []
    ) throws -> Client {
        try Client(
            host: "127.0.0.1", port: server.port, serverName: serverName,
            credentials: certificates.credentials(label), loops: loops, limits: limits,
            retryBudget: retryBudget, interceptors: clientInterceptors)
    }

    func stop() async throws {
        await server.drain(withinMilliseconds: 2_000)
        await loops.shutdown()
        try certificates.remove()
    }

    private static func router(
        _ probe: EchoProbe, _ interceptors: [any ServerInterceptor]
    ) -> Router {
        var router = Router(interceptors: interceptors) { caller, path in
            path == EchoMethods.forbidden.path
                ? RPCError(
                    .permissionDenied, "\(caller.map(\.description) ?? "nobody") may not",
                    reason: "not_allowed") : nil
        }
        router.immediate(EchoMethods.echoNow, access: .authorizedOrAnonymous) { call, request in
            guard request.text != "fail" else {
                throw RPCError(.aborted, "as asked", reason: "asked")
            }
            var reply = request
            if request.text == "who" {
                reply.text = call.knownCaller.map(\.description) ?? "nobody"
            }
            if request.text == "trace" { reply.text = call.trace.traceparent }
            return reply
        }
        router.unary(EchoMethods.echoGzip) { call, request in
            call.compression = .always
            var reply = request
            reply.number = call.lastRequestWasCompressed ? 1 : 0
            return reply
        }
        router.unary(EchoMethods.echo) { call, request in
            var reply = request
            if request.text == "who" { reply.text = call.caller.description }
            call.setTrailer("echo-trailer", "yes")
            return reply
        }
        router.unary(EchoMethods.forbidden) { _, request in request }
        router.unary(EchoMethods.fail) { _, request in
            throw RPCError(
                .failedPrecondition, "库存不足: \(request.number) left",
                reason: "insufficient_stock",
                metadata: ["left": String(request.number), "product": "17"])
        }
        router.unary(EchoMethods.hang) { _, request in
            probe.hangStarted.fire()
            await withTaskCancellationHandler {
                await probe.hangRelease.wait()
            } onCancel: {
                probe.hangCancelled.fire()
            }
            return request
        }
        router.unary(EchoMethods.block) { _, request in
            block(probe)
            return request
        }
        addStreams(to: &router, probe)
        return router
    }

    /// Holds the loop, so that its connections fall silent.
    private static func block(_ probe: EchoProbe) {
        probe.blockRelease.wait()
    }

    private static func addStreams(to router: inout Router, _ probe: EchoProbe) {
        router.serverStreaming(EchoMethods.count) { _, request, responses in
            defer { probe.countEnded.fire() }
            for number in 0..<request.number {
                try await responses.send(EchoMessage(number: number, payload: request.payload))
                probe.counted.add(1, ordering: .relaxed)
            }
            if request.text == "fail" {
                throw RPCError(.aborted, "stopped after \(request.number)", reason: "stopped")
            }
        }
        router.bidirectional(EchoMethods.chat) { _, requests, responses in
            while let request = try await requests.next() { try await responses.send(request) }
        }
    }
}

extension Client {
    /// The error of a call with an empty request, nil if it is answered.
    func refusal(of method: Method<EchoMessage, EchoMessage>) async -> RPCError? {
        do {
            _ = try await call(method, EchoMessage())
            return nil
        } catch {
            return error
        }
    }
}
