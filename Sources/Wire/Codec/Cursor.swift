/// A place in protobuf bytes, with the tag that comes next read ahead.
///
///     tag: varint of (number << 3 | wire type), then the value by its wire type
///
/// Every length is compared with what is left before anything is sliced. The methods that take a
/// value move past it and read the next tag.
struct Cursor {
    private let input: [UInt8]
    private(set) var position = 0
    /// Where the message that is being read ends.
    private(set) var end: Int
    /// The field number of the tag read ahead; 0 at the message's end.
    private(set) var number = 0
    private(set) var wireType = WireType.varint

    init(_ input: [UInt8]) {
        self.input = input
        end = input.count
    }

    /// Reads the next tag, or notes that the message is at its end.
    mutating func advance() throws(WireError) {
        guard position < end else {
            number = 0
            return
        }
        let tag = try rawVarint(before: end)
        let field = tag >> 3
        guard field >= 1, field < 1 << 29, let type = WireType(rawValue: UInt8(tag & 7)) else {
            throw WireError(
                .malformed,
                "byte \(position) ends a tag of field \(field), wire type \(tag & 7); "
                    + "fields are 1 to 536870911, wire types 0 to 5")
        }
        number = Int(field)
        wireType = type
    }

    mutating func takeVarint(_ name: String) throws(WireError) -> UInt64 {
        try expect(.varint, name)
        let value = try rawVarint(before: end)
        try advance()
        return value
    }

    mutating func takeText(_ name: String) throws(WireError) -> String {
        let valueEnd = try lengthEnd(name)
        let value: String
        do {
            let bytes = input.span.extracting(position..<valueEnd)
            value = String(copying: try UTF8Span(validating: bytes))
        } catch {
            throw WireError(
                .malformed,
                "\(name) is not UTF-8 in its byte \(error.byteOffsets.lowerBound); encode text "
                    + "as UTF-8")
        }
        position = valueEnd
        try advance()
        return value
    }

    mutating func takeBytes(_ name: String) throws(WireError) -> [UInt8] {
        let valueEnd = try lengthEnd(name)
        let value = Array(input[position..<valueEnd])
        position = valueEnd
        try advance()
        return value
    }

    /// Takes one number of a repeated field, from the tag's value or out of a packed run, and
    /// gives it to `body`.
    mutating func takeNumbers(
        _ name: String, _ body: (UInt64) throws(WireError) -> Void
    ) throws(WireError) {
        guard wireType == .lengthDelimited else {
            try body(try takeVarint(name))
            return
        }
        let runEnd = try lengthEnd(name)
        while position < runEnd { try body(try rawVarint(before: runEnd)) }
        try advance()
    }

    /// Narrows the cursor to the submessage that comes next, its first tag read ahead, and
    /// answers the end to give back to `leave`.
    mutating func enter(_ name: String) throws(WireError) -> Int {
        let outerEnd = end
        end = try lengthEnd(name)
        try advance()
        return outerEnd
    }

    /// Widens the cursor to the message around a submessage that was read to its end.
    mutating func leave(to outerEnd: Int) throws(WireError) {
        end = outerEnd
        try advance()
    }

    /// Passes over the value that comes next; over a group with all it holds.
    mutating func skip() throws(WireError) {
        var openGroups: [Int] = []
        while true {
            switch wireType {
            case .varint: _ = try rawVarint(before: end)
            case .fixed64: try skipBytes(8)
            case .fixed32: try skipBytes(4)
            case .lengthDelimited: position = try lengthEnd("an unknown field")
            case .groupStart: openGroups.append(number)
            case .groupEnd:
                guard openGroups.popLast() == number else {
                    throw WireError(
                        .malformed, "group \(number) ends without its beginning; send whole groups")
                }
            }
            guard openGroups.count <= WireLimits.depthMax else {
                throw WireError(
                    .tooLarge,
                    "groups are nested deeper than \(WireLimits.depthMax); send fewer levels")
            }
            try advance()
            if openGroups.isEmpty { return }
            guard number != 0 else {
                throw WireError(.truncated, "the bytes end inside a group; send all of it")
            }
        }
    }

    private func expect(_ type: WireType, _ name: String) throws(WireError) {
        guard wireType == type else {
            throw WireError(
                .wrongType,
                "\(name) (field \(number)) comes with wire type \(wireType.rawValue); its wire "
                    + "type is \(type.rawValue)")
        }
    }

    /// Where the length-delimited value ends; moves to where it begins.
    private mutating func lengthEnd(_ name: String) throws(WireError) -> Int {
        try expect(.lengthDelimited, name)
        let length = try rawVarint(before: end)
        guard length <= UInt64(end - position) else {
            throw WireError(
                .truncated,
                "\(name) says \(length) bytes where \(end - position) are left; send all of it")
        }
        return position + Int(length)
    }

    /// A varint of at most ten bytes, the tenth 0 or 1. Longer forms of a small number are
    /// valid protobuf, though no writer makes them.
    private mutating func rawVarint(before limit: Int) throws(WireError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < limit {
            let byte = input[position]
            position += 1
            guard shift < 63 || byte <= 1 else {
                throw WireError(
                    .malformed, "the varint before byte \(position) exceeds 64 bits; send less")
            }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw WireError(.truncated, "the bytes end inside a varint; send all of the message")
    }

    private mutating func skipBytes(_ count: Int) throws(WireError) {
        guard end - position >= count else {
            throw WireError(
                .truncated, "the bytes end inside a value of \(count) bytes; send all of it")
        }
        position += count
    }
}

/// The low three bits of a tag.
enum WireType: UInt8 {
    case varint = 0
    case fixed64 = 1
    case lengthDelimited = 2
    case groupStart = 3
    case groupEnd = 4
    case fixed32 = 5
}
