import Synchronization
import Testing
import Wire

@testable import Transport

@Suite("A stream of requests", .timeLimit(.minutes(1)))
struct ClientStreamingTests {
    static let sum = Method<EchoMessage, EchoMessage>(
        EchoMethods.service, "Sum", .clientStreaming)
    static let early = Method<EchoMessage, EchoMessage>(
        EchoMethods.service, "Early", .bidirectional)
    static let idle = Method<EchoMessage, EchoMessage>(
        EchoMethods.service, "Idle", .bidirectional)

    /// `Sum` adds, `Early` answers the first request and ends, `Idle` reads when told to.
    static func start(
        _ read: Signal = Signal(), _ cancelled: Signal = Signal()
    ) async throws -> EchoServer {
        try await EchoServer.start { router in
            router.bidirectional(sum) { call, requests, responses in
                var total = EchoMessage()
                while let request = try await requests.next() { total.number += request.number }
                call.setHeader("sum-header", "yes")
                call.setTrailer("sum-trailer", "yes")
                try await responses.send(total)
            }
            router.bidirectional(early) { _, requests, responses in
                let first = try await requests.next()
                if first?.text == "fail" { throw RPCError(.aborted, "as asked", reason: "asked") }
                try await responses.send(EchoMessage(text: "enough"))
            }
            router.bidirectional(idle) { _, requests, responses in
                await withTaskCancellationHandler {
                    await read.wait()
                } onCancel: {
                    cancelled.fire()
                }
                while let request = try await requests.next() {
                    try await responses.send(EchoMessage(number: request.number))
                }
            }
        }
    }

    @Test("is answered once, whatever its length", arguments: [0, 1, 2, 1_000] as [UInt64])
    func sums(count: UInt64) async throws {
        let echo = try await Self.start()
        let client = try echo.client()
        let seen = ResponseMetadata()
        let call = client.clientStream(Self.sum, CallOptions(response: seen))
        for number in 0..<count { try await call.requests.send(EchoMessage(number: number)) }
        call.requests.finish()
        call.requests.finish()
        #expect(try await call.response().number == count * (count &- 1) / 2)
        #expect(seen.initial?["sum-header"] == "yes")
        #expect(seen.trailing?["sum-trailer"] == "yes")
        await client.close()
        try await echo.stop()
    }

    @Test("may wait for each answer before the next request")
    func pingPong() async throws {
        let echo = try await Self.start()
        let client = try echo.client()
        let call = client.bidirectional(EchoMethods.chat)
        var replies = call.responses.makeAsyncIterator()
        for number in 0..<200 as Range<UInt64> {
            try await call.requests.send(EchoMessage(number: number))
            #expect(try await replies.next()?.number == number)
        }
        call.requests.finish()
        #expect(try await replies.next() == nil)
        await client.close()
        try await echo.stop()
    }

    @Test("waits where the server does not read, and goes on when it does")
    func backpressure() async throws {
        let read = Signal()
        let echo = try await Self.start(read)
        let client = try echo.client()
        let call = client.bidirectional(Self.idle)
        let payload = [UInt8](repeating: 7, count: 10_000)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0..<500 as Range<UInt64> {
                    try await call.requests.send(EchoMessage(number: number, payload: payload))
                    echo.probe.counted.add(1, ordering: .relaxed)
                }
                call.requests.finish()
            }
            // Each of these passes the same loop and connection, so the writer had every chance.
            for _ in 0..<50 { _ = try await client.call(EchoMethods.echo, EchoMessage()) }
            let limits = TransportLimits()
            let held = limits.streamWindowBytes + limits.streamOutboundBytesMax
            #expect(echo.probe.counted.load(ordering: .relaxed) <= held / 10_000 + 4)
            read.fire()
            var expected: UInt64 = 0
            for try await reply in call.responses {
                #expect(reply.number == expected)
                expected += 1
            }
            #expect(expected == 500)
            try await group.waitForAll()
        }
        await client.close()
        try await echo.stop()
    }

    @Test("is over for its writer when the server ends it", arguments: ["", "fail"])
    func endedByServer(text: String) async throws {
        let echo = try await Self.start()
        let client = try echo.client()
        let call = client.bidirectional(Self.early)
        try await call.requests.send(EchoMessage(text: text))
        var replies = call.responses.makeAsyncIterator()
        if text.isEmpty {
            #expect(try await replies.next()?.text == "enough")
            #expect(try await replies.next() == nil)
        } else {
            let error = await #expect(throws: RPCError.self) { _ = try await replies.next() }
            #expect(error?.reason == "asked")
        }
        let error = await #expect(throws: RPCError.self) {
            try await call.requests.send(EchoMessage())
        }
        #expect(error?.reason == (text.isEmpty ? "call_ended" : "asked"))
        _ = try await client.call(EchoMethods.echo, EchoMessage())
        await client.close()
        try await echo.stop()
    }
}

extension ClientStreamingTests {
    @Test("refuses a message after its end and one beyond the limit, and goes on")
    func refusals() async throws {
        let echo = try await Self.start()
        let client = try echo.client()
        let call = client.clientStream(Self.sum)
        let large = [UInt8](repeating: 0, count: TransportLimits().messageBytesMax + 1)
        let error = await #expect(throws: RPCError.self) {
            try await call.requests.send(encoded: large)
        }
        #expect(error?.reason == "message_too_large")
        try await call.requests.send(EchoMessage(number: 4))
        call.requests.finish()
        let late = await #expect(throws: RPCError.self) {
            try await call.requests.send(EchoMessage())
        }
        #expect(late?.code == .failedPrecondition || late?.reason == "call_ended")
        #expect(try await call.response().number == 4)
        await client.close()
        try await echo.stop()
    }

    @Test("cancelled or let go of by the client reaches the handler", arguments: [true, false])
    func cancelled(explicitly: Bool) async throws {
        let cancelled = Signal()
        let echo = try await Self.start(Signal(), cancelled)
        let client = try echo.client()
        do {
            let call = client.bidirectional(Self.idle)
            try await call.requests.send(EchoMessage())
            _ = try await client.call(EchoMethods.echo, EchoMessage())
            if explicitly {
                call.cancel()
                var replies = call.responses.makeAsyncIterator()
                let error = await #expect(throws: RPCError.self) { _ = try await replies.next() }
                #expect(error?.code == .cancelled)
            }
        }
        await cancelled.wait()
        await client.close()
        try await echo.stop()
    }

    @Test("ends at its deadline, for the writer too")
    func deadline() async throws {
        let cancelled = Signal()
        let echo = try await Self.start(Signal(), cancelled)
        let client = try echo.client()
        _ = try await client.call(EchoMethods.echo, EchoMessage())
        let call = client.bidirectional(Self.idle, CallOptions(timeoutMilliseconds: 300))
        let payload = [UInt8](repeating: 7, count: 50_000)
        let error = await #expect(throws: RPCError.self) {
            while true { try await call.requests.send(EchoMessage(payload: payload)) }
        }
        #expect(error?.code == .deadlineExceeded)
        await cancelled.wait()
        await client.close()
        try await echo.stop()
    }
}
