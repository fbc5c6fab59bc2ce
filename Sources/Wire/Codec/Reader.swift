/// Reads a message from protobuf bytes by walking its table.
///
/// The cursor always holds one tag read ahead. Each field of the table takes the values that
/// carry its number; bytes in field order are read in one walk. A tag that a whole walk leaves
/// is unknown.
struct Reader: Fields {
    private var cursor: Cursor
    private let unknown: UnknownFields
    private var depth = 0
    /// Elements of repeated fields so far, submessages included.
    private var elements = 0
    /// Whether the current walk has taken a value.
    private var hasTaken = false
    private var choice = Choice()

    init(_ input: [UInt8], unknown: UnknownFields) {
        cursor = Cursor(input)
        self.unknown = unknown
    }

    mutating func read<M: Message>(_ message: inout M) throws(WireError) {
        try cursor.advance()
        try walk(&message)
    }

    /// Reads up to the cursor's end, the first tag being read ahead.
    private mutating func walk<M: Message>(_ message: inout M) throws(WireError) {
        while cursor.number != 0 {
            hasTaken = false
            try message.code(&self)
            if choice.isContested { try settle(&message) }
            guard !hasTaken else { continue }
            guard unknown == .skip else {
                throw WireError(
                    .unknownField,
                    "\(M.protoName) has no field \(cursor.number); leave it out, or ask a "
                        + "service that knows it")
            }
            try cursor.skip()
        }
    }

    mutating func bool(_ number: Int, _ name: String, _ value: inout Bool) throws(WireError) {
        while takes(number) { value = try cursor.takeVarint(name) != 0 }
    }

    mutating func int32(_ number: Int, _ name: String, _ value: inout Int32) throws(WireError) {
        while takes(number) { value = try takeInt32(name) }
    }

    mutating func int64(_ number: Int, _ name: String, _ value: inout Int64) throws(WireError) {
        while takes(number) { value = Int64(bitPattern: try cursor.takeVarint(name)) }
    }

    mutating func uint32(_ number: Int, _ name: String, _ value: inout UInt32) throws(WireError) {
        while takes(number) {
            let wide = try cursor.takeVarint(name)
            value = UInt32(truncatingIfNeeded: wide)
            if UInt64(value) != wide { try Self.refuseWide("\(wide)", name, unknown: unknown) }
        }
    }

    mutating func uint64(_ number: Int, _ name: String, _ value: inout UInt64) throws(WireError) {
        while takes(number) { value = try cursor.takeVarint(name) }
    }

    mutating func string(_ number: Int, _ name: String, _ value: inout String) throws(WireError) {
        while takes(number) { value = try cursor.takeText(name) }
    }

    mutating func bytes(_ number: Int, _ name: String, _ value: inout [UInt8]) throws(WireError) {
        while takes(number) { value = try cursor.takeBytes(name) }
    }

