import Testing
import Wire

@testable import Transport

@Suite("A client's metrics", .timeLimit(.minutes(1)))
struct ClientMetricsTests {
    @Test("tell calls by method and status, attempts, and how long they took")
    func text() async throws {
        let echo = try await ClientRetryTests.start(AttemptProbe())
        let metrics = ClientMetrics()
        let client = try echo.client(clientInterceptors: [metrics])
        #expect(!metrics.text.contains("{"))
        for _ in 0..<3 { _ = try await client.call(EchoMethods.echo, EchoMessage()) }
        _ = await client.refusal(of: EchoMethods.fail)
        let options = CallOptions(retry: ClientRetryTests.policy())
        _ = try await client.call(ClientRetryTests.flaky, EchoMessage(number: 1), options)
        let text = metrics.text
        let echoes = "grpc_service=\"tidemark.test.v1.Echo\",grpc_method=\"Echo\""
        let flaky = "grpc_service=\"tidemark.test.v1.Echo\",grpc_method=\"Flaky\""
        let fail = "grpc_service=\"tidemark.test.v1.Echo\",grpc_method=\"Fail\""
        for line in [
            "grpc_client_attempts_total{\(echoes)} 3",
            "grpc_client_attempts_total{\(flaky)} 2",
            "grpc_client_handled_total{\(echoes),grpc_code=\"OK\"} 3",
            "grpc_client_handled_total{\(flaky),grpc_code=\"OK\"} 1",
            "grpc_client_handled_total{\(fail),grpc_code=\"FAILED_PRECONDITION\"} 1",
            "grpc_client_handling_seconds_bucket{\(echoes),le=\"+Inf\"} 3",
            "grpc_client_handling_seconds_count{\(echoes)} 3",
            "# TYPE grpc_client_handling_seconds histogram",
        ] {
            #expect(text.split(separator: "\n").contains(line[...]), "\(line)")
        }
        await client.close()
        _ = await client.refusal(of: EchoMethods.echo)
        // It never began, and failed all the same.
        #expect(metrics.text.contains("{\(echoes),grpc_code=\"UNAVAILABLE\"} 1"))
        #expect(metrics.text.contains("grpc_client_attempts_total{\(echoes)} 3"))
        let server = try Server(
            configuration: Server.Configuration(
                port: 0, credentials: echo.certificates.credentials("service/order"),
                clientMetrics: metrics),
            router: Router { _, _ in nil }, loops: echo.loops, logger: echo.log.logger())
        let served = await server.metricsText()
        #expect(served.hasPrefix("# HELP tidemark_") && served.hasSuffix(metrics.text))
        try await echo.stop()
    }
}
