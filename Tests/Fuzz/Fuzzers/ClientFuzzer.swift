@testable import Transport

//  | mode: 1 byte | bytes for the session in pieces, each behind its count |    even modes
//  | mode: 1 byte | a program: one byte each step, followed by what it needs |  odd modes
//  The second bit of the mode leaves out the server's SETTINGS, without which no call begins.

/// A client's connection behind TLS survives whatever a server sends: every call ends once, and
/// nothing is left of it.
enum ClientFuzzer {
    private static let settings: [UInt8] = [0, 0, 0, 4, 0, 0, 0, 0, 0]

    static func run(_ input: FuzzInput) throws(BrokenPromise) {
        var input = input
        let mode = input.byte()
        weak var leftOver: ClientConnection?
        weak var leftLoop: Loop?
        do {
            var run = try ClientRun()
            leftOver = run.connection
            leftLoop = run.loop
            if mode & 2 == 0 { try run.feed(settings) }
            if mode & 1 == 0 {
                for kind in 0..<4 { _ = try run.begin(UInt8(kind)) }
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

    private static func follow(
        _ input: inout FuzzInput, _ run: inout ClientRun
    ) throws(BrokenPromise) {
        var program = FrameProgram()
        while !input.isEmpty, run.isOpen {
            let step = input.byte()
            switch step {
            case 0..<0xb0: program.addAnswer(&input)
            case 0xb0..<0xc0:
                if let stream = try run.begin(step) { program.opened(stream) }
            case 0xc0..<0xd0: program.addRaw(input.counted())
            case 0xd0..<0xd8: try run.feed(program.takePending())
            case 0xd8..<0xe0: try run.read(Int(input.byte()))
            case 0xe0..<0xe8: try run.drain(pieces: Int(step & 7) + 1)
            case 0xe8..<0xf0: try run.drain(pieces: .max)
            case 0xf0..<0xf4: try run.advance(milliseconds: 1 << Int64(input.byte() & 15))
            case 0xf4..<0xf8: try run.send(Int(input.byte()), input.counted())
            case 0xf8..<0xfb: try run.cancel(Int(input.byte()))
            case 0xfb..<0xfd: try run.finishRequests(Int(input.byte()))
            case 0xfd: try run.finish()
            default:
                try run.feed(program.takePending())
                try run.drain(pieces: .max)
            }
        }
        try run.feed(program.takePending())
        try run.drain(pieces: .max)
    }
}
