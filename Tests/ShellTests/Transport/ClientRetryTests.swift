import Synchronization
import Testing
import Wire

@testable import Transport

/// What a test's handler counts and tells.
final class AttemptProbe: Sendable {
    let count = Atomic(0)
    let previous = Mutex<[String?]>([])
    let cancelled = Signal()

    var attempts: Int { count.load(ordering: .relaxed) }

    func begin(_ call: Call) -> Int {
        previous.withLock { $0.append(call.metadata["grpc-previous-rpc-attempts"]) }
        return count.add(1, ordering: .relaxed).newValue
    }
}

@Suite("Attempts of a client's call", .timeLimit(.minutes(1)))
struct ClientRetryTests {
    static let flaky = Method<EchoMessage, EchoMessage>(EchoMethods.service, "Flaky")
    static let broken = Method<EchoMessage, EchoMessage>(
        EchoMethods.service, "Broken", .serverStreaming)
    static let slow = Method<EchoMessage, EchoMessage>(EchoMethods.service, "Slow")

    /// `Flaky` fails `number` times, with the pushback that the request's text says. `Broken`
    /// sends `number` messages and fails. `Slow` answers all attempts but the first.
    static func start(_ probe: AttemptProbe) async throws -> EchoServer {
        try await EchoServer.start { router in
            router.unary(flaky) { call, request in
                guard probe.begin(call) <= request.number else { return request }
                if let pushback = Int(request.text) {
                    call.setRetryPushback(milliseconds: pushback)
                }
                throw RPCError(request.text == "abort" ? .aborted : .unavailable, "as asked")
            }
            router.serverStreaming(broken) { call, request, responses in
                _ = probe.begin(call)
                for _ in 0..<request.number { try await responses.send(EchoMessage()) }
                throw RPCError(.unavailable, "as asked")
            }
            router.unary(slow) { call, request in
                guard probe.begin(call) == 1 else { return request }
                await withTaskCancellationHandler {
                    await Signal().wait()
                } onCancel: {
                    probe.cancelled.fire()
                }
                throw RPCError.cancelled
            }
        }
    }

    static func policy(attemptsMax: Int = 3, pauseMilliseconds: Int = 1) -> RetryPolicy {
        var policy = RetryPolicy()
        policy.attemptsMax = attemptsMax
        policy.backoffFirstMilliseconds = pauseMilliseconds
        policy.backoffMaxMilliseconds = pauseMilliseconds
        return policy
    }

