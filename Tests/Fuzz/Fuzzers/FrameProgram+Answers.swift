@testable import Transport

// What a server sends: answers on the streams that the client has opened.
extension FrameProgram {
    mutating func opened(_ stream: UInt32) { openedStreams.append(stream) }

    /// Adds the frame that the input's next bytes say.
    mutating func addAnswer(_ input: inout FuzzInput) {
        switch input.number(below: 14) {
        case 0: addHead(&input, flags: 0)
        case 1: addHead(&input, flags: Self.endStream)
        case 2, 3: addMessage(&input, of: stream(&input))
        case 4: add(.data, input.byte() & 9, stream(&input), input.counted())
        case 5: addEnd(&input)
        case 6: add(.reset, 0, stream(&input), Self.bytes(of: UInt32(input.byte())))
        case 7: add(.ping, input.byte() & 1, 0, [UInt8](repeating: input.byte(), count: 8))
        case 8: addWindowUpdate(&input)
        case 9: addSettings(&input)
        case 10:
            add(.goAway, 0, 0, Self.bytes(of: UInt32(input.byte())) + Self.bytes(of: input.word()))
        case 11: addWhole(&input)
        case 12: add(.continuation, input.byte() & 4, stream(&input), input.counted())
        default:
            let kind = input.byte()
            add(kind, input.byte(), stream(&input), input.counted())
        }
    }

    /// A response as it should be: head, one message, trailers with a status.
    private mutating func addWhole(_ input: inout FuzzInput) {
        let target = stream(&input)
        add(.headers, Self.endHeaders, target, Self.fields(RequestFields.response))
        addMessage(&input, of: target)
        let status = String(input.byte() & 31)
        add(
            .headers, Self.endHeaders | Self.endStream, target,
            Self.fields([("grpc-status", status)]))
    }

    private mutating func addHead(_ input: inout FuzzInput, flags: UInt8) {
        let target = stream(&input)
        let missing = input.byte()
        var block: [UInt8] = []
        for (index, pair) in RequestFields.response.enumerated()
        where index != Int(missing) - 0xf0 {
            block += Self.fields([pair])
        }
        for _ in 0..<input.number(below: 4) { block += answerField(&input) }
        add(.headers, Self.endHeaders | flags, target, block)
    }

    private mutating func addEnd(_ input: inout FuzzInput) {
        let target = stream(&input)
        var block: [UInt8] = []
        for _ in 0..<input.number(below: 4) { block += answerField(&input) }
        add(.headers, Self.endHeaders | Self.endStream, target, block)
    }

    private func answerField(_ input: inout FuzzInput) -> [UInt8] {
        let choice = input.byte()
        if choice & 0xc0 == 0xc0 { return input.counted() }
        let names = RequestFields.answerNames
        let values = RequestFields.answerValues
        let name =
            choice & 0x80 != 0
            ? input.counted() : Array(names[input.number(below: names.count)].utf8)
        let value =
            choice & 0x40 != 0
            ? input.counted() : Array(values[input.number(below: values.count)].utf8)
        return Self.literal(name, value, index: choice & 1 == 0 ? 0 : 0x40)
    }

    private static func fields(_ pairs: [(String, String)]) -> [UInt8] {
        pairs.flatMap { literal(Array($0.utf8), Array($1.utf8), index: 0x40) }
    }
}
