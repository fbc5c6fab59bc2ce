internal import Wire

/// Who invited whom, and the rewards that follow (referral.md §1–2), worked out again from a
/// referral journal: a reward is recomputed where it is recorded, with the tree of that entry.
struct PlainTree: Sendable {
    private var inviters: [UInt64: UInt64] = [:]
    private var frozen: Set<UInt64> = []
    /// Shared orders that are neither confirmed nor cancelled.
    var pending: [UInt64: Pending] = [:]
    /// Those that were confirmed, whose pieces may still come back.
    var confirmed = PackedRecords()
    var over = RangeSet<UInt64>()

    mutating func join(_ event: Joined, at place: EntryPlace, _ sheet: inout ViolationSheet) {
        guard event.member > 0, inviters[event.member] == nil else {
            sheet.note(
                .tree, place, "a member joins once", expected: "a new member",
                found: "member \(event.member)")
            return
        }
        // An inviter has joined before, so no walk upward can ever come back.
        guard event.inviter == 0 || inviters[event.inviter] != nil else {
            sheet.note(
                .tree, place, "member \(event.member) is invited by nobody who has joined",
                expected: "an inviter who is a member", found: "member \(event.inviter)")
            inviters[event.member] = 0
            return
        }
        inviters[event.member] = event.inviter
    }

    mutating func take(
        _ event: MembersImported, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        for member in event.members {
            join(Joined(member: member, inviter: 0), at: place, &sheet)
        }
    }

    mutating func freeze(
        _ event: MemberFrozen, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        guard inviters[event.member] != nil else {
            sheet.note(
                .tree, place, "nobody but a member is frozen", expected: "a member",
                found: "member \(event.member)")
            return
        }
        if event.frozen { frozen.insert(event.member) } else { frozen.remove(event.member) }
    }

    // MARK: - Rewards

    /// A reward without its words.
    struct Row: Hashable, Sendable, CustomStringConvertible {
        var line: UInt32
        var rule: RewardRule
        var payee: UInt64
        var generation: UInt32
        var amount: Int64
        var capped: Bool

        init(_ row: RewardRow) {
            (line, rule, payee) = (row.line, row.rule, row.payee)
            (generation, amount, capped) = (row.generation, row.amountFen, row.capped)
        }

        init(
            line: UInt32, rule: RewardRule, payee: UInt64, generation: UInt32, amount: Int64,
            capped: Bool
        ) {
            (self.line, self.rule, self.payee) = (line, rule, payee)
            (self.generation, self.amount, self.capped) = (generation, amount, capped)
        }

        var description: String {
            "line \(line) \(rule) to member \(payee): \(amount) fen\(capped ? ", capped" : "")"
        }
    }

    /// Recomputes every row of an order from its rates and the upline.
    mutating func check(
        _ event: Shared, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        guard inviters[event.buyer] != nil, let rates = event.rates else {
            sheet.note(
                .rewards, place, "rewards of an order are shared without a buyer or without rates",
                expected: "a member and rates", found: "member \(event.buyer)")
            return
        }
        var expected: [Row] = []
        var left: Int128 = 0
        let payees = payees(of: event.buyer)
        let rows = event.rows.map(Row.init).filter { $0.amount != 0 }
        pending[event.order] = Pending(
            lines: event.lines, rates: rates, payees: payees, earners: Payees(of: rows),
            rows: rows)
        for line in event.lines {
            let rest = Self.share(line, to: payees, rates, into: &expected)
            guard rest >= 0 else {
                sheet.note(
                    .budget, place, "line \(line.line) has a base or a budget below zero",
                    expected: "0 fen or more",
                    found: "base \(line.baseFen), budget \(line.budgetFen) fen")
                return
            }
            left += Int128(rest)
        }
        if rows != expected {
            sheet.note(
                .rewards, place, "order \(event.order) shares other rewards than the rates give",
                expected: Self.sentence(expected), found: Self.sentence(rows))
        } else if left != Int128(event.unallocatedFen) {
            sheet.note(
                .budget, place, "order \(event.order) leaves another part of the budget",
                expected: "\(left) fen", found: "\(event.unallocatedFen) fen")
        }
    }

    static func sentence(_ rows: [Row]) -> String {
        rows.isEmpty ? "no rewards" : rows.map(\.description).joined(separator: "; ")
    }

    /// Who earns by each rule; 0 for nobody.
    struct Payees: Sendable {
        var direct: UInt64 = 0
        var indirect: UInt64 = 0

        init(direct: UInt64, indirect: UInt64) {
            (self.direct, self.indirect) = (direct, indirect)
        }

        /// Those who have rows.
        init(of rows: [Row]) {
            direct = rows.first { $0.rule == .direct }?.payee ?? 0
            indirect = rows.first { $0.rule == .indirect }?.payee ?? 0
        }
    }

    /// Who earns from a buyer now.
    private func payees(of buyer: UInt64) -> Payees {
        let inviter = inviters[buyer] ?? 0
        func earning(_ member: UInt64) -> UInt64 {
            member == buyer || frozen.contains(member) ? 0 : member
        }
        return Payees(direct: earning(inviter), indirect: earning(inviters[inviter] ?? 0))
    }

    /// Appends the rows of one line and gives what is left of its budget; −1 for a line with
    /// figures below zero.
    static func share(
        _ line: ShareLine, to payees: Payees, _ rates: RewardRates,
        into rows: inout [Row]
    ) -> Int64 {
        guard line.baseFen >= 0, line.budgetFen >= 0 else { return -1 }
        var left = line.budgetFen
        let steps: [(RewardRule, UInt64, UInt32, UInt32)] = [
            (.direct, payees.direct, 1, rates.directBps),
            (.indirect, payees.indirect, 2, rates.indirectBps),
        ]
        for (rule, payee, generation, bps) in steps where payee != 0 {
            let (product, overflow) = line.baseFen.multipliedReportingOverflow(by: Int64(bps))
            let full = overflow ? Int64.max : product / 10_000
            let amount = min(full, left)
            guard amount > 0 else { continue }
            left -= amount
            rows.append(
                Row(
                    line: line.line, rule: rule, payee: payee, generation: generation,
                    amount: amount, capped: amount < full))
        }
        return left
    }
}
