/// Reads a message from protobuf bytes by walking its table.
///
/// The reader always holds one tag read ahead. Each field of the table takes the values that
/// carry its number; bytes in field order are read in one walk. A tag that a whole walk leaves
/// is unknown.
///
///     tag: varint of (number << 3 | wire type), then the value by its wire type
struct Reader: Fields {
    private let input: [UInt8]
    private let unknown: UnknownFields
    private var position = 0
    /// Where the message that is being read ends.
    private var end: Int
    /// The number of the tag read ahead; 0 at the message's end.
    private var pending = 0
    private var pendingType = WireType.varint
    /// Tags read so far; tells a walk that took a value from a walk that took none.
    private var taken = 0
    private var depth = 0

    init(_ input: [UInt8], unknown: UnknownFields) {
        self.input = input
        self.unknown = unknown
        end = input.count
    }

    /// Reads up to `end` into `message`.
    mutating func read<M: Message>(_ message: inout M) throws(WireError) {
        try advance()
        while pending != 0 {
            let before = taken
            try message.code(&self)
            guard taken == before else { continue }
            guard unknown == .skip else {
                throw WireError(
                    .unknownField,
                    "\(M.protoName) has no field \(pending); leave it out, or ask a service "
                        + "that knows it")
            }
            try skip()
            try advance()
        }
    }

    mutating func bool(_ number: Int, _ name: String, _ value: inout Bool) throws(WireError) {
        while pending == number { value = try varint(name) != 0 }
    }

    mutating func int32(_ number: Int, _ name: String, _ value: inout Int32) throws(WireError) {
        while pending == number { value = Int32(truncatingIfNeeded: try varint(name)) }
    }

    mutating func int64(_ number: Int, _ name: String, _ value: inout Int64) throws(WireError) {
        while pending == number { value = Int64(bitPattern: try varint(name)) }
    }

    mutating func uint32(_ number: Int, _ name: String, _ value: inout UInt32) throws(WireError) {
        while pending == number { value = UInt32(truncatingIfNeeded: try varint(name)) }
    }

    mutating func uint64(_ number: Int, _ name: String, _ value: inout UInt64) throws(WireError) {
        while pending == number { value = try varint(name) }
    }

    mutating func string(_ number: Int, _ name: String, _ value: inout String) throws(WireError) {
        while pending == number { value = try text(name) }
    }

    mutating func bytes(_ number: Int, _ name: String, _ value: inout [UInt8]) throws(WireError) {
        while pending == number { value = try blob(name) }
    }

    mutating func enumeration<E: MessageEnum>(
        _ number: Int, _ name: String, _ value: inout E
    ) throws(WireError) {
        while pending == number {
            let raw = Int32(truncatingIfNeeded: try varint(name))
            if let known = E(rawValue: raw) {
                value = known
            } else if unknown == .refuse {
                throw WireError(
                    .unknownField,
                    "\(name) is \(raw), which \(E.protoName) does not have; give one of its values")
            } else {
                value = .zero
            }
        }
    }

    mutating func optional(
        _ number: Int, _ name: String, _ value: inout String?
    ) throws(WireError) {
        while pending == number { value = try text(name) }
    }

    mutating func optional(
        _ number: Int, _ name: String, _ value: inout Int32?
    ) throws(WireError) {
        while pending == number { value = Int32(truncatingIfNeeded: try varint(name)) }
    }

    mutating func message<M: Message>(
        _ number: Int, _ name: String, _ value: inout M?
    ) throws(WireError) {
        while pending == number {
            var present = value ?? M()
            try submessage(name, &present)
            value = present
        }
    }

    mutating func repeated<M: Message>(
        _ number: Int, _ name: String, _ values: inout [M]
    ) throws(WireError) {
        while pending == number {
            try checkRoom(after: values.count, name)
            var value = M()
            try submessage(name, &value)
            values.append(value)
        }
    }

    mutating func repeated(
        _ number: Int, _ name: String, _ values: inout [String]
    ) throws(WireError) {
        while pending == number {
            try checkRoom(after: values.count, name)
            values.append(try text(name))
        }
    }

    mutating func repeated(
        _ number: Int, _ name: String, _ values: inout [[UInt8]]
    ) throws(WireError) {
        while pending == number {
            try checkRoom(after: values.count, name)
            values.append(try blob(name))
        }
    }

    mutating func repeated(
        _ number: Int, _ name: String, _ values: inout [UInt64]
    ) throws(WireError) {
        while pending == number {
            guard pendingType == .lengthDelimited else {
                try checkRoom(after: values.count, name)
                values.append(try varint(name))
                continue
            }
            let packedEnd = try lengthEnd(name)
            while position < packedEnd {
                try checkRoom(after: values.count, name)
                values.append(try rawVarint(before: packedEnd))
            }
            try advance()
        }
    }
}

