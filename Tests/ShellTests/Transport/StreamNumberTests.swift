import CNGHTTP2
import Testing
import Wire

@testable import Transport

@Suite("A client whose connection has no numbers of streams left", .timeLimit(.minutes(1)))
struct StreamNumberTests {
    /// Leaves the connection the last number there is (RFC 9113 §5.1.1).
    private static func skipToLast(_ client: Client) async {
        await withCheckedContinuation { continuation in
            client.loop.execute {
                let connection = client.balancer.connectors[0].current
                let result = unsafe nghttp2_session_set_next_stream_id(
                    connection?.http.handle, .max)
                #expect(result == 0)
                continuation.resume()
            }
        }
    }

    @Test("makes another for its next call, and the open ones end where they began")
    func next() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        let open = client.bidirectional(EchoMethods.chat)
        try await open.requests.send(EchoMessage(text: "before"))
        var replies = open.responses.makeAsyncIterator()
        #expect(try await replies.next()?.text == "before")

        await Self.skipToLast(client)
        for number in 1...3 {
            let request = EchoMessage(number: UInt64(number))
            #expect(try await client.call(EchoMethods.echo, request) == request)
        }
        let address = await client.statistics().addresses[0]
        #expect(address.connectionsMade == 2)
        #expect(address.lastError == "the connection's numbers of streams are used up")

        try await open.requests.send(EchoMessage(text: "after"))
        #expect(try await replies.next()?.text == "after")
        open.requests.finish()
        #expect(try await replies.next() == nil)
        await client.close()
        try await echo.stop()
    }

    @Test("lets go of it once its last call has ended")
    func gone() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        _ = try await client.call(EchoMethods.echo, EchoMessage())
        await Self.skipToLast(client)
        weak let old = client.balancer.connectors[0].current
        for _ in 0..<2 { _ = try await client.call(EchoMethods.echo, EchoMessage()) }
        while old != nil { await Task.yield() }
        #expect(await client.statistics().connectionsMade == 2)
        await client.close()
        try await echo.stop()
    }
}
