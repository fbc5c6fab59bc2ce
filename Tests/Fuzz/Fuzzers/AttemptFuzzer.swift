@testable import Transport

//  | tokens: 1 byte | gain: 1 byte | a program: one byte each step, followed by what it needs |

/// A client's calls keep to their policies whatever servers say of them: attempts, pauses and what
/// all calls together may spend on more attempts are bounded, and each call ends once.
enum AttemptFuzzer {
    static func run(_ input: FuzzInput) throws(BrokenPromise) {
        var input = input
        weak var leftOver: Balancer?
        weak var leftLoop: Loop?
        do {
            var run = AttemptRun(
                tokensMax: 1 + Int(input.byte()), gainThousandths: 1 + 8 * Int(input.byte()))
            leftOver = run.balancer
            leftLoop = run.loop
            while !input.isEmpty { try step(&input, &run) }
            try run.end()
        }
        try BrokenPromise.check(leftOver == nil, "the client is still held after its end")
        try BrokenPromise.check(leftLoop == nil, "the loop is still held after its shutdown")
    }

    private static func step(
        _ input: inout FuzzInput, _ run: inout AttemptRun
    ) throws(BrokenPromise) {
        let step = input.byte()
        switch step {
        case 0..<0x30: try run.begin(AttemptPlan(&input))
        case 0x30..<0x50: try run.welcome()
        case 0x50..<0x90: try refuse(step, &input, run)
        case 0x90..<0xa8:
            let call = Int(input.byte())
            try run.answer(call, attempt: step) { program, stream in
                program.add(.headers, FrameProgram.endHeaders, stream, response([]))
                program.addMessage(&input, of: stream)
            }
        case 0xa8..<0xb4:
            try run.answer(Int(input.byte()), attempt: step) { program, stream in
                program.openedStreams = [stream]
                program.addAnswer(&input)
            }
        case 0xb4..<0xbc:
            let code = UInt32(input.byte() & 15)
            try run.answer(Int(input.byte()), attempt: step) { program, stream in
                program.add(.reset, 0, stream, FrameProgram.bytes(of: code))
            }
        case 0xbc..<0xc4: try run.leave(lastStream: UInt32(input.byte()))
        case 0xc4..<0xcc: try run.lose()
        case 0xcc..<0xd4: run.refuseDials(Int(step & 7) + 1)
        case 0xd4..<0xe8: try run.advance(milliseconds: 1 << Int64(input.byte() % 12))
        case 0xe8..<0xf0: try run.cancel(Int(input.byte()))
        case 0xf0..<0xf8: try run.finishRequests(Int(input.byte()))
        default: try run.drain()
        }
    }

    /// An attempt ends with a status and perhaps a word about another: as a response of trailers
    /// alone, or behind what was sent before.
    private static func refuse(
        _ step: UInt8, _ input: inout FuzzInput, _ run: AttemptRun
    ) throws(BrokenPromise) {
        let call = Int(input.byte())
        let status = input.byte()
        var fields = [("grpc-status", String(status & 31))]
        if status & 0x20 == 0 { fields[0].1 = "14" }
        if status & 0xc0 != 0 {
            fields.append(("grpc-retry-pushback-ms", pushback(&input)))
        }
        if status & 0xc0 == 0xc0 { fields.append(("grpc-retry-pushback-ms", pushback(&input))) }
        try run.answer(call, attempt: step) { program, stream in
            let flags = FrameProgram.endHeaders | FrameProgram.endStream
            let block = step & 8 == 0 ? response(fields) : literals(fields)
            program.add(.headers, flags, stream, block)
        }
    }

    private static let pushbacks = [
        "0", "1", "20", "999", "1000", "1001", "-1", "", "2147483647", "2147483648",
        "-9223372036854775808", "99999999999999999999", "0x10", "+5", " 5", "5 ", "٣",
    ]

    private static func pushback(_ input: inout FuzzInput) -> String {
        let choice = Int(input.byte())
        guard choice >= pushbacks.count else { return pushbacks[choice] }
        return String(decoding: input.counted(), as: UTF8.self)
    }

    private static func response(_ more: [(String, String)]) -> [UInt8] {
        literals(RequestFields.response + more)
    }

    private static func literals(_ fields: [(String, String)]) -> [UInt8] {
        fields.flatMap {
            FrameProgram.literal(Array($0.utf8), Array($1.utf8), index: 0)
        }
    }
}
