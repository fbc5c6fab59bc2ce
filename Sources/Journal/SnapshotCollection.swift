/// A collection in a snapshot: its count, then its elements.
protocol SnapshotCollection {
    func write(to encoder: SnapshotEncoder) throws
    static func read(from decoder: SnapshotDecoder) throws -> Self
}

extension Array: SnapshotCollection where Element: Codable {
    func write(to encoder: SnapshotEncoder) throws {
        encoder.count(count)
        for element in self { try encoder.put(element) }
    }

    static func read(from decoder: SnapshotDecoder) throws -> [Element] {
        let count = try decoder.count()
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try decoder.take(Element.self)) }
        return elements
    }
}

extension Set: SnapshotCollection where Element: Codable {
    func write(to encoder: SnapshotEncoder) throws {
        encoder.count(count)
        for element in self { try encoder.put(element) }
    }

    static func read(from decoder: SnapshotDecoder) throws -> Set<Element> {
        let count = try decoder.count()
        var elements = Set<Element>(minimumCapacity: count)
        for _ in 0..<count { elements.insert(try decoder.take(Element.self)) }
        return elements
    }
}

extension Dictionary: SnapshotCollection where Key: Codable, Value: Codable {
    func write(to encoder: SnapshotEncoder) throws {
        encoder.count(count)
        for (key, value) in self {
            try encoder.put(key)
            try encoder.put(value)
        }
    }

    static func read(from decoder: SnapshotDecoder) throws -> [Key: Value] {
        let count = try decoder.count()
        var pairs = [Key: Value](minimumCapacity: count)
        for _ in 0..<count {
            let key = try decoder.take(Key.self)
            pairs[key] = try decoder.take(Value.self)
        }
        return pairs
    }
}
