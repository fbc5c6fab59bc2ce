import Testing

@testable import Transport

/// A server's session fed with frames made here, byte by byte, at a time set here.
private final class Attacked {
    let session: HTTP2Session
    var milliseconds: Int64 = 1_000

    init(_ limits: TransportLimits = TransportLimits()) throws {
        session = try HTTP2Session(.server, limits: limits)
        session.clock = { [unowned self] in milliseconds }
        feed(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8))
        feed(Self.frame(4))
        _ = output()
    }

    static func frame(
        _ type: UInt8, flags: UInt8 = 0, stream: Int = 0, _ body: [UInt8] = []
    ) -> [UInt8] {
        [0, UInt8(body.count >> 8), UInt8(body.count & 255), type, flags]
            + [0, 0, UInt8(stream >> 8), UInt8(stream & 255)] + body
    }

    func feed(_ bytes: [UInt8]) {
        _ = unsafe bytes.withUnsafeBytes { unsafe session.receive($0) }
    }

    func output() -> [UInt8] {
        var bytes: [UInt8] = []
        while case .bytes(let piece) = session.nextOutput() {
            unsafe bytes.append(contentsOf: piece)
        }
        return bytes
    }

    /// The fault after `count` times `frame`, each in a receive of its own.
    func fault(after count: Int, of frame: [UInt8]) -> ConnectionFault? {
        for _ in 0..<count {
            feed(frame)
            _ = session.fault == nil ? output() : []
        }
        return session.fault
    }

    /// A long frame that begins a message of 64 KiB.
    static let begunMessage = frame(
        0, stream: 1, [0, 0, 1, 0, 0] + [UInt8](repeating: 0, count: 95))

    /// HEADERS of a POST that leaves its stream open.
    static func request(_ stream: Int, flags: UInt8 = 4) -> [UInt8] {
        // Indexed :method POST and :scheme https, then literal :path and :authority.
        frame(
            1, flags: flags, stream: stream,
            [0x83, 0x87, 0x04, 4] + Array("/a/b".utf8) + [0x01, 1] + Array("h".utf8))
    }
}

