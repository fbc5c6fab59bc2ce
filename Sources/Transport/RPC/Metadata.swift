internal import Glibc

/// Header fields of one call in the order they came, kept as bytes.
package struct Metadata: Sendable, Hashable {
    //  One field:  | name count: 2 | value count: 2 | name | value |   counts are big-endian
    private var storage: [UInt8] = []
    /// Name + value + 32 for each field, as RFC 9113 §6.5.2 counts.
    private(set) var countedBytes = 0
    /// Where the first of each known field begins, plus one; 0 for none.
    private var places = InlineArray<8, UInt32>(repeating: 0)

    package init() {}

    /// From a block that was taken in whole.
    init(storage: [UInt8], countedBytes: Int, places: InlineArray<8, UInt32>) {
        self.storage = storage
        self.countedBytes = countedBytes
        self.places = places
    }

    package var isEmpty: Bool { storage.isEmpty }

    /// False, and nothing added, if name or value is beyond 65,535 bytes.
    @discardableResult
    mutating func append(
        name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard name.count <= 0xffff, value.count <= 0xffff else { return false }
        if storage.isEmpty { storage.reserveCapacity(320) }
        if let known = unsafe KnownField(name), places[known.rawValue] == 0 {
            places[known.rawValue] = UInt32(clamping: storage.count + 1)
        }
        let counts = UInt32(truncatingIfNeeded: name.count << 16 | value.count).bigEndian
        unsafe withUnsafeBytes(of: counts) { unsafe storage.append(contentsOf: $0) }
        unsafe storage.append(contentsOf: name)
        unsafe storage.append(contentsOf: value)
        countedBytes += name.count + value.count + 32
        return true
    }

    /// The same from arrays.
    mutating func append(name: [UInt8], value: [UInt8]) {
        unsafe name.withUnsafeBufferPointer { name in
            _ = unsafe value.withUnsafeBufferPointer { unsafe append(name: name, value: $0) }
        }
    }

    /// The first value of a known field, as bytes. O(1).
    func value(_ known: KnownField) -> ArraySlice<UInt8>? {
        let place = places[known.rawValue]
        return place == 0 ? nil : field(at: Int(place) - 1)?.value
    }

    /// Whether the first value of a known field is `text`.
    func has(_ known: KnownField, _ text: StaticString) -> Bool {
        compare(known, text) { count in count == text.utf8CodeUnitCount }
    }

    /// Whether the first value of a known field begins with `text`.
    func begins(_ known: KnownField, _ text: StaticString) -> Bool {
        compare(known, text) { count in count >= text.utf8CodeUnitCount }
    }

    private func compare(
        _ known: KnownField, _ text: StaticString, _ fits: (Int) -> Bool
    ) -> Bool {
        let place = Int(places[known.rawValue])
        guard place > 0 else { return false }
        return unsafe storage.withUnsafeBufferPointer { bytes in
            let header = place - 1
            let nameCount = unsafe Int(bytes[header]) << 8 | Int(bytes[header + 1])
            let valueCount = unsafe Int(bytes[header + 2]) << 8 | Int(bytes[header + 3])
            guard fits(valueCount), let base = bytes.baseAddress else { return false }
            return unsafe memcmp(
                base + header + 4 + nameCount, text.utf8Start, text.utf8CodeUnitCount) == 0
        }
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

extension Metadata {
    package static func == (a: Metadata, b: Metadata) -> Bool { a.storage == b.storage }

    package func hash(into hasher: inout Hasher) { hasher.combine(storage) }
}
