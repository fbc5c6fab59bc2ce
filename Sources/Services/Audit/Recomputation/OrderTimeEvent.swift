internal import Wire

/// What moves time on a platform, and what time alone does to an order.
enum OrderTimeEvent: Sendable {
    case clockMoved(ClockMoved)
    case expired(Expired)

    /// Nil for another kind.
    init?(kind: String, _ bytes: [UInt8]) throws(WireError) {
        switch kind {
        case "clock_moved": self = .clockMoved(try ClockMoved(decoding: bytes))
        case "expired": self = .expired(try Expired(decoding: bytes))
        default: return nil
        }
    }

    var message: any Message {
        switch self {
        case .clockMoved(let event): event
        case .expired(let event): event
        }
    }

    var sentence: String {
        switch self {
        case .clockMoved(let event):
            "The clock was moved \(event.byUs) µs forward; it is \(event.aheadUs) µs ahead."
        case .expired: "Nobody paid within 15 minutes: the order is cancelled."
        }
    }
}

/// The steps of a refund before settlement.
enum OrderRefundEvent: Sendable {
    case begun(RefundBegun)
    case rewardsUndone(RewardsUndone)
    case moneyReturned(MoneyReturned)
    case goodsReturned(GoodsReturned)

    /// Nil for another kind.
    init?(kind: String, _ bytes: [UInt8]) throws(WireError) {
        switch kind {
        case "refund_begun": self = .begun(try RefundBegun(decoding: bytes))
        case "rewards_undone": self = .rewardsUndone(try RewardsUndone(decoding: bytes))
        case "money_returned": self = .moneyReturned(try MoneyReturned(decoding: bytes))
        case "goods_returned": self = .goodsReturned(try GoodsReturned(decoding: bytes))
        default: return nil
        }
    }

    var message: any Message {
        switch self {
        case .begun(let event): event
        case .rewardsUndone(let event): event
        case .moneyReturned(let event): event
        case .goodsReturned(let event): event
        }
    }

    var sentence: String {
        switch self {
        case .begun(let event): "The money is to go back: \(event.reason)"
        case .rewardsUndone: "Referral cancelled the rewards."
        case .moneyReturned(let event):
            "The pool gave \(PlainText.yuan(PlainSources(event.back).fen)) back, refund "
                + "\(event.refund) of the order."
        case .goodsReturned: "The goods are on the shelf again."
        }
    }
}
