import Domain
import Journal

/// Which entries move the accounts of members whom the entry's keys do not name: the payees of
/// an order's rewards above all, as an entry has two keys. Kept in memory and rebuilt from the
/// entries, as the index of keys is; about 16 bytes for each.
struct PayeeIndex: Sendable {
    private var index = KeyIndex()

    mutating func insert(_ event: BookEvent, sequence: UInt64) {
        var seen = event.member.map { [$0] } ?? []
        for line in event.lines {
            guard let member = line.account.member, !seen.contains(member) else { continue }
            seen.append(member)
            index.insert(Self.key(member), sequence: sequence)
        }
    }

    /// The latest sequences below `before`, ascending; at most `count`.
    func sequences(_ member: MemberID, before: UInt64, count: Int) -> [UInt64] {
        index.sequences(Self.key(member), before: before, count: count)
    }

    private static func key(_ member: MemberID) -> String { "member:\(member)" }
}
