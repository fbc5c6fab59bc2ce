import Wire

@testable import Transport

/// Composes HTTP/2 frames as the input says: valid ones mostly, so that what is fuzzed is what
/// lies behind the checks of single frames.
struct FrameProgram {
    static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    /// Frames that have not been fed yet.
    private(set) var pending: [UInt8] = []
    private var nextStream: UInt32 = 1
    var openedStreams: [UInt32] = []
    private let gzip = GzipCodec()

    enum Kind: UInt8 {
        case data
        case headers
        case priority
        case reset
        case settings
        case push
        case ping
        case goAway
        case windowUpdate
        case continuation
    }

    static let endStream: UInt8 = 1
    static let endHeaders: UInt8 = 4

    mutating func takePending() -> [UInt8] {
        defer { pending = [] }
        return pending
    }

    mutating func addRaw(_ bytes: [UInt8]) { pending += bytes }

    mutating func add(_ kind: Kind, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8]) {
        add(kind.rawValue, flags, stream, payload)
    }

    mutating func add(_ kind: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8]) {
        let count = payload.count
        pending += [
            UInt8(truncatingIfNeeded: count >> 16), UInt8(truncatingIfNeeded: count >> 8),
            UInt8(truncatingIfNeeded: count), kind, flags,
        ]
        pending += Self.bytes(of: stream)
        pending += payload
    }

    static func bytes(of word: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
    }

    /// One of the streams opened so far, the newest being 0; or any number at all.
    func stream(_ input: inout FuzzInput) -> UInt32 {
        let choice = Int(input.byte())
        if choice >= 0xf0 || openedStreams.isEmpty { return UInt32(choice & 15) }
        return openedStreams[openedStreams.count - 1 - choice % openedStreams.count]
    }

    /// Adds the frame that the input's next bytes say.
    mutating func addFrame(_ input: inout FuzzInput) {
        switch input.number(below: 14) {
        case 0: addRequest(&input, data: true)
        case 1: addRequest(&input, data: false)
        case 2, 3: addMessage(&input, of: stream(&input))
        case 4: add(.data, input.byte() & 9, stream(&input), input.counted())
        case 5: add(.reset, 0, stream(&input), Self.bytes(of: UInt32(input.byte())))
        case 6: add(.ping, input.byte() & 1, 0, [UInt8](repeating: input.byte(), count: 8))
        case 7: addWindowUpdate(&input)
        case 8: addSettings(&input)
        case 9:
            add(.goAway, 0, 0, Self.bytes(of: UInt32(input.byte())) + Self.bytes(of: input.word()))
        case 10: addTrailers(&input)
        case 11: add(.continuation, input.byte() & 4, stream(&input), input.counted())
        case 12:
            let kind = input.byte()
            add(kind, input.byte(), stream(&input), input.counted())
        default: addSplitRequest(&input)
        }
    }

    private mutating func open() -> UInt32 {
        defer { nextStream += 2 }
        openedStreams.append(nextStream)
        return nextStream
    }

    private mutating func addRequest(_ input: inout FuzzInput, data: Bool) {
        let block = requestBlock(&input)
        let flags = input.byte() & Self.endStream
        let id = open()
        add(.headers, Self.endHeaders | (data ? 0 : flags), id, block)
        if data { addMessage(&input, of: id) }
    }

    private mutating func addSplitRequest(_ input: inout FuzzInput) {
        let block = requestBlock(&input)
        let pieces = 1 + input.number(below: 12)
        let id = open()
        var rest = block[...]
        add(.headers, input.byte() & Self.endStream, id, Array(rest.prefix(block.count / pieces)))
        rest = rest.dropFirst(block.count / pieces)
        for piece in 1...pieces {
            let count = piece == pieces ? rest.count : block.count / pieces
            let flags = piece == pieces ? Self.endHeaders : 0
            add(.continuation, flags, id, Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
    }

    private mutating func addTrailers(_ input: inout FuzzInput) {
        var block: [UInt8] = []
        for _ in 0..<input.number(below: 4) { block += field(&input) }
        add(.headers, Self.endHeaders | Self.endStream, stream(&input), block)
    }

    /// The fields of a request: the standard ones, perhaps one of them missing, and others.
    private func requestBlock(_ input: inout FuzzInput) -> [UInt8] {
        let path = FuzzServer.paths[input.number(below: FuzzServer.paths.count)]
        let standard = RequestFields.standard(path: path)
        let missing = input.byte()
        var block: [UInt8] = []
        for (index, field) in standard.enumerated() where index != Int(missing) - 0xf0 {
            block += Self.literal(Array(field.name.utf8), Array(field.value.utf8), index: 0x40)
        }
        for _ in 0..<input.number(below: 4) { block += field(&input) }
        return block
    }

    private func field(_ input: inout FuzzInput) -> [UInt8] {
        let choice = input.byte()
        if choice & 0xc0 == 0xc0 { return input.counted() }
        let name =
            choice & 0x80 != 0
            ? input.counted()
            : Array(RequestFields.names[input.number(below: RequestFields.names.count)].utf8)
        let value =
            choice & 0x40 != 0
            ? input.counted()
            : Array(RequestFields.values[input.number(below: RequestFields.values.count)].utf8)
        return Self.literal(name, value, index: choice & 1 == 0 ? 0 : 0x40)
    }

    /// HPACK's literal field with a new name, without Huffman (RFC 7541 §6.2).
    static func literal(_ name: [UInt8], _ value: [UInt8], index: UInt8) -> [UInt8] {
        [index] + counted(name) + counted(value)
    }

    private static func counted(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count >= 127 else { return [UInt8(bytes.count)] + bytes }
        var count = [UInt8(127)]
        var rest = bytes.count - 127
        while rest >= 128 {
            count.append(UInt8(rest & 127) | 128)
            rest >>= 7
        }
        return count + [UInt8(rest)] + bytes
    }

    mutating func addMessage(_ input: inout FuzzInput, of stream: UInt32) {
        let kind = input.byte()
        var message: [UInt8]
        if kind & 2 == 0 {
            let number = UInt64(input.byte())
            let text = String(decoding: input.counted(), as: UTF8.self)
            message = FuzzMessage(text: text, number: number, payload: input.counted()).encoded()
        } else {
            message = input.counted()
        }
        let flag: UInt8
        switch kind >> 2 & 7 {
        case 7: flag = input.byte()
        case 5, 6:
            if let deflated = gzip.deflated(message) { message = deflated }
            flag = 1
        default: flag = 0
        }
        var count = UInt32(message.count)
        if kind & 0xc0 == 0xc0 { count = UInt32(input.byte()) }
        if kind & 0xe0 == 0xe0 { count <<= 8 }
        let framed = [flag] + Self.bytes(of: count) + message
        add(.data, kind & Self.endStream, stream, framed)
    }

    mutating func addWindowUpdate(_ input: inout FuzzInput) {
        let choice = input.byte()
        let target = choice & 1 == 0 ? 0 : stream(&input)
        let size: UInt32 = choice & 2 == 0 ? UInt32(input.byte()) : 1 << UInt32(choice >> 3)
        add(.windowUpdate, 0, target, Self.bytes(of: size))
    }

    mutating func addSettings(_ input: inout FuzzInput) {
        let choice = input.byte()
        guard choice & 1 == 0 else {
            add(.settings, 1, 0, [])
            return
        }
        var payload: [UInt8] = []
        for _ in 0..<input.number(below: 4) {
            payload += [0, input.byte() & 15]
            let value = input.byte()
            payload += Self.bytes(of: value < 0xe0 ? UInt32(value) : 1 << UInt32(value & 31))
        }
        add(.settings, 0, 0, payload)
    }
}
