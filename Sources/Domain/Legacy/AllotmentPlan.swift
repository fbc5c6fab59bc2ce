/// How the trust is shared out among the claims, worked out at one moment: whoever comes later in
/// the same allotment gets the same price.
///
/// While the trust is worth less than all claims together, its units go pro rata to the claims,
/// rounded down; the units left over go one each by largest remainder, ties to the lower member.
/// Once it covers them, each member gets the fewest units that are worth the claim, and the rest
/// is burnt. A share that is worth less than one fen stays in the trust; in a final allotment it
/// is burnt.
package struct AllotmentPlan: Codable, Equatable, Sendable {
    /// By member. O(members) of memory while the allotment is open.
    private(set) var rows: [Row] = []
    private(set) var units = Points.zero
    private(set) var value = Money.zero
    private(set) var burnt = Points.zero

    struct Row: Codable, Equatable, Sendable {
        var member: MemberID
        var units: Points
        var value: Money
    }

    /// O(members · log members).
    init(claims: [MemberID: Money], pool: Pool, isFinal: Bool) {
        let members = claims.keys.sorted()
        var shares = Self.whole(members, claims, pool)
        let covers = shares != nil
        if shares == nil { shares = Self.proRata(members, claims, pool.trust) }
        for (member, share) in zip(members, shares ?? []) {
            guard let claim = claims[member], share > .zero else { continue }
            let value = min(claim, pool.netValue(of: share))
            guard value > .zero else { continue }
            rows.append(Row(member: member, units: share, value: value))
            units = Points(units: units.units + share.units)
            self.value = Money(fen: self.value.fen + value.fen)
        }
        guard covers || isFinal else { return }
        burnt = Points(units: pool.trust.units - units.units)
    }

    /// For each the units that are worth the claim; nil while the trust does not hold so many.
    private static func whole(
        _ members: [MemberID], _ claims: [MemberID: Money], _ pool: Pool
    ) -> [Points]? {
        var left = UInt128(pool.trust.units)
        var shares: [Points] = []
        for member in members {
            guard let units = pool.units(worth: claims[member] ?? .zero), units <= left else {
                return nil
            }
            left -= units
            shares.append(Points(units: Int64(units)))
        }
        return shares
    }

    /// 62 + 50 bits: no product passes 128.
    private static func proRata(
        _ members: [MemberID], _ claims: [MemberID: Money], _ trust: Points
    ) -> [Points] {
        let total = claims.values.reduce(UInt128(0)) { $0 + UInt128($1.fen) }
        guard total > 0 else { return members.map { _ in .zero } }
        var shares: [Int64] = []
        var rests: [UInt128] = []
        for member in members {
            let (share, rest) = (UInt128(trust.units) * UInt128(claims[member]?.fen ?? 0))
                .quotientAndRemainder(dividingBy: total)
            shares.append(Int64(share))
            rests.append(rest)
        }
        let left = trust.units - shares.reduce(0, +)
        let byRest = members.indices.sorted { one, other in
            rests[one] == rests[other] ? one < other : rests[one] > rests[other]
        }
        for index in byRest.prefix(Int(left)) { shares[index] += 1 }
        precondition(
            shares.reduce(0, +) == trust.units, "the trust is shared out to the last unit")
        return shares.map { Points(units: $0) }
    }
}
