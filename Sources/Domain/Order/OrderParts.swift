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

    /// What they pay of the price, a coin for a fen. No overflow: together they are at most the
    /// price.
    package var covered: Money {
        Money(fen: held.money.fen + held.coins + (grant?.amount.fen ?? 0))
    }
}

/// A subsidy that pays a part of an order's price.
package struct OrderGrant: Hashable, Sendable {
    /// What goes back to the subsidy when pieces come back: what it paid for them.
    package enum Returns: Hashable, Sendable {
        /// By the price of the order: each gives back its part of all that is left. Grants of
        /// entries that do not say otherwise; a fen of another line's may be among it.
        case byOrder
        /// By the price of the line of the pieces.
        case byLine
    }

    package let source: SubsidySource
    package let amount: Money
    package let returns: Returns

    package init(source: SubsidySource, amount: Money, returns: Returns = .byLine) {
        self.source = source
        self.amount = amount
        self.returns = returns
    }
}

package enum AskedPart: Hashable, Sendable {
    case ofMember(PaymentSources)
    case ofSubsidy(OrderGrant)
}

/// What an order's parts are asked to do.
package enum PartsCommand: Hashable, Sendable {
    case ask(AskedPart, CoinTerms)
    case recordHeld
    /// The pool will not hold them; the order waits for its payment as before.
    case recordRefused(Refusal)
    /// All that was held for a cancelled order is back, by the pool's refund of this number.
    case recordReturned(number: Int, back: PaymentSources)
}

/// What happened to an order's parts.
package enum PartsEvent: Hashable, Sendable {
    /// `planVersion` is the plan's that lets coins pay; 0 without coins.
    case asked(AskedPart, asking: Int, planVersion: UInt32)
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
    case exceedsCoinShare(asked: Int64, most: Int64)
    case exceedsCoinRoom(asked: Int64, most: Int64)
    case exceedsCash(asked: Money, most: Money)

    package var kind: RejectionKind {
        switch self {
        case .nothingAsked, .outOfBounds: .invalidArgument
        case .coinsNotTaken, .heldAlready, .exceedsPrice, .exceedsCoinShare, .exceedsCoinRoom,
            .exceedsCash:
            .failedPrecondition
        }
    }

    package var reason: String {
        switch self {
        case .nothingAsked: "parts_must_be_positive"
        case .outOfBounds: "limit_reached"
        case .coinsNotTaken: "coins_not_taken"
        case .heldAlready: "parts_already_held"
        case .exceedsPrice: "exceeds_price"
        case .exceedsCoinShare: "exceeds_coin_share"
        case .exceedsCoinRoom: "exceeds_coin_room"
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
        case .exceedsCoinShare(let asked, let most):
            "coins are \(asked); by the plan they pay at most \(most) fen of order \(order); "
                + "state at most that, and pay the rest in money"
        case .exceedsCoinRoom(let asked, let most):
            "coins are \(asked); cost, tax, fee and contribution of order \(order) leave them "
                + "\(most) fen; state at most that, and pay the rest in money"
        case .exceedsCash(let asked, let most):
            "amount_fen is \(asked.fen); a subsidy pays at most \(most.fen) fen of order "
                + "\(order), what rewards, contribution and coins leave of the price"
        }
    }
}
