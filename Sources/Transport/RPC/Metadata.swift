/// Header fields of one call in the order they came, kept as bytes.
package struct Metadata: Sendable, Hashable {
    //  One field:  | name count: 2 | value count: 2 | name | value |   counts are big-endian
    private var storage: [UInt8] = []
    /// Name + value + 32 for each field, as RFC 9113 §6.5.2 counts.
    private(set) var countedBytes = 0

    package init() {}

    package var isEmpty: Bool { storage.isEmpty }

    /// False, and nothing added, if name or value is beyond 65,535 bytes.
    @discardableResult
    mutating func append(
        name: some Collection<UInt8>, value: some Collection<UInt8>
    ) -> Bool {
        guard let nameCount = UInt16(exactly: name.count),
            let valueCount = UInt16(exactly: value.count)
        else { return false }
        if storage.isEmpty { storage.reserveCapacity(256) }
        storage.append(UInt8(nameCount >> 8))
        storage.append(UInt8(truncatingIfNeeded: nameCount))
        storage.append(UInt8(valueCount >> 8))
        storage.append(UInt8(truncatingIfNeeded: valueCount))
        storage.append(contentsOf: name)
        storage.append(contentsOf: value)
        countedBytes += Int(nameCount) + Int(valueCount) + 32
        return true
    }

    mutating func removeAll() {
        storage.removeAll(keepingCapacity: true)
        countedBytes = 0
    }

    /// The first value under `name`, as bytes.
    func value(_ name: StaticString) -> ArraySlice<UInt8>? {
        unsafe firstValue(
            UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }

    private func firstValue(_ name: UnsafeBufferPointer<UInt8>) -> ArraySlice<UInt8>? {
        var index = 0
        while let field = field(at: index) {
            if field.name.count == name.count, unsafe field.name.elementsEqual(name) {
                return field.value
            }
            index = field.value.endIndex
        }
        return nil
    }

    private func field(at index: Int) -> (name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
        guard index + 4 <= storage.count else { return nil }
        let nameCount = Int(storage[index]) << 8 | Int(storage[index + 1])
        let valueCount = Int(storage[index + 2]) << 8 | Int(storage[index + 3])
        let middle = index + 4 + nameCount
        return (storage[(index + 4)..<middle], storage[middle..<(middle + valueCount)])
    }

    /// Every field with names and values as text.
    package var fields: [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        var index = 0
        while let field = field(at: index) {
            fields.append(
                (
                    String(decoding: field.name, as: UTF8.self),
                    String(decoding: field.value, as: UTF8.self)
                ))
            index = field.value.endIndex
        }
        return fields
    }

    /// The first value under `name`, which is in lower case.
    package subscript(_ name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    /// The first value under a name that ends in `-bin`, decoded. Nil if there is none or it is
    /// not base64.
    package func binary(_ name: String) -> [UInt8]? {
        self[name].flatMap { BinaryField.bytes($0.utf8) }
    }

    /// Adds a text field. Bytes that HTTP does not allow in a value become `?`.
    package mutating func add(_ name: String, _ value: String) {
        let clean = value.utf8.map { $0 >= 0x20 && $0 <= 0x7e ? $0 : UInt8(ascii: "?") }
        append(name: Array(name.utf8), value: clean)
    }

    /// Adds a binary field, whose name ends in `-bin`.
    package mutating func add(_ name: String, bytes: [UInt8]) {
        precondition(name.hasSuffix("-bin"), "the name \(name) of a binary field ends in -bin")
        append(name: Array(name.utf8), value: BinaryField.text(bytes))
    }
}
