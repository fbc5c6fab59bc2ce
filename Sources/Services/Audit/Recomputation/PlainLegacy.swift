internal import Wire

/// The claims of money.md §6 a second time: what every member is owed, who gets how much of the
/// trust, and what is burnt, as plain numbers.
struct PlainLegacy: Sendable {
    /// What is owed; zeros are left out.
    private(set) var owed: [UInt64: UInt64] = [:]
    private var evidence: Set<String> = []
    private var periods: Set<String> = []
    private var allotments: UInt64 = 0
    private var open: Open?

    struct Share: Equatable, Sendable {
        var member: UInt64
        var units: UInt64
        var value: UInt64
    }

    private struct Open: Sendable {
        var number: UInt64
        /// By member, those that are still to come.
        var shares: ArraySlice<Share>
        var burnt: UInt64
    }

    /// What is owed to all together.
    private(set) var total: UInt64 = 0

    private mutating func set(_ member: UInt64, _ left: UInt64) {
        total = PlainPool.sum(total - (owed[member] ?? 0), left)
        owed[member] = left > 0 ? left : nil
    }

    // MARK: - Claims and coins

    mutating func claim(
        _ event: LegacyClaimed, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        guard let amount = UInt64(exactly: event.amountFen), amount >= 1,
            amount <= UInt64(PlainPool.amountMax)
        else {
            sheet.note(
                .claim, place, "a claim is of 1 to 2^40 fen", expected: "1 to 2^40",
                found: event.amountFen)
            return follow(event.leftFen, of: event.member)
        }
        if !evidence.insert(event.evidence).inserted {
            sheet.note(
                .claim, place, "one evidence stands for two claims", expected: "a new reference",
                found: event.evidence)
        }
        if open != nil {
            sheet.note(
                .allotment, place, "a claim is imported while the trust is shared out",
                expected: "allotment_closed first", found: "a claim of member \(event.member)")
        }
        let left = PlainPool.sum(owed[event.member] ?? 0, amount)
        set(event.member, left)
        compareLeft(event.leftFen, with: left, of: event.member, at: place, &sheet)
    }

    /// An amount that cannot be is reported once; the checks go on from what is recorded.
    private mutating func follow(_ left: Int64, of member: UInt64) {
        guard let left = UInt64(exactly: left), left <= UInt64(PlainPool.amountMax) else { return }
        set(member, left)
    }

    private func compareLeft(
        _ found: Int64, with left: UInt64, of member: UInt64, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        guard UInt64(exactly: found) != left else { return }
        sheet.note(
            .claim, place, "member \(member) is owed another sum than the claims come to",
            expected: "\(left) fen", found: "\(found) fen")
    }

    mutating func convert(
        _ event: LegacyConverted, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let before = owed[event.member] ?? 0
        guard let amount = UInt64(exactly: event.amountFen), amount >= 1, amount <= before else {
            sheet.note(
                .coins, place, "coins are made of what member \(event.member) is not owed",
                expected: "1 to \(before) fen", found: "\(event.amountFen) fen")
            return follow(event.leftFen, of: event.member)
        }
        if open != nil {
            sheet.note(
                .allotment, place, "a claim is converted while the trust is shared out",
                expected: "allotment_closed first", found: "a claim of member \(event.member)")
        }
        let left = before - amount
        set(event.member, left)
        compareLeft(event.leftFen, with: left, of: event.member, at: place, &sheet)
    }

    // MARK: - Allotment

    mutating func begin(
        _ event: AllotmentOpened, on pool: PlainPool, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        if open != nil || event.number != allotments + 1 || periods.contains(event.period) {
            sheet.note(
                .allotment, place, "allotments come one after the other, each period once",
                expected: "allotment \(allotments + 1) of a new period",
                found: "allotment \(event.number) of period \(event.period)")
        }
        allotments = event.number < .max ? event.number : allotments
        periods.insert(event.period)
        let (shares, covers) = Self.shares(of: pool, among: owed)
        let units = shares.reduce(0) { $0 + $1.units }
        let burnt = covers || event.isFinal ? pool.trust - units : 0
        let value = shares.reduce(0) { $0 + $1.value }
        open = Open(number: event.number, shares: shares[...], burnt: burnt)
        let expected = [total, pool.trust, UInt64(shares.count), units, value, burnt]
        let found = [
            event.claimsFen, event.trustUnits, Int64(clamping: event.members), event.units,
            event.valueFen, event.burntUnits,
        ]
        guard expected != found.map({ UInt64(exactly: $0) ?? .max }) else { return }
        sheet.note(
            .allotment, place, "the trust is to be shared out otherwise than the rules say",
            expected: Self.words(expected.map { "\($0)" }),
            found: Self.words(found.map { "\($0)" }))
    }

    private static func words(_ figures: [String]) -> String {
        let units = ["fen claimed", "µpt in trust", "members", "µpt", "fen", "µpt burnt"]
        return zip(figures, units).map { "\($0) \($1)" }.joined(separator: ", ")
    }

    /// The share that comes next: what the entry must say. Nil when none is to come.
    mutating func next(
        _ event: Allotted, on pool: PlainPool, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) -> Share? {
        guard let share = open?.shares.popFirst() else {
            sheet.note(
                .allotment, place, "points of the trust go to somebody who is not to come",
                expected: "nothing", found: "\(event.units) µpt for member \(event.member)")
            return nil
        }
        let left = (owed[share.member] ?? 0) - min(owed[share.member] ?? 0, share.value)
        set(share.member, left)
        let lot = pool.lotsGranted + 1
        let trust = pool.trust - min(pool.trust, share.units)
        let expected: [UInt64] = [share.member, lot, share.units, share.value, left, trust]
        let found = [
            event.member, event.lot, UInt64(exactly: event.units) ?? .max,
            UInt64(exactly: event.valueFen) ?? .max, UInt64(exactly: event.leftFen) ?? .max,
            UInt64(exactly: event.trustUnits) ?? .max,
        ]
        if expected != found {
            sheet.note(
                .share, place, "a share of the trust is not what the rules give",
                expected: Self.sentence(expected), found: Self.sentence(found))
        }
        return share
    }

    private static func sentence(_ row: [UInt64]) -> String {
        "member \(row[0]), lot \(row[1]): \(row[2]) µpt for \(row[3]) fen, \(row[4]) fen owed, "
            + "\(row[5]) µpt in trust"
    }

    /// What is burnt when the allotment ends.
    mutating func end(
        _ event: AllotmentClosed, on pool: PlainPool, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) -> UInt64 {
        let burnt = open?.burnt ?? 0
        if let open, !open.shares.isEmpty || open.number != event.number {
            sheet.note(
                .allotment, place, "an allotment ends before everybody has points of it",
                expected: "allotment \(open.number), \(open.shares.count) members to come",
                found: "allotment_closed \(event.number)")
        }
        open = nil
        let expected = [burnt, total, pool.trust - min(pool.trust, burnt)]
        let found = [event.burntUnits, event.claimsFen, event.trustUnits]
        if expected != found.map({ UInt64(exactly: $0) ?? .max }) {
            sheet.note(
                .allotment, place, "an allotment ends otherwise than the rules say",
                expected: "\(expected[0]) µpt burnt, \(expected[1]) fen owed, "
                    + "\(expected[2]) µpt in trust",
                found: "\(found[0]) µpt burnt, \(found[1]) fen owed, \(found[2]) µpt in trust")
        }
        return burnt
    }
}
