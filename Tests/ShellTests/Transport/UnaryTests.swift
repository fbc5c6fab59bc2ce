import Testing
import Wire

@testable import Transport

@Suite("A unary call over TLS", .timeLimit(.minutes(1)))
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

    @Test("tells an error with code, sentence, reason and values")
    func failure() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        let expected = RPCError(
            .failedPrecondition, "库存不足: 3 left", reason: "insufficient_stock",
            metadata: ["left": "3", "product": "17"])
        await #expect(throws: expected) {
            try await client.call(EchoMethods.fail, EchoMessage(number: 3))
        }
        await client.close()
        try await echo.stop()
    }

    @Test("is refused with the reason that fits")
    func refusals() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        let rows: [(path: String, request: [UInt8], code: StatusCode, reason: String)] = [
            (EchoMethods.unserved.path, [], .unimplemented, "method_unknown"),
            ("/tidemark.test.v1.Nothing/Echo", [], .unimplemented, "service_unknown"),
            (EchoMethods.forbidden.path, [], .permissionDenied, "not_allowed"),
            (EchoMethods.echo.path, [0xff], .invalidArgument, "malformed_message"),
            // Field 15 does not exist, and a command must not be half understood.
            (EchoMethods.echo.path, [0x78, 1], .invalidArgument, "malformed_message"),
        ]
        for row in rows {
            let error = await #expect(throws: RPCError.self) {
                try await client.unary(row.path, row.request)
            }
            #expect(error?.code == row.code)
            #expect(error?.reason == row.reason)
            #expect(error?.message.isEmpty == false)
        }
        await client.close()
        try await echo.stop()
    }

    @Test("carries messages around a record's and a frame's size unchanged")
    func frameSizes() async throws {
        let echo = try await EchoServer.start()
        let client = try echo.client()
        for size in [0, 1, 16_360, 16_374, 16_379, 16_384, 16_393, 32_768, 65_535, 65_536] {
            for delta in -5...5 where size + delta >= 0 {
                let payload = (0..<(size + delta)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
                let message = EchoMessage(payload: payload)
                #expect(try await client.call(EchoMethods.echo, message) == message)
            }
        }
        await client.close()
        try await echo.stop()
    }

    @Test("carries a message of exactly the limit, and none above", arguments: [-1, 0, 1])
    func messageLimit(delta: Int) async throws {
        var limits = TransportLimits()
        limits.messageBytesMax = 4 * 1024 * 1024
        let echo = try await EchoServer.start(limits: limits)
        let client = try echo.client()
        // Tag and length of a payload of two to four million bytes take five bytes.
        let message = EchoMessage(
            payload: [UInt8](repeating: 7, count: limits.messageBytesMax - 5 + delta))
        #expect(message.encoded().count == limits.messageBytesMax + delta)
        if delta <= 0 {
            #expect(try await client.call(EchoMethods.echo, message) == message)
        } else {
            let error = await #expect(throws: RPCError.self) {
                try await client.call(EchoMethods.echo, message)
            }
            #expect(error?.code == .resourceExhausted)
            #expect(error?.reason == "message_too_large")
        }
        await client.close()
        try await echo.stop()
    }

    @Test("is one of 500 on one connection, each with its own answer")
    func parallel() async throws {
        let echo = try await EchoServer.start(threads: 2)
        let client = try echo.client()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<500 {
                group.addTask {
                    let message = EchoMessage(
                        number: UInt64(number), payload: [UInt8](repeating: 1, count: number * 10))
                    return try await client.call(EchoMethods.echo, message) == message
                }
            }
            for try await isEqual in group { #expect(isEqual) }
        }
        await client.close()
        try await echo.stop()
    }

    @Test("waits its turn when the server allows fewer streams than there are calls")
    func queued() async throws {
        var limits = TransportLimits()
        limits.streamsPerConnectionMax = 3
        let echo = try await EchoServer.start(limits: limits)
        let client = try echo.client()
        try await withThrowingTaskGroup(of: UInt64.self) { group in
            for number in 0..<50 as Range<UInt64> {
                group.addTask {
                    try await client.call(EchoMethods.echo, EchoMessage(number: number)).number
                }
            }
            var sum: UInt64 = 0
            for try await number in group { sum += number }
            #expect(sum == 49 * 50 / 2)
        }
        await client.close()
        try await echo.stop()
    }

    @Test("is refused when too many handlers run")
    func handlerLimit() async throws {
        var limits = TransportLimits()
        limits.handlersPerConnectionMax = 1
        let echo = try await EchoServer.start(limits: limits)
        let client = try echo.client()
        async let first = client.call(EchoMethods.hang, EchoMessage(text: "first"))
        await echo.probe.hangStarted.wait()
        let error = await #expect(throws: RPCError.self) {
            try await client.call(EchoMethods.echo, EchoMessage())
        }
        #expect(error?.code == .resourceExhausted)
        #expect(error?.reason == "too_many_calls")
        echo.probe.hangRelease.fire()
        #expect(try await first.text == "first")
        await client.close()
        try await echo.stop()
    }
}
