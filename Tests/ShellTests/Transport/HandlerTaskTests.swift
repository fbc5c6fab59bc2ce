import Synchronization
import Testing
import Wire

@testable import Transport

@Suite("Tasks of handlers", .timeLimit(.minutes(1)))
struct HandlerTaskTests {
    /// Waits until the tasks that wait on the server's loop are as many as expected; the suite's
    /// time limit ends a wait in vain.
    private func expectIdle(_ count: Int, of client: Client) async throws {
        while await idle(client) != count {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    private func idle(_ client: Client) async -> Int {
        let loop = client.loop
        return await withCheckedContinuation { continuation in
            loop.execute { continuation.resume(returning: loop.handlerTasks.idleCount) }
        }
    }

    @Test("one task serves calls that come one after another")
    func reuse() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        for number in 1...20 as ClosedRange<UInt64> {
            let reply = try await client.call(EchoMethods.echo, EchoMessage(number: number))
            #expect(reply.number == number)
        }
        try await expectIdle(1, of: client)
        await client.close()
        try await echo.stop()
    }

    @Test("a task whose call was cancelled serves no other call")
    func cancelled() async throws {
        let seen = Atomic(0)
        let echo = try await EchoServer.start { router in
            router.unary(Method<EchoMessage, EchoMessage>(EchoMethods.service, "Cancelled")) {
                _, request in
                if Task.isCancelled { seen.add(1, ordering: .relaxed) }
                return request
            }
        }
        let method = Method<EchoMessage, EchoMessage>(EchoMethods.service, "Cancelled")
        let client = try echo.client()
        _ = try await client.call(method, EchoMessage())
        try await expectIdle(1, of: client)
        await #expect(throws: RPCError.self) {
            try await client.call(EchoMethods.hang, EchoMessage(), timeoutMilliseconds: 30)
        }
        await echo.probe.hangCancelled.wait()
        try await expectIdle(0, of: client)
        for _ in 0..<5 { _ = try await client.call(method, EchoMessage()) }
        #expect(seen.load(ordering: .relaxed) == 0)
        try await expectIdle(1, of: client)
        await client.close()
        try await echo.stop()
    }

    @Test("a handler that throws leaves a task that serves the next call")
    func thrown() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        for _ in 0..<3 {
            await #expect(throws: RPCError.self) {
                try await client.call(EchoMethods.fail, EchoMessage())
            }
            _ = try await client.call(EchoMethods.echo, EchoMessage())
        }
        try await expectIdle(1, of: client)
        await client.close()
        try await echo.stop()
    }

    @Test("no more tasks wait than the bound", arguments: [1, 239, 240, 241])
    func bound(calls: Int) async throws {
        let release = Gate()
        var limits = TransportLimits()
        limits.handlersPerConnectionMax = 300
        limits.streamsPerConnectionMax = 300
        let method = Method<EchoMessage, EchoMessage>(EchoMethods.service, "Gated")
        let echo = try await EchoServer.start(limits: limits) { router in
            router.unary(method) { _, request in
                await release.wait()
                return request
            }
        }
        let client = try echo.client(limits: limits)
        await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<calls {
                group.addTask { _ = try await client.call(method, EchoMessage()) }
            }
            while echo.server.runningHandlers < calls { await Task.yield() }
            release.open()
        }
        try await expectIdle(min(calls, HandlerTasks.idleMax), of: client)
        await client.close()
        try await echo.stop()
    }
}

/// Holds back everyone until it is opened.
private final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func wait() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiters.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    func open() {
        let waiters = state.withLock { state in
            state.isOpen = true
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