    @Test("do not outlive their client, whichever pause they are in")
    func closing() async throws {
        let probe = AttemptProbe()
        let echo = try await Self.start(probe)
        let client = try echo.client()
        let options = CallOptions(retry: Self.policy(pauseMilliseconds: 50_000))
        async let outcome = #expect(throws: RPCError.self) {
            try await client.call(Self.flaky, EchoMessage(number: 9), options)
        }
        while probe.attempts == 0 { await Task.yield() }
        await client.close()
        #expect(await outcome?.code == .unavailable)
        #expect(probe.attempts == 1)
        try await echo.stop()
    }

    @Test("stop where the server asks for a pause beyond the bound", arguments: [0, 1, 2])
    func pushbackBound(over: Int) async throws {
        var limits = TransportLimits()
        limits.retryPushbackMaxMilliseconds = 2
        let probe = AttemptProbe()
        let echo = try await Self.start(probe)
        let client = try echo.client(limits: limits)
        let options = CallOptions(retry: Self.policy())
        _ = try? await client.call(
            Self.flaky, EchoMessage(text: "\(1 + over)", number: 1), options)
        #expect(probe.attempts == (over <= 1 ? 2 : 1))
        await client.close()
        try await echo.stop()
    }

    @Test("end with the first good one or with the last that is allowed", arguments: 0...4)
    func attempts(failures: Int) async throws {
        let probe = AttemptProbe()
        let echo = try await Self.start(probe)
        let client = try echo.client()
        let request = EchoMessage(number: UInt64(failures))
        let options = CallOptions(retry: Self.policy(attemptsMax: 3))
        if failures < 3 {
            #expect(try await client.call(Self.flaky, request, options) == request)
        } else {
            let error = await #expect(throws: RPCError.self) {
                try await client.call(Self.flaky, request, options)
            }
            #expect(error?.code == .unavailable)
        }
        #expect(probe.attempts == min(failures + 1, 3))
        #expect(
            probe.previous.withLock { $0 } == Array([nil, "1", "2"].prefix(min(failures + 1, 3))))
        await client.close()
        try await echo.stop()
    }

    @Test(
        "are as many as code and server allow",
        arguments: [("abort", 1), ("-1", 1), ("x", 2), ("0", 2), ("5", 2)])
    func refusals(text: String, expected: Int) async throws {
        let probe = AttemptProbe()
        let echo = try await Self.start(probe)
        let client = try echo.client()
        // Where the server names a pause, the policy's own would outlast the test.
        let pause = Int(text) == nil ? 1 : 3_600_000
        let options = CallOptions(retry: Self.policy(pauseMilliseconds: pause))
        let request = EchoMessage(text: text, number: 1)
        if expected == 1 {
            await #expect(throws: RPCError.self) {
                try await client.call(Self.flaky, request, options)
            }
        } else {
            #expect(try await client.call(Self.flaky, request, options) == request)
        }
        #expect(probe.attempts == expected)
        await client.close()
        try await echo.stop()
    }

    @Test("of a stream end with the first response", arguments: [(0, 3), (1, 1), (2, 1)])
    func streams(messages: Int, expected: Int) async throws {
        let probe = AttemptProbe()
        let echo = try await Self.start(probe)
        let client = try echo.client()
        var count = 0
        await #expect(throws: RPCError.self) {
            let responses = client.stream(
                Self.broken, EchoMessage(number: UInt64(messages)),
                CallOptions(retry: Self.policy()))
            for try await _ in responses { count += 1 }
        }
        #expect(count == messages)
        #expect(probe.attempts == expected)
        await client.close()
        try await echo.stop()
    }

    @Test("stop when the client's budget is spent, and come back with it")
    func budget() async throws {
        let probe = AttemptProbe()
        let echo = try await Self.start(probe)
        let client = try echo.client(
            retryBudget: RetryBudget(tokensMax: 4, gainThousandths: 1_000))
        let options = CallOptions(retry: Self.policy(attemptsMax: 10))
        await #expect(throws: RPCError.self) {
            try await client.call(Self.flaky, EchoMessage(number: 1_000), options)
        }
        // 4 tokens, more than 2 needed: 3 left after the first failure, 2 after the second.
        #expect(probe.attempts == 2)
        await #expect(throws: RPCError.self) {
            try await client.call(Self.flaky, EchoMessage(number: 1_000), options)
        }
        #expect(probe.attempts == 3)
        for _ in 0..<3 { _ = try await client.call(EchoMethods.echo, EchoMessage()) }
        #expect(try await client.call(Self.flaky, EchoMessage(number: 4), options).number == 4)
        #expect(probe.attempts == 5)
        await client.close()
        try await echo.stop()
    }

    @Test("race each other when hedged: the first answer wins, the rest is cancelled")
    func hedging() async throws {
        let probe = AttemptProbe()
        let echo = try await Self.start(probe)
        let client = try echo.client()
        var hedge = HedgePolicy()
        hedge.delayMilliseconds = 20
        let request = EchoMessage(text: "quick")
        let reply = try await client.call(Self.slow, request, CallOptions(hedge: hedge))
        #expect(reply == request)
        #expect(probe.attempts == 2)
        await probe.cancelled.wait()
        await client.close()
        try await echo.stop()
    }

    @Test("follow a refused hedge at once", arguments: [(1, 2), (2, 2), (0, 1)])
    func hedgeRefused(failures: Int, expected: Int) async throws {
        let probe = AttemptProbe()
        let echo = try await Self.start(probe)
        let client = try echo.client()
        var hedge = HedgePolicy()
        hedge.delayMilliseconds = 3_600_000
        let request = EchoMessage(number: UInt64(failures))
        let reply = try? await client.call(Self.flaky, request, CallOptions(hedge: hedge))
        #expect(reply == (failures < 2 ? request : nil))
        #expect(probe.attempts == expected)
        await client.close()
        try await echo.stop()
    }
}
