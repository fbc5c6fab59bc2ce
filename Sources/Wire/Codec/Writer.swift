/// Writes a message's canonical bytes.
///
/// A submessage's length is not known before it is written: one byte is kept for it, and the few
/// submessages of 128 bytes or more are moved along once.
struct Writer: Fields {
    private(set) var output: [UInt8] = []
    /// Whether the fields are those of a map's entry, which is written whole, defaults too.
    private var isEntry = false

    /// Room for what most messages take, so that they cost one allocation.
    private static let bytesReserved = 256

    init() {
        output.reserveCapacity(Self.bytesReserved)
    }

    mutating func bool(_ number: Int, _ name: String, _ value: inout Bool) {
        guard value else { return }
        tag(number, .varint)
        output.append(1)
    }

    mutating func int32(_ number: Int, _ name: String, _ value: inout Int32) {
        guard value != 0 else { return }
        tag(number, .varint)
        varint(UInt64(bitPattern: Int64(value)))
    }

    mutating func int64(_ number: Int, _ name: String, _ value: inout Int64) {
        guard value != 0 else { return }
        tag(number, .varint)
        varint(UInt64(bitPattern: value))
    }

    mutating func uint32(_ number: Int, _ name: String, _ value: inout UInt32) {
        guard value != 0 else { return }
        tag(number, .varint)
        varint(UInt64(value))
    }

    mutating func uint64(_ number: Int, _ name: String, _ value: inout UInt64) {
        guard value != 0 else { return }
        tag(number, .varint)
        varint(value)
    }

    mutating func string(_ number: Int, _ name: String, _ value: inout String) {
        guard isEntry || !value.isEmpty else { return }
        text(number, value)
    }

    mutating func bytes(_ number: Int, _ name: String, _ value: inout [UInt8]) {
        guard !value.isEmpty else { return }
        blob(number, value)
    }

    mutating func enumeration<E: MessageEnum>(_ number: Int, _ name: String, _ value: inout E) {
        guard value.rawValue != 0 else { return }
        tag(number, .varint)
        varint(UInt64(bitPattern: Int64(value.rawValue)))
    }

    mutating func message<M: Message>(
        _ number: Int, _ name: String, _ value: inout M?
    ) throws(WireError) {
        guard var present = value ?? (isEntry ? M() : nil) else { return }
        try submessage(number, &present)
    }

    mutating func repeated<M: Message>(
        _ number: Int, _ name: String, _ values: inout [M]
    ) throws(WireError) {
        for var value in values { try submessage(number, &value) }
    }

    mutating func repeated(_ number: Int, _ name: String, _ values: inout [String]) {
        for value in values { text(number, value) }
    }

    mutating func repeated(_ number: Int, _ name: String, _ values: inout [[UInt8]]) {
        for value in values { blob(number, value) }
    }

    mutating func repeated(_ number: Int, _ name: String, _ values: inout [UInt64]) {
        guard !values.isEmpty else { return }
        tag(number, .lengthDelimited)
        let start = beginLength()
        for value in values { varint(value) }
        endLength(start)
    }

    mutating func repeated(_ number: Int, _ name: String, _ values: inout [Int32]) {
        guard !values.isEmpty else { return }
        tag(number, .lengthDelimited)
        let start = beginLength()
        for value in values { varint(UInt64(bitPattern: Int64(value))) }
        endLength(start)
    }

    mutating func optional(_ number: Int, _ name: String, _ value: inout String?) {
        if let value { text(number, value) }
    }

    mutating func optional(_ number: Int, _ name: String, _ value: inout Int32?) {
        guard let value else { return }
        tag(number, .varint)
        varint(UInt64(bitPattern: Int64(value)))
    }

    mutating func map<M: Message>(
        _ number: Int, _ name: String, _ entries: inout [M]
    ) throws(WireError) {
        for var entry in entries { try submessage(number, &entry, isEntry: true) }
    }

    private mutating func submessage<M: Message>(
        _ number: Int, _ value: inout M, isEntry: Bool = false
    ) throws(WireError) {
        tag(number, .lengthDelimited)
        let start = beginLength()
        let outer = self.isEntry
        self.isEntry = isEntry
        try value.code(&self)
        self.isEntry = outer
        endLength(start)
    }

    private mutating func text(_ number: Int, _ value: String) {
        tag(number, .lengthDelimited)
        varint(UInt64(value.utf8.count))
        output.append(contentsOf: value.utf8)
    }

    private mutating func blob(_ number: Int, _ value: [UInt8]) {
        tag(number, .lengthDelimited)
        varint(UInt64(value.count))
        output.append(contentsOf: value)
    }

    private mutating func tag(_ number: Int, _ type: WireType) {
        let tag = UInt64(number) << 3 | UInt64(type.rawValue)
        if tag < 0x80 { output.append(UInt8(tag)) } else { varint(tag) }
    }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        output.append(UInt8(truncatingIfNeeded: rest))
    }

    private mutating func beginLength() -> Int {
        output.append(0)
        return output.count
    }

    private mutating func endLength(_ start: Int) {
        var length = output.count - start
        guard length >= 0x80 else {
            output[start - 1] = UInt8(length)
            return
        }
        output[start - 1] = UInt8(truncatingIfNeeded: length) | 0x80
        length >>= 7
        var position = start
        while length >= 0x80 {
            output.insert(UInt8(truncatingIfNeeded: length) | 0x80, at: position)
            position += 1
            length >>= 7
        }
        output.insert(UInt8(length), at: position)
    }
}

extension Message {
    package func encoded() -> [UInt8] {
        var writer = Writer()
        var copy = self
        do {
            try copy.code(&writer)
        } catch {
            preconditionFailure("the writer refuses nothing: \(error)")
        }
        return writer.output
    }
}
