import Domain

/// Which entries move the accounts of members whom the entry's keys do not name: the payees of
/// an order's rewards above all, as an entry has two keys. A chain from each member's latest entry
/// back to the first; about 16 bytes for each. A part of the state, which may be saved: so its
/// keys are numbers, and no hashes of one run of the program.
struct PayeeIndex: Codable, Sendable {
    private struct Link: Codable {
        var sequence: UInt64
        // The place of the previous link of this member, plus 1; 0 at the first.
        var previous: UInt64
    }

    private var latest: [MemberID: UInt64] = [:]
    private var links: [Link] = []

    mutating func insert(_ event: BookEvent, sequence: UInt64) {
        let (owner, lines) = (event.member, event.lines)
        for (index, line) in lines.enumerated() {
            guard let member = line.account.member, member != owner,
                !lines[..<index].contains(where: { $0.account.member == member })
            else { continue }
            insert(member, sequence: sequence)
        }
    }

    private mutating func insert(_ member: MemberID, sequence: UInt64) {
        var previous = UInt64(links.count + 1)
        swap(&previous, &latest[member, default: 0])
        links.append(Link(sequence: sequence, previous: previous))
    }

    /// The latest sequences below `before`, ascending; at most `count`. O(all later ones).
    func sequences(_ member: MemberID, before: UInt64, count: Int) -> [UInt64] {
        var found: [UInt64] = []
        var place = latest[member] ?? 0
        while place > 0, found.count < count {
            let link = links[Int(place - 1)]
            if link.sequence < before, found.last != link.sequence { found.append(link.sequence) }
            place = link.previous
        }
        return found.reversed()
    }
}
