import Synchronization
import Testing
import Wire

@testable import Transport

/// Notes what it sees, and refuses calls that carry `refuse: me`.
private final class Witness: ServerInterceptor {
    let name: String
    let seen: Mutex<[String]>

    init(_ name: String) {
        self.name = name
        seen = Mutex([])
    }

    func began(_ call: Call) throws(RPCError) {
        seen.withLock { $0.append("\(name) began \(call.path.split(separator: "/")[1])") }
        if call.metadata["refuse"] == name {
            throw RPCError(.unavailable, "\(name) refuses", reason: "refused_by_test")
        }
    }

    func ended(_ call: Call, _ outcome: CallOutcome) {
        seen.withLock { $0.append("\(name) ended \(outcome.code) \(outcome.reason)") }
    }

    func take() -> [String] {
        seen.withLock { seen in
            defer { seen = [] }
            return seen
        }
    }
}

@Suite("Interceptors and metrics", .timeLimit(.minutes(1)))
struct InterceptorTests {
    @Test("see each call begin and end, whoever refuses it")
    func order() async throws {
        let (first, second) = (Witness("first"), Witness("second"))
        let echo = try await EchoServer.start(interceptors: [first, second])
        let client = try echo.client()
        _ = try await client.call(EchoMethods.echo, EchoMessage())
        #expect(first.take() == ["first began Echo", "first ended OK "])
        #expect(second.take() == ["second began Echo", "second ended OK "])

        var metadata = Metadata()
        metadata.add("refuse", "first")
        let error = await #expect(throws: RPCError.self) {
            try await client.call(EchoMethods.echo, EchoMessage(), metadata: metadata)
        }
        #expect(error?.reason == "refused_by_test")
        #expect(first.take() == ["first began Echo", "first ended UNAVAILABLE refused_by_test"])
        #expect(second.take() == [])

        #expect(await client.refusal(of: EchoMethods.forbidden)?.code == .permissionDenied)
        #expect(
            second.take()
                == ["second began Forbidden", "second ended PERMISSION_DENIED not_allowed"])
        #expect(await client.refusal(of: EchoMethods.fail)?.code == .failedPrecondition)
        #expect(second.take().last == "second ended FAILED_PRECONDITION insufficient_stock")
        await client.close()
        try await echo.stop()
    }

    @Test("A handler that answers at once is refused, fails and answers like every other")
    func immediate() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        let reply = try await client.call(EchoMethods.echoNow, EchoMessage(text: "who"))
        #expect(reply.text == "gateway/web")
        let error = await #expect(throws: RPCError.self) {
            try await client.call(EchoMethods.echoNow, EchoMessage(text: "fail"))
        }
        #expect(error?.code == .aborted)
        #expect(echo.server.runningHandlers == 0)
        let nobody = try Client(
            host: "127.0.0.1", port: echo.server.port, serverName: "localhost",
            credentials: .anonymous(caPath: echo.certificates.credentials("gateway/web").caPath),
            loops: echo.loops)
        let answer = try await nobody.call(EchoMethods.echoNow, EchoMessage(text: "who"))
        #expect(answer.text == "nobody")
        #expect(await nobody.refusal(of: EchoMethods.echo)?.code == .unauthenticated)
        await nobody.close()
        await client.close()
        try await echo.stop()
    }

    @Test("count what was called, how it ended and how much went over the wire")
    func metrics() async throws {
        let echo = try await EchoServer.start(threads: 2)
        let client = try echo.client()
        let request = EchoMessage(payload: [1, 2, 3])
        for _ in 0..<3 { _ = try await client.call(EchoMethods.echo, request) }
        _ = await client.refusal(of: EchoMethods.fail)
        _ = await client.refusal(of: EchoMethods.unserved)
        let echoed = "grpc_service=\"\(EchoMethods.service)\",grpc_method=\"Echo\""
        let bytes = request.encoded().count * 3
        let text = await echo.server.metricsText()
        for line in [
            "grpc_server_started_total{\(echoed)} 3",
            "grpc_server_handled_total{\(echoed),grpc_code=\"OK\"} 3",
            "grpc_server_handling_seconds_bucket{\(echoed),le=\"+Inf\"} 3",
            "grpc_server_handling_seconds_count{\(echoed)} 3",
            "grpc_server_msg_received_bytes_total{\(echoed)} \(bytes)",
            "grpc_server_msg_sent_total{\(echoed)} 3",
            "grpc_server_handled_total{"
                + "grpc_service=\"\(EchoMethods.service)\",grpc_method=\"Fail\","
                + "grpc_code=\"FAILED_PRECONDITION\"} 1",
            "grpc_server_handled_total{grpc_service=\"unknown\",grpc_method=\"unknown\","
                + "grpc_code=\"UNIMPLEMENTED\"} 1",
            "tidemark_connections_open 1", "tidemark_handlers_running 0",
        ] {
            #expect(text.contains(line + "\n"), "\(line) is not in \(text)")
        }
        await client.close()
        try await echo.stop()
    }

    @Test(
        "are read with GET /metrics by operators and auditors alone",
        arguments: [("operator/ann", "200"), ("auditor/eve", "200"), ("gateway/web", "403")])
    func endpoint(label: String, status: String) async throws {
        let certificates = try TestCertificates.make(roles: ["service/order", label])
        let echo = try await EchoServer.start(certificates: certificates)
        let peer = try RawPeer(
            port: echo.server.port, credentials: certificates.credentials(label))
        let stream = try peer.ask([
            (":method", "GET"), (":scheme", "https"), (":path", "/metrics"),
            (":authority", "localhost"),
        ])
        #expect(stream.headers[":status"] == status)
        if status == "200" {
            #expect(stream.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            #expect(stream.unconsumedBytes > 0)
        }
        try await echo.stop()
    }

    @Test("A trace goes on where the caller's stands, or begins")
    func trace() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        let begun = TraceContext()
        var metadata = Metadata()
        metadata.add("traceparent", begun.traceparent)
        let told = try await client.call(
            EchoMethods.echoNow, EchoMessage(text: "trace"), metadata: metadata)
        let went = try #require(TraceContext(traceparent: told.text.utf8))
        #expect(went.traceID == begun.traceID)
        #expect(went.spanID != begun.spanID)
        let own = try await client.call(EchoMethods.echoNow, EchoMessage(text: "trace"))
        #expect(try #require(TraceContext(traceparent: own.text.utf8)).traceID != begun.traceID)
        await client.close()
        try await echo.stop()
    }

    private static let good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    @Test(
        "traceparent is read as the standard has it",
        arguments: [
            (good, true), (String(good.dropLast()), false), (good + "-", false),
            (good.uppercased(), false), ("01" + good.dropFirst(2), true),
            ("01" + good.dropFirst(2) + "-more", true), ("01" + good.dropFirst(2) + "more", false),
            ("ff" + good.dropFirst(2), false), ("", false), ("é" + good.dropFirst(2), false),
            ("00-00000000000000000000000000000000-b7ad6b7169203331-01", false),
            ("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", false),
        ] as [(String, Bool)])
    func traceparent(text: String, isGood: Bool) {
        let trace = TraceContext(traceparent: text.utf8)
        #expect((trace != nil) == isGood)
        if text == Self.good { #expect(trace?.traceparent == text) }
    }
}
