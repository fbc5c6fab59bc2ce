/// Why an order is refused, in the order the rules are checked within a command.
package enum OrderRejection: Rejection, Hashable {
    case linesOutOfRange(Int)
    case quantityOutOfRange(ProductID, Int64)
    case rowsOutOfRange(Int)
    case returnDaysOutOfRange(Int)
    case amountOutOfRange(line: UInt64, Money)
    case quantityTextOutOfRange(line: UInt64)
    case dateGoesBack(line: UInt64, ShanghaiDay, last: ShanghaiDay)
    case orderNotFound(OrderID)
    case orderIsFinished(OrderID)
    case paymentOutOfRange(bytes: Int)
    case paymentAlreadyUsed(String, by: OrderID)
    case paymentTooLate(OrderID, deadline: Instant)
    case parts(OrderID, PartsRejection)
    case tooManyAskings(OrderID)
    case wrongState(OrderID, OrderStage, OrderMove, allowed: [OrderMove])
    case linesDoNotMatch(OrderID)
    case totalOutOfRange(OrderID)
    case wrongAmount(OrderID, paid: Money, toPay: Money)
    case rewardsDoNotMatch(OrderID, sum: Money?, budget: Money)
    case batchOutOfRange(Int)
    case batchNotFound(firstNumber: UInt64)
    case batchIsSettled(firstNumber: UInt64)
    case batchIsNotSettled(firstNumber: UInt64)
    case answersDoNotMatch(firstNumber: UInt64)
    case reasonOutOfRange(bytes: Int)
    case wrongStep(OrderID, OrderStep, next: OrderStep?)
    case clockMoveOutOfRange(Int64, ahead: Int64)
    /// The order is stuck where no money came for it, or at giving it back.
    case nothingToGiveBack(OrderID)
    /// It is settled, and what is stuck is giving its money back.
    case refundIsStuck(OrderID, number: Int)
    case returnWindowIsOver(OrderID, end: Instant)
    case tooManyReturns(OrderID)
    case returnLinesOutOfRange(Int, most: Int)
    case lineNotFound(OrderID, line: Int, lines: Int)
    case lineTwice(OrderID, line: Int)
    case exceedsPieces(OrderID, line: Int, asked: Int64, left: Int64)
    case returnNotFound(OrderID, Int, open: Int)
    case refundDoesNotMatch(OrderID, found: Money, expected: Money)

    package var kind: RejectionKind {
        switch self {
        case .linesOutOfRange, .quantityOutOfRange, .rowsOutOfRange, .returnDaysOutOfRange,
            .amountOutOfRange, .quantityTextOutOfRange, .dateGoesBack, .paymentOutOfRange,
            .linesDoNotMatch, .wrongAmount, .rewardsDoNotMatch, .batchOutOfRange,
            .answersDoNotMatch, .reasonOutOfRange, .clockMoveOutOfRange,
            .returnLinesOutOfRange, .lineTwice, .refundDoesNotMatch:
            .invalidArgument
        case .orderNotFound, .batchNotFound, .lineNotFound, .returnNotFound: .notFound
        case .paymentAlreadyUsed: .alreadyExists
        case .orderIsFinished, .paymentTooLate, .wrongState, .batchIsSettled,
            .batchIsNotSettled, .wrongStep, .nothingToGiveBack, .refundIsStuck,
            .returnWindowIsOver, .exceedsPieces:
            .failedPrecondition
        case .totalOutOfRange, .tooManyAskings, .tooManyReturns: .outOfRange
        case .parts(_, let rejection): rejection.kind
        }
    }

    package var reason: String {
        switch self {
        case .linesOutOfRange: "lines_out_of_range"
        case .quantityOutOfRange: "quantity_out_of_range"
        case .rowsOutOfRange: "rows_out_of_range"
        case .returnDaysOutOfRange: "return_days_out_of_range"
        case .amountOutOfRange: "amount_out_of_range"
        case .quantityTextOutOfRange: "quantity_text_out_of_range"
        case .dateGoesBack: "date_goes_back"
        case .orderNotFound: "order_not_found"
        case .orderIsFinished: "order_is_finished"
        case .paymentOutOfRange: "payment_out_of_range"
        case .paymentAlreadyUsed: "payment_already_used"
        case .paymentTooLate: "order_expired"
        case .parts(_, let rejection): rejection.reason
        case .tooManyAskings: "limit_reached"
        case .wrongState: "wrong_state"
        case .linesDoNotMatch: "lines_do_not_match"
        case .totalOutOfRange: "limit_reached"
        case .wrongAmount: "wrong_amount"
        case .rewardsDoNotMatch: "rewards_do_not_match"
        case .batchOutOfRange: "batch_out_of_range"
        case .batchNotFound: "batch_not_found"
        case .batchIsSettled: "batch_is_settled"
        case .batchIsNotSettled: "batch_is_not_settled"
        case .answersDoNotMatch: "answers_do_not_match"
        case .reasonOutOfRange: "reason_out_of_range"
        case .wrongStep: "wrong_step"
        case .clockMoveOutOfRange: "clock_move_out_of_range"
        case .nothingToGiveBack: "nothing_to_give_back"
        case .refundIsStuck: "refund_is_stuck"
        case .returnWindowIsOver: "return_window_is_over"
        case .tooManyReturns: "limit_reached"
        case .returnLinesOutOfRange: "lines_out_of_range"
        case .lineNotFound: "line_not_found"
        case .lineTwice: "line_twice"
        case .exceedsPieces: "exceeds_pieces"
        case .returnNotFound: "return_not_found"
        case .refundDoesNotMatch: "refund_does_not_match"
        }
    }

    /// What somebody can do to an order that does not allow what was asked for.
    private static func remedy(_ allowed: [OrderMove]) -> String {
        let asked = allowed.filter(\.isAskedFor).map(\.rawValue)
        if !asked.isEmpty { return "allowed: " + asked.joined(separator: ", ") }
        return allowed.isEmpty
            ? "nothing more happens to it" : "it goes on by itself: ask again after that"
    }

    package var sentence: String {
        switch self {
        case .linesOutOfRange(let lines):
            "lines are \(lines); state 1 to \(OrderLimits.linesMax)"
        case .quantityOutOfRange(let product, let quantity):
            "quantity of product \(product) is \(quantity); state 1 to "
                + "\(CatalogLimits.quantityMax)"
        case .rowsOutOfRange(let rows):
            "rows are \(rows); state 1 to \(OrderLimits.importRowsMax) at a time"
        case .returnDaysOutOfRange(let days):
            "return_days are \(days); state 0 to \(OrderLimits.returnDaysMax)"
        case .amountOutOfRange(let line, let amount):
            "line \(line): amount_fen is \(amount.fen); state 0 to \(Money.amountMax.fen)"
        case .quantityTextOutOfRange(let line):
            "line \(line): quantity is too long; state at most "
                + "\(OrderLimits.quantityBytesMax) bytes"
        case .dateGoesBack(let line, let day, let last):
            "line \(line): date is \(day), before \(last); sort the file by date"
        case .orderNotFound(let order):
            "order \(order) does not exist; list the orders"
        case .orderIsFinished(let order):
            "order \(order) is finished; its entries tell how it went"
        case .paymentOutOfRange(let bytes):
            "provider or payment has \(bytes) bytes; state 1 to \(OrderLimits.paymentBytesMax)"
        case .paymentAlreadyUsed(let payment, let order):
            "payment \(payment) has paid order \(order); it cannot pay another"
        case .paymentTooLate(let order, let deadline):
            "order \(order) could be paid until \(deadline.microseconds) µs; place it again"
        case .parts(let order, let rejection): rejection.sentence(order)
        case .tooManyAskings(let order):
            "order \(order) has asked for parts \(OrderLimits.askingsMax) times; cancel it and "
                + "place it anew"
        case .wrongState(let order, let stage, let move, let allowed):
            "order \(order) is \(stage.rawValue), which does not allow \(move.rawValue); "
                + Self.remedy(allowed)
        case .linesDoNotMatch(let order):
            "the reserved lines are not those of order \(order); reserve what was ordered"
        case .totalOutOfRange(let order):
            "order \(order) costs more than \(Money.amountMax.fen) fen; order less"
        case .wrongAmount(let order, let paid, let toPay):
            "paid_fen is \(paid.fen), order \(order) has \(toPay.fen) to pay; refund it or pay "
                + "that"
        case .rewardsDoNotMatch(let order, let sum, let budget):
            "rewards and rest of order \(order) are \(sum?.description ?? "too large"), the "
                + "budget is \(budget); share the order anew"
        case .batchOutOfRange(let orders):
            "a batch of \(orders) orders; state 1 to \(OrderLimits.batchMax)"
        case .batchNotFound(let number):
            "no batch begins with settlement number \(number); list the batches"
        case .batchIsSettled(let number):
            "the batch of number \(number) is settled; confirm it"
        case .batchIsNotSettled(let number):
            "the batch of number \(number) is not settled; settle it first"
        case .answersDoNotMatch(let number):
            "the answers are not those for the batch of number \(number); settle it again"
        case .reasonOutOfRange(let bytes):
            "reason has \(bytes) bytes; state 1 to \(OrderLimits.reasonBytesMax)"
        case .wrongStep(let order, let step, let next):
            "order \(order) is not at \(step.rawValue); its next step is "
                + (next?.rawValue ?? "not the order service's")
        case .clockMoveOutOfRange(let step, let ahead):
            "by_us is \(step) and the clock is \(ahead) ahead; state 1 to "
                + "\(OrderLimits.clockStepMicrosecondsMax), together at most "
                + "\(OrderLimits.clockAheadMicrosecondsMax)"
        case .nothingToGiveBack(let order):
            "order \(order) is stuck where no money of it can be given back; retry it"
        case .refundIsStuck, .returnWindowIsOver, .tooManyReturns, .returnLinesOutOfRange,
            .lineNotFound, .lineTwice, .exceedsPieces, .returnNotFound, .refundDoesNotMatch:
            returnSentence
        }
    }
}
