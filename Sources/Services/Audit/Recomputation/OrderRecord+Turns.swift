// What may be recorded when, and what an order must have been compared by.
extension OrderRecord {
    /// What should have been before `hop`, which is in `hops` already. Nil when it is in turn.
    func outOfTurn(_ hop: OrderHop) -> String? {
        if hop.service == "order" {
            if isCancelled, hop != .released, hop != .partsReturned {
                return "nothing after its cancellation"
            }
            if isRefunding, !Self.undoing.contains(hop) { return "nothing but its refund" }
        }
        switch hop {
        case .partsHeld where parts.held.isZero, .grantHeld where parts.grantFen == 0,
            .heldParts where hops[.held] != nil:
            return "what was asked for, before the payment"
        case .partsHeld where hops[.paid] != nil, .grantHeld where hops[.paid] != nil:
            return "nothing that pays after the payment"
        case .partsReturned where !isCancelled || parts.isEmpty:
            return "a cancelled order for which something is held"
        case .released where !parts.isEmpty && hops[.partsReturned] == nil:
            return "\(OrderHop.partsReturned.rawValue) before it"
        case .refunded
        where hops[.held] == nil && hops[.heldParts] == nil
            && hops[.couponGranted] == nil:
            return "\(OrderHop.held.rawValue) before it"
        case .committed where hops[.moneyHeld] == nil && !isFree:
            return "\(OrderHop.moneyHeld.rawValue) before it"
        case .released where hops[.cancelled] == nil && hops[.expired] == nil:
            return "\(OrderHop.cancelled.rawValue) before it"
        case .refundBegun where hops[.shipped] != nil && received == nil:
            return "goods that are here, or with the member"
        case .due where returns.open != nil: return "the end of its return"
        case .moneyReturned where isRecomputedToNothing: return nil
        case .moneyReturned where hops[.rewardsShared] != nil && hops[.rewardsUndone] == nil:
            return "\(OrderHop.rewardsUndone.rawValue) before it"
        default:
            guard let needed = hop.needs, hops[needed] == nil else { return nil }
            return "\(needed.rawValue) before it"
        }
    }

    private static let undoing: Set<OrderHop> = [
        .refundBegun, .rewardsUndone, .moneyReturned, .goodsReturned,
    ]

    /// The comparisons without which the order is not done.
    var joins: Set<OrderJoin> {
        guard !isReturnedWhole else {
            return [.reservation, .payment, .parts, .coins, .rewards, .window]
        }
        guard isRefunding else {
            return Set(OrderJoin.allCases).subtracting([.refund, .partsBack])
        }
        var joins: Set<OrderJoin> = [.reservation, .payment, .parts, .coins, .refund]
        if shared != nil { joins.insert(.rewards) }
        if received != nil { joins.insert(.window) }
        return joins
    }
}
