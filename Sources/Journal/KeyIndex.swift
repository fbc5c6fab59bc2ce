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

    private var latest: [Int: UInt64] = [:]
    private var links: [Link] = []

    package init() {}

    /// Sequences are added in ascending order.
    package mutating func insert(_ key: String, sequence: UInt64) {
        let hash = key.hashValue
        links.append(Link(sequence: sequence, previous: latest[hash] ?? 0))
        latest[hash] = UInt64(links.count)
    }

    /// The latest sequences below `before`, ascending; at most `count` of them. O(all later ones).
    package func sequences(_ key: String, before: UInt64, count: Int) -> [UInt64] {
        var found: [UInt64] = []
        var place = latest[key.hashValue] ?? 0
        while place > 0, found.count < count {
            let link = links[Int(place - 1)]
            if link.sequence < before, found.last != link.sequence { found.append(link.sequence) }
            place = link.previous
        }
        return found.reversed()
    }
}
