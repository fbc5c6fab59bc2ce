/// What settling an order would do now. Settled as the next command it does just this; settled
/// later it grants fewer points, as the price will have risen.
package struct SettlementQuote: Equatable, Sendable {
    package let grant: PoolGrant
    /// Lots that the order would force out, in order: `exitsQuotedMax` at most.
    package let exits: [PoolPayout]
    /// Whether more lots than these would be forced out.
    package let hasMoreExits: Bool
    /// Reserve and supply after the grant and these exits, before any split.
    package let reserve: Money
    package let supply: Points
    /// What redeeming the granted points would pay right afterwards.
    package let netValue: Money
    /// Nil if the order's own lot would be forced out at once.
    package let breakEven: PoolPrice?
    /// Nil for never.
    package let exit: PoolPrice?
    package let ordersToBreakEven: OrdersNeeded
    package let ordersToExit: OrdersNeeded
}

extension Pool {
    /// Keeps a quote's work and answer small, whatever an order would set off.
    package static let exitsQuotedMax = 1_000

    /// Refused as `settle` would be. O(k log k) for k exits, however many lots are open.
    package func quoteSettle(
        member: MemberID, paid: Money, contribution: Money, grant rate: BasisPoints
    ) throws(PoolRejection) -> SettlementQuote {
        let command = PoolCommand.settle(
            member: member, paid: paid, contribution: contribution, grant: rate)
        guard case .granted(let grant) = try decide(command) else {
            preconditionFailure("settling begins with a grant")
        }
        let own = Lot(
            grant, exitMultiple: plan.exitMultiple, version: retentions.count - 1, splits: splits)
        var after = Circulation(
            reserve: Money(fen: reserve.fen + contribution.fen),
            supply: Points(units: supply.units + grant.units.units + grant.legacy.units),
            grants: seriesGrants + 1,
            contribution: Money(fen: seriesContribution.fen + contribution.fen))
        var quoted = QuotedExits()
        var ownIsLeft = own.exitMultiple > .zero
        func leave(_ id: LotID, _ lot: Lot) -> Bool {
            guard after.supply > .zero, isDue(lot, after.reserve, after.supply) else {
                return false
            }
            guard quoted.payouts.count < Self.exitsQuotedMax else {
                quoted.hasMore = true
                return false
            }
            let payout = exit(of: lot, id)
            quoted.payouts.append(payout)
            after.reserve = Money(fen: after.reserve.fen - payout.payout.fen)
            after.supply = Points(units: after.supply.units - payout.units.units)
            return true
        }
        lots.visitExits { id, lot in
            if ownIsLeft, LotBook.exitsSooner(own, grant.lot, than: lot, id) {
                guard leave(grant.lot, own) else { return false }
                ownIsLeft = false
            }
            return leave(id, lot)
        }
        if ownIsLeft, leave(grant.lot, own) { ownIsLeft = false }
        let isOut = own.exitMultiple > .zero && !ownIsLeft
        return quote(grant, own, isOut: isOut, quoted, after)
    }

    private struct QuotedExits {
        var payouts: [PoolPayout] = []
        var hasMore = false
    }

    private func quote(
        _ grant: PoolGrant, _ own: Lot, isOut: Bool, _ quoted: QuotedExits, _ after: Circulation
    ) -> SettlementQuote {
        let worth = UInt128(own.units.units) * UInt128(after.reserve.fen)
        let breakEven = isOut ? nil : breakEven(of: own)
        let exit = isOut ? nil : exitPrice(of: own)
        return SettlementQuote(
            grant: grant, exits: quoted.payouts, hasMoreExits: quoted.hasMore,
            reserve: after.reserve, supply: after.supply,
            netValue: isOut || after.supply == .zero
                ? .zero : Self.netPayout(worth, retention(of: own), after.supply),
            breakEven: breakEven, exit: exit,
            ordersToBreakEven: ordersNeeded(for: breakEven, from: after),
            ordersToExit: ordersNeeded(for: exit, from: after))
    }
}
