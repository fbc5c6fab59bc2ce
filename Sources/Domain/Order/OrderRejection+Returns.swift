extension OrderRejection {
    /// What is wrong with a return. Empty for other rejections.
    var returnSentence: String {
        switch self {
        case .refundIsStuck(let order, let number):
            "order \(order) is settled and its refund \(number) is stuck; retry it, or reject it"
        case .returnWindowIsOver(let order, let end):
            "the return window of order \(order) ended at \(end.microseconds) µs; ask for a refund "
                + "once it is settled"
        case .tooManyReturns(let order):
            "order \(order) has \(OrderLimits.returnsMax) returns, its most"
        case .returnLinesOutOfRange(let lines, let most):
            "lines are \(lines); state 1 to \(most), the lines of the order"
        case .lineNotFound(let order, let line, let lines):
            "order \(order) has no line \(line); state 1 to \(lines)"
        case .lineTwice(let order, let line):
            "line \(line) of order \(order) is named twice; name each line once"
        case .exceedsPieces(let order, let line, let asked, let left):
            "line \(line) of order \(order) has \(left) pieces left and \(asked) are to come "
                + "back; " + (left == 0 ? "name another line" : "state 1 to \(left)")
        case .returnNotFound(let order, let number, let open):
            "return \(number) of order \(order) does not wait; return \(open) does"
        case .refundDoesNotMatch(let order, let found, let expected):
            "the refund of order \(order) is \(found.fen) fen, its pieces cost \(expected.fen); "
                + "look at the pool's entry"
        case .linesOutOfRange, .quantityOutOfRange, .rowsOutOfRange, .returnDaysOutOfRange,
            .amountOutOfRange, .quantityTextOutOfRange, .dateGoesBack, .orderNotFound,
            .orderIsFinished, .paymentOutOfRange, .paymentAlreadyUsed, .wrongState,
            .linesDoNotMatch, .totalOutOfRange, .wrongAmount, .rewardsDoNotMatch,
            .batchOutOfRange, .batchNotFound, .batchIsSettled, .batchIsNotSettled,
            .answersDoNotMatch, .reasonOutOfRange, .wrongStep, .clockMoveOutOfRange,
            .nothingToGiveBack, .paymentTooLate, .parts, .tooManyAskings:
            ""
        }
    }
}
