// Redeeming an amount of points instead of units of one lot.
extension Pool {
    /// Sells the member's lots, oldest first, one `sold` each with what follows from it, until
    /// `points` have left them. `minimumPayout` is for all sales together, and a sale that would
    /// pay nothing refuses all. A lot of the member that one of the sales forces out counts as
    /// sold.
    ///
    /// The caller has checked that the member holds so many. O(log lots) per lot sold, as long
    /// as nothing comes between the sales; else all is tried on a copy first: O(open lots) of
    /// memory moved.
    mutating func redeem(
        _ member: MemberID, _ points: Points, minimumPayout: Money
    ) throws(PoolRejection) -> [PoolEvent] {
        guard let sales = try undisturbedSales(member, points) else {
            var tried = self
            let (events, _) = try tried.sellOneByOne(
                member, points, minimumPayout: minimumPayout)
            self = tried
            return events
        }
        guard Self.total(sales) >= minimumPayout else { throw .priceMoved }
        var events: [PoolEvent] = []
        for sale in sales {
            let command = PoolCommand.sell(
                lot: sale.lot, units: sale.units, minimumPayout: sale.payout)
            do throws(PoolRejection) {
                events += try execute(command)
            } catch {
                preconditionFailure("a sale that nothing disturbs is as planned: \(error)")
            }
        }
        return events
    }

    /// What `redeem` would pay the member now, sale by sale. Cost as there.
    func quoteRedeem(
        _ member: MemberID, _ points: Points
    ) throws(PoolRejection) -> [PoolPayout] {
        if let sales = try undisturbedSales(member, points) { return sales }
        var tried = self
        return try tried.sellOneByOne(member, points, minimumPayout: .zero).payouts
    }

    static func total(_ payouts: [PoolPayout]) -> Money {
        Money(fen: payouts.reduce(0) { $0 + $1.payout.fen })
    }

    /// The sales, if no exit, split or series end comes between them; nil if one does.
    private func undisturbedSales(
        _ member: MemberID, _ points: Points
    ) throws(PoolRejection) -> [PoolPayout]? {
        try checkRunning()
        var (reserve, supply) = (reserve, supply)
        var sales: [PoolPayout] = []
        var left = points.units
        for id in openLots(of: member) where left > 0 {
            if !sales.isEmpty, somethingFollows(from: reserve, supply) { return nil }
            guard let lot = lot(id) else { preconditionFailure("a listed lot exists") }
            let units = Points(units: min(left, lot.units.units))
            let worth = UInt128(units.units) * UInt128(reserve.fen)
            let payout = Self.netPayout(worth, retention(of: lot), supply)
            guard payout > .zero else { throw .payoutRoundsToZero }
            let gross = Money(fen: Int64(worth / UInt128(supply.units)))
            sales.append(PoolPayout(lot: id, units: units, gross: gross, payout: payout))
            reserve = Money(fen: reserve.fen - payout.fen)
            supply = Points(units: supply.units - units.units)
            left -= units.units
        }
        precondition(left == 0, "the caller has checked what the member holds")
        return sales
    }

    private mutating func sellOneByOne(
        _ member: MemberID, _ points: Points, minimumPayout: Money
    ) throws(PoolRejection) -> (events: [PoolEvent], payouts: [PoolPayout]) {
        var left = points.units
        var events: [PoolEvent] = []
        var payouts: [PoolPayout] = []
        while left > 0, let id = oldestOpenLot(of: member), let lot = lot(id) {
            let units = Points(units: min(left, lot.units.units))
            for event in try execute(.sell(lot: id, units: units, minimumPayout: .zero)) {
                events.append(event)
                switch event.change {
                case .sold(let made), .exited(let made):
                    guard left > 0, self.lot(made.lot)?.member == member else { continue }
                    left = max(0, left - made.units.units)
                    payouts.append(made)
                // What is left to sell is at most what the member holds: no overflow.
                case .split(let ratio): left *= Int64(ratio)
                case .granted, .contributed, .injected, .restored, .setAside, .clawedBack,
                    .converted,
                    .reissued, .allotmentOpened, .allotted, .allotmentClosed, .seriesClosed,
                    .woundUp, .woundDown:
                    continue
                }
            }
        }
        guard Self.total(payouts) >= minimumPayout else { throw .priceMoved }
        return (events, payouts)
    }
}
