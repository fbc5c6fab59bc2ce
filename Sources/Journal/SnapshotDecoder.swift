/// Reads what `SnapshotEncoder` wrote, asked for in the same order.
package final class SnapshotDecoder: Decoder {
    package let codingPath: [any CodingKey] = []
    package let userInfo: [CodingUserInfoKey: Any] = [:]
    fileprivate let input: SnapshotInput
    private var kinds = SnapshotKinds()

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

    /// See `SnapshotEncoder.put`.
    func take<T: Decodable>(_ type: T.Type) throws -> T {
        if T.self == UInt64.self { return same(try input.number()) }
        if T.self == Int64.self { return same(try signed()) }
        if T.self == Int.self { return same(Int(try signed())) }
        if T.self == Int32.self {
            guard let value = Int32(exactly: try signed()) else { throw notA(type) }
            return same(value)
        }
        if T.self == UInt8.self { return same(try input.byte()) }
        if T.self == Bool.self { return same(try input.byte() != 0) }
        if T.self == UInt128.self {
            let low = try input.number()
            return same(UInt128(low) | UInt128(try input.number()) << 64)
        }
        if T.self == String.self {
            return same(String(decoding: try input.bytes(), as: UTF8.self))
        }
        if T.self == [UInt8].self { return same(try input.bytes()) }
        switch kinds.kind(of: T.self) {
        case .other: return try T(from: self)
        case .floating: throw notA(type)
        case .collection:
            guard let collection = T.self as? any SnapshotCollection.Type,
                let value = try collection.read(from: self) as? T
            else { throw notA(type) }
            return value
        case .integer:
            guard let integer = T.self as? any FixedWidthInteger.Type,
                let value = integer.init(exactly: try signed()) as? T
            else { throw notA(type) }
            return value
        }
    }

    private func signed() throws -> Int64 {
        let number = try input.number()
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }

    /// The value as the type that it is known to have.
    private func same<From, To>(_ value: From) -> To {
        precondition(From.self == To.self, "types are compared before")
        return unsafe unsafeBitCast(value, to: To.self)
    }

    private func notA(_ type: Any.Type) -> JournalError {
        input.damaged("holds something else than a \(type)")
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
