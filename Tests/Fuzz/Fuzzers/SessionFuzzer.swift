import NIOCore
import NIOEmbedded

@testable import Transport

//  | mode: 1 byte | bytes for the session in pieces, each behind its count |    even modes
//  | mode: 1 byte | a program: one byte each step, followed by what it needs |  odd modes
//  The second and third bit of the mode say who calls.

/// A server's connection behind TLS survives whatever a peer sends, keeps its books, and leaves
/// nothing behind when it ends.
enum SessionFuzzer {
    static func run(_ input: FuzzInput) throws(BrokenPromise) {
        var input = input
        let mode = input.byte()
        weak var leftOver: ServerConnection?
        weak var leftLoop: Loop?
        do {
            var run = try SessionRun(caller: caller(mode))
            leftOver = run.connection
            leftLoop = run.loop
            if mode & 1 == 0 {
                while !input.isEmpty, run.isOpen {
                    try run.feed(input.counted())
                    try run.drain(pieces: .max)
                }
            } else {
                try follow(&input, &run)
            }
            try run.end()
        }
        try BrokenPromise.check(leftOver == nil, "the connection is still held after its end")
        try BrokenPromise.check(leftLoop == nil, "the loop is still held after its shutdown")
    }

    private static func caller(_ mode: UInt8) -> Caller? {
        switch mode >> 1 & 3 {
        case 0: nil
        case 1: Caller(role: .operator, name: "ann")
        default: Caller(role: .gateway, name: "web")
        }
    }

    private static func follow(
        _ input: inout FuzzInput, _ run: inout SessionRun
    ) throws(BrokenPromise) {
        var program = FrameProgram()
        if input.byte() != 0xff {
            program.addRaw(FrameProgram.preface + [0, 0, 0, 4, 0, 0, 0, 0, 0])
        }
        while !input.isEmpty, run.isOpen {
            let step = input.byte()
            switch step {
            case 0..<0xc0: program.addFrame(&input)
            case 0xc0..<0xd0: program.addRaw(input.counted())
            case 0xd0..<0xe0: try run.feed(program.takePending())
            case 0xe0..<0xe8: try run.drain(pieces: Int(step & 7) + 1)
            case 0xe8..<0xf0: try run.drain(pieces: .max)
            case 0xf0..<0xf8: try run.advance(milliseconds: 1 << Int64(input.byte() & 15))
            case 0xf8..<0xfc: try run.release()
            case 0xfc: try run.beginDrain()
            case 0xfd: try run.abandon()
            default:
                try run.feed(program.takePending())
                try run.drain(pieces: .max)
            }
        }
        guard run.isOpen else { return }
        try run.feed(program.takePending())
        try run.drain(pieces: .max)
    }
}

/// One connection without a socket, on a loop whose time the fuzzer tells.
struct SessionRun {
    let connection: ServerConnection
    private let server = FuzzServer.makeState()
    private let eventLoop = EmbeddedEventLoop()
    let loop: Loop
    private var output = OutputCheck()
    private(set) var isOpen = true

    private var http: HTTP2Session { connection.core.http }

    init(caller: Caller?) throws(BrokenPromise) {
        loop = Loop(eventLoop)
        do {
            connection = try ServerConnection(
                server: server, loop: loop, peer: "fuzz", address: "fuzz")
        } catch {
            throw BrokenPromise("no connection: \(error)")
        }
        guard case .welcome = server.add(connection) else {
            throw BrokenPromise("the server takes no more connections")
        }
        loop.enter {
            connection.begin()
            connection.linkOpened()
        }
        // There was no handshake that could have said who calls.
        if let caller { connection.identity = .caller(caller) }
    }

    mutating func feed(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard isOpen, !bytes.isEmpty else { return }
        var isUsable = true
        loop.enter {
            unsafe bytes.withUnsafeBytes { isUsable = unsafe http.receive($0) }
            connection.process()
        }
        try settle()
        if !isUsable { close() }
    }

    /// Takes up to `pieces` of output, as a socket with room for so many would, then what they
    /// make room for.
    mutating func drain(pieces: Int) throws(BrokenPromise) {
        var left = min(pieces, 256)
        var taken = -1
        while isOpen, left > 0, taken != 0 {
            taken = 0
            var frames: [[UInt8]] = []
            loop.enter {
                while taken < left, case .bytes(let piece) = http.nextOutput() {
                    unsafe frames.append(Array(piece))
                    taken += 1
                }
                connection.process()
            }
            left -= taken
            for frame in frames { try output.sent(frame) }
            try settle()
        }
        if isOpen, http.isFinished { close() }
    }

    mutating func advance(milliseconds: Int64) throws(BrokenPromise) {
        eventLoop.advanceTime(by: .milliseconds(milliseconds))
        try settle()
    }

    mutating func release() throws(BrokenPromise) {
        loop.enter { FuzzServer.gate.releaseAll() }
        try settle()
    }

    mutating func beginDrain() throws(BrokenPromise) {
        loop.enter { connection.beginDrain() }
        try settle()
    }

    mutating func abandon() throws(BrokenPromise) {
        loop.enter { connection.abandon() }
        isOpen = false
        try settle()
    }

    private mutating func close() {
        isOpen = false
        loop.enter { connection.link.end("the fuzzer ends it") }
    }

    /// Runs what is due and looks at the books.
    private func settle() throws(BrokenPromise) {
        eventLoop.run()
        guard isOpen else { return }
        let held = http.streams.all.reduce(0) { $0 + $1.inbound.heldBytes }
        try BrokenPromise.check(
            http.heldBytes == held, "\(http.heldBytes) bytes are held by the books, \(held) in fact"
        )
        try BrokenPromise.check(
            http.streams.count <= FuzzServer.limits.streamsPerConnectionMax,
            "\(http.streams.count) streams are open")
        try BrokenPromise.check(
            server.runningHandlers <= FuzzServer.limits.handlersPerConnectionMax,
            "\(server.runningHandlers) handlers run")
    }

    /// Ends the connection; afterwards nothing of it may be left.
    mutating func end() throws(BrokenPromise) {
        if isOpen { close() }
        for _ in 0..<8 { eventLoop.run() }
        try BrokenPromise.check(
            server.runningHandlers == 0,
            "\(server.runningHandlers) handlers run on after their connection's end")
        try BrokenPromise.check(
            server.connections.isEmpty, "the server still has the connection")
        try BrokenPromise.check(http.streams.isEmpty, "streams are left")
        try eventLoop.end(loop)
        try BrokenPromise.check(
            server.runningHandlers == 0, "a handler was started after the end")
    }
}
