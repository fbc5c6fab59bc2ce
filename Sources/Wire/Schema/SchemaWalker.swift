/// Walks a table and notes its fields.
struct SchemaWalker: Fields {
    private(set) var fields: [FieldSchema] = []
    private var openOneof: (name: String, numbers: ClosedRange<Int>)?

    /// The fields of a message, in the table's order.
    static func fields<M: Message>(of type: M.Type) -> [FieldSchema] {
        var walker = SchemaWalker()
        var message = M()
        do {
            try message.code(&walker)
        } catch {
            preconditionFailure("the schema walker refuses nothing: \(error)")
        }
        return walker.fields
    }

    private mutating func note(
        _ number: Int, _ name: String, _ kind: FieldSchema.Kind, isRepeated: Bool = false
    ) {
        let oneof = openOneof.flatMap { $0.numbers.contains(number) ? $0.name : nil }
        fields.append(
            FieldSchema(
                number: number, name: name, kind: kind, isRepeated: isRepeated, oneof: oneof))
    }

    mutating func oneof(_ name: String, _ numbers: ClosedRange<Int>) {
        openOneof = (name, numbers)
    }

    mutating func bool(_ number: Int, _ name: String, _ value: inout Bool) {
        note(number, name, .bool)
    }

    mutating func int32(_ number: Int, _ name: String, _ value: inout Int32) {
        note(number, name, .int32)
    }

    mutating func int64(_ number: Int, _ name: String, _ value: inout Int64) {
        note(number, name, .int64)
    }

    mutating func uint32(_ number: Int, _ name: String, _ value: inout UInt32) {
        note(number, name, .uint32)
    }

    mutating func uint64(_ number: Int, _ name: String, _ value: inout UInt64) {
        note(number, name, .uint64)
    }

    mutating func string(_ number: Int, _ name: String, _ value: inout String) {
        note(number, name, .string)
    }

    mutating func bytes(_ number: Int, _ name: String, _ value: inout [UInt8]) {
        note(number, name, .bytes)
    }

    mutating func enumeration<E: MessageEnum>(_ number: Int, _ name: String, _ value: inout E) {
        note(number, name, .enumeration(E.protoName))
    }

    mutating func message<M: Message>(_ number: Int, _ name: String, _ value: inout M?) {
        note(number, name, .message(M.protoName))
    }

    mutating func repeated<M: Message>(_ number: Int, _ name: String, _ values: inout [M]) {
        note(number, name, .message(M.protoName), isRepeated: true)
    }

    mutating func repeated(_ number: Int, _ name: String, _ values: inout [String]) {
        note(number, name, .string, isRepeated: true)
    }

    mutating func repeated(_ number: Int, _ name: String, _ values: inout [[UInt8]]) {
        note(number, name, .bytes, isRepeated: true)
    }

    mutating func repeated(_ number: Int, _ name: String, _ values: inout [UInt64]) {
        note(number, name, .uint64, isRepeated: true)
    }

    mutating func repeated(_ number: Int, _ name: String, _ values: inout [Int32]) {
        note(number, name, .int32, isRepeated: true)
    }

    mutating func optional(_ number: Int, _ name: String, _ value: inout String?) {
        note(number, name, .string)
    }

    mutating func optional(_ number: Int, _ name: String, _ value: inout Int32?) {
        note(number, name, .int32)
    }

    mutating func map<M: Message>(_ number: Int, _ name: String, _ entries: inout [M]) {
        note(number, name, .map(entry: MessageSchema(M.self)), isRepeated: true)
    }
}
