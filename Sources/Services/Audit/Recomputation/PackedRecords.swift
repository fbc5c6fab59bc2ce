/// What is kept for good of very many orders, packed into some tens of bytes each: a refund may
/// come at any time, and hardly any does.
///
///     record: the count of its numbers, then the numbers
///     number: 7 bits a byte, the lowest first; the top bit says that another byte follows
struct PackedRecords: Sendable {
    /// Where a record begins.
    private struct Place {
        var chunk: Int32
        var offset: Int32
    }

    /// Bytes of a chunk: growing never copies more than that.
    private static let chunkBytes = 1 << 18
    private var chunks: [[UInt8]] = []
    private var places: [UInt64: Place] = [:]

    func contains(_ order: UInt64) -> Bool { places[order] != nil }

    /// Replaces what was kept of the order; those bytes are not used again.
    mutating func put(_ numbers: [UInt64], of order: UInt64) {
        if chunks.last.map({ $0.count >= Self.chunkBytes }) ?? true {
            chunks.append([])
            chunks[chunks.count - 1].reserveCapacity(Self.chunkBytes + 256)
        }
        let last = chunks.count - 1
        places[order] = Place(chunk: Int32(last), offset: Int32(chunks[last].count))
        Self.write(UInt64(numbers.count), to: &chunks[last])
        for number in numbers { Self.write(number, to: &chunks[last]) }
    }

    mutating func remove(_ order: UInt64) { places[order] = nil }

    /// Nil for an order of which nothing is kept.
    subscript(order: UInt64) -> PackedReader? {
        guard let place = places[order] else { return nil }
        let chunk = chunks[Int(place.chunk)]
        var cursor = Int(place.offset)
        func number() -> UInt64 {
            var value: UInt64 = 0
            var shift: UInt64 = 0
            while true {
                let byte = chunk[cursor]
                cursor += 1
                value |= UInt64(byte & 0x7F) << shift
                guard byte >= 0x80 else { return value }
                shift += 7
            }
        }
        let count = number()
        return PackedReader((0..<count).map { _ in number() })
    }

    private static func write(_ number: UInt64, to bytes: inout [UInt8]) {
        var left = number
        while left >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: left) | 0x80)
            left >>= 7
        }
        bytes.append(UInt8(left))
    }
}

/// Gives the numbers of a record in the order in which they were written.
struct PackedReader: Sendable {
    private var numbers: ArraySlice<UInt64>

    init(_ numbers: [UInt64]) {
        self.numbers = numbers[...]
    }

    /// What was written; a record is read as it was written, to its end at most.
    mutating func next() -> UInt64 {
        guard let number = numbers.popFirst() else {
            preconditionFailure("a record is read beyond its end")
        }
        return number
    }

    /// An amount, which a spoiled journal may have below zero.
    mutating func amount() -> Int64 { Int64(bitPattern: next()) }

    mutating func list<Element>(_ element: (inout PackedReader) -> Element) -> [Element] {
        (0..<next()).map { _ in element(&self) }
    }
}
