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
