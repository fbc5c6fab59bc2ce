/// How far the claims are served, and what it takes to serve the rest.
package struct LegacyProgress: Equatable, Sendable {
    package let owed: Money
    /// What the trust would take off the claims if it were allotted now.
    package let trustValue: Money
    /// What members still have to pay for orders until the trust covers what is owed, rounded up:
    /// at today's plan, at an even price, without redemptions. Nil for never.
    ///
    /// At a full release and the seed plan's figures an order of 1,000 yuan puts 72 yuan of net
    /// value into the trust, and then no order makes anybody's points dearer any more.
    package let turnover: Money?
}

extension PoolBooks {
    /// `contribution` is the share of an order that reaches the reserve; as it was over all
    /// settled orders so far, if nil.
    package func legacyProgress(contribution: BasisPoints?) -> LegacyProgress {
        let value = min(pool.trustValue, legacy.owed)
        let missing = Money(fen: legacy.owed.fen - value.fen)
        let paid = contribution == nil ? paidByMembers.fen : 10_000
        let reaches = contribution.map { Int64($0.rawValue) } ?? pool.broughtInByOrders.fen
        return LegacyProgress(
            owed: legacy.owed, trustValue: value,
            turnover: turnover(for: missing, paid: paid, reaches: reaches))
    }

    /// missing × paid ÷ (contributed × (1 − grant) × release × (1 − retention)).
    private func turnover(for missing: Money, paid: Int64, reaches: Int64) -> Money? {
        guard missing > .zero else { return .zero }
        let plan = pool.plan
        let rates =
            UInt128(10_000 - plan.grant.rawValue) * UInt128(plan.legacyRelease.rawValue)
            * UInt128(10_000 - plan.retention.rawValue)
        guard reaches > 0, paid > 0, rates > 0 else { return nil }
        // 62 + 40 bits over 62 + 42.
        let whole = UInt128(paid) * 1_000_000_000_000
        let part = UInt128(reaches) * rates
        guard whole / part < 1 << 60 else { return nil }
        let (quotient, rest) = whole.scaled(by: UInt128(missing.fen), over: part)
        let rounded = rest > 0 ? quotient + 1 : quotient
        return rounded <= 1 << 62 ? Money(fen: Int64(rounded)) : nil
    }
}
