/// A protobuf message: one table, `code`, serves the writer, the reader, the JSON form and the
/// schema printer, so they cannot drift.
///
/// `encoded` and `init(decoding:)` are requirements, though nobody implements them: the witness
/// of each message is then compiled here, specialised, and as fast from another module.
package protocol Message: Equatable, Sendable {
    /// The full protobuf name, such as `tidemark.order.v1.PlaceRequest`.
    static var protoName: String { get }

    init()

    /// Walks the fields in field order.
    mutating func code(_ fields: inout some Fields) throws(WireError)

    /// The canonical bytes: fields in order, defaults left out, each varint as short as it can
    /// be. O(bytes).
    func encoded() -> [UInt8]

    /// Reads protobuf bytes of any valid form: fields out of order, repeated, packed or not.
    /// Refused: bytes that end early, field number 0, a wire type that is not the field's, text
    /// that is not UTF-8, counts and depths beyond `WireLimits`, and with `.refuse` also unknown
    /// fields and unknown enum numbers.
    init(decoding bytes: [UInt8], unknown: UnknownFields) throws(WireError)
}

/// What the reader does with fields that the table does not have.
package enum UnknownFields: Sendable {
    /// Passes over them; an unknown enum number reads as the enum's zero. For replies and
    /// entries, which a newer version may have written.
    case skip
    /// Refuses the message. For commands: what is not understood must not be half done.
    case refuse
}

/// An enumeration of a `.proto` file.
package protocol MessageEnum: RawRepresentable<Int32>, CaseIterable, Sendable, Equatable {
    /// The full protobuf name, such as `tidemark.catalog.v1.Delivery`.
    static var protoName: String { get }

    /// The value of an absent field; its number is 0.
    static var zero: Self { get }

    /// The value's name in the `.proto` file, such as `DELIVERY_SHIPPED`.
    var valueName: String { get }
}

/// What walks a message's table: the writer, the reader, the JSON forms, the schema printer.
/// Every method takes the field's number, its proto name, and its storage.
package protocol Fields {
    mutating func bool(_ number: Int, _ name: String, _ value: inout Bool) throws(WireError)
    mutating func int32(_ number: Int, _ name: String, _ value: inout Int32) throws(WireError)
    mutating func int64(_ number: Int, _ name: String, _ value: inout Int64) throws(WireError)
    mutating func uint32(_ number: Int, _ name: String, _ value: inout UInt32) throws(WireError)
    mutating func uint64(_ number: Int, _ name: String, _ value: inout UInt64) throws(WireError)
    mutating func string(_ number: Int, _ name: String, _ value: inout String) throws(WireError)
    mutating func bytes(_ number: Int, _ name: String, _ value: inout [UInt8]) throws(WireError)
    mutating func enumeration<E: MessageEnum>(
        _ number: Int, _ name: String, _ value: inout E) throws(WireError)
    mutating func message<M: Message>(
        _ number: Int, _ name: String, _ value: inout M?) throws(WireError)
    mutating func repeated<M: Message>(
        _ number: Int, _ name: String, _ values: inout [M]) throws(WireError)
    mutating func repeated(
        _ number: Int, _ name: String, _ values: inout [String]) throws(WireError)
    mutating func repeated(
        _ number: Int, _ name: String, _ values: inout [[UInt8]]) throws(WireError)
    /// Packed on the wire; read packed and unpacked.
    mutating func repeated(
        _ number: Int, _ name: String, _ values: inout [UInt64]) throws(WireError)
    /// Packed on the wire; read packed and unpacked.
    mutating func repeated(
        _ number: Int, _ name: String, _ values: inout [Int32]) throws(WireError)
    /// A field with presence: nil is absent, the empty text is not.
    mutating func optional(
        _ number: Int, _ name: String, _ value: inout String?) throws(WireError)
    /// A field with presence: nil is absent, 0 is not.
    mutating func optional(_ number: Int, _ name: String, _ value: inout Int32?) throws(WireError)
    /// A protobuf map: on the wire, messages with the key as field 1 and the value as field 2.
    /// They are kept as they come; of two entries with one key the later one holds.
    mutating func map<M: Message>(
        _ number: Int, _ name: String, _ entries: inout [M]) throws(WireError)
    /// The fields with these numbers, which follow and are optional, are one `oneof`: at most one
    /// is set. Of several on the wire the last one holds.
    mutating func oneof(_ name: String, _ numbers: ClosedRange<Int>)
}

extension Fields {
    package mutating func oneof(_ name: String, _ numbers: ClosedRange<Int>) {}

    package mutating func map<M: Message>(
        _ number: Int, _ name: String, _ entries: inout [M]
    ) throws(WireError) {
        try repeated(number, name, &entries)
    }
}

/// Why bytes or JSON text are not the message they should be.
package struct WireError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Code: Sendable {
        case truncated
        case malformed
        case tooLarge
        case unknownField
        case wrongType
    }

    package var code: Code
    /// What was read, the field where one is known, the value and the remedy.
    package var message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
