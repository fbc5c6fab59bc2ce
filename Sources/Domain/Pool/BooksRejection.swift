/// Why the books refuse a command, in the order the rules are checked. A refused command
/// changes nothing.
package enum BooksRejection: Rejection, Equatable {
    case settlementOutOfTurn(expected: UInt64, found: UInt64)
    case tooManyOrders(Int)
    case orderAlreadyHeld(OrderID)
    case paymentMustBeNamed(OrderID)
    case paidMustBePositive(OrderID, Money)
    case receiptsLimitReached(OrderID, Money)
    case orderAlreadySettled(OrderID)
    case orderAlreadyRefunded(OrderID)
    case orderNotFound(OrderID)
    case holdDoesNotMatch(OrderID, member: MemberID, paid: Money)
    case waterfallMustSum(paid: Money, total: Money)
    case tooManyRewards(Int)
    case rewardMustBePositive(MemberID, Money)
    case rewardsMustSum(commission: Money, stated: Money)
    case planVersionNotFound(Int)
    case notTheOwner(LotID, MemberID)
    case exceedsPoints(MemberID, has: Points)
    case legacy(LegacyRejection)
    case shares(SharesRejection)
    /// `subject` says what was asked for, with its values.
    case pool(PoolRejection, subject: String)
    case withdrawal(WithdrawalRejection)
    case custody(CustodyRejection)
    case unmatched(UnmatchedRejection)
    case refunds(RefundRejection)
    case ledger(LedgerRejection)

    /// The code of the refusal, as on the wire.
    package var reason: String {
        switch self {
        case .settlementOutOfTurn: "settlement_out_of_turn"
        case .tooManyOrders, .tooManyRewards, .receiptsLimitReached: "limit_reached"
        case .orderAlreadyHeld: "order_already_held"
        case .paymentMustBeNamed: "payment_must_be_named"
        case .paidMustBePositive: "amount_must_be_positive"
        case .orderAlreadySettled: "order_already_settled"
        case .orderAlreadyRefunded: "order_already_refunded"
        case .orderNotFound: "order_not_found"
        case .holdDoesNotMatch: "hold_does_not_match"
        case .waterfallMustSum: "waterfall_must_sum"
        case .rewardMustBePositive: "reward_must_be_positive"
        case .rewardsMustSum: "rewards_must_sum"
        case .planVersionNotFound: "plan_version_not_found"
        case .notTheOwner: "not_the_owner"
        case .exceedsPoints: "exceeds_points"
        case .legacy(let rejection): rejection.reason
        case .shares(let rejection): rejection.reason
        case .pool(let rejection, _): rejection.rawValue
        case .withdrawal(let rejection): rejection.reason
        case .custody(let rejection): rejection.reason
        case .unmatched(let rejection): rejection.reason
        case .refunds(let rejection): rejection.reason
        case .ledger(let rejection): rejection.reason
        }
    }

    package var kind: RejectionKind {
        switch self {
        case .settlementOutOfTurn: .aborted
        case .tooManyOrders, .tooManyRewards, .receiptsLimitReached: .outOfRange
        case .orderAlreadyHeld: .alreadyExists
        case .paymentMustBeNamed, .paidMustBePositive, .waterfallMustSum, .rewardMustBePositive,
            .rewardsMustSum:
            .invalidArgument
        case .orderNotFound, .planVersionNotFound: .notFound
        case .orderAlreadySettled, .orderAlreadyRefunded, .holdDoesNotMatch, .exceedsPoints:
            .failedPrecondition
        case .notTheOwner: .permissionDenied
        case .legacy(let rejection): rejection.kind
        case .shares(let rejection): rejection.kind
        case .pool(let rejection, _): rejection.kind
        case .withdrawal(let rejection): rejection.kind
        case .custody(let rejection): rejection.kind
        case .unmatched(let rejection): rejection.kind
        case .refunds(let rejection): rejection.kind
        case .ledger(let rejection): rejection.kind
        }
    }

    /// Field, value and remedy.
    package var sentence: String {
        switch self {
        case .settlementOutOfTurn(let expected, let found):
            "first_number is \(found), the next settlement number is \(expected); "
                + "send the orders from \(expected) on"
        case .tooManyOrders(let count):
            "\(count) orders in a batch; send 1 to \(PoolBooks.batchOrdersMax)"
        case .orderAlreadyHeld(let order):
            "order \(order) was held before; a payment is accepted once"
        case .paymentMustBeNamed(let order):
            "payment of order \(order) must have 1 to \(PoolBooks.paymentBytesMax) bytes where "
                + "the provider paid, and none where not; state the provider's id"
        case .paidMustBePositive(let order, let paid):
            "paid_fen of order \(order) is \(paid.fen); state 1 to \(Money.amountMax.fen)"
        case .receiptsLimitReached(let order, let paid):
            "paid_fen of order \(order) is \(paid.fen), above a bound; one order takes at most "
                + "\(Money.amountMax.fen), all receipts of a platform 2^62"
        case .orderAlreadySettled(let order):
            "order \(order) is settled; it settles once"
        case .orderAlreadyRefunded(let order):
            "order \(order) was refunded in full; nothing of it is left to settle"
        case .orderNotFound(let order):
            "order \(order) has no hold; hold its payment first"
        case .holdDoesNotMatch(let order, let member, let paid):
            "order \(order) is held for member \(member) with \(paid.fen) fen; state these"
        case .waterfallMustSum(let paid, let total):
            "the waterfall sums to \(total.fen) fen, paid_fen is \(paid.fen); make them equal"
        case .tooManyRewards(let count):
            "\(count) rewards for an order; state at most \(PoolBooks.orderRewardsMax)"
        case .rewardMustBePositive(let payee, let amount):
            "the reward of member \(payee) is \(amount.fen) fen; state at least 1"
        case .rewardsMustSum(let commission, let stated):
            "rewards and unallocated_fen sum to \(stated.fen) fen, the commission is "
                + "\(commission.fen); make them equal"
        case .planVersionNotFound(let version):
            "plan_version \(version) does not exist; state one that GetPlatform has shown"
        case .notTheOwner(let lot, let member):
            "lot \(lot) is not member \(member)'s; name a lot of the member"
        case .exceedsPoints(let member, let has):
            "member \(member) has \(has.units) units; state at most that"
        case .legacy(let rejection): rejection.sentence
        case .shares(let rejection): rejection.sentence
        case .pool(let rejection, let subject):
            "\(subject): \(rejection.sentence)"
        case .withdrawal(let rejection): rejection.sentence
        case .custody(let rejection): rejection.sentence
        case .unmatched(let rejection): rejection.sentence
        case .refunds(let rejection): rejection.sentence
        case .ledger(let rejection): rejection.sentence
        }
    }
}

/// A recorded event that these books cannot have recorded.
package enum BooksReplayFault: Error, Equatable, Sendable {
    case pool(PoolReplayFault)
    case ledger(LedgerRejection)
    case settlementOutOfTurn(expected: UInt64, found: UInt64)
    case order(OrderID)
    /// Claims give something else there.
    case legacy(LegacyEvent)
    /// Shares give something else there.
    case shares(SharesEvent)
    case withdrawal(WithdrawalFault)
    case custody
    /// The rules give another event than the recorded one, which is described, or none.
    case notAsDecided(String)
    case unmatched
    /// The reserve or the points of ledger and pool differ after the event.
    case doesNotBalance(Account)
}
