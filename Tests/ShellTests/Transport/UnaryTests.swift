import Testing
import Wire

@testable import Transport

@Suite("A unary call over TLS")
struct UnaryTests {
    @Test("answers, and knows the caller from the certificate")
    func echo() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        let reply = try await client.call(
            EchoMethods.echo, EchoMessage(text: "who", number: .max, payload: [1, 2, 3]))
        #expect(reply == EchoMessage(text: "gateway/web", number: .max, payload: [1, 2, 3]))
        await client.close()
        try await echo.stop()
    }
}
