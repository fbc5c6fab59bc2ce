internal import Wire

// What settling an order would do now, with nothing changed (pool.md §5 row 5).
extension PlainPool {
    /// The order's own lot, the lots that it would force out, and what these leave.
    struct Quoted: Sendable {
        var own: Lot
        /// It is forced out at once itself.
        var isOut = false
        var exits: UInt32 = 0
        var payout: UInt64 = 0
        /// More lots are due than a quote counts.
        var hasMore = false
        var after: Figures
    }

    /// A quote counts so many exits.
    private static let quotedExitsMax: UInt32 = 1_000

    /// O(lots).
    func quoted(_ grant: Grant, paid: Int64, _ plan: Plan) -> Quoted {
        let own = Lot(
            member: 0, target: UInt64(plan.exitMultipleBps) * UInt64(clamping: paid),
            granted: UInt128(grant.units), units: grant.units,
            retentionBps: UInt64(plan.retentionBps))
        var quoted = Quoted(own: own, after: grant.after)
        var queue = queue
        if own.target > 0 {
            queue.insert(.init(lot: grant.lot, target: own.target, granted: own.granted))
        }
        while let place = queue.next, quoted.after.supply > 0 {
            let isOwn = place.lot == grant.lot
            guard let lot = isOwn ? own : lots[place.lot] else {
                queue.removeNext()
                continue
            }
            guard isDue(place, on: quoted.after) else { break }
            guard quoted.exits < Self.quotedExitsMax else {
                quoted.hasMore = true
                break
            }
            let worth = worth(of: lot, lot.units, asExit: true, on: quoted.after)
            let payout = worth.payout.floor()
            guard let after = worth.after(paying: payout, for: lot.units) else { break }
            quoted.exits += 1
            quoted.payout = Self.sum(quoted.payout, payout)
            quoted.after = after
            if isOwn { quoted.isOut = true }
            queue.removeNext()
        }
        return quoted
    }
}
