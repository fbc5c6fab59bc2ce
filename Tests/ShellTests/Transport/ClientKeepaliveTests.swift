import Dispatch
import Testing
import Wire

@testable import Transport

@Suite("A client's keepalive", .timeLimit(.minutes(1)))
struct ClientKeepaliveTests {
    /// Both sides take pings 30 ms apart for customary.
    private static func limits(idleKeepaliveMilliseconds: Int) -> TransportLimits {
        var limits = TransportLimits()
        limits.pingIntervalMilliseconds = 30
        limits.keepaliveMilliseconds = 30
        limits.idleKeepaliveMilliseconds = idleKeepaliveMilliseconds
        limits.keepaliveAnswerMilliseconds = 200
        return limits
    }

    @Test("without calls keeps the connection, below the bound as at it", arguments: [1, 30, 60])
    func idle(milliseconds: Int) async throws {
        let limits = Self.limits(idleKeepaliveMilliseconds: milliseconds)
        let echo = try await EchoServer.start(limits: limits)
        let begun = Deadline.now
        let client = try echo.client(limits: limits)
        _ = try await client.call(EchoMethods.echo, EchoMessage())
        while await client.statistics().addresses[0].keepalivesSent < 4 { await Task.yield() }
        // Four silences of 30 ms at least, and the time for an answer between them.
        #expect(Deadline.now - begun >= (4 * 30 + 3 * 200) * 1_000_000)
        _ = try await client.call(EchoMethods.echo, EchoMessage())
        #expect(await client.statistics().connectionsMade == 1)
        await client.close()
        try await echo.stop()
    }

    @Test("without calls finds out that the server is gone")
    func gone() async throws {
        let echo = try await EchoServer.start(limits: Self.limits(idleKeepaliveMilliseconds: 30))
        let loops = Loops(threads: 1)
        let client = try Client(
            host: "127.0.0.1", port: echo.server.port, serverName: "localhost",
            credentials: echo.certificates.credentials("gateway/web"), loops: loops,
            limits: Self.limits(idleKeepaliveMilliseconds: 30))
        _ = try await client.call(EchoMethods.echo, EchoMessage())
        // Another client's call holds the server's loop, so that it answers no ping.
        let other = try Client(
            host: "127.0.0.1", port: echo.server.port, serverName: "localhost",
            credentials: echo.certificates.credentials("gateway/web"), loops: loops)
        async let blocked = other.call(EchoMethods.block, EchoMessage())
        while await client.statistics().state == .ready { await Task.yield() }
        #expect(
            await client.statistics().addresses[0].lastError
                == "no answer to a ping within 200 ms")
        echo.probe.blockRelease.signal()
        _ = try await blocked
        await client.close()
        await other.close()
        await loops.shutdown()
        try await echo.stop()
    }

    @Test("without calls is off unless asked for")
    func off() {
        let limits = TransportLimits()
        #expect(limits.idleKeepaliveMilliseconds == 0)
        #expect(limits.pingIntervalMilliseconds >= 10_000)
    }
}
