import Wire

/// Walks a message's table and fills it by chance: every field in some messages, and the values
/// where writers and readers go wrong more often than others.
struct RandomFields: Fields {
    private var generator: SeededGenerator
    private var choice: (numbers: ClosedRange<Int>, chosen: Int)?
    private var depth = 0
    /// Whether the fields are those of a map's entry, which has its value always.
    private var isEntry = false

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    static func message<M: Message>(_ type: M.Type, seed: UInt64) throws -> M {
        var fields = RandomFields(seed: seed)
        return try fields.filled(type)
    }

    mutating func bool(_ number: Int, _ name: String, _ value: inout Bool) {
        value = .random(using: &generator)
    }

    mutating func int32(_ number: Int, _ name: String, _ value: inout Int32) {
        value = integer()
    }

    mutating func int64(_ number: Int, _ name: String, _ value: inout Int64) {
        value = integer()
    }

    mutating func uint32(_ number: Int, _ name: String, _ value: inout UInt32) {
        value = integer()
    }

    mutating func uint64(_ number: Int, _ name: String, _ value: inout UInt64) {
        value = integer()
    }

    mutating func string(_ number: Int, _ name: String, _ value: inout String) {
        value = text()
    }

    mutating func bytes(_ number: Int, _ name: String, _ value: inout [UInt8]) {
        value = blob()
    }

    mutating func enumeration<E: MessageEnum>(_ number: Int, _ name: String, _ value: inout E) {
        value = E.allCases.randomElement(using: &generator) ?? .zero
    }

    mutating func message<M: Message>(
        _ number: Int, _ name: String, _ value: inout M?
    ) throws(WireError) {
        value = isEntry || isSet(number) ? try filled(M.self) : nil
    }

    mutating func repeated<M: Message>(
        _ number: Int, _ name: String, _ values: inout [M]
    ) throws(WireError) {
        for _ in 0..<count() { values.append(try filled(M.self)) }
    }

    mutating func repeated(_ number: Int, _ name: String, _ values: inout [String]) {
        values = (0..<count()).map { _ in text() }
    }

    mutating func repeated(_ number: Int, _ name: String, _ values: inout [[UInt8]]) {
        values = (0..<count()).map { _ in blob() }
    }

    mutating func repeated(_ number: Int, _ name: String, _ values: inout [UInt64]) {
        values = (0..<count()).map { _ in integer() }
    }

    mutating func repeated(_ number: Int, _ name: String, _ values: inout [Int32]) {
        values = (0..<count()).map { _ in integer() }
    }

    mutating func optional(_ number: Int, _ name: String, _ value: inout String?) {
        value = isSet(number) ? text() : nil
    }

    mutating func optional(_ number: Int, _ name: String, _ value: inout Int32?) {
        value = isSet(number) ? integer() : nil
    }

    mutating func map<M: Message>(
        _ number: Int, _ name: String, _ entries: inout [M]
    ) throws(WireError) {
        for key in 0..<count() {
            // Keys of one map differ: of a field that comes twice the last holds.
            let bytes =
                try filled(M.self, isEntry: true).encoded() + [
                    0x0A, 1, UInt8(ascii: "a") + UInt8(key),
                ]
            entries.append(try M(decoding: bytes, unknown: .refuse))
        }
    }

    mutating func oneof(_ name: String, _ numbers: ClosedRange<Int>) {
        choice = (numbers, .random(in: numbers, using: &generator))
    }
}

extension RandomFields {
    private mutating func filled<M: Message>(
        _ type: M.Type, isEntry: Bool = false
    ) throws(WireError) -> M {
        var message = M()
        let outer = (choice, self.isEntry)
        choice = nil
        self.isEntry = isEntry
        depth += 1
        try message.code(&self)
        depth -= 1
        (choice, self.isEntry) = outer
        return message
    }

    private mutating func isSet(_ number: Int) -> Bool {
        if let choice, choice.numbers.contains(number) { return number == choice.chosen }
        return .random(using: &generator)
    }

    private mutating func count() -> Int {
        .random(in: 0...(depth > 2 ? 1 : 4), using: &generator)
    }

    /// Of any number of bits, so that every length of varint comes up.
    private mutating func integer<I: FixedWidthInteger>() -> I {
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: 0
        case 1: .min
        case 2: .max
        default:
            I(truncatingIfNeeded: generator.next())
                >> I(Int.random(in: 0..<I.bitWidth, using: &generator))
        }
    }

    private mutating func text() -> String {
        let letters: [Unicode.Scalar] = [
            "a", "\"", "\\", "\n", "\0", "é", "\u{301}", "积", "😀", "\u{10FFFF}",
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<length() { text.append(letters.randomElement(using: &generator) ?? "a") }
        return String(text)
    }

    private mutating func blob() -> [UInt8] {
        (0..<length()).map { _ in .random(in: .min ... .max, using: &generator) }
    }

    /// Mostly short, at times beyond what one byte of length says.
    private mutating func length() -> Int {
        switch Int.random(in: 0..<16, using: &generator) {
        case 0: 127
        case 1: 128
        case let some: some
        }
    }
}
