// The trust for legacy claims: how far it grows, and how it is shared out (money.md §6).
extension Pool {
    /// Refuses what has to wait, or can never be any more.
    func checkRunning() throws(PoolRejection) {
        switch phase {
        case .running: return
        case .allotting: throw .allotmentInProgress
        case .windingUp, .woundDown: throw .woundDown
        }
    }

    /// Whether the trust is worth all claims: settlements then mint nothing more into it. The
    /// settlement that reaches the claims may pass them by its own part, which the next allotment
    /// burns.
    var isTrustFull: Bool {
        guard let claims else { return false }
        return trustValue >= claims
    }

    /// What redeeming all of the trust would pay now, under the retention in force. An allotment
    /// takes this much off the claims, less what rounding to members leaves.
    package var trustValue: Money { netValue(of: trust) }

    /// What redeeming `units` would pay now, under the retention in force.
    package func netValue(of units: Points) -> Money {
        guard supply > .zero else { return .zero }
        let worth = UInt128(units.units) * UInt128(reserve.fen)
        return Self.netPayout(worth, plan.retention, supply)
    }

    /// The fewest units whose net value is at least `value`; nil when the reserve is empty.
    /// 50 + 62 + 14 bits over 50 + 14.
    package func units(worth value: Money) -> UInt128? {
        let kept = UInt128(10_000 - plan.retention.rawValue)
        guard reserve > .zero else { return nil }
        let cost = UInt128(value.fen) * UInt128(supply.units) * 10_000
        let (whole, rest) = cost.quotientAndRemainder(dividingBy: UInt128(reserve.fen) * kept)
        return rest > 0 ? whole + 1 : whole
    }

    func openAllotment() throws(PoolRejection) -> PoolChange {
        guard trust > .zero else { throw .trustIsEmpty }
        return .allotmentOpened
    }

    /// The commands of an open allotment; nil for any other, or when none is open.
    func allotting(_ command: PoolCommand) throws(PoolRejection) -> PoolChange? {
        guard phase == .allotting else { return nil }
        switch command {
        case .allot(let member, let units, let value):
            guard units.units >= 1, value.fen >= 1 else { throw .amountMustBePositive }
            guard units <= trust else { throw .exceedsTrust }
            return .allotted(
                PoolAllotment(
                    lot: lots.id(of: lots.count), member: member, units: units, value: value))
        case .closeAllotment(let burnt):
            guard burnt >= .zero else { throw .amountMustBePositive }
            guard burnt <= trust else { throw .exceedsTrust }
            return .allotmentClosed(burnt: burnt)
        case .settle, .contribute, .inject, .restore, .setAside, .sell, .clawback, .convert,
            .reissue, .openAllotment, .windDown:
            return nil
        }
    }
}
