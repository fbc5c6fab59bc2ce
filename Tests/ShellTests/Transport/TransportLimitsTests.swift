import Testing
import Wire

@testable import Transport

@Suite("The limits of the transport")
struct TransportLimitsTests {
    private let limits = TransportLimits()

    @Test("fit each other")
    func fit() {
        #expect(limits.messageBytesMax == WireLimits.messageBytesMax)
        #expect(limits.streamWindowBytes <= limits.connectionWindowBytes)
        #expect(limits.connectionWindowBytes <= limits.inboundBytesPerConnectionMax)
        #expect(limits.messageBytesMax + 5 <= limits.inboundBytesPerConnectionMax)
        #expect(
            limits.streamsPerConnectionMax * limits.streamWindowBytes
                <= limits.inboundBytesPerConnectionMax)
        #expect(limits.handlersPerConnectionMax <= limits.handlersMax)
        #expect(limits.streamsPerConnectionMax >= limits.handlersPerConnectionMax)
        // The last frame may begin just below the bound, and each record of TLS 1.2 has 29 bytes.
        #expect(limits.flushBytesMax - 1 + 9 + 16_384 + 4 * 29 <= 64 * 1024)
        #expect(limits.unwrittenBytesMax <= limits.flushBytesMax)
        #expect(limits.lingerMilliseconds <= limits.closeMilliseconds)
        #expect(limits.keepaliveAnswerMilliseconds <= limits.keepaliveMilliseconds)
        #expect(limits.backoffFirstMilliseconds <= limits.backoffMaxMilliseconds)
    }

    @Test("let an error with the longest sentence and details pass the header limit")
    func errorFits() {
        let error = RPCError(
            .internal, String(repeating: "池", count: 10_000), reason: "r",
            metadata: ["k": String(repeating: "v", count: 10_000)])
        var list = HeaderList()
        error.addTrailers(to: &list)
        #expect(list.countedBytes <= 8 * 1024)
    }

    /// Evenly spread and always the same.
    private struct Spread: RandomNumberGenerator {
        var state: UInt64 = 0

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            return state
        }
    }

    @Test("grow the pause between attempts by half, within a fifth and up to the bound")
    func backoff() {
        var backoff = Backoff(limits)
        var random = Spread()
        var base = limits.backoffFirstMilliseconds
        for _ in 0..<20 {
            let pause = backoff.pauseMilliseconds(using: &random)
            #expect((base - base / 5...base + base / 5).contains(pause))
            base = min(limits.backoffMaxMilliseconds, base + base / 2)
        }
        backoff.reset()
        #expect(backoff.pauseMilliseconds(using: &random) <= 120)
    }
}
