// What follows from a change, in the binding order of pool.md §3.
extension Pool {
    /// The next thing that must happen before another command: a series end, an exit, a split,
    /// or the rest of winding down. O(1).
    func consequence() -> PoolChange? {
        switch phase {
        case .woundDown, .allotting: return nil
        case .windingUp: return windUpsLeft.last ?? .woundDown
        case .running: break
        }
        guard supply > .zero else {
            return isSeriesOpen ? .seriesClosed(series: series, orphaned: reserve) : nil
        }
        if let index = lots.soonestExit, isDue(lots[index], reserve, supply) {
            return .exited(exit(of: lots[index], lots.id(of: index)))
        }
        return isSplitDue(reserve, supply) ? .split(ratio: splitPriceMultiple) : nil
    }

    /// Whether anything would follow were the reserve and the supply these. Errs on the side of
    /// yes where the soonest lot is sold by then. O(1).
    func somethingFollows(from reserve: Money, _ supply: Points) -> Bool {
        guard supply > .zero else { return true }
        if let index = lots.soonestExit, isDue(lots[index], reserve, supply) { return true }
        return isSplitDue(reserve, supply)
    }

    /// Threshold ≤ price: multiple × paid × S ≤ P × 10,000 × granted. 122 bits against 191.
    func isDue(_ lot: Lot, _ reserve: Money, _ supply: Points) -> Bool {
        let ours = UInt128(lot.exitNumerator) * UInt128(supply.units)
        let theirs = UInt128(reserve.fen) * 10_000
        return WideProduct(ours, 1) <= WideProduct(theirs, lot.granted)
    }

    /// A due lot receives exactly its multiple; the surplus stays and raises the price.
    ///
    /// All fits 128 bits but the one product taken in full. A split leaves the price at opening
    /// price ÷ 1,000,000 fen or more, below which it never falls again; so a lot whose threshold
    /// was above the price has granted < 2^67, or was never split and has at most 2^62.
    func exit(of lot: Lot, _ id: LotID) -> PoolPayout {
        let numerator = UInt128(lot.exitNumerator) * UInt128(lot.units.units)  // 60 + 62 bits
        let gross = numerator / (10_000 * lot.granted)
        let kept = UInt128(10_000 - retention(of: lot).rawValue)
        let payout = numerator.scaled(by: kept, over: 100_000_000 * lot.granted).quotient
        return PoolPayout(
            lot: id, units: lot.units, gross: Money(fen: Int64(gross)),
            payout: Money(fen: Int64(payout)))
    }

    /// Like a share split: values stay, numbers stay readable, and grants do not round away
    /// however high the price.
    private func isSplitDue(_ reserve: Money, _ supply: Points) -> Bool {
        guard splitPriceMultiple > 0 else { return false }
        let price = UInt128(reserve.fen) * UInt128(Points.unitsPerPoint)
        let after = UInt128(supply.units) * UInt128(splitPriceMultiple)
        return price >= UInt128(openingPrice.fen) * after
            && after <= UInt128(Points.supplyMax.units)
    }

    /// What each open lot gets when the pool is wound down now: its share of reserve and orphan
    /// reserve, rounded down; the fen left over go one each by largest remainder, ties to the
    /// lower lot id, so that the payouts sum to all there is. O(lots · log lots).
    func windUps() -> [PoolChange] {
        let pot = reserve.fen + orphan.fen
        var shares: [(lot: LotID, units: Points, fen: Int64, rest: UInt128)] = []
        for index in 0..<lots.count {
            let lot = lots[index]
            guard lot.isOpen else { continue }
            let (fen, rest) = (UInt128(lot.units.units) * UInt128(pot))
                .quotientAndRemainder(dividingBy: UInt128(supply.units))
            shares.append((lots.id(of: index), lot.units, Int64(fen), rest))
        }
        guard !shares.isEmpty else { return [] }
        let left = pot - shares.reduce(0) { $0 + $1.fen }
        let byRest = shares.indices.sorted { one, other in
            shares[one].rest == shares[other].rest
                ? one < other : shares[one].rest > shares[other].rest
        }
        for index in byRest.prefix(Int(left)) { shares[index].fen += 1 }
        precondition(
            shares.reduce(0) { $0 + $1.fen } == pot, "winding up pays out all there is")
        return shares.map { share in
            .woundUp(lot: share.lot, units: share.units, payout: Money(fen: share.fen))
        }
    }
}
