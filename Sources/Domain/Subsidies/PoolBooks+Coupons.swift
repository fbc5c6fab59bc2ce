// Subsidies that pay a part of an order's price, and the record of all subsidies.
extension PoolBooks {
    /// Lets a subsidy pay a part of an order: its cash joins what is held for the order, before
    /// or after the member's. At settlement the waterfall is of both, the lot of the member's.
    package mutating func grantCoupon(
        _ amount: Money, of source: SubsidySource, for order: OrderID, member: MemberID
    ) throws(SubsidyRejection) -> [BookEvent] {
        let coupon = try coupon(amount, of: source, for: order, member: member)
        record(.subsidy(.couponGranted(coupon)))
        return [.subsidy(.couponGranted(coupon))]
    }

    func coupon(
        _ amount: Money, of source: SubsidySource, for order: OrderID, member: MemberID
    ) throws(SubsidyRejection) -> OrderCoupon {
        guard pool.phase == .running else { throw .woundDown }
        guard source != .orphan else { throw .orphanIsForTheReserve }
        guard amount.fen >= 1 else { throw .amountMustBePositive(amount) }
        guard amount <= Money.amountMax else { throw .limitReached(amount) }
        switch booking(of: order) {
        case .settled: throw .orderAlreadySettled(order)
        case .refunded: throw .orderAlreadyRefunded(order)
        case .held(let buyer, _):
            guard buyer == member else { throw .orderOfAnother(order, member) }
        case nil: break
        }
        guard subsidies.coupons[order] == nil else { throw .couponAlreadyGranted(order) }
        let free = free(of: source)
        guard amount <= free else { throw .exceedsSubsidy(source, free: free) }
        return OrderCoupon(
            order: order, member: member, source: source, amount: amount,
            lines: Posting.coupon(amount, of: source, for: order).lines)
    }

    /// What these books would have recorded for what the event says was asked; nil where they
    /// would have refused. Reserve and supply are the pool's to check.
    func redecided(_ event: SubsidyEvent) -> SubsidyEvent? {
        do throws(SubsidyRejection) {
            switch event {
            case .received(let made):
                return .received(try receipt(made.amount, from: made.source, made.reference))
            case .announced(let made):
                return .announced(
                    try slice(
                        made.amount, of: made.source, notBefore: made.notBefore,
                        at: made.announcedAt))
            case .injected(let made):
                let (slice, amount) = try injection(
                    made.slice, made.amount, beyondLimit: made.isBeyondLimit, at: made.at)
                return .injected(
                    SliceInjection(
                        slice: slice.number, source: slice.source, amount: amount, at: made.at,
                        isBeyondLimit: made.isBeyondLimit,
                        lines: Posting.slice(amount, of: slice.source).lines,
                        reserve: made.reserve, supply: made.supply))
            case .couponGranted(let made):
                return .couponGranted(
                    try coupon(
                        made.amount, of: made.source, for: made.order, member: made.member))
            }
        } catch {
            return nil
        }
    }
}

extension PoolBooks {
    /// What members hold who are an operator, of the staff or a payer of subsidies: disclosed
    /// beside the price. O(their lots).
    package var relatedHoldings: (members: Int, units: Points) {
        var (holders, units) = (0, Int64(0))
        for member in withdrawals.linkedMembers {
            let lots = pool.openLots(of: member)
            if !lots.isEmpty { holders += 1 }
            units += lots.reduce(0) { $0 + (pool.lot($1)?.units.units ?? 0) }
        }
        return (holders, Points(units: units))
    }
}

extension Pool {
    /// A member with more than 10 % of all points, if there is one. O(lots).
    func memberHoldingMoreThanATenth() -> MemberID? {
        var units: [MemberID: Int64] = [:]
        for index in 0..<lots.count {
            let lot = lots[index]
            guard lot.isOpen else { continue }
            units[lot.member, default: 0] += lot.units.units
        }
        // At most 62 bits times 10.
        return units.filter { Int128($0.value) * 10 > Int128(supply.units) }.keys.min()
    }

    /// Nil while no points circulate. The price if no subsidy were left in the reserve.
    package func price(without subsidy: Money) -> PoolPrice? {
        guard supply > .zero else { return nil }
        return PoolPrice(
            fen: UInt128(reserve.fen - subsidy.fen), units: UInt128(supply.units))
    }
}
