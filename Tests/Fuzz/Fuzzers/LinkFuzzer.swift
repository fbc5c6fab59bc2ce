@testable import Transport

//  | mode: 1 byte | bytes for the socket in pieces, each behind its count |     mode bit 1 set
//  | mode: 1 byte | a program: one byte each step, followed by what it needs |  else
//  Mode bit 0 chooses which side is tried, server (0) or client, bit 2 begins with a whole
//  handshake. The other side is OpenSSL alone, and what it writes is made by the program.

/// A connection with its TLS survives whatever arrives at its socket: records that are cut,
/// changed, lost or doubled, in the handshake or after it, and anything inside of them.
enum LinkFuzzer {
    static func run(_ input: FuzzInput) throws(BrokenPromise) {
        var input = input
        let mode = input.byte()
        weak var leftOver: AnyObject?
        weak var leftLoop: Loop?
        do {
            var run = try LinkRun(isServer: mode & 1 == 0)
            leftOver = run.owner
            leftLoop = run.loop
            if mode & 4 != 0 { try run.exchange() }
            if mode & 2 != 0 {
                while !input.isEmpty, run.isOpen { try run.receive(input.counted()) }
            } else {
                try follow(&input, &run)
            }
            try run.end()
        }
        try BrokenPromise.check(leftOver == nil, "the connection is still held after its end")
        try BrokenPromise.check(leftLoop == nil, "the loop is still held after its shutdown")
    }

    private static func follow(
        _ input: inout FuzzInput, _ run: inout LinkRun
    ) throws(BrokenPromise) {
        var program = FrameProgram()
        program.addRaw((run.isServer ? FrameProgram.preface : []) + [0, 0, 0, 4, 0, 0, 0, 0, 0])
        while !input.isEmpty, run.isOpen {
            let step = input.byte()
            switch step {
            case 0..<0x40:
                if run.isServer { program.addFrame(&input) } else { program.addAnswer(&input) }
            case 0x40..<0x60: try run.pass(Int(input.byte()) + 1)
            case 0x60..<0x80: run.flip(at: input.word(), with: input.byte() | 1)
            case 0x80..<0x90: try run.receive(input.counted())
            case 0x90..<0x98: run.drop(Int(input.byte()) + 1)
            case 0x98..<0xa0: run.double(Int(input.byte()) + 1)
            case 0xa0..<0xc0: run.write(program.takePending())
            case 0xc0..<0xc8: try run.beginCall { program.opened($0) }
            case 0xc8..<0xcc: run.closePeer()
            case 0xcc..<0xd4: try run.setWritable(step & 1 == 0)
            case 0xd4..<0xdc: try run.advance(milliseconds: 1 << Int64(input.byte() & 15))
            case 0xdc..<0xde: try run.peerLeaves()
            case 0xde: try run.breakSocket()
            case 0xdf: try run.loseSocket()
            default:
                run.write(program.takePending())
                try run.exchange()
            }
        }
    }
}
