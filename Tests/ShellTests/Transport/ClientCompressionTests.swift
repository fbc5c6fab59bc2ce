import Testing
import Wire

@testable import Transport

@Suite("gzip of a client", .timeLimit(.minutes(1)))
struct ClientCompressionTests {
    @Test("goes both ways where both sides want it", arguments: [false, true])
    func bothWays(isCompressed: Bool) async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        let seen = ResponseMetadata()
        let request = EchoMessage(payload: [UInt8](repeating: 5, count: 5_000))
        let reply = try await client.call(
            EchoMethods.echoGzip, request,
            CallOptions(isCompressed: isCompressed, response: seen))
        #expect(reply.payload == request.payload)
        #expect(reply.number == (isCompressed ? 1 : 0))
        #expect(seen.initial?["grpc-encoding"] == "gzip")
        let call = client.bidirectional(
            EchoMethods.chat, CallOptions(isCompressed: isCompressed, response: seen))
        for _ in 0..<3 { try await call.requests.send(request) }
        call.requests.finish()
        var count = 0
        for try await reply in call.responses {
            #expect(reply == request)
            count += 1
        }
        #expect(count == 3)
        #expect(seen.initial?["grpc-encoding"] == (isCompressed ? "gzip" : nil))
        await client.close()
        try await echo.stop()
    }

    @Test("inflates no response beyond the client's limit", arguments: [true, false])
    func bomb(isUnary: Bool) async throws {
        let echo = try await EchoServer.start()
        var limits = TransportLimits()
        limits.messageBytesMax = 100_000
        let client = try echo.client(limits: limits)
        let method = Method<EchoMessage, EchoMessage>(EchoMethods.service, "EchoGzip")
        // Compressed both ways, so that only its content is too large for this client.
        let request = EchoMessage(payload: [UInt8](repeating: 0, count: 200_000))
        let options = CallOptions(isCompressed: true)
        let error = await #expect(throws: RPCError.self) {
            if isUnary {
                _ = try await client.call(method, request, options)
            } else {
                for try await _ in client.stream(method, request, options) {}
            }
        }
        #expect(error?.reason == "message_too_large")
        _ = try await client.call(EchoMethods.echo, EchoMessage())
        await client.close()
        try await echo.stop()
    }
}
