/// All money that ever came into a pool and left it, by source and use, in fen. What is in the
/// reserve and in the orphan reserve is the difference, to the fen.
package struct PoolFlows: Codable, Hashable, Sendable {
    /// By orders whose points were granted.
    package fileprivate(set) var granted = Money.zero
    /// By orders whose grant rounded to nothing.
    package fileprivate(set) var contributed = Money.zero
    /// By such orders while no points circulated.
    package fileprivate(set) var setAside = Money.zero
    /// Subsidies.
    package fileprivate(set) var injected = Money.zero

    /// Back from shares that were never issued.
    package fileprivate(set) var reissued = Money.zero
    package fileprivate(set) var redeemed = Money.zero
    package fileprivate(set) var exited = Money.zero
    /// By refunds after settlement.
    package fileprivate(set) var returned = Money.zero
    /// Into shares.
    package fileprivate(set) var converted = Money.zero
    package fileprivate(set) var woundUp = Money.zero

    /// `Pool.inflowMax` bounds it, so that no sum of a pool can overflow.
    package var inflow: Money {
        Money(fen: granted.fen + contributed.fen + setAside.fen + injected.fen + reissued.fen)
    }

    package var outflow: Money {
        Money(fen: redeemed.fen + exited.fen + returned.fen + converted.fen + woundUp.fen)
    }
}

extension PoolFlows {
    /// Takes note of the money that `change` moves; a split, a series end and a
    /// slice of the orphan reserve move none in or out.
    mutating func record(_ change: PoolChange) {
        func plus(_ sum: Money, _ amount: Money) -> Money { Money(fen: sum.fen + amount.fen) }
        switch change {
        case .granted(let grant): granted = plus(granted, grant.contribution)
        case .contributed(let amount): contributed = plus(contributed, amount)
        case .injected(let amount): injected = plus(injected, amount)
        case .setAside(let amount): setAside = plus(setAside, amount)
        case .sold(let sale): redeemed = plus(redeemed, sale.payout)
        case .exited(let exit): exited = plus(exited, exit.payout)
        case .clawedBack(let clawback): returned = plus(returned, clawback.returned)
        case .converted(_, _, let amount): converted = plus(converted, amount)
        case .woundUp(_, _, let payout): woundUp = plus(woundUp, payout)
        case .reissued(let made): reissued = plus(reissued, made.amount)
        case .restored, .split, .seriesClosed, .woundDown, .allotmentOpened, .allotted,
            .allotmentClosed:
            return
        }
    }
}