    mutating func enumeration<E: MessageEnum>(
        _ number: Int, _ name: String, _ value: inout E
    ) throws(WireError) {
        while takes(number) {
            let raw = try takeInt32(name)
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

    mutating func message<M: Message>(
        _ number: Int, _ name: String, _ value: inout M?
    ) throws(WireError) {
        if choice.drops(number) { value = nil }
        while takes(number) {
            choice.take(number)
            let isMerged = value != nil
            // Taken out, not copied: a submessage that comes in many pieces must not have its
            // lists copied for each.
            var present = value.take() ?? M()
            try submessage(name, &present, isMerged: isMerged)
            value = present
        }
    }

    mutating func repeated<M: Message>(
        _ number: Int, _ name: String, _ values: inout [M]
    ) throws(WireError) {
        while takes(number) {
            try countElement(name)
            var value = M()
            try submessage(name, &value, isMerged: false)
            values.append(value)
        }
    }

    mutating func repeated(
        _ number: Int, _ name: String, _ values: inout [String]
    ) throws(WireError) {
        while takes(number) {
            try countElement(name)
            values.append(try cursor.takeText(name))
        }
    }

    mutating func repeated(
        _ number: Int, _ name: String, _ values: inout [[UInt8]]
    ) throws(WireError) {
        while takes(number) {
            try countElement(name)
            values.append(try cursor.takeBytes(name))
        }
    }

    mutating func repeated(
        _ number: Int, _ name: String, _ values: inout [UInt64]
    ) throws(WireError) {
        while takes(number) {
            var counted = elements
            try cursor.takeNumbers(name) { value throws(WireError) in
                try Self.count(&counted, name)
                values.append(value)
            }
            elements = counted
        }
    }

    mutating func repeated(
        _ number: Int, _ name: String, _ values: inout [Int32]
    ) throws(WireError) {
        while takes(number) {
            var counted = elements
            let unknown = unknown
            try cursor.takeNumbers(name) { value throws(WireError) in
                try Self.count(&counted, name)
                values.append(try Self.int32(value, name, unknown: unknown))
            }
            elements = counted
        }
    }

    mutating func optional(
        _ number: Int, _ name: String, _ value: inout String?
    ) throws(WireError) {
        if choice.drops(number) { value = nil }
        while takes(number) {
            choice.take(number)
            value = try cursor.takeText(name)
        }
    }

    mutating func optional(
        _ number: Int, _ name: String, _ value: inout Int32?
    ) throws(WireError) {
        if choice.drops(number) { value = nil }
        while takes(number) {
            choice.take(number)
            value = try takeInt32(name)
        }
    }

    mutating func oneof(_ name: String, _ numbers: ClosedRange<Int>) {
        choice.open(numbers)
    }
}

extension Reader {
    /// Whether the value that comes next is this field's.
    private mutating func takes(_ number: Int) -> Bool {
        guard cursor.number == number else { return false }
        hasTaken = true
        return true
    }

    private mutating func takeInt32(_ name: String) throws(WireError) -> Int32 {
        try Self.int32(try cursor.takeVarint(name), name, unknown: unknown)
    }

    private static func int32(
        _ varint: UInt64, _ name: String, unknown: UnknownFields
    ) throws(WireError) -> Int32 {
        let wide = Int64(bitPattern: varint)
        let value = Int32(truncatingIfNeeded: wide)
        if Int64(value) != wide { try refuseWide("\(wide)", name, unknown: unknown) }
        return value
    }

    /// Protobuf has readers keep the low 32 bits; a command must not be half understood.
    private static func refuseWide(
        _ value: String, _ name: String, unknown: UnknownFields
    ) throws(WireError) {
        guard unknown == .skip else {
            throw WireError(.malformed, "\(name) is \(value), beyond 32 bits; send a smaller one")
        }
    }

    private mutating func submessage<M: Message>(
        _ name: String, _ value: inout M, isMerged: Bool
    ) throws(WireError) {
        guard depth < WireLimits.depthMax else {
            throw WireError(
                .tooLarge,
                "\(name) is nested deeper than \(WireLimits.depthMax) messages; send fewer levels")
        }
        let outerEnd = try cursor.enter(name)
        let outerChoice = choice
        choice = Choice(isMerged: isMerged)
        depth += 1
        try walk(&value)
        depth -= 1
        choice = outerChoice
        // The walk of the submessage has its own view of what was taken; this one took it all.
        hasTaken = true
        try cursor.leave(to: outerEnd)
    }

    private mutating func countElement(_ name: String) throws(WireError) {
        try Self.count(&elements, name)
    }

    private static func count(_ elements: inout Int, _ name: String) throws(WireError) {
        guard elements < WireLimits.elementsMax else {
            throw WireError(
                .tooLarge,
                "\(name) brings the message above \(WireLimits.elementsMax) elements; send fewer")
        }
        elements += 1
    }

    /// Walks the table once more, taking nothing, to clear the members of a oneof that lost.
    private mutating func settle<M: Message>(_ message: inout M) throws(WireError) {
        var clearing = self
        clearing.choice.isSettling = true
        clearing.cursor = Cursor([])
        try message.code(&clearing)
        choice.isContested = false
    }
}

/// The oneof of the message that is being read: of several members the last one holds.
///
/// A message has at most one oneof, which the schema's test holds true.
private struct Choice {
    private var numbers: ClosedRange<Int>?
    private var winner = 0
    /// Whether a member was taken that may not be the only one.
    var isContested = false
    /// Whether this walk is for clearing.
    var isSettling = false

    init(isMerged: Bool = false) {
        // A message that is merged into may hold a member from before.
        winner = isMerged ? -1 : 0
    }

    mutating func open(_ numbers: ClosedRange<Int>) {
        self.numbers = numbers
    }

    mutating func take(_ number: Int) {
        guard let numbers, numbers.contains(number) else { return }
        if winner != 0, winner != number { isContested = true }
        winner = number
    }

    func drops(_ number: Int) -> Bool {
        guard isSettling, let numbers else { return false }
        return numbers.contains(number) && number != winner
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
