/// Writes a message as protobuf's JSON mapping has it: lowerCamelCase names, 64-bit numbers as
/// text, bytes as base64, enumerations by name, maps as objects.
///
/// Fields without presence are written also when they are zero or empty, so that a script finds
/// the same keys in every answer. Fields with presence are left out when absent.
struct JSONWriter: Fields {
    private(set) var output: [UInt8] = []
    private let isPretty: Bool
    private var level = 0
    /// Whether the open object or list has nothing in it yet.
    private var isEmpty = true
    /// Whether the fields are those of a map's entry: 1, the key, then a colon and 2, the value.
    private var isEntry = false
    /// The key of the map's entry, as it is written.
    private var key: [UInt8] = []

    init(isPretty: Bool) {
        self.isPretty = isPretty
    }

    mutating func write<M: Message>(_ message: inout M) throws(WireError) {
        let outerIsEntry = isEntry
        isEntry = false
        open(UInt8(ascii: "{"))
        try message.code(&self)
        close(UInt8(ascii: "}"))
        isEntry = outerIsEntry
    }

    mutating func bool(_ number: Int, _ name: String, _ value: inout Bool) {
        begin(number, name)
        raw(value ? "true" : "false")
    }

    mutating func int32(_ number: Int, _ name: String, _ value: inout Int32) {
        begin(number, name)
        raw(String(value))
    }

    mutating func int64(_ number: Int, _ name: String, _ value: inout Int64) {
        begin(number, name)
        quoted(value)
    }

    mutating func uint32(_ number: Int, _ name: String, _ value: inout UInt32) {
        begin(number, name)
        raw(String(value))
    }

    mutating func uint64(_ number: Int, _ name: String, _ value: inout UInt64) {
        begin(number, name)
        quoted(value)
    }

    mutating func string(_ number: Int, _ name: String, _ value: inout String) {
        begin(number, name)
        text(value)
    }

    mutating func bytes(_ number: Int, _ name: String, _ value: inout [UInt8]) {
        begin(number, name)
        base64(value)
    }

    mutating func enumeration<E: MessageEnum>(_ number: Int, _ name: String, _ value: inout E) {
        begin(number, name)
        text(value.valueName)
    }

    mutating func message<M: Message>(
        _ number: Int, _ name: String, _ value: inout M?
    ) throws(WireError) {
        // A map's entry without a value has the value's zero.
        guard var present = value ?? (isEntry ? M() : nil) else { return }
        begin(number, name)
        try write(&present)
    }

    mutating func repeated<M: Message>(
        _ number: Int, _ name: String, _ values: inout [M]
    ) throws(WireError) {
        begin(number, name)
        open(UInt8(ascii: "["))
        for var value in values {
            next()
            try write(&value)
        }
        close(UInt8(ascii: "]"))
    }

    mutating func repeated(_ number: Int, _ name: String, _ values: inout [String]) {
        list(number, name, values) { writer, value in writer.text(value) }
    }

    mutating func repeated(_ number: Int, _ name: String, _ values: inout [[UInt8]]) {
        list(number, name, values) { writer, value in writer.base64(value) }
    }

    mutating func repeated(_ number: Int, _ name: String, _ values: inout [UInt64]) {
        list(number, name, values) { writer, value in writer.quoted(value) }
    }

    mutating func repeated(_ number: Int, _ name: String, _ values: inout [Int32]) {
        list(number, name, values) { writer, value in writer.raw(String(value)) }
    }

    mutating func optional(_ number: Int, _ name: String, _ value: inout String?) {
        guard let value else { return }
        begin(number, name)
        text(value)
    }

    mutating func optional(_ number: Int, _ name: String, _ value: inout Int32?) {
        guard let value else { return }
        begin(number, name)
        raw(String(value))
    }

    /// An object. Of several entries with one key the last is written, which is the one that
    /// holds; an object with a key twice could not be read back.
    mutating func map<M: Message>(
        _ number: Int, _ name: String, _ entries: inout [M]
    ) throws(WireError) {
        var written: [JSONWriter] = []
        var last: [[UInt8]: Int] = [:]
        for var entry in entries {
            var writer = JSONWriter(isPretty: isPretty)
            writer.level = level + 1
            writer.isEntry = true
            try entry.code(&writer)
            last[writer.key] = written.count
            written.append(writer)
        }
        begin(number, name)
        open(UInt8(ascii: "{"))
        for (index, entry) in written.enumerated() where last[entry.key] == index {
            next()
            output += entry.output
        }
        close(UInt8(ascii: "}"))
    }
}

extension JSONWriter {
    /// Begins a field: its name in an object; in a map's entry, what stands before key or value.
    private mutating func begin(_ number: Int, _ name: String) {
        if isEntry {
            guard number == 2 else { return }
            key = output
            colon()
            return
        }
        next()
        output.append(UInt8(ascii: "\""))
        JSONName.append(name, to: &output)
        output.append(UInt8(ascii: "\""))
        colon()
    }

    private mutating func list<Element>(
        _ number: Int, _ name: String, _ values: [Element],
        _ body: (inout Self, Element) -> Void
    ) {
        begin(number, name)
        open(UInt8(ascii: "["))
        for value in values {
            next()
            body(&self, value)
        }
        close(UInt8(ascii: "]"))
    }

    private mutating func open(_ bracket: UInt8) {
        output.append(bracket)
        level += 1
        isEmpty = true
    }

    private mutating func close(_ bracket: UInt8) {
        level -= 1
        if !isEmpty { breakLine() }
        output.append(bracket)
        isEmpty = false
    }

    /// Goes to where the next member of an object or list stands.
    private mutating func next() {
        if !isEmpty { output.append(UInt8(ascii: ",")) }
        isEmpty = false
        breakLine()
    }

    private mutating func breakLine() {
        guard isPretty else { return }
        output.append(UInt8(ascii: "\n"))
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * level))
    }

    private mutating func colon() {
        output.append(UInt8(ascii: ":"))
        if isPretty { output.append(UInt8(ascii: " ")) }
    }

    private mutating func raw(_ value: String) {
        output.append(contentsOf: value.utf8)
    }

    /// A 64-bit number: as a number, readers with 53 bits would round it.
    private mutating func quoted(_ value: some FixedWidthInteger) {
        output.append(UInt8(ascii: "\""))
        raw(String(value))
        output.append(UInt8(ascii: "\""))
    }

    private mutating func base64(_ value: [UInt8]) {
        output.append(UInt8(ascii: "\""))
        Base64.append(value, to: &output)
        output.append(UInt8(ascii: "\""))
    }

    /// RFC 8259 §7: quotation mark, reverse solidus and control characters are escaped.
    private mutating func text(_ value: String) {
        output.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""): raw("\\\"")
            case UInt8(ascii: "\\"): raw("\\\\")
            case UInt8(ascii: "\n"): raw("\\n")
            case UInt8(ascii: "\r"): raw("\\r")
            case UInt8(ascii: "\t"): raw("\\t")
            case 0..<0x10: raw("\\u000" + String(byte, radix: 16))
            case 0x10..<0x20: raw("\\u00" + String(byte, radix: 16))
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}

extension Message {
    /// Protobuf's JSON mapping, fields without presence always written. O(characters).
    ///
    /// - Parameter pretty: One member a line, indented by two spaces.
    package func json(pretty: Bool = false) -> String {
        var writer = JSONWriter(isPretty: pretty)
        var copy = self
        do {
            try writer.write(&copy)
        } catch {
            preconditionFailure("the JSON writer refuses nothing: \(error)")
        }
        return String(decoding: writer.output, as: UTF8.self)
    }
}
