import Domain
import Journal

/// Which entries move the accounts of members whom the entry's keys do not name: the payees of
/// an order's rewards above all, as an entry has two keys. A part of the state, about 16 bytes for
/// each.
struct PayeeIndex: Codable, Sendable {
    private var members = SequenceIndex()

    mutating func insert(_ event: BookEvent, sequence: UInt64) {
        let (owner, lines) = (event.member, event.lines)
        for (index, line) in lines.enumerated() {
            guard let member = line.account.member, member != owner,
                !lines[..<index].contains(where: { $0.account.member == member })
            else { continue }
            members.insert(member.rawValue, sequence: sequence)
        }
    }

    /// The latest sequences below `before`, ascending; at most `count`. O(all later ones).
    func sequences(_ member: MemberID, before: UInt64, count: Int) -> [UInt64] {
        members.sequences(member.rawValue, before: before, count: count)
    }
}
