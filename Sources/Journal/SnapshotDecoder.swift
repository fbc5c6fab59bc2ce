/// Reads what `SnapshotEncoder` wrote, asked for in the same order.
package final class SnapshotDecoder: Decoder {
    package let codingPath: [any CodingKey] = []
    package let userInfo: [CodingUserInfoKey: Any] = [:]
    fileprivate let input: SnapshotInput

    init(_ input: SnapshotInput) {
        self.input = input
    }

    package func container<Key: CodingKey>(
        keyedBy type: Key.Type
    ) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(KeyedValues<Key>(decoder: self))
    }

    package func unkeyedContainer() -> any UnkeyedDecodingContainer {
        UnkeyedValues(decoder: self)
    }

    package func singleValueContainer() throws -> any SingleValueDecodingContainer {
        SingleValue(decoder: self, isThere: try isThere())
    }

    fileprivate func isThere() throws -> Bool { try input.byte() != 0 }

    func count() throws -> Int { try input.count() }

    func take<T: Decodable>(_ type: T.Type) throws -> T {
        if T.self == UInt64.self { return try same(input.number()) }
        if T.self == Int.self { return try same(Int(try signed())) }
        if T.self == Int64.self { return try same(signed()) }
        if T.self == Bool.self { return try same(input.byte() != 0) }
        if T.self == String.self {
            return try same(String(decoding: try input.bytes(), as: UTF8.self))
        }
        if T.self == [UInt8].self { return try same(input.bytes()) }
        if T.self == UInt128.self {
            let low = try input.number()
            return try same(UInt128(low) | UInt128(try input.number()) << 64)
        }
        if let integer = T.self as? any FixedWidthInteger.Type {
            return try same(rare(integer))
        }
        if let collection = T.self as? any SnapshotCollection.Type {
            return try same(try collection.read(from: self))
        }
        return try T(from: self)
    }

    private func signed() throws -> Int64 {
        let number = try input.number()
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }

    private func rare<I: FixedWidthInteger>(_ type: I.Type) throws -> Any {
        guard let value = I(exactly: try signed()) else {
            throw input.damaged("holds a number that is no \(type)")
        }
        return value
    }

    /// The value as the type that it is of.
    private func same<T>(_ value: Any) throws -> T {
        guard let value = value as? T else {
            throw input.damaged("holds a \(Swift.type(of: value)) in place of a \(T.self)")
        }
        return value
    }

    fileprivate func name() throws -> String {
        String(decoding: try input.bytes(), as: UTF8.self)
    }
}

private struct KeyedValues<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: SnapshotDecoder
    var codingPath: [any CodingKey] { [] }

    /// What an enumeration asks for, once: the case that was written. Empty where it is none of its
    /// cases, which it refuses.
    var allKeys: [Key] {
        do {
            return Key(stringValue: try decoder.name()).map { [$0] } ?? []
        } catch {
            return []
        }
    }

    func contains(_ key: Key) -> Bool { true }

    func decodeNil(forKey key: Key) throws -> Bool { try !decoder.isThere() }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try decoder.take(type)
    }

    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 {
        try decoder.take(type)
    }

    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        try decoder.isThere() ? try decoder.take(type) : nil
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) -> KeyedDecodingContainer<NestedKey> { decoder.container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer {
        decoder.unkeyedContainer()
    }

    func superDecoder() -> any Decoder { decoder }

    func superDecoder(forKey key: Key) -> any Decoder { decoder }
}

private struct UnkeyedValues: UnkeyedDecodingContainer {
    let decoder: SnapshotDecoder
    var codingPath: [any CodingKey] { [] }
    /// Not known: who coded by hand knows how many values there are.
    let count: Int? = nil
    let isAtEnd = false
    private(set) var currentIndex = 0

    init(decoder: SnapshotDecoder) {
        self.decoder = decoder
    }

    mutating func decodeNil() throws -> Bool { try !decoder.isThere() }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        currentIndex += 1
        return try decoder.take(type)
    }

    mutating func decode(_ type: UInt128.Type) throws -> UInt128 {
        currentIndex += 1
        return try decoder.take(type)
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) -> KeyedDecodingContainer<NestedKey> { decoder.container(keyedBy: type) }

    mutating func nestedUnkeyedContainer() -> any UnkeyedDecodingContainer { self }

    mutating func superDecoder() -> any Decoder { decoder }
}

private struct SingleValue: SingleValueDecodingContainer {
    let decoder: SnapshotDecoder
    let isThere: Bool
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { !isThere }

    func decode<T: Decodable>(_ type: T.Type) throws -> T { try decoder.take(type) }

    func decode(_ type: UInt128.Type) throws -> UInt128 { try decoder.take(type) }
}
