/// Claims of members from before the platform, verified and imported once: what each is still
/// owed, and how an open allotment of the trust stands. Claims are no money of the platform:
/// they have no account, and nothing on the books owes them but the operator's word.
package struct LegacyBook: Codable, Equatable, Sendable {
    /// Rows of one import: each is an entry of some 200 bytes, and an open group stays well
    /// within a message.
    package static let importRowsMax = 1_000
    /// Members of one part of an allotment, each an entry of some 250 bytes: a group of them is
    /// a third of what a subscriber may get in one message.
    package static let allotmentRowsMax = 4_096
    /// Of an evidence reference, or of a period's name.
    package static let textBytesMax = 64
    /// All claims that are ever imported, in fen: a reserve can hold no more, and every product
    /// of an allotment fits 128 bits.
    package static let claimsMax = Pool.reserveMax

    /// What members with a claim are owed still; none is zero.
    package private(set) var left: [MemberID: Money] = [:]
    /// All that was ever claimed, converted into coins, and served with points.
    package private(set) var claimed = Money.zero
    package private(set) var converted = Money.zero
    package private(set) var allotted = Money.zero
    /// Allotments begun so far.
    package private(set) var allotments: UInt64 = 0
    package private(set) var open: OpenAllotment?
    private var evidence: Set<String> = []
    private var periods: Set<String> = []

    /// Shares that are worked out, and how many of them are made.
    package struct OpenAllotment: Codable, Equatable, Sendable {
        package let number: UInt64
        package let period: String
        let plan: AllotmentPlan
        fileprivate(set) var made = 0

        package var rowsLeft: Int { plan.rows.count - made }
        /// The last member that has points of it; nil while nobody has.
        package var cursor: MemberID? { made == 0 ? nil : plan.rows[made - 1].member }
        var next: AllotmentPlan.Row? { made < plan.rows.count ? plan.rows[made] : nil }
    }

    package init() {}

    /// What all members are owed still.
    package var owed: Money { Money(fen: claimed.fen - converted.fen - allotted.fen) }

    /// Zero for a member without a claim.
    package func claim(of member: MemberID) -> Money { left[member] ?? .zero }

    func isUsed(evidence reference: String) -> Bool { evidence.contains(reference) }
    func isAllotted(period name: String) -> Bool { periods.contains(name) }

    /// The members above an id that are owed something, by id, at most `limit`. O(claims).
    package func claims(after member: MemberID, limit: Int) -> [(MemberID, Money)] {
        let found = left.filter { $0.key > member }.sorted { $0.key < $1.key }
        return found.prefix(limit).map { ($0.key, $0.value) }
    }

    // MARK: - Changes

    /// Takes note of what was decided. The plan is that of an opening.
    mutating func record(_ event: LegacyEvent, plan: AllotmentPlan?) {
        switch event {
        case .claimed(let claim):
            evidence.insert(claim.row.evidence)
            claimed = Money(fen: claimed.fen + claim.row.amount.fen)
            set(claim.row.member, claim.left)
        case .converted(let conversion):
            converted = Money(fen: converted.fen + conversion.amount.fen)
            set(conversion.member, conversion.left)
        case .allotmentOpened(let opening):
            guard let plan else { preconditionFailure("an opening has its shares") }
            allotments = opening.number
            periods.insert(opening.period)
            open = OpenAllotment(number: opening.number, period: opening.period, plan: plan)
        case .allotted(let row):
            allotted = Money(fen: allotted.fen + row.value.fen)
            set(row.member, row.left)
            open?.made += 1
        case .allotmentClosed: open = nil
        }
    }

    private mutating func set(_ member: MemberID, _ amount: Money) {
        left[member] = amount > .zero ? amount : nil
    }
}
