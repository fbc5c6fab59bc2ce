internal import Wire

// Who gets how much of the trust (money.md §6), found by searching and multiplying, not by the
// services' divisions.
extension PlainLegacy {
    /// The shares that are worth at least one fen, by member, and whether the trust covers all
    /// claims.
    static func shares(
        of pool: PlainPool, among owed: [UInt64: UInt64]
    ) -> (shares: [Share], covers: Bool) {
        let members = owed.keys.sorted()
        let whole = fewest(members, owed, pool)
        let units = whole ?? proRata(members, owed, pool.trust)
        let shares = zip(members, units).compactMap { member, units -> Share? in
            let value = min(owed[member] ?? 0, pool.trustWorth(units).floor())
            return value > 0 ? Share(member: member, units: units, value: value) : nil
        }
        return (shares, whole != nil)
    }

    /// For each member the smallest number of units that is worth the claim: u is the answer if
    /// u × P × kept ≥ claim × S × 10,000 and u − 1 is not. Nil when they are more than the trust.
    private static func fewest(
        _ members: [UInt64], _ owed: [UInt64: UInt64], _ pool: PlainPool
    ) -> [UInt64]? {
        let kept = 10_000 - UInt64(min(pool.plan?.retentionBps ?? 0, 10_000))
        var left = pool.trust
        var found: [UInt64] = []
        for member in members {
            let cost = Wide(UInt128(owed[member] ?? 0)).times(pool.figures.supply).times(10_000)
            func isEnough(_ units: UInt64) -> Bool {
                Wide(UInt128(units)).times(pool.figures.reserve).times(kept) >= cost
            }
            guard isEnough(left) else { return nil }
            var (low, high) = (UInt64(0), left)
            while low < high {
                let middle = low + (high - low) / 2
                if isEnough(middle) { high = middle } else { low = middle + 1 }
            }
            found.append(low)
            left -= low
        }
        return found
    }

    /// Rounded down, then one more for the largest remainders, ties to the lower member.
    private static func proRata(
        _ members: [UInt64], _ owed: [UInt64: UInt64], _ trust: UInt64
    ) -> [UInt64] {
        let total = owed.values.reduce(0, +)
        guard total > 0 else { return members.map { _ in 0 } }
        var units: [UInt64] = []
        var rests: [(rest: UInt128, index: Int)] = []
        for (index, member) in members.enumerated() {
            let claim = owed[member] ?? 0
            let share = PlainQuotient(
                dividend: Wide(UInt128(trust)).times(claim), divisor: UInt128(total), scale: 1
            ).floor()
            units.append(share)
            rests.append(
                (UInt128(trust) * UInt128(claim) - UInt128(share) * UInt128(total), index))
        }
        var left = trust - units.reduce(0, +)
        for (_, index) in rests.sorted(by: { ($1.rest, $0.index) < ($0.rest, $1.index) })
        where left > 0 {
            units[index] += 1
            left -= 1
        }
        return units
    }
}
