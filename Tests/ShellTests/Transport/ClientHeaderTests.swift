import Testing
import Wire

@testable import Transport

@Suite("Headers that a client refuses", .timeLimit(.minutes(1)))
struct ClientHeaderTests {
    static let boast = Method<EchoMessage, EchoMessage>(EchoMethods.service, "Boast")

    @Test(
        "are told as the client's own refusal, and the connection goes on",
        arguments: ["headers", "trailers"])
    func tooLarge(place: String) async throws {
        let echo = try await EchoServer.start { router in
            router.unary(Self.boast) { call, request in
                let value = String(repeating: "a", count: Int(request.number))
                if request.text == "headers" {
                    call.setHeader("boast", value)
                } else {
                    call.setTrailer("boast", value)
                }
                return EchoMessage()
            }
        }
        var limits = TransportLimits()
        limits.headerBytesMax = 1_000
        let client = try echo.client(limits: limits)
        _ = try await client.call(Self.boast, EchoMessage(text: place, number: 500))
        let error = await #expect(throws: RPCError.self) {
            try await client.call(Self.boast, EchoMessage(text: place, number: 1_000))
        }
        #expect(error?.code == .resourceExhausted && error?.reason == "headers_too_large")
        #expect(error?.message.contains("the client refused") == true)
        _ = try await client.call(Self.boast, EchoMessage(text: place, number: 500))
        #expect(await client.statistics().connectionsMade == 1)
        await client.close()
        try await echo.stop()
    }
}
