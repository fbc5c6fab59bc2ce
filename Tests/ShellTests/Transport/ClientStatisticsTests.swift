import Testing
import Wire

@testable import Transport

@Suite("The counts of a client", .timeLimit(.minutes(1)))
struct ClientStatisticsTests {
    @Test("tell its calls, their messages and its connection")
    func calls() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        let before = await client.statistics()
        #expect(before.state == .idle && before.addresses.map(\.state) == [.idle])
        let request = EchoMessage(payload: [1, 2, 3])
        for _ in 0..<3 { _ = try await client.call(EchoMethods.echo, request) }
        #expect(await client.refusal(of: EchoMethods.fail)?.code == .failedPrecondition)
        var expected = before
        expected.state = .ready
        expected.connectionsMade = 1
        expected.callsStarted = 4
        expected.callsSucceeded = 3
        expected.callsFailed = 1
        expected.messagesSent = 4
        expected.bytesSent = 3 * request.encoded().count
        expected.messagesReceived = 3
        expected.bytesReceived = 3 * request.encoded().count
        expected.addresses[0].state = .ready
        expected.addresses[0].connectionsMade = 1
        expected.addresses[0].callsStarted = 4
        expected.addresses[0].callsSucceeded = 3
        expected.addresses[0].callsFailed = 1
        expected.addresses[0].messagesSent = 4
        expected.addresses[0].messagesReceived = 3
        #expect(await client.statistics() == expected)
        await client.close()
        expected.state = .closed
        expected.addresses[0].state = .closed
        #expect(await client.statistics() == expected)
        try await echo.stop()
    }

    @Test("tell the calls that are open, and that their client's end failed them")
    func open() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        async let refusal = client.refusal(of: EchoMethods.hang)
        await echo.probe.hangStarted.wait()
        let counts = await client.statistics()
        #expect(counts.callsOpen == 1 && counts.callsStarted == 1 && counts.callsFailed == 0)
        await client.close()
        #expect(await refusal?.code == .unavailable)
        #expect(await client.statistics().callsFailed == 1)
        echo.probe.hangRelease.fire()
        try await echo.stop()
    }

    @Test("tell why there is no connection")
    func refused() async throws {
        let echo = try await EchoServer.start()
        // A pause that outlasts the test, however busy the machine is.
        var limits = TransportLimits()
        limits.backoffFirstMilliseconds = 50_000
        limits.backoffMaxMilliseconds = 50_000
        let client = try echo.client(limits: limits)
        await echo.server.drain(withinMilliseconds: 1_000)
        #expect(await client.refusal(of: EchoMethods.echo)?.code == .unavailable)
        let counts = await client.statistics()
        #expect(counts.state == .pausing)
        #expect(counts.connectionsMade == 0 && counts.connectionsFailed == 1)
        #expect(counts.addresses.first?.lastError == "connection refused")
        await client.close()
        await echo.loops.shutdown()
        try echo.certificates.remove()
    }
}
