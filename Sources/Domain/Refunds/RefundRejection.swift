/// Why money is not given back, in the order the rules are checked. Nothing changes then.
package enum RefundRejection: Rejection, Equatable {
    case orderNotFound(OrderID)
    case orderAlreadySettled(OrderID)
    case orderNotSettled(OrderID)
    case orderAlreadyRefunded(OrderID)
    case tooManyRefunds(OrderID)
    case textMustBeStated(field: String, bytes: Int)
    case amountMustBePositive(field: String, Int64)
    case amountBeyondLimit(field: String, Int64)
    case exceedsSource(OrderID, PaymentSources.Name, left: Int64, stated: Int64)
    case exceedsSettlement(OrderID, part: String, left: Money, stated: Money)
    case exceedsReward(OrderID, MemberID, left: Money, stated: Money)
    case exceedsPaidBack(OrderID, paidBack: Money, stated: Money)
    case piecesDoNotMatch(OrderID)
    case refundNotFound(OrderID, Int)
    case refundAlreadyRedirected(OrderID, Int)
    case refundNotByProvider(OrderID, Int)
    case exceedsFreeCustody(OrderID, free: Money)

    package var reason: String {
        switch self {
        case .orderNotFound: "order_not_found"
        case .orderAlreadySettled: "order_already_settled"
        case .orderNotSettled: "order_not_settled"
        case .orderAlreadyRefunded: "order_already_refunded"
        case .tooManyRefunds, .amountBeyondLimit: "limit_reached"
        case .textMustBeStated: "text_must_be_stated"
        case .amountMustBePositive: "amount_must_be_positive"
        case .exceedsSource: "exceeds_source"
        case .exceedsSettlement: "exceeds_settlement"
        case .exceedsReward: "exceeds_reward"
        case .exceedsPaidBack: "exceeds_paid_back"
        case .piecesDoNotMatch: "pieces_do_not_match"
        case .refundNotFound: "refund_not_found"
        case .refundAlreadyRedirected: "refund_already_redirected"
        case .refundNotByProvider: "refund_not_by_provider"
        case .exceedsFreeCustody: "insufficient_balance"
        }
    }

    package var kind: RejectionKind {
        switch self {
        case .orderNotFound, .refundNotFound: .notFound
        case .orderAlreadySettled, .orderNotSettled, .orderAlreadyRefunded, .exceedsSource,
            .exceedsSettlement, .exceedsReward, .exceedsPaidBack, .refundAlreadyRedirected,
            .refundNotByProvider, .exceedsFreeCustody:
            .failedPrecondition
        case .tooManyRefunds, .amountBeyondLimit: .outOfRange
        case .textMustBeStated, .amountMustBePositive, .piecesDoNotMatch: .invalidArgument
        }
    }

    package var sentence: String {
        switch self {
        case .orderNotFound(let order):
            "order \(order) has no hold; only money that was received can be given back"
        case .orderAlreadySettled(let order):
            "order \(order) is settled; claw its pieces back instead"
        case .orderNotSettled(let order):
            "order \(order) is not settled; refund what is held instead"
        case .orderAlreadyRefunded(let order):
            "order \(order) was refunded in full; nothing of it is held"
        case .tooManyRefunds(let order):
            "order \(order) has \(RefundBook.refundsMax) refunds, the most an order may have"
        case .textMustBeStated(let field, let bytes):
            "\(field) has \(bytes) bytes; state 1 to \(RefundBook.textBytesMax)"
        case .amountMustBePositive(let field, let amount):
            "\(field) is \(amount); state at least \(field == "back" ? "1 of some source" : "0")"
        case .amountBeyondLimit(let field, let amount):
            "\(field) is \(amount); state at most \(Money.amountMax.fen)"
        case .exceedsSource(let order, let source, let left, let stated):
            "the \(source.rawValue) part of order \(order) has \(left) left to give back and "
                + "\(stated) is stated; state at most that"
        case .exceedsSettlement(let order, let part, let left, let stated):
            "\(part) of order \(order) has \(left.fen) fen left of what was settled and "
                + "\(stated.fen) is stated; state at most that"
        case .exceedsReward(let order, let payee, let left, let stated):
            "member \(payee) has \(left.fen) fen left of the rewards of order \(order) and "
                + "\(stated.fen) is stated; state at most that"
        case .exceedsPaidBack(let order, let paidBack, let stated):
            "back of order \(order) sums to \(stated.fen) fen and paid_back_fen is "
                + "\(paidBack.fen); give back at most what was paid for the pieces"
        case .piecesDoNotMatch(let order):
            "paid_back_fen is all that is left of order \(order) and contribution_back_fen is "
                + "not; state all that is left of both"
        case .refundNotFound(let order, let number):
            "order \(order) has no refund \(number); name one that a reply has shown"
        case .refundAlreadyRedirected(let order, let number):
            "refund \(number) of order \(order) was credited to the wallet before; it is once"
        case .refundNotByProvider(let order, let number):
            "refund \(number) of order \(order) gave the provider nothing to pay out"
        case .exceedsFreeCustody(let order, let free):
            "a refund of order \(order) takes more of custody than the \(max(0, free.fen)) fen "
                + "beside withdrawals that are sent; book what came in, or wait for their end"
        }
    }
}
