/// Which entries are about a key: a chain from each key's latest entry back to its first. Kept in
/// memory and rebuilt from the entries at start; about 16 bytes for each key of each entry.
///
/// Keys are known by a 64-bit hash, so a chain may hold entries of another key; the entry decides.
package struct KeyIndex {
    private struct Link {
        var sequence: UInt64
        // The place of the previous link of this key, plus 1; 0 at the first.
        var previous: UInt64
    }

    private var latest: [UInt64: UInt64] = [:]
    private var links: [Link] = []

    package init() {}

    /// Sequences are added in ascending order.
    package mutating func insert(_ key: String, sequence: UInt64) {
        insert(Self.hash(key), sequence: sequence)
    }

    /// For an index whose keys are numbers.
    package mutating func insert(_ key: UInt64, sequence: UInt64) {
        var previous = UInt64(links.count + 1)
        swap(&previous, &latest[key, default: 0])
        links.append(Link(sequence: sequence, previous: previous))
    }

    /// The latest sequences below `before`, ascending; at most `count` of them. O(all later ones).
    package func sequences(_ key: String, before: UInt64, count: Int) -> [UInt64] {
        sequences(Self.hash(key), before: before, count: count)
    }

    package func sequences(_ key: UInt64, before: UInt64, count: Int) -> [UInt64] {
        var found: [UInt64] = []
        var place = latest[key] ?? 0
        while place > 0, found.count < count {
            let link = links[Int(place - 1)]
            if link.sequence < before, found.last != link.sequence { found.append(link.sequence) }
            place = link.previous
        }
        return found.reversed()
    }

    private static func hash(_ key: String) -> UInt64 { UInt64(bitPattern: Int64(key.hashValue)) }
}
