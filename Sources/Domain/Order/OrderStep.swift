/// A step that the order service takes by itself; the others wait for people.
package enum OrderStep: String, CaseIterable, Hashable, Sendable {
    /// catalog.Reserve
    case reserve
    /// pool.Hold of what the member pays beside the provider, or pool.GrantCoupon
    case holdParts = "hold_parts"
    /// Nobody is asked for money: the order costs nothing, or was paid in the past.
    case pay
    /// pool.Hold
    case hold
    /// catalog.Commit
    case commit
    /// referral.Share
    case share
    /// pool.SettleBatch
    case settle
    /// referral.Confirm
    case confirm
    /// pool.Refund of what was held for an order that nobody paid
    case returnParts = "return_parts"
    /// catalog.Release
    case release
    /// referral.Cancel
    case unshare
    /// referral.Recompute
    case recompute
    /// referral.Recompute of pieces that stay with the member after all
    case restore
    /// pool.Refund
    case refund
    /// pool.Clawback
    case clawback
    /// catalog.Release of stock that is only reserved, catalog.Restock of stock that is taken
    case restock
}

/// The answer of a service that will not do a step as it is.
package struct Refusal: Hashable, Sendable {
    /// The number of the gRPC status.
    package let status: Int
    package let reason: String
    package let sentence: String

    package init(status: Int, reason: String, sentence: String) {
        self.status = status
        self.reason = reason
        self.sentence = sentence
    }
}

/// What the pool answers for one order of a batch.
package struct SettlementAnswer: Hashable, Sendable {
    package enum Outcome: String, CaseIterable, Hashable, Sendable {
        case granted
        case roundsToZero = "rounds_to_zero"
        case noContribution = "no_contribution"
        /// Refused for its content: the number is used up.
        case skipped
    }

    package let order: OrderID
    package let number: UInt64
    package let outcome: Outcome
    /// The refusal's code, for a skipped order.
    package var refused = ""
    /// Why, in words.
    package var note = ""
    package var lot: LotID?
    package var value = Money.zero
    package var units = Points.zero
    /// After this order and all it caused.
    package var reserve = Money.zero
    package var supply = Points.zero
    /// Lots that this order forced out.
    package var exits = 0

    package init(order: OrderID, number: UInt64, outcome: Outcome) {
        self.order = order
        self.number = number
        self.outcome = outcome
    }
}
