/// Reads a message from protobuf's JSON mapping by walking its table.
///
/// Each field of the table takes the member that has its name, in lowerCamelCase or as in the
/// `.proto` file. A member that no field takes is refused: a misspelt name must not read as the
/// field's zero. `null` reads as absent.
struct JSONReader: Fields {
    private let members: [JSONMember]
    /// Which of the members were taken.
    private var isTaken: [Bool]
    /// The member behind the one taken last: most texts have the table's order.
    private var nextIndex = 0
    /// What stands before a field's name in an error, such as `orders[3].`.
    private let path: String
    private var choice: (name: String, numbers: ClosedRange<Int>)?
    /// The name of the member of the choice that was taken.
    private var chosen: String?

    /// Reads an object into `message`.
    static func read<M: Message>(
        _ value: JSONValue, into message: inout M, path: String
    ) throws(WireError) {
        guard case .object(let members) = value else {
            throw WireError(
                .wrongType,
                "\(path.isEmpty ? M.protoName : path) is \(value.excerpt); give an object of "
                    + "\(M.protoName)'s fields")
        }
        var reader = JSONReader(members, path: path.isEmpty ? "" : path + ".")
        try message.code(&reader)
        try reader.refuseRest(of: M.self)
    }

    private init(_ members: [JSONMember], path: String) {
        self.members = members
        isTaken = Array(repeating: false, count: members.count)
        self.path = path
    }

    mutating func bool(_ number: Int, _ name: String, _ value: inout Bool) throws(WireError) {
        guard let given = try take(number, name) else { return }
        guard case .bool(let bool) = given else {
            throw wrongType(name, given, "give true or false")
        }
        value = bool
    }

    mutating func int32(_ number: Int, _ name: String, _ value: inout Int32) throws(WireError) {
        if let given = try take(number, name) { value = try integer(name, given) }
    }

    mutating func int64(_ number: Int, _ name: String, _ value: inout Int64) throws(WireError) {
        if let given = try take(number, name) { value = try integer(name, given) }
    }

    mutating func uint32(_ number: Int, _ name: String, _ value: inout UInt32) throws(WireError) {
        if let given = try take(number, name) { value = try integer(name, given) }
    }

    mutating func uint64(_ number: Int, _ name: String, _ value: inout UInt64) throws(WireError) {
        if let given = try take(number, name) { value = try integer(name, given) }
    }

    mutating func string(_ number: Int, _ name: String, _ value: inout String) throws(WireError) {
        if let given = try take(number, name) { value = try text(name, given) }
    }

    mutating func bytes(_ number: Int, _ name: String, _ value: inout [UInt8]) throws(WireError) {
        if let given = try take(number, name) { value = try blob(name, given) }
    }

    mutating func enumeration<E: MessageEnum>(
        _ number: Int, _ name: String, _ value: inout E
    ) throws(WireError) {
        guard let given = try take(number, name) else { return }
        let known: E? =
            switch given {
            case .string(let text): E.allCases.first { $0.valueName == text }
            case .number(let text): JSONInteger.parse(text).flatMap { E(rawValue: $0) }
            case .null, .bool, .list, .object: nil
            }
        guard let known else {
            let names = E.allCases.map(\.valueName).joined(separator: ", ")
            throw wrongType(name, given, "give a value of \(E.protoName): \(names)")
        }
        value = known
    }

    mutating func message<M: Message>(
        _ number: Int, _ name: String, _ value: inout M?
    ) throws(WireError) {
        guard let given = try take(number, name) else { return }
        var message = M()
        try Self.read(given, into: &message, path: path + name)
        value = message
    }

    mutating func repeated<M: Message>(
        _ number: Int, _ name: String, _ values: inout [M]
    ) throws(WireError) {
        for (element, given) in try list(number, name) {
            var message = M()
            try Self.read(given, into: &message, path: path + element)
            values.append(message)
        }
    }

    mutating func repeated(
        _ number: Int, _ name: String, _ values: inout [String]
    ) throws(WireError) {
        for (element, given) in try list(number, name) { values.append(try text(element, given)) }
    }

    mutating func repeated(
        _ number: Int, _ name: String, _ values: inout [[UInt8]]
    ) throws(WireError) {
        for (element, given) in try list(number, name) { values.append(try blob(element, given)) }
    }

    mutating func repeated(
        _ number: Int, _ name: String, _ values: inout [UInt64]
    ) throws(WireError) {
        for (element, given) in try list(number, name) {
            values.append(try integer(element, given))
        }
    }

    mutating func repeated(
        _ number: Int, _ name: String, _ values: inout [Int32]
    ) throws(WireError) {
        for (element, given) in try list(number, name) {
            values.append(try integer(element, given))
        }
    }

    mutating func optional(
        _ number: Int, _ name: String, _ value: inout String?
    ) throws(WireError) {
        if let given = try take(number, name) { value = try text(name, given) }
    }