@Suite("What a client may send, frame by frame")
struct FrameBudgetTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var fault: ConnectionFault
        var allowed: Int
        var frame: [UInt8]
        var testDescription: String { fault.rawValue }
    }

    static let limits = TransportLimits()
    static let rows = [
        // The client's first SETTINGS counts too.
        Row(
            fault: .settingsFlood, allowed: limits.settingsBurst - 1, frame: Attacked.frame(4)),
        // The acknowledged flag: these are no strikes.
        Row(
            fault: .pingFlood, allowed: limits.pingBurst,
            frame: Attacked.frame(6, flags: 1, [UInt8](repeating: 0, count: 8))),
        // The first is free, and then two are struck.
        Row(
            fault: .tooManyPings, allowed: limits.pingStrikesMax + 1,
            frame: Attacked.frame(6, [UInt8](repeating: 0, count: 8))),
        Row(
            fault: .priorityFlood, allowed: limits.priorityBurst,
            frame: Attacked.frame(2, stream: 1, [0, 0, 0, 3, 1])),
        Row(
            fault: .windowUpdateFlood, allowed: limits.windowUpdateBurst,
            frame: Attacked.frame(8, [0, 0, 0, 1])),
        Row(
            fault: .emptyData, allowed: limits.emptyDataInARowMax,
            frame: Attacked.frame(0, stream: 1)),
        Row(
            fault: .tinyData, allowed: limits.tinyDataBurst,
            frame: Attacked.frame(0, stream: 1, [0])),
    ]

    @Test("is endured to its limit and ends the connection one frame later", arguments: rows)
    func limit(row: Row) throws {
        for (count, fault) in [
            (row.allowed - 1, nil), (row.allowed, nil), (row.allowed + 1, row.fault),
        ] {
            let attacked = try Attacked()
            attacked.feed(Attacked.request(1))
            if row.fault == .tinyData { attacked.feed(Attacked.begunMessage) }
            #expect(attacked.fault(after: count, of: row.frame) == fault)
            _ = attacked.output()
            #expect(attacked.session.isFinished == (fault != nil))
        }
    }

    @Test("counts the resets that a client's own invalid frames make us send")
    func madeReset() throws {
        for (count, fault) in [
            (Self.limits.faultBurst - 1, nil), (Self.limits.faultBurst, nil),
            (Self.limits.faultBurst + 1, ConnectionFault.madeReset),
        ] {
            let attacked = try Attacked()
            for index in 0..<count {
                let stream = 2 * index + 1
                attacked.feed(Attacked.request(stream))
                attacked.feed(Attacked.frame(8, stream: stream, [127, 255, 255, 255]))
                _ = attacked.session.fault == nil ? attacked.output() : []
            }
            #expect(attacked.session.fault == fault)
            _ = attacked.output()
            #expect(attacked.session.isFinished == (fault != nil))
        }
    }

    @Test("counts the streams that a client resets")
    func rapidReset() throws {
        let allowed = Int(Self.limits.resetBurst)
        for (count, fault) in [
            (allowed - 1, nil), (allowed, nil), (allowed + 1, ConnectionFault.rapidReset),
        ] {
            let attacked = try Attacked()
            for index in 0..<count {
                let stream = 2 * index + 1
                attacked.feed(Attacked.request(stream))
                attacked.feed(Attacked.frame(3, stream: stream, [0, 0, 0, 8]))
            }
            #expect(attacked.session.fault == fault)
            _ = attacked.output()
            #expect(attacked.session.isFinished == (fault != nil))
        }
    }

    @Test("has at most eight CONTINUATION frames in one block")
    func continuations() throws {
        let allowed = Self.limits.continuationsMax
        for (count, fault) in [
            (allowed - 1, nil), (allowed, nil), (allowed + 1, ConnectionFault.continuationFlood),
        ] {
            let attacked = try Attacked()
            attacked.feed(Attacked.request(1, flags: 0))
            for _ in 0..<count { attacked.feed(Attacked.frame(9, stream: 1)) }
            #expect(attacked.session.fault == fault)
            _ = attacked.output()
            #expect(attacked.session.isFinished == (fault != nil))
        }
    }

    @Test("makes us owe so many acknowledgements, and no more, while it does not read")
    func acknowledgements() throws {
        var limits = Self.limits
        limits.settingsBurst = 1_000
        let allowed = Int(limits.outboundAcknowledgementsMax)
        for (count, fault) in [
            (allowed - 1, nil), (allowed, nil),
            (allowed + 1, ConnectionFault.acknowledgementFlood),
        ] {
            let attacked = try Attacked(limits)
            for _ in 0..<count { attacked.feed(Attacked.frame(4)) }
            #expect(attacked.session.fault == fault)
        }
    }

    @Test("makes us queue so many frames, and no more, while it does not read")
    func queued() throws {
        var limits = Self.limits
        limits.outboundFramesMax = 50
        let allowed = limits.outboundFramesMax
        for (count, fault) in [
            (allowed - 1, nil), (allowed, nil), (allowed + 1, ConnectionFault.outboundQueueFull),
        ] {
            let attacked = try Attacked(limits)
            for index in 0..<count {
                let stream = 2 * index + 1
                attacked.feed(Attacked.request(stream))
                attacked.feed(Attacked.frame(8, stream: stream, [127, 255, 255, 255]))
            }
            #expect(attacked.session.fault == fault)
        }
    }

    @Test("is named a protocol error where nghttp2 itself ends the connection")
    func protocolError() throws {
        let attacked = try Attacked()
        attacked.feed(Attacked.frame(0, stream: 0, [0]))
        _ = attacked.output()
        #expect(attacked.session.fault == .protocolError)
        #expect(attacked.session.isFinished)
    }

    @Test("is allowed again as time passes")
    func time() throws {
        let attacked = try Attacked()
        let frame = Attacked.frame(2, stream: 1, [0, 0, 0, 3, 1])
        #expect(attacked.fault(after: Self.limits.priorityBurst, of: frame) == nil)
        attacked.milliseconds += 1_000
        #expect(attacked.fault(after: Self.limits.prioritiesPerSecond, of: frame) == nil)
        #expect(attacked.fault(after: 1, of: frame) == .priorityFlood)
    }

    @Test("ends with a GOAWAY that has the code and names the reason, and then with silence")
    func goAway() throws {
        let attacked = try Attacked()
        let ping = Attacked.frame(6, [UInt8](repeating: 0, count: 8))
        #expect(attacked.fault(after: 4, of: ping) == .tooManyPings)
        let said = attacked.output()
        let text = Array("too_many_pings".utf8)
        let calm = [0, 0, 0, 11] + text
        #expect(said.indices.contains { said[$0...].starts(with: calm) })
        #expect(attacked.session.isFinished)
        attacked.feed(ping)
        #expect(attacked.output().isEmpty)
    }

    @Test("is logged ten times a second for each reason, and counted always")
    func log() {
        var log = FaultLog()
        for _ in 0..<10 {
            #expect(log.note(.pingFlood, at: 0) == .write(unwrittenBefore: 0))
        }
        #expect(log.note(.pingFlood, at: 999) == .skip)
        #expect(log.note(.emptyData, at: 999) == .write(unwrittenBefore: 0))
        #expect(log.note(.pingFlood, at: 1_000) == .write(unwrittenBefore: 1))
        #expect(log.counts == ["ping_flood": 12, "empty_data": 1])
    }
}