// Each of these takes the pending value and reads the next tag.
extension Reader {
    private mutating func varint(_ name: String) throws(WireError) -> UInt64 {
        try expect(.varint, name)
        let value = try rawVarint(before: end)
        try advance()
        return value
    }

    private mutating func text(_ name: String) throws(WireError) -> String {
        let valueEnd = try lengthEnd(name)
        guard let value = String(validating: input[position..<valueEnd], as: UTF8.self) else {
            throw WireError(.malformed, "\(name) is not UTF-8; encode text as UTF-8")
        }
        position = valueEnd
        try advance()
        return value
    }

    private mutating func blob(_ name: String) throws(WireError) -> [UInt8] {
        let valueEnd = try lengthEnd(name)
        let value = Array(input[position..<valueEnd])
        position = valueEnd
        try advance()
        return value
    }

    private mutating func submessage<M: Message>(
        _ name: String, _ value: inout M
    ) throws(WireError) {
        let outerEnd = end
        end = try lengthEnd(name)
        depth += 1
        guard depth <= WireLimits.depthMax else {
            throw WireError(
                .tooLarge, "\(name) is nested deeper than \(WireLimits.depthMax) messages")
        }
        try read(&value)
        depth -= 1
        end = outerEnd
        // A walk of the outer table must see that a value was taken.
        taken += 1
        try advance()
    }
}

extension Reader {
    /// Reads the next tag, or notes that the message is at its end.
    private mutating func advance() throws(WireError) {
        taken += 1
        guard position < end else {
            pending = 0
            return
        }
        let tag = try rawVarint(before: end)
        let number = tag >> 3
        guard number >= 1, number < 1 << 29, let type = WireType(rawValue: UInt8(tag & 7)) else {
            throw WireError(
                .malformed,
                "byte \(position) ends a tag of field \(number), wire type \(tag & 7); "
                    + "fields are 1 to 536870911, wire types 0 to 5")
        }
        pending = Int(number)
        pendingType = type
    }

    private func expect(_ type: WireType, _ name: String) throws(WireError) {
        guard pendingType == type else {
            throw WireError(
                .wrongType,
                "\(name) (field \(pending)) comes with wire type \(pendingType.rawValue); its wire "
                    + "type is \(type.rawValue)")
        }
    }

    /// Where the pending length-delimited value ends, `position` being where it begins.
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

    /// A varint of at most ten bytes, the tenth 0 or 1.
    private mutating func rawVarint(before limit: Int) throws(WireError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < limit {
            let byte = input[position]
            position += 1
            guard shift < 63 || byte <= 1 else {
                throw WireError(.malformed, "the varint before byte \(position) exceeds 64 bits")
            }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw WireError(.truncated, "the bytes end inside a varint; send all of the message")
    }

    private func checkRoom(after count: Int, _ name: String) throws(WireError) {
        guard count < WireLimits.repeatedCountMax else {
            throw WireError(
                .tooLarge,
                "\(name) has more than \(WireLimits.repeatedCountMax) elements; send fewer")
        }
    }

    /// Passes over the pending value. A group is passed over with all it holds.
    private mutating func skip() throws(WireError) {
        var openGroups: [Int] = []
        while true {
            switch pendingType {
            case .varint: _ = try rawVarint(before: end)
            case .fixed64: try skipBytes(8)
            case .fixed32: try skipBytes(4)
            case .lengthDelimited: position = try lengthEnd("an unknown field")
            case .groupStart: openGroups.append(pending)
            case .groupEnd:
                guard openGroups.popLast() == pending else {
                    throw WireError(.malformed, "group \(pending) ends without its beginning")
                }
            }
            guard openGroups.count <= WireLimits.depthMax else {
                throw WireError(.tooLarge, "groups are nested deeper than \(WireLimits.depthMax)")
            }
            if openGroups.isEmpty { return }
            try advance()
            guard pending != 0 else {
                throw WireError(.truncated, "the bytes end inside a group")
            }
        }
    }

    private mutating func skipBytes(_ count: Int) throws(WireError) {
        guard end - position >= count else {
            throw WireError(.truncated, "the bytes end inside a value of \(count) bytes")
        }
        position += count
    }
}

extension Message {
    package init(decoding bytes: [UInt8], unknown: UnknownFields) throws(WireError) {
        self.init()
        var reader = Reader(bytes, unknown: unknown)
        try reader.read(&self)
    }

    /// Unknown fields are passed over, as for replies and entries.
    package init(decoding bytes: [UInt8]) throws(WireError) {
        try self.init(decoding: bytes, unknown: .skip)
    }
}
