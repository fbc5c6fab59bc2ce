import Testing

@testable import Transport

@Suite("What a connection leaves undone")
struct ConnectionWatchTests {
    private static let limits = TransportLimits()

    /// A connection with something undone since time 0, and how long that is endured.
    struct Row: CustomTestStringConvertible, Sendable {
        var look: ConnectionWatch.Look
        var milliseconds: Int
        var verdict: ConnectionWatch.Verdict
        var testDescription: String { "\(verdict)" }
    }

    static let rows = [
        Row(
            look: .init(settingsReceived: false, settingsAcknowledged: false),
            milliseconds: limits.settingsMilliseconds, verdict: .fault(.prefaceTimeout)),
        Row(
            look: .init(settingsAcknowledged: false),
            milliseconds: limits.settingsMilliseconds, verdict: .fault(.settingsTimeout)),
        Row(
            look: .init(openBlock: 1, hasReceived: true),
            milliseconds: limits.headerBlockMilliseconds, verdict: .fault(.headerBlockTimeout)),
        Row(
            look: .init(streams: 1, isWritable: false),
            milliseconds: limits.progressMilliseconds, verdict: .fault(.slowRead)),
        Row(look: .init(), milliseconds: limits.serverKeepaliveMilliseconds, verdict: .ping),
        Row(
            look: .init(hasReceived: true), milliseconds: limits.idleMaxMilliseconds,
            verdict: .drain("max_idle")),
        Row(
            look: .init(hasReceived: true, streams: 1), milliseconds: limits.ageMaxMilliseconds,
            verdict: .drain("max_age")),
    ]

    @Test("is endured until its time, and not at or after it", arguments: rows)
    func limit(row: Row) {
        for (after, verdict) in [
            (-1, ConnectionWatch.Verdict.nothing), (0, row.verdict), (1, row.verdict),
        ] {
            var watch = ConnectionWatch(Self.limits, at: 0, spread: 0.5)
            #expect(watch.judge(row.look, at: 0) == .nothing)
            #expect(watch.judge(row.look, at: Int64(row.milliseconds + after)) == verdict)
        }
    }

    @Test("is forgotten when the next header block begins, or the socket takes more")
    func progress() {
        var watch = ConnectionWatch(Self.limits, at: 0, spread: 0.5)
        let step = Int64(Self.limits.headerBlockMilliseconds - 1)
        for number in 0..<10 {
            let look = ConnectionWatch.Look(
                openBlock: number, hasReceived: true, isWritable: number % 2 == 0)
            #expect(watch.judge(look, at: Int64(number) * step) == .nothing)
        }
    }

    @Test("is pinged once, and ended if it does not answer in time")
    func keepalive() {
        var watch = ConnectionWatch(Self.limits, at: 0, spread: 0.5)
        let pinged = Int64(Self.limits.serverKeepaliveMilliseconds)
        let late = pinged + Int64(Self.limits.keepaliveAnswerMilliseconds)
        #expect(watch.judge(.init(), at: pinged) == .ping)
        #expect(watch.awaitsPing)
        #expect(watch.judge(.init(), at: late - 1) == .nothing)
        var answered = watch
        #expect(answered.judge(.init(hasReceived: true), at: late) == .nothing)
        #expect(!answered.awaitsPing)
        #expect(watch.judge(.init(), at: late) == .fault(.keepaliveTimeout))
    }

    @Test("lets the calls of an old connection end within a grace, and no longer")
    func grace() {
        var watch = ConnectionWatch(Self.limits, at: 0, spread: 0)
        let look = ConnectionWatch.Look(hasReceived: true, streams: 1)
        let old = Int64(Self.limits.ageMaxMilliseconds / 10 * 9)
        let grace = Int64(Self.limits.ageGraceMilliseconds)
        #expect(watch.judge(look, at: old - 1) == .nothing)
        #expect(watch.judge(look, at: old) == .drain("max_age"))
        #expect(watch.judge(look, at: old + grace - 1) == .nothing)
        #expect(watch.judge(look, at: old + grace) == .abandon)
    }
}

@Suite("How fast a stream moves")
struct StreamWatchTests {
    private static let limits = TransportLimits()
    private static let time = Int64(limits.progressMilliseconds)

    @Test("is enough with as many bytes as asked for, and too little with one less")
    func progress() {
        let enough = Self.limits.progressBytesMin
        for (bytes, isSlow) in [(enough - 1, true), (enough, false), (enough + 1, false)] {
            var inbound = StreamWatch()
            #expect(inbound.judge(.init(owesRequest: true), at: 0, Self.limits) == nil)
            let request = StreamWatch.Look(owesRequest: true, receivedBytes: bytes)
            #expect(inbound.judge(request, at: Self.time - 1, Self.limits) == nil)
            let dribble: ConnectionFault? = isSlow ? .requestDribble : nil
            #expect(inbound.judge(request, at: Self.time, Self.limits) == dribble)
            var outbound = StreamWatch()
            #expect(outbound.judge(.init(hasUnsent: true), at: 0, Self.limits) == nil)
            let answer = StreamWatch.Look(hasUnsent: true, sentBytes: bytes)
            let slowRead: ConnectionFault? = isSlow ? .slowRead : nil
            #expect(outbound.judge(answer, at: Self.time, Self.limits) == slowRead)
        }
    }

    @Test("does not matter while nothing is owed either way")
    func silence() {
        var watch = StreamWatch()
        for turn in 0..<10 {
            let isOwing = turn % 2 == 0
            let look = StreamWatch.Look(owesRequest: isOwing, hasUnsent: isOwing)
            #expect(watch.judge(look, at: Int64(turn) * (Self.time - 1), Self.limits) == nil)
        }
    }
}
