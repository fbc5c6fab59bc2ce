// What must hold between commands, looked up over all lots: for tests and inspections. What can
// be told in O(1) is asserted with every command.
extension Pool {
    /// The first rule of pool.md §5 that does not hold, as a sentence; nil when all do. O(lots).
    package func brokenInvariant() -> String? {
        var units: Int64 = 0
        var paidOut: Int64 = 0
        var openByMember: [MemberID: [LotID]] = [:]
        for index in 0..<lots.count {
            let lot = lots[index]
            paidOut += lot.received.fen
            guard lot.isOpen else { continue }
            units += lot.units.units
            openByMember[lot.member, default: []].append(lots.id(of: index))
            if lot.exitMultiple > .zero, isDue(lot, reserve, supply) {
                return "lot \(index + 1) is due to exit"
            }
            if UInt128(lot.units.units) > lot.granted { return "lot \(index + 1) grew" }
        }
        if units + trust.units != supply.units { return "the lots do not sum to the supply" }
        if paidOut != flows.redeemed.fen + flows.exited.fen + flows.woundUp.fen {
            return "the lots received other than the pool paid"
        }
        for (member, open) in openByMember where openLots(of: member) != open {
            return "member \(member)'s open lots are not listed in order"
        }
        return lots.brokenQueue(expecting: openByMember.count)
    }

    /// All that redemptions, exits and winding up have paid, by member; zeros left out. O(lots).
    package func payouts() -> [MemberID: Money] {
        var sums: [MemberID: Money] = [:]
        for index in 0..<lots.count {
            let lot = lots[index]
            guard lot.received > .zero else { continue }
            sums[lot.member] = Money(fen: (sums[lot.member]?.fen ?? 0) + lot.received.fen)
        }
        return sums
    }
}
