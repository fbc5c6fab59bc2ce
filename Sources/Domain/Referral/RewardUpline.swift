/// Who earns from a buyer's order: the payee of each rule, or nobody. A payee who is missing or
/// frozen is never replaced by the next above; the money stays unallocated.
package struct RewardUpline: Hashable, Sendable {
    private let direct: MemberID?
    private let indirect: MemberID?

    /// Two steps up, whatever the depth.
    init(of buyer: MemberID, in members: MemberTree) {
        let first = members.inviter(of: buyer)
        let second = first.flatMap { members.inviter(of: $0) }
        func earns(_ member: MemberID) -> Bool {
            member != buyer && members.status(of: member) == .active
        }
        direct = first.flatMap { earns($0) ? $0 : nil }
        indirect = second.flatMap { earns($0) ? $0 : nil }
    }

    /// Those who have rows.
    init(of rows: [RewardRow]) {
        direct = rows.first { $0.rule == .direct }?.payee
        indirect = rows.first { $0.rule == .indirect }?.payee
    }

    func payee(of rule: RewardRule) -> MemberID? {
        switch rule {
        case .direct: direct
        case .indirect: indirect
        }
    }
}

extension RewardRates {
    func rate(of rule: RewardRule) -> BasisPoints {
        switch rule {
        case .direct: direct
        case .indirect: indirect
        }
    }
}

extension ShareLine {
    /// The rows of this line and what they leave of its budget. Each row is the rate of the base,
    /// rounded down, and at most what the rows before it left; only rows use the budget.
    func rewards(
        rates: RewardRates, upline: RewardUpline
    ) -> (rows: [RewardRow], unallocated: Money) {
        var rows: [RewardRow] = []
        var leftFen = budget.fen
        for rule in RewardRule.allCases {
            let rate = rates.rate(of: rule)
            guard let payee = upline.payee(of: rule), let full = rate.floored(of: base) else {
                continue
            }
            let amount = Money(fen: min(full.fen, leftFen))
            guard amount > .zero else { continue }
            leftFen -= amount.fen
            rows.append(
                RewardRow(
                    line: line, rule: rule, payee: payee, generation: rule.generation,
                    amount: amount, isCapped: amount < full,
                    explanation: explanation(rule, rate, paid: amount, of: full)))
        }
        let paidFen = rows.reduce(0) { $0 + $1.amount.fen }
        precondition(paidFen + leftFen == budget.fen, "rewards and rest are the budget")
        return (rows, Money(fen: leftFen))
    }

    /// Like `10 % of 1000.00 for inviting the buyer`.
    private func explanation(
        _ rule: RewardRule, _ rate: BasisPoints, paid: Money, of full: Money
    ) -> String {
        let why =
            switch rule {
            case .direct: "for inviting the buyer"
            case .indirect: "for inviting the buyer's inviter"
            }
        let earned = "\(rate.percent) of \(base) \(why)"
        return paid == full
            ? earned : "\(earned); \(full) cut to \(paid), all that was left of the budget"
    }
}

extension BasisPoints {
    /// Like `10 %` or `2.5 %`.
    fileprivate var percent: String {
        let (whole, rest) = rawValue.magnitude.quotientAndRemainder(dividingBy: 100)
        guard rest != 0 else { return "\(whole) %" }
        let digits = rest % 10 == 0 ? "\(rest / 10)" : (rest < 10 ? "0\(rest)" : "\(rest)")
        return "\(rawValue < 0 ? "-" : "")\(whole).\(digits) %"
    }
}