    mutating func optional(
        _ number: Int, _ name: String, _ value: inout Int32?
    ) throws(WireError) {
        if let given = try take(number, name) { value = try integer(name, given) }
    }

    /// An object's members, each read as an entry of the two fields `key` and `value`.
    mutating func map<M: Message>(
        _ number: Int, _ name: String, _ entries: inout [M]
    ) throws(WireError) {
        guard let given = try take(number, name) else { return }
        guard case .object(let members) = given else {
            throw wrongType(name, given, "give an object")
        }
        // Keys are compared byte by byte: `String` takes two spellings of é for one.
        var keys: Set<[UInt8]> = []
        for member in members {
            guard keys.insert(Array(member.name.utf8)).inserted else {
                throw WireError(
                    .malformed, "\(path)\(name)[\"\(member.name)\"] is there twice; give it once")
            }
            guard member.value.isPresent else {
                throw wrongType("\(name)[\"\(member.name)\"]", member.value, "give a value")
            }
            let entry = JSONValue.object([
                JSONMember(name: "key", value: .string(member.name)),
                JSONMember(name: "value", value: member.value),
            ])
            var message = M()
            try Self.read(entry, into: &message, path: "\(path)\(name)[\"\(member.name)\"]")
            entries.append(message)
        }
    }

    mutating func oneof(_ name: String, _ numbers: ClosedRange<Int>) {
        choice = (name, numbers)
    }
}

extension JSONReader {
    /// The member of this field, unless it is absent or null.
    private mutating func take(_ number: Int, _ name: String) throws(WireError) -> JSONValue? {
        guard let index = index(of: name) else { return nil }
        isTaken[index] = true
        nextIndex = index + 1
        let value = members[index].value
        guard value.isPresent else { return nil }
        if let choice, choice.numbers.contains(number) {
            if let chosen {
                throw WireError(
                    .malformed,
                    "\(path)\(name) stands beside \(chosen); give only one of \(choice.name)")
            }
            chosen = name
        }
        return value
    }

    /// The first member of this name, in either spelling.
    private func index(of name: String) -> Int? {
        if nextIndex < members.count, JSONName.names(members[nextIndex].name, name) {
            return nextIndex
        }
        return members.firstIndex { JSONName.names($0.name, name) }
    }

    /// Refuses members that no field took: unknown ones, and a field's second.
    private func refuseRest<M: Message>(of type: M.Type) throws(WireError) {
        guard let left = isTaken.firstIndex(of: false) else { return }
        let name = members[left].name
        let isTwice = members[..<left].contains {
            JSONName.names(name, $0.name) || JSONName.names($0.name, name)
        }
        throw WireError(
            isTwice ? .malformed : .unknownField,
            isTwice
                ? "\(path)\(name) is there twice; give it once"
                : "\(path)\(name) is no field of \(M.protoName); leave it out or correct the name")
    }

    /// The elements of this field's list, with the name that each has in an error.
    private mutating func list(
        _ number: Int, _ name: String
    ) throws(WireError) -> [(name: String, value: JSONValue)] {
        guard let given = try take(number, name) else { return [] }
        guard case .list(let values) = given else { throw wrongType(name, given, "give a list") }
        return values.enumerated().map { (name: "\(name)[\($0)]", value: $1) }
    }

    private func text(_ name: String, _ given: JSONValue) throws(WireError) -> String {
        guard case .string(let text) = given else {
            throw wrongType(name, given, "give text in \"\"")
        }
        return text
    }

    private func blob(_ name: String, _ given: JSONValue) throws(WireError) -> [UInt8] {
        guard case .string(let text) = given, let bytes = Base64.bytes(of: text) else {
            throw wrongType(name, given, "give bytes as base64 in \"\"")
        }
        return bytes
    }

    private func integer<I: FixedWidthInteger>(
        _ name: String, _ given: JSONValue
    ) throws(WireError) -> I {
        let parsed: I? =
            switch given {
            case .number(let text), .string(let text): JSONInteger.parse(text)
            case .null, .bool, .list, .object: nil
            }
        guard let parsed else {
            throw wrongType(name, given, "give a whole number from \(I.min) to \(I.max)")
        }
        return parsed
    }

    private func wrongType(_ name: String, _ given: JSONValue, _ remedy: String) -> WireError {
        WireError(.wrongType, "\(path)\(name) is \(given.excerpt); \(remedy)")
    }
}

extension JSONValue {
    fileprivate var isPresent: Bool {
        if case .null = self { false } else { true }
    }
}

extension Message {
    /// Reads protobuf's JSON mapping: names in lowerCamelCase or as in the `.proto` file, whole
    /// numbers also as text, bytes in either base64, enumerations by name or number. O(bytes).
    ///
    /// Refused, naming the field, what was given and what to give: text that is not JSON, unknown
    /// names, a name twice, two members of one `oneof`, values that are not the field's, and what
    /// is beyond `WireLimits`.
    package init(json text: String) throws(WireError) {
        self.init()
        try JSONReader.read(try JSONParser.value(of: text), into: &self, path: "")
    }
}
