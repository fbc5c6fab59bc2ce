/// Which entries are about a key, such as `order:17`. Kept in memory and rebuilt from the entries
/// at start, as the hashes that keys are known by are this run's own.
///
/// Two keys may have one hash, so what is found may be of another key; the entry decides.
package struct KeyIndex {
    private var hashes = SequenceIndex()

    package init() {}

    /// Sequences are added in ascending order.
    package mutating func insert(_ key: String, sequence: UInt64) {
        hashes.insert(Self.hash(key), sequence: sequence)
    }

    /// The latest sequences below `before`, ascending; at most `count` of them. O(all later ones).
    package func sequences(_ key: String, before: UInt64, count: Int) -> [UInt64] {
        hashes.sequences(Self.hash(key), before: before, count: count)
    }

    private static func hash(_ key: String) -> UInt64 { UInt64(bitPattern: Int64(key.hashValue)) }
}
