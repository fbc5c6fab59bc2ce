import Synchronization
import Testing
import Wire

@testable import Transport

@Suite("Attempts at a stream of responses that race", .timeLimit(.minutes(1)))
struct ClientHedgeTests {
    static let read = Method<EchoMessage, EchoMessage>(
        EchoMethods.service, "Read", .serverStreaming)

    /// What the handlers of a test share.
    private final class Probe: Sendable {
        let begun = Atomic(0)
        let cancelled = Signal()
        let release = Signal()
    }

    /// The first attempt at `Read` does what the request's text says; every other sends `number`
    /// messages, whose text tells the attempt.
    private static func start(_ probe: Probe) async throws -> EchoServer {
        try await EchoServer.start { router in
            router.serverStreaming(read) { _, request, responses in
                let attempt = probe.begun.add(1, ordering: .relaxed).newValue
                if attempt == 1 {
                    if request.text == "refuse" { throw RPCError(.unavailable, "as asked") }
                    if request.text == "abort" { throw RPCError(.aborted, "as asked") }
                    if request.text == "message first" {
                        try await responses.send(EchoMessage(text: "1"))
                    }
                    if request.text != "quick" {
                        await withTaskCancellationHandler {
                            await probe.release.wait()
                        } onCancel: {
                            probe.cancelled.fire()
                        }
                        if request.text != "message first" { throw RPCError.cancelled }
                    }
                }
                for _ in 0..<request.number {
                    try await responses.send(EchoMessage(text: "\(attempt)"))
                }
            }
        }
    }

    private static func options(delayMilliseconds: Int) -> CallOptions {
        var hedge = HedgePolicy()
        hedge.delayMilliseconds = delayMilliseconds
        hedge.attemptsMax = 2
        return CallOptions(hedge: hedge)
    }

    private static func texts(_ responses: ResponseSequence<EchoMessage>) async throws -> [String] {
        var texts: [String] = []
        for try await response in responses { texts.append(response.text) }
        return texts
    }

    @Test("are won by the first message, and the other is cancelled", arguments: [0, 1, 500])
    func slow(count: Int) async throws {
        let probe = Probe()
        let echo = try await Self.start(probe)
        let client = try echo.client()
        let responses = client.stream(
            Self.read, EchoMessage(text: "hang", number: UInt64(count)),
            Self.options(delayMilliseconds: 10))
        #expect(try await Self.texts(responses) == [String](repeating: "2", count: count))
        await probe.cancelled.wait()
        #expect(probe.begun.load(ordering: .relaxed) == 2)
        let counts = await client.statistics()
        #expect(counts.hedges == 1 && counts.callsSucceeded == 1 && counts.callsOpen == 0)
        await client.close()
        try await echo.stop()
    }

    @Test("begin no more once one has a message, however long it pauses then")
    func chosen() async throws {
        let probe = Probe()
        let echo = try await Self.start(probe)
        let client = try echo.client()
        var responses = client.stream(
            Self.read, EchoMessage(text: "message first", number: 2),
            Self.options(delayMilliseconds: 300)
        ).makeAsyncIterator()
        #expect(try await responses.next()?.text == "1")
        // A hedge that was still planned would fire before this deadline.
        _ = try? await client.call(EchoMethods.hang, EchoMessage(), timeoutMilliseconds: 500)
        probe.release.fire()
        #expect(try await responses.next()?.text == "1")
        #expect(try await responses.next()?.text == "1")
        #expect(try await responses.next() == nil)
        #expect(await client.statistics().hedges == probe.begun.load(ordering: .relaxed) - 1)
        await client.close()
        try await echo.stop()
    }

    @Test("follow a refusal at once, and end with an error that is not one")
    func refused() async throws {
        for (text, expected) in [("refuse", ["2", "2"]), ("abort", [])] {
            let probe = Probe()
            let echo = try await Self.start(probe)
            let client = try echo.client()
            let responses = client.stream(
                Self.read, EchoMessage(text: text, number: 2),
                Self.options(delayMilliseconds: 3_600_000))
            if expected.isEmpty {
                let error = await #expect(throws: RPCError.self) {
                    _ = try await Self.texts(responses)
                }
                #expect(error?.code == .aborted)
            } else {
                #expect(try await Self.texts(responses) == expected)
            }
            await client.close()
            try await echo.stop()
        }
    }

    @Test("go to different addresses")
    func addresses() async throws {
        let probe = Probe()
        let fleet = try await Fleet(2) { number, router in
            router.serverStreaming(Self.read) { _, request, responses in
                if probe.begun.add(1, ordering: .relaxed).newValue == 1 {
                    await withTaskCancellationHandler {
                        await probe.release.wait()
                    } onCancel: {
                        probe.cancelled.fire()
                    }
                    throw RPCError.cancelled
                }
                try await responses.send(EchoMessage())
            }
        }
        let client = try fleet.client()
        try await client.warmUp()
        let responses = client.stream(
            Self.read, EchoMessage(), Self.options(delayMilliseconds: 10))
        #expect(try await Self.texts(responses).count == 1)
        await probe.cancelled.wait()
        let counts = await client.statistics()
        // One address answered the first call of all as well.
        #expect(counts.addresses.map(\.callsStarted).sorted() == [1, 2])
        #expect(counts.addresses.map(\.callsFailed).sorted() == [0, 1])
        await client.close()
        try await fleet.stop()
    }
}
