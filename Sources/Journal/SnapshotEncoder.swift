/// Writes a state's values one after the other, without names: what reads them is the same build,
/// and asks for them in the same order. Coding that the compiler makes keeps to that; coding by
/// hand must, and has no optional values of its own.
package final class SnapshotEncoder: Encoder {
    package let codingPath: [any CodingKey] = []
    package let userInfo: [CodingUserInfoKey: Any] = [:]
    fileprivate let output: SnapshotOutput

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

    /// Collections are counted first. Types are compared before they are cast: that costs nothing
    /// where the compiler knows the type and little where it does not, and a cast looks into an
    /// optional value, which the reader does not.
    func put<T: Encodable>(_ value: T) throws {
        if T.self == UInt64.self, let value = value as? UInt64 {
            output.number(value)
        } else if T.self == Int.self, let value = value as? Int {
            put(signed: Int64(value))
        } else if T.self == Int64.self, let value = value as? Int64 {
            put(signed: value)
        } else if T.self == Bool.self, let value = value as? Bool {
            output.byte(value ? 1 : 0)
        } else if T.self == String.self, let value = value as? String {
            try output.bytes(Array(value.utf8))
        } else if T.self == [UInt8].self, let value = value as? [UInt8] {
            try output.bytes(value)
        } else if T.self == UInt128.self, let value = value as? UInt128 {
            output.number(UInt64(truncatingIfNeeded: value))
            output.number(UInt64(truncatingIfNeeded: value >> 64))
        } else if T.self is any FixedWidthInteger.Type,
            let value = value as? any FixedWidthInteger
        {
            try put(rare: value)
        } else if T.self is any SnapshotCollection.Type,
            let collection = value as? any SnapshotCollection
        {
            try collection.write(to: self)
        } else {
            try value.encode(to: self)
        }
        try output.flushFull()
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
