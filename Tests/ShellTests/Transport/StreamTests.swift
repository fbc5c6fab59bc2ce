import Synchronization
import Testing
import Wire

@testable import Transport

@Suite("A stream of responses", .timeLimit(.minutes(1)))
struct StreamTests {
    @Test("comes whole and in order", arguments: [0, 1, 2, 1_000] as [UInt64])
    func inOrder(count: UInt64) async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        var expected: UInt64 = 0
        for try await message in client.stream(EchoMethods.count, EchoMessage(number: count)) {
            #expect(message.number == expected)
            expected += 1
        }
        #expect(expected == count)
        await client.close()
        try await echo.stop()
    }

    @Test("of several mebibytes passes the windows")
    func large() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        let payload = [UInt8](repeating: 9, count: 100_000)
        var bytes = 0
        let request = EchoMessage(number: 100, payload: payload)
        for try await message in client.stream(EchoMethods.count, request) {
            bytes += message.payload.count
        }
        #expect(bytes == 10_000_000)
        await client.close()
        try await echo.stop()
    }

    @Test("that fails gives its messages first, then the error")
    func failure() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        var count = 0
        let expected = RPCError(.aborted, "stopped after 5", reason: "stopped")
        await #expect(throws: expected) {
            let request = EchoMessage(text: "fail", number: 5)
            for try await _ in client.stream(EchoMethods.count, request) { count += 1 }
        }
        #expect(count == 5)
        await client.close()
        try await echo.stop()
    }

    @Test("that is read slowly holds its handler back, and is cancelled when let go")
    func backpressure() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        let payload = [UInt8](repeating: 9, count: 10_000)
        do {
            let request = EchoMessage(number: 100_000, payload: payload)
            var iterator = client.stream(EchoMethods.count, request).makeAsyncIterator()
            _ = try await iterator.next()
            // Each of these passes through the same loop and connection as the stream, so that it
            // has had every chance to run ahead.
            for _ in 0..<50 { _ = try await client.call(EchoMethods.echo, EchoMessage()) }
            let limits = TransportLimits()
            let held = limits.streamWindowBytes + limits.streamOutboundBytesMax
            let counted = echo.probe.counted.load(ordering: .relaxed)
            #expect(counted <= held / 10_000 + 4)
            for _ in 0..<200 { _ = try await iterator.next() }
            #expect(echo.probe.counted.load(ordering: .relaxed) >= 200)
        }
        await echo.probe.countEnded.wait()
        await client.close()
        try await echo.stop()
    }

    @Test("keeps its deadline while the caller does not read")
    func deadline() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        _ = try await client.call(EchoMethods.echo, EchoMessage())
        let request = EchoMessage(number: 100_000, payload: [UInt8](repeating: 9, count: 10_000))
        var iterator = client.stream(EchoMethods.count, request, timeoutMilliseconds: 400)
            .makeAsyncIterator()
        await echo.probe.countEnded.wait()
        let error = await #expect(throws: RPCError.self) {
            while try await iterator.next() != nil {}
        }
        #expect(error?.code == .deadlineExceeded)
        await client.close()
        try await echo.stop()
    }
}
