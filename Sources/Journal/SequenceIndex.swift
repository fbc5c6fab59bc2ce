/// Which entries are about a number, such as a member's: a chain from each number's latest entry
/// back to its first; about 16 bytes for each number of each entry. May be part of a state, and so
/// of its snapshots.
package struct SequenceIndex: Codable, Sendable {
    fileprivate struct Link: Codable {
        var sequence: UInt64
        // The place of the previous link of this number, plus 1; 0 at the first.
        var previous: UInt64
    }

    private var latest: [UInt64: UInt64] = [:]
    private var links: [Link] = []

    package init() {}

    /// Sequences are added in ascending order.
    package mutating func insert(_ number: UInt64, sequence: UInt64) {
        var previous = UInt64(links.count + 1)
        swap(&previous, &latest[number, default: 0])
        links.append(Link(sequence: sequence, previous: previous))
    }

    /// The latest sequences below `before`, ascending; at most `count` of them. O(all later ones).
    package func sequences(_ number: UInt64, before: UInt64, count: Int) -> [UInt64] {
        var found: [UInt64] = []
        var place = latest[number] ?? 0
        while place > 0, found.count < count {
            let link = links[Int(place - 1)]
            if link.sequence < before, found.last != link.sequence { found.append(link.sequence) }
            place = link.previous
        }
        return found.reversed()
    }
}

// Its numbers one after the other: there are as many links as entries, and a field found by its
// name costs five times as much.
extension SequenceIndex.Link {
    init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        sequence = try values.decode(UInt64.self)
        previous = try values.decode(UInt64.self)
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        try values.encode(sequence)
        try values.encode(previous)
    }
}
