import Testing
import Wire

@testable import Transport

@Suite("A server's watch over its connections")
struct PolicingTests {
    private func start(_ change: (inout TransportLimits) -> Void) async throws -> EchoServer {
        var limits = TransportLimits()
        limits.sweepMilliseconds = 5
        change(&limits)
        return try await EchoServer.start(limits: limits)
    }

    private func connect(_ echo: EchoServer) throws -> RawPeer {
        try RawPeer(
            port: echo.server.port, credentials: echo.certificates.credentials("gateway/web"))
    }

    @Test("takes as many connections from one address as its limit, and refuses the next")
    func perPeer() async throws {
        let echo = try await start { $0.connectionsPerPeerMax = 2 }
        let kept = [try connect(echo), try connect(echo)]
        #expect(throws: (any Error).self) { try connect(echo) }
        _ = await echo.log.wait(for: "reason=connections_per_peer")
        for peer in kept {
            let reply = try peer.ask(
                RawPeer.call(EchoMethods.echo.path), data: [EchoMessage(text: "hi").encoded()])
            #expect(RPCError(trailers: reply.trailers) == nil)
        }
        let metrics = await echo.server.metricsText()
        #expect(
            metrics.contains("tidemark_connection_faults_total{reason=\"connections_per_peer\"} 1"))
        try await echo.stop()
    }

    @Test(
        "names in its log and counters the calls that it refused for their bytes",
        arguments: [
            EchoMethods.echo, EchoMethods.echoNow, EchoMethods.count, EchoMethods.chat,
        ].map(\.path))
    func refusedBytes(path: String) async throws {
        let echo = try await start { $0.messageBytesMax = 10_000 }
        let peer = try connect(echo)
        let fields = RawPeer.call(path, [("grpc-encoding", "gzip")])
        let bomb = try #require(GzipCodec().deflated([UInt8](repeating: 0, count: 2_000_000)))
        let rows: [(data: [UInt8], isCompressed: Bool, reason: String)] = [
            (bomb, true, "decompression_bomb"),
            ([1, 2, 3], true, "malformed_message"),
            ([0xff], false, "malformed_message"),
            ([UInt8](repeating: 0, count: 10_001), false, "message_too_large"),
        ]
        for row in rows {
            _ = try peer.ask(fields, data: [row.data], isCompressed: row.isCompressed)
            _ = await echo.log.wait(for: "reason=\(row.reason)")
        }
        let metrics = await echo.server.metricsText()
        for (reason, count) in [
            ("decompression_bomb", 1), ("malformed_message", 2), ("message_too_large", 1),
        ] {
            let sample = "tidemark_connection_faults_total{reason=\"\(reason)\"} \(count)\n"
            #expect(metrics.contains(sample))
        }
        try await echo.stop()
    }

    @Test("asks an idle connection to leave")
    func idle() async throws {
        let echo = try await start { $0.idleMaxMilliseconds = 20 }
        let peer = try connect(echo)
        try peer.pump { peer.core.http.goAway != nil }
        #expect(peer.core.http.goAway?.code == 0)
        try await echo.stop()
    }

    @Test("cuts the calls of an old connection off when the grace is over")
    func age() async throws {
        let echo = try await start {
            $0.ageMaxMilliseconds = 20
            $0.ageGraceMilliseconds = 20
        }
        let peer = try connect(echo)
        let reply = try peer.ask(
            RawPeer.call(EchoMethods.hang.path), data: [EchoMessage().encoded()])
        #expect(RPCError(trailers: reply.headers)?.reason == "draining")
        try await echo.stop()
    }

    @Test("ends a connection that answers no ping, and says so")
    func keepalive() async throws {
        let echo = try await start {
            $0.serverKeepaliveMilliseconds = 20
            $0.keepaliveAnswerMilliseconds = 20
        }
        let silent = try connect(echo)
        _ = await echo.log.wait(for: "reason=keepalive_timeout")
        #expect(throws: (any Error).self) { try silent.pump { false } }
        let goAway = silent.core.http.goAway
        #expect(goAway?.code == ConnectionFault.keepaliveTimeout.code)
        try await echo.stop()
    }
}
