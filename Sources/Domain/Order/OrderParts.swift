/// What pays for an order beside its provider: the member's wallet, coupons and coins, and a
/// subsidy by a coupon on the order. The pool holds a part before the provider is asked for the
/// rest, and gives it back when the order is not paid.
package struct OrderParts: Hashable, Sendable {
    /// Of the member; the provider has none of it.
    package internal(set) var held = PaymentSources.zero
    package internal(set) var grant: OrderGrant?
    /// What the pool is asked for now. The order waits for the answer, and nothing else happens
    /// to it.
    package internal(set) var asked: AskedPart?
    /// Askings so far, refused ones among them: each is a request of its own.
    package internal(set) var askings = 0

    init() {}

    /// Nothing is held.
    package var isEmpty: Bool { held.isZero && grant == nil }

    /// What they pay of the price. No overflow: together they are at most the price.
    package var money: Money {
        Money(fen: held.money.fen + (grant?.amount.fen ?? 0))
    }
}

/// A subsidy that pays a part of an order's price.
package struct OrderGrant: Hashable, Sendable {
    package let source: SubsidySource
    package let amount: Money

    package init(source: SubsidySource, amount: Money) {
        self.source = source
        self.amount = amount
    }
}

package enum AskedPart: Hashable, Sendable {
    case ofMember(PaymentSources)
    case ofSubsidy(OrderGrant)
}

/// What an order's parts are asked to do.
package enum PartsCommand: Hashable, Sendable {
    case ask(AskedPart)
    case recordHeld
    /// The pool will not hold them; the order waits for its payment as before.
    case recordRefused(Refusal)
    /// All that was held for a cancelled order is back, by the pool's refund of this number.
    case recordReturned(number: Int, back: PaymentSources)
}

/// What happened to an order's parts.
package enum PartsEvent: Hashable, Sendable {
    case asked(AskedPart, asking: Int)
    case held
    case refused(Refusal, asking: Int)
    case returned(number: Int, back: PaymentSources)
}

/// Why parts are not taken, in the order the rules are checked.
package enum PartsRejection: Hashable, Sendable {
    case nothingAsked
    case outOfBounds
    case coinsNotTaken(Int64)
    case heldAlready
    case exceedsPrice(asked: Money, left: Money)
    case exceedsCash(asked: Money, most: Money)

    package var kind: RejectionKind {
        switch self {
        case .nothingAsked, .outOfBounds: .invalidArgument
        case .coinsNotTaken, .heldAlready, .exceedsPrice, .exceedsCash: .failedPrecondition
        }
    }

    package var reason: String {
        switch self {
        case .nothingAsked: "parts_must_be_positive"
        case .outOfBounds: "limit_reached"
        case .coinsNotTaken: "coins_not_taken"
        case .heldAlready: "parts_already_held"
        case .exceedsPrice: "exceeds_price"
        case .exceedsCash: "coupon_exceeds_price"
        }
    }

    func sentence(_ order: OrderID) -> String {
        switch self {
        case .nothingAsked:
            "parts of order \(order) are 0 or below; state at least 1 fen of one of them"
        case .outOfBounds:
            "parts of order \(order) are above \(Money.amountMax.fen); state at most that"
        case .coinsNotTaken(let coins):
            "coins are \(coins); this platform's plan takes none for orders, pay in money"
        case .heldAlready:
            "order \(order) holds such parts already; pay the rest, or cancel it and place anew"
        case .exceedsPrice(let asked, let left):
            "parts are \(asked.fen) fen and \(left.fen) fen of order \(order) are left to pay; "
                + "state at most that"
        case .exceedsCash(let asked, let most):
            "amount_fen is \(asked.fen); a subsidy pays at most \(most.fen) fen of order "
                + "\(order), what its rewards leave of the price"
        }
    }
}
