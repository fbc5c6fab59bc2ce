import Synchronization
import Testing
import Wire

@testable import Transport

@Suite("A client's interceptor", .timeLimit(.minutes(1)))
struct ClientInterceptorTests {
    private final class Recorder: ClientInterceptor {
        let lines = Mutex<[String]>([])

        func begins(path: String, number: Int, metadata: inout Metadata) {
            lines.withLock { $0.append("begins \(number)") }
        }

        func ended(path: String, code: StatusCode, attempts: Int, microseconds: Int64) {
            lines.withLock { $0.append("\(path) \(code) \(attempts) \(microseconds > 0)") }
        }
    }

    @Test("sees each attempt and the end, once")
    func sees() async throws {
        let echo = try await ClientRetryTests.start(AttemptProbe())
        let recorder = Recorder()
        let client = try echo.client(clientInterceptors: [recorder])
        let options = CallOptions(retry: ClientRetryTests.policy())
        _ = try await client.call(ClientRetryTests.flaky, EchoMessage(number: 1), options)
        _ = await client.refusal(of: EchoMethods.fail)
        await client.close()
        _ = await client.refusal(of: EchoMethods.fail)
        let fail = EchoMethods.fail.path
        #expect(
            recorder.lines.withLock { $0 } == [
                "begins 1", "begins 2", "\(ClientRetryTests.flaky.path) OK 2 true",
                "begins 1", "\(fail) FAILED_PRECONDITION 1 true",
                "\(fail) UNAVAILABLE 1 true",
            ])
        try await echo.stop()
    }

    private final class Noter: ClientInterceptor {
        let begun = Atomic(0)

        func begins(path: String, number: Int, metadata: inout Metadata) {
            let count = begun.add(1, ordering: .relaxed).newValue
            metadata.add("note", "begun \(count), attempt \(number)")
        }
    }

    @Test(
        "sees an attempt once, though a server refused it and it was sent again as it was",
        arguments: [
            (0, 1, "FAILED_PRECONDITION"), (1, 2, "FAILED_PRECONDITION"), (2, 2, "UNAVAILABLE"),
        ]
    )
    func refused(refusals: Int, sent: Int, code: String) async throws {
        let certificates = try TestCertificates.echo()
        let loops = Loops(threads: 1)
        let server = try await RefusingServer(
            refusals: refusals, credentials: certificates.credentials("service/order"),
            loops: loops)
        let noter = Noter()
        let client = try Client(
            host: "127.0.0.1", port: server.port, serverName: "localhost",
            credentials: certificates.credentials("gateway/web"), loops: loops,
            interceptors: [noter])
        let refusal = await client.refusal(of: EchoMethods.echo)
        #expect(refusal.map { "\($0.code)" } == code)
        #expect(noter.begun.load(ordering: .relaxed) == 1)
        #expect(server.notes == [String](repeating: "begun 1, attempt 1", count: sent))
        await client.close()
        try await server.stop()
        await loops.shutdown()
        try certificates.remove()
    }

    @Test("passes the caller's trace on, or begins one")
    func traces() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client(clientInterceptors: [TracePropagation()])
        let trace = TraceContext()
        var metadata = Metadata()
        metadata.add("traceparent", trace.traceparent)
        let passed = try await client.call(
            EchoMethods.echoNow, EchoMessage(text: "trace"), metadata: metadata)
        let seen = try #require(TraceContext(traceparent: passed.text.utf8))
        #expect(seen.traceText == trace.traceText)
        #expect(seen.spanID != trace.spanID)
        let begun = try await client.call(EchoMethods.echoNow, EchoMessage(text: "trace"))
        let other = try #require(TraceContext(traceparent: begun.text.utf8))
        #expect(other.traceText != trace.traceText)
        await client.close()
        try await echo.stop()
    }
}
