// Money that left for shares and comes back (money.md §5).
extension Pool {
    /// The units that the amount buys now. They join the lot while it is open and was granted so
    /// many, which holds for all that left it for shares: the price never fell since.
    func reissue(of id: LotID, _ amount: Money) throws(PoolRejection) -> PoolChange {
        guard let lot = lot(id) else { throw .lotNotFound }
        guard amount.fen >= 1 else { throw .amountMustBePositive }
        guard amount <= Money.amountMax else { throw .limitReached }
        let bought = unitsBought(by: amount)
        guard reserve.fen + amount.fen <= Self.reserveMax.fen,
            UInt128(supply.units) + bought <= UInt128(Points.supplyMax.units),
            flows.inflow.fen + amount.fen <= Self.inflowMax.fen
        else { throw .limitReached }
        let joins = lot.isOpen && UInt128(lot.units.units) + bought <= lot.granted
        let into = bought == 0 ? nil : joins ? id : lots.id(of: lots.count)
        return .reissued(
            PoolReissue(
                lot: id, member: lot.member, amount: amount,
                units: Points(units: Int64(bought)), into: into))
    }
}
