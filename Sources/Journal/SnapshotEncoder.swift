/// Writes a state's values one after the other, without names: what reads them is the same build,
/// and asks for them in the same order. Coding that the compiler makes keeps to that; coding by
/// hand must, and has no optional values of its own.
package final class SnapshotEncoder: Encoder {
    package let codingPath: [any CodingKey] = []
    package let userInfo: [CodingUserInfoKey: Any] = [:]
    fileprivate let output: SnapshotOutput
    private var kinds = SnapshotKinds()

    init(_ output: SnapshotOutput) {
        self.output = output
    }

    package func container<Key: CodingKey>(
        keyedBy type: Key.Type
    ) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(KeyedValues<Key>(encoder: self))
    }

    package func unkeyedContainer() -> any UnkeyedEncodingContainer {
        UnkeyedValues(encoder: self)
    }

    package func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleValue(encoder: self)
    }

    /// Whether an optional value follows.
    fileprivate func isThere(_ isThere: Bool) { output.byte(isThere ? 1 : 0) }

    func count(_ count: Int) { output.number(UInt64(count)) }

    /// Numbers and texts as they are, collections with their count first. Types are compared and
    /// not cast: a state has millions of values, and a cast costs as much as ten of them.
    func put<T: Encodable>(_ value: T) throws {
        if T.self == UInt64.self {
            output.number(same(value))
        } else if T.self == Int64.self {
            put(signed: same(value))
        } else if T.self == Int.self {
            put(signed: Int64(same(value) as Int))
        } else if T.self == Int32.self {
            put(signed: Int64(same(value) as Int32))
        } else if T.self == UInt8.self {
            output.byte(same(value))
        } else if T.self == Bool.self {
            output.byte(same(value) ? 1 : 0)
        } else if T.self == UInt128.self {
            let wide: UInt128 = same(value)
            output.number(UInt64(truncatingIfNeeded: wide))
            output.number(UInt64(truncatingIfNeeded: wide >> 64))
        } else if T.self == String.self {
            try output.bytes(Array((same(value) as String).utf8))
        } else if T.self == [UInt8].self {
            try output.bytes(same(value))
        } else {
            try putOther(value)
        }
        try output.flushFull()
    }

    private func putOther<T: Encodable>(_ value: T) throws {
        switch kinds.kind(of: T.self) {
        case .other: try value.encode(to: self)
        case .collection:
            guard let collection = value as? any SnapshotCollection else { break }
            try collection.write(to: self)
        case .integer:
            guard let integer = value as? any FixedWidthInteger else { break }
            try put(rare: integer)
        case .floating:
            // It would code itself by asking for itself again, without end.
            throw EncodingError.invalidValue(
                value, .init(codingPath: [], debugDescription: "no state has floating point"))
        }
    }

    /// The value as the type that it is known to have.
    private func same<From, To>(_ value: From) -> To {
        precondition(From.self == To.self, "types are compared before")
        return unsafe unsafeBitCast(value, to: To.self)
    }

    /// Small numbers of either sign are short.
    private func put(signed value: Int64) {
        output.number(UInt64(bitPattern: value << 1 ^ value >> 63))
    }

    /// An integer of another width, which 64 bits hold.
    private func put(rare value: some FixedWidthInteger) throws {
        guard let wide = Int64(exactly: value) else {
            throw EncodingError.invalidValue(
                value, .init(codingPath: [], debugDescription: "an integer of over 64 bits"))
        }
        put(signed: wide)
    }
}

/// What is done with the values of a type; asked of the runtime once.
struct SnapshotKinds {
    enum Kind {
        case collection
        case integer
        case floating
        case other
    }

    private var known: [ObjectIdentifier: Kind] = [:]

    mutating func kind(of type: Any.Type) -> Kind {
        if let kind = known[ObjectIdentifier(type)] { return kind }
        let kind: Kind =
            switch type {
            case is any SnapshotCollection.Type: .collection
            case is any FixedWidthInteger.Type: .integer
            case is any BinaryFloatingPoint.Type: .floating
            default: .other
            }
        known[ObjectIdentifier(type)] = kind
        return kind
    }
}

// Each generic method serves for every type that the protocols name, except where the protocol has
// code of its own: that would leave out what is nil.

private struct KeyedValues<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: SnapshotEncoder
    var codingPath: [any CodingKey] { [] }

    mutating func encodeNil(forKey key: Key) { encoder.isThere(false) }

    mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        try encoder.put(value)
    }

    func encode(_ value: UInt128, forKey key: Key) throws { try encoder.put(value) }

    func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
        try optional(value)
    }

    private func optional(_ value: (some Encodable)?) throws {
        encoder.isThere(value != nil)
        if let value { try encoder.put(value) }
    }

    func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: String?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: Float?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: Int8?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: Int16?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: Int32?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: Int128?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: UInt?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: UInt128?, forKey key: Key) throws { try optional(value) }

    /// What an enumeration asks for: its case is written by name.
    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        encoder.name(key.stringValue)
        return encoder.container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder.unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { encoder }

    mutating func superEncoder(forKey key: Key) -> any Encoder { encoder }
}

private struct UnkeyedValues: UnkeyedEncodingContainer {
    let encoder: SnapshotEncoder
    var codingPath: [any CodingKey] { [] }
    private(set) var count = 0

    init(encoder: SnapshotEncoder) {
        self.encoder = encoder
    }

    mutating func encodeNil() { encoder.isThere(false) }

    mutating func encode<T: Encodable>(_ value: T) throws {
        count += 1
        try encoder.put(value)
    }

    mutating func encode(_ value: UInt128) throws {
        count += 1
        try encoder.put(value)
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> { encoder.container(keyedBy: keyType) }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { self }

    mutating func superEncoder() -> any Encoder { encoder }
}

/// What an identifier, an amount or an optional value in a collection asks for.
private struct SingleValue: SingleValueEncodingContainer {
    let encoder: SnapshotEncoder
    var codingPath: [any CodingKey] { [] }

    mutating func encodeNil() { encoder.isThere(false) }

    mutating func encode<T: Encodable>(_ value: T) throws {
        encoder.isThere(true)
        try encoder.put(value)
    }

    mutating func encode(_ value: UInt128) throws {
        encoder.isThere(true)
        try encoder.put(value)
    }
}

extension SnapshotEncoder {
    fileprivate func name(_ name: String) {
        count(name.utf8.count)
        for byte in name.utf8 { output.byte(byte) }
    }
}
