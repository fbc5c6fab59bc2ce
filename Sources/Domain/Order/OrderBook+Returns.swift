// Pieces that come back before the order settles.
extension OrderBook {
    func askReturn(
        _ id: OrderID, _ lines: [ReturnLine], _ reason: String, at now: Instant
    ) throws(OrderRejection) -> OrderEvent {
        try allowed(.askReturn, id)
        try Self.check(reason: reason)
        guard case .received(let order) = try order(id) else {
            preconditionFailure("only a received order is returned")
        }
        guard now < order.windowEnd else {
            throw .returnWindowIsOver(id, end: order.windowEnd)
        }
        guard order.rest.returns < OrderLimits.returnsMax else { throw .tooManyReturns(id) }
        try Self.check(lines, of: order.rest.pieces, id)
        return .returnAsked(
            ReturnRequest(
                order: id, number: order.rest.returns + 1, lines: lines, reason: reason, at: now))
    }

    static func check(
        _ lines: [ReturnLine], of pieces: [Int64], _ id: OrderID
    ) throws(OrderRejection) {
        guard (1...pieces.count).contains(lines.count) else {
            throw .returnLinesOutOfRange(lines.count, most: pieces.count)
        }
        var seen: Set<Int> = []
        for line in lines {
            guard (1...pieces.count).contains(line.line) else {
                throw .lineNotFound(id, line: line.line, lines: pieces.count)
            }
            guard seen.insert(line.line).inserted else {
                throw .lineTwice(id, line: line.line)
            }
            guard (1...max(1, pieces[line.line - 1])).contains(line.quantity),
                pieces[line.line - 1] > 0
            else {
                throw .exceedsPieces(
                    id, line: line.line, asked: line.quantity, left: pieces[line.line - 1])
            }
        }
    }

    func rejectReturn(
        _ id: OrderID, _ number: Int, _ reason: String
    ) throws(OrderRejection) -> OrderEvent {
        try allowed(.rejectReturn, id)
        try checkOpen(number, of: id)
        try Self.check(reason: reason)
        return .returnRejected(id, number: number, reason: reason)
    }

    func approveReturn(_ id: OrderID, _ number: Int) throws(OrderRejection) -> OrderEvent {
        try allowed(.approveReturn, id)
        try checkOpen(number, of: id)
        return .returnApproved(id, number: number)
    }

    private func checkOpen(_ number: Int, of id: OrderID) throws(OrderRejection) {
        let open =
            if case .reclaiming(let order) = try order(id) {
                order.request.number
            } else if case .stuck(let order) = try order(id), let refund = order.givable {
                refund.request.number
            } else {
                try returning(id).request.number
            }
        guard number == open else { throw .returnNotFound(id, number, open: open) }
    }

    private func returning(_ id: OrderID) throws(OrderRejection) -> ReturningOrder {
        guard case .returning(let order) = try order(id) else {
            preconditionFailure("order \(id) has an open return")
        }
        return order
    }

    // MARK: - What the services answer

    func recomputed(
        _ id: OrderID, _ rewards: [RewardRow], _ unallocated: Money
    ) throws(OrderRejection) -> OrderEvent {
        try allowed(.recompute, id)
        if case .reclaiming(let order) = try order(id) {
            return try reclaimRecomputed(order, rewards, unallocated)
        }
        let order = try returning(id)
        let budget = order.waterfall.commission
        let sum = Self.sum(of: rewards.map(\.amount) + [unallocated])
        guard sum == budget else {
            throw .rewardsDoNotMatch(id, sum: sum, budget: budget)
        }
        return .returnRecomputed(
            id, number: order.request.number, rewards: rewards, unallocated: unallocated)
    }

    func returnRefunded(
        _ id: OrderID, refund: Int, _ back: PaymentSources
    ) throws(OrderRejection) -> OrderEvent {
        try allowed(.refundReturn, id)
        if case .reclaiming(let order) = try order(id) {
            return .returnRefunded(id, number: order.request.number, refund: refund, back: back)
        }
        let order = try returning(id)
        guard back == order.back else {
            throw .refundDoesNotMatch(id, found: back.money, expected: order.back.money)
        }
        return .returnRefunded(id, number: order.request.number, refund: refund, back: back)
    }

    func returnRestocked(_ id: OrderID) throws(OrderRejection) -> OrderEvent {
        try allowed(.restockReturn, id)
        if case .reclaiming(let order) = try order(id) {
            return .returnRestocked(id, number: order.request.number)
        }
        return .returnRestocked(id, number: try returning(id).request.number)
    }
}
