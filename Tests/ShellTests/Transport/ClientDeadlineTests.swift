import Testing
import Wire

@testable import Transport

@Suite("A client's deadline", .timeLimit(.minutes(1)))
struct ClientDeadlineTests {
    @Test("that has passed sends nothing", arguments: [0, -1, .min])
    func passed(milliseconds: Int) async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        let error = await #expect(throws: RPCError.self) {
            try await client.call(
                EchoMethods.echo, EchoMessage(), timeoutMilliseconds: milliseconds)
        }
        #expect(error?.code == .deadlineExceeded)
        let counts = await client.statistics()
        #expect(counts.connectionsMade == 0 && counts.messagesSent == 0)
        #expect(counts.callsFailed == 1)
        await client.close()
        try await echo.stop()
    }

    @Test("of any length is no trouble for a call that is answered", arguments: [60_000, .max])
    func long(milliseconds: Int) async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        for _ in 0..<3 {
            _ = try await client.call(
                EchoMethods.echo, EchoMessage(), timeoutMilliseconds: milliseconds)
        }
        #expect(client.loop.deadlines.count == 0)
        await client.close()
        try await echo.stop()
    }

    @Test("ends a call that is not answered, never early", arguments: [1, 5, 30, 100])
    func never(milliseconds: Int) async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        _ = try await client.call(EchoMethods.echo, EchoMessage())
        let begun = Deadline.now
        let error = await #expect(throws: RPCError.self) {
            try await client.call(
                EchoMethods.hang, EchoMessage(), timeoutMilliseconds: milliseconds)
        }
        #expect(error?.code == .deadlineExceeded)
        #expect(Deadline.now - begun >= Int64(milliseconds) * 1_000_000)
        await client.close()
        try await echo.stop()
    }

    @Test("ends a call that waits for a server", arguments: [1, 2])
    func waiting(servers: Int) async throws {
        let fleet = try await Fleet(servers)
        let client = try fleet.client()
        for number in 0..<servers { await fleet.kill(number) }
        let error = await #expect(throws: RPCError.self) {
            try await client.call(
                Fleet.place, EchoMessage(), timeoutMilliseconds: 200, waitForReady: true)
        }
        #expect(error?.code == .deadlineExceeded)
        #expect(await client.statistics().callsWaiting == 0)
        await client.close()
        try await fleet.stop(killed: Set(0..<servers))
    }
}
