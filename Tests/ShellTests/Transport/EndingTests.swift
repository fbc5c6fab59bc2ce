import Dispatch
import Testing
import Wire

@testable import Transport

@Suite("A call that ends early", .timeLimit(.minutes(1)))
struct EndingTests {
    @Test("by its deadline is answered DEADLINE_EXCEEDED, and its handler is cancelled")
    func deadline() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        _ = try await client.call(EchoMethods.echo, EchoMessage())
        let error = await #expect(throws: RPCError.self) {
            try await client.call(EchoMethods.hang, EchoMessage(), timeoutMilliseconds: 400)
        }
        #expect(error?.code == .deadlineExceeded)
        await echo.probe.hangCancelled.wait()
        await client.close()
        try await echo.stop()
    }

    @Test("by cancellation of the caller's task cancels the handler")
    func cancellation() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        let error = await withTaskGroup(of: RPCError?.self) { group in
            group.addTask { await client.refusal(of: EchoMethods.hang) }
            await echo.probe.hangStarted.wait()
            group.cancelAll()
            return await group.next() ?? nil
        }
        #expect(error?.code == .cancelled)
        await echo.probe.hangCancelled.wait()
        await client.close()
        try await echo.stop()
    }

    @Test("because its task was cancelled before never reaches the server")
    func cancelledBefore() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        let error = await withTaskGroup(of: RPCError?.self) { group in
            group.cancelAll()
            group.addTask { await client.refusal(of: EchoMethods.echo) }
            return await group.next() ?? nil
        }
        #expect(error?.code == .cancelled)
        await client.close()
        try await echo.stop()
    }

    @Test("by loss of the connection cancels the handler and is UNAVAILABLE to the caller")
    func connectionLost() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        async let refusal = client.refusal(of: EchoMethods.hang)
        await echo.probe.hangStarted.wait()
        await client.close()
        let error = await refusal
        #expect(error?.code == .unavailable)
        #expect(error?.wasNeverProcessed == false)
        await echo.probe.hangCancelled.wait()
        try await echo.stop()
    }

    @Test("because the server fell silent is UNAVAILABLE after an unanswered ping")
    func silence() async throws {
        let echo = try await EchoServer.start()
        let loops = Loops(threads: 1)
        var limits = TransportLimits()
        limits.keepaliveMilliseconds = 50
        limits.keepaliveAnswerMilliseconds = 50
        let client = try Client(
            host: "127.0.0.1", port: echo.server.port, serverName: "localhost",
            credentials: echo.certificates.credentials("gateway/web"), loops: loops,
            limits: limits)
        let error = await client.refusal(of: EchoMethods.block)
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("ping") == true)
        echo.probe.blockRelease.signal()
        await client.close()
        try await echo.stop()
        await loops.shutdown()
    }

    @Test("while it waits for a server that is not there keeps its deadline")
    func waitForReadyDeadline() async throws {
        let echo = try await EchoServer.start()
        let client = try Client(
            host: "127.0.0.1", port: 1, serverName: "localhost",
            credentials: echo.certificates.credentials("gateway/web"), loops: echo.loops)
        let error = await #expect(throws: RPCError.self) {
            try await client.call(
                EchoMethods.echo, EchoMessage(), timeoutMilliseconds: 150, waitForReady: true)
        }
        #expect(error?.code == .deadlineExceeded)
        let refused = await #expect(throws: RPCError.self) {
            try await client.call(EchoMethods.echo, EchoMessage())
        }
        #expect(refused?.code == .unavailable)
        #expect(refused?.wasNeverProcessed == true)
        await client.close()
        try await echo.stop()
    }
}

@Suite("A server that drains", .timeLimit(.minutes(1)))
struct DrainTests {
    @Test("lets a running call end and answers it")
    func runningCall() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        async let reply = client.call(EchoMethods.hang, EchoMessage(text: "kept"))
        await echo.probe.hangStarted.wait()
        async let drained: Void = echo.server.drain(withinMilliseconds: 10_000)
        echo.probe.hangRelease.fire()
        #expect(try await reply.text == "kept")
        await drained
        let error = await #expect(throws: RPCError.self) {
            try await client.call(EchoMethods.echo, EchoMessage())
        }
        #expect(error?.code == .unavailable)
        await client.close()
        await echo.loops.shutdown()
        try echo.certificates.remove()
    }

    @Test("cuts what takes too long, and says so")
    func timeIsUp() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        async let refusal = client.refusal(of: EchoMethods.hang)
        await echo.probe.hangStarted.wait()
        await echo.server.drain(withinMilliseconds: 50)
        let error = await refusal
        #expect(error?.code == .unavailable)
        await echo.probe.hangCancelled.wait()
        await client.close()
        await echo.loops.shutdown()
        try echo.certificates.remove()
    }

    @Test("and comes back is found again by the same client")
    func restart() async throws {
        let port = FreePort.take()
        let first = try await EchoServer.start(port: port)
        let client = try first.client()
        #expect(try await client.call(EchoMethods.echo, EchoMessage(number: 1)).number == 1)
        await first.server.drain(withinMilliseconds: 2_000)
        let second = try await EchoServer.start(certificates: first.certificates, port: port)
        let reply = try await client.call(
            EchoMethods.echo, EchoMessage(number: 2), timeoutMilliseconds: 10_000,
            waitForReady: true)
        #expect(reply.number == 2)
        await client.close()
        try await second.stop()
        await first.loops.shutdown()
    }
}
