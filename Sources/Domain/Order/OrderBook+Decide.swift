extension OrderBook {
    /// What `command` does at `now`, which `apply` then makes true. Refuses without a change.
    package func decide(
        _ command: OrderCommand, at now: Instant
    ) throws(OrderRejection) -> [OrderEvent] {
        switch command {
        case .place(let member, let lines): [try place(lines, for: member, at: now)]
        case .placeImported(let orders): try placeImported(orders)
        case .recordReserved(let id, let lines): [try reserved(id, lines)]
        case .recordRefused(let id, let refusal):
            [.refused(try allowed(.refuse, id), refusal)]
        case .parts(let id, let command): [try parts(id, command, at: now)]
        case .pay(let id, let payment, let rates): try pay(id, payment, rates, at: now)
        case .recordHeld(let id): [.held(try allowed(.hold, id))]
        case .recordCommitted(let id): [.committed(try allowed(.commit, id))]
        case .recordShared(let id, let rewards, let unallocated, let returnDays):
            try shared(id, rewards, unallocated, returnDays, at: now)
        case .ship(let id): [.shipped(try allowed(.ship, id))]
        case .deliver(let id): [.delivered(try allowed(.deliver, id), at: now)]
        case .receive(let id, let returnDays): [try receive(id, returnDays, at: now)]
        case .makeDue(let count): try makeDue(atMost: count, at: now)
        case .recordSettled(let first, let answers): try settled(first, answers)
        case .recordConfirmed(let first): [try confirmed(first)]
        case .cancel(let id, let reason): [try cancel(id, reason)]
        case .recordReleased(let id): [try released(id)]
        case .stick(let id, let step, let refusal): [try stick(id, step, refusal)]
        case .retry(let id): [.retried(try allowed(.retry, id))]
        case .passTime(let count, let days): try passTime(atMost: count, days, at: now)
        case .moveClock(let step): [try moveClock(by: step)]
        case .giveBack(let id, let reason): [try giveBack(id, reason)]
        case .recordUnshared(let id): [.unshared(try allowed(.unshare, id))]
        case .recordRefunded(let id, let number, let back):
            [.refunded(try allowed(.refund, id), number: number, back: back)]
        case .recordRestocked(let id): [.restocked(try allowed(.restock, id))]
        case .askReturn(let id, let lines, let reason):
            [try askReturn(id, lines, reason, at: now)]
        case .rejectReturn(let id, let number, let reason):
            [try rejectReturn(id, number, reason)]
        case .approveReturn(let id, let number): [try approveReturn(id, number)]
        case .recordRecomputed(let id, let rewards, let unallocated):
            [try recomputed(id, rewards, unallocated)]
        case .recordReturnRefunded(let id, let number, let back):
            [try returnRefunded(id, refund: number, back)]
        case .recordReturnRestocked(let id): [try returnRestocked(id)]
        case .recordReturnGivenUp(let id, let rewards, let unallocated):
            [try returnGivenUp(id, rewards, unallocated)]
        case .askRefund(let wish): [try askRefund(wish, at: now)]
        }
    }

    func order(_ id: OrderID) throws(OrderRejection) -> OrderProgress {
        if let order = orders[id] { return order }
        let wasPlaced = (1...max(1, lastOrder)).contains(id.rawValue) && lastOrder > 0
        throw wasPlaced ? .orderIsFinished(id) : .orderNotFound(id)
    }

    /// The id again, if the table has the move for this order now.
    @discardableResult
    func allowed(_ move: OrderMove, _ id: OrderID) throws(OrderRejection) -> OrderID {
        let order = try order(id)
        let moves = order.moves
        guard moves.contains(move) else {
            throw .wrongState(id, order.stage, move, allowed: moves)
        }
        return id
    }
}

// MARK: - Placing

extension OrderBook {
    private var nextOrder: UInt64 { lastOrder + 1 }

    private func place(
        _ lines: [OrderLine], for member: MemberID, at now: Instant
    ) throws(OrderRejection) -> OrderEvent {
        guard (1...OrderLimits.linesMax).contains(lines.count) else {
            throw .linesOutOfRange(lines.count)
        }
        for line in lines {
            guard (1...CatalogLimits.quantityMax).contains(line.quantity) else {
                throw .quantityOutOfRange(line.product, line.quantity)
            }
        }
        return .placed(
            PlacedOrder(
                id: OrderID(rawValue: nextOrder), member: member, lines: lines, at: now))
    }

    private func placeImported(
        _ orders: ImportOrders
    ) throws(OrderRejection) -> [OrderEvent] {
        guard (1...OrderLimits.importRowsMax).contains(orders.rows.count) else {
            throw .rowsOutOfRange(orders.rows.count)
        }
        try Self.check(returnDays: orders.returnDays)
        var last = lastImport.map { ShanghaiDay(of: $0) }
        var events: [OrderEvent] = []
        for (index, row) in orders.rows.enumerated() {
            let line = orders.firstLine &+ UInt64(index)
            try Self.check(row, line: line, last: last)
            last = row.day
            let id = OrderID(rawValue: nextOrder + UInt64(index))
            let end = Self.windowEnd(received: row.day.start, returnDays: orders.returnDays)
            let imported = ImportedOrder(
                fileLine: line, quantityText: row.quantityText,
                windowEnd: queue.place(for: id, windowEnd: end).windowEnd)
            let piece = OrderLine(
                product: orders.product, quantity: 1, openPrice: row.amount)
            events.append(
                .placed(
                    PlacedOrder(
                        id: id, member: row.member, lines: [piece], at: row.day.start,
                        imported: imported)))
        }
        return events
    }

    private static func check(
        _ row: ImportRow, line: UInt64, last: ShanghaiDay?
    ) throws(OrderRejection) {
        guard (Money.zero...Money.amountMax).contains(row.amount) else {
            throw .amountOutOfRange(line: line, row.amount)
        }
        guard row.quantityText.utf8.count <= OrderLimits.quantityBytesMax else {
            throw .quantityTextOutOfRange(line: line)
        }
        if let last, row.day < last { throw .dateGoesBack(line: line, row.day, last: last) }
    }

    static func check(returnDays: Int) throws(OrderRejection) {
        guard (0...OrderLimits.returnDaysMax).contains(returnDays) else {
            throw .returnDaysOutOfRange(returnDays)
        }
    }

    /// 24:00 of the day that is `returnDays` after the day of receipt, or at once for 0 days.
    static func windowEnd(received: Instant, returnDays: Int) -> Instant {
        guard returnDays > 0 else { return received }
        return ShanghaiDay(of: received).advanced(by: Int64(returnDays) + 1).start
    }
}

// MARK: - On the way

extension OrderBook {
    private func reserved(
        _ id: OrderID, _ lines: [ReservedLine]
    ) throws(OrderRejection) -> OrderEvent {
        try allowed(.reserve, id)
        let placed = try order(id).placed
        let matches =
            lines.count == placed.lines.count
            && zip(lines, placed.lines).allSatisfy { reserved, asked in
                reserved.product == asked.product && reserved.quantity == asked.quantity
                    && (asked.openPrice == nil
                        || reserved.price == asked.openPrice?.multiplied(by: asked.quantity))
            }
        guard matches else { throw .linesDoNotMatch(id) }
        guard let created = CreatedOrder(placed: placed, lines: lines) else {
            throw .totalOutOfRange(id)
        }
        return .reserved(id, lines: lines, toPay: created.toPay)
    }

    private func pay(
        _ id: OrderID, _ payment: Payment, _ rates: RewardRates, at now: Instant
    ) throws(OrderRejection) -> [OrderEvent] {
        let order = try order(id)
        let paysByItself = order.created?.paysByItself ?? false
        for text in [payment.provider, payment.id] {
            let least = paysByItself ? 0 : 1
            guard (least...OrderLimits.paymentBytesMax).contains(text.utf8.count) else {
                throw .paymentOutOfRange(bytes: text.utf8.count)
            }
        }
        if order.paid?.payment == payment { return [] }
        try allowed(.pay, id)
        // Whether the expiry is recorded yet makes no difference to who pays too late.
        if let deadline = order.deadline, deadline <= now {
            throw .paymentTooLate(id, deadline: deadline)
        }
        if let other = PaymentKey(payment).flatMap({ payments[$0] }) {
            throw .paymentAlreadyUsed(payment.id, by: other)
        }
        guard let rest = order.created?.rest, payment.amount == rest else {
            throw .wrongAmount(id, paid: payment.amount, toPay: order.created?.rest ?? .zero)
        }
        return [.paid(id, payment, at: now, rates)]
    }

    private func shared(
        _ id: OrderID, _ rewards: [RewardRow], _ unallocated: Money, _ returnDays: Int,
        at now: Instant
    ) throws(OrderRejection) -> [OrderEvent] {
        try allowed(.share, id)
        try Self.check(returnDays: returnDays)
        let order = try order(id)
        let budget = order.created?.budget ?? .zero
        let sum = Self.sum(of: rewards.map(\.amount) + [unallocated])
        guard sum == budget else {
            throw .rewardsDoNotMatch(id, sum: sum, budget: budget)
        }
        let event = OrderEvent.shared(id, rewards: rewards, unallocated: unallocated)
        guard order.created?.delivery == .virtual else { return [event] }
        guard let imported = order.placed.imported else {
            return [event, received(id, at: now, returnDays)]
        }
        let place = queue.kept(by: id) ?? queue.place(for: id, windowEnd: imported.windowEnd)
        return [
            event,
            .received(
                OrderReceipt(order: id, at: order.placed.at, windowEnd: place.windowEnd)),
        ]
    }

    /// Nil if an amount is negative or the sum does not fit.
    static func sum(of amounts: [Money]) -> Money? {
        var sum = Money.zero
        for amount in amounts {
            guard amount >= .zero, let next = sum.adding(amount) else { return nil }
            sum = next
        }
        return sum
    }

    private func receive(
        _ id: OrderID, _ returnDays: Int, at now: Instant
    ) throws(OrderRejection) -> OrderEvent {
        try allowed(.receive, id)
        try Self.check(returnDays: returnDays)
        return received(id, at: now, returnDays)
    }

    func received(
        _ id: OrderID, at now: Instant, _ returnDays: Int, byItself: Bool = false
    ) -> OrderEvent {
        let end = Self.windowEnd(received: now, returnDays: returnDays)
        let place = queue.place(for: id, windowEnd: end)
        return .received(
            OrderReceipt(
                order: id, at: now, windowEnd: place.windowEnd, isByItself: byItself))
    }

    private func cancel(_ id: OrderID, _ reason: String) throws(OrderRejection) -> OrderEvent {
        try allowed(.cancel, id)
        try Self.check(reason: reason)
        return try order(id).stage == .created
            ? .cancelled(id, reason: reason) : .refunding(id, reason: reason)
    }

    private func stick(
        _ id: OrderID, _ step: OrderStep, _ refusal: Refusal
    ) throws(OrderRejection) -> OrderEvent {
        try allowed(.stick, id)
        let next = try order(id).nextStep
        guard next == step else { throw .wrongStep(id, step, next: next) }
        return .stuck(id, step, refusal)
    }
}

// MARK: - Settling

extension OrderBook {
    private func makeDue(
        atMost count: Int, at now: Instant
    ) throws(OrderRejection) -> [OrderEvent] {
        guard (1...OrderLimits.batchMax).contains(count) else { throw .batchOutOfRange(count) }
        let first = queue.nextNumber
        return queue.next(count, at: now).enumerated().map { index, order in
            .due(order, number: first + UInt64(index), firstNumber: first)
        }
    }

    private func settled(
        _ first: UInt64, _ answers: [SettlementAnswer]
    ) throws(OrderRejection) -> [OrderEvent] {
        guard let batch = batches[first] else { throw .batchNotFound(firstNumber: first) }
        guard batch.nextStep == .settle else { throw .batchIsSettled(firstNumber: first) }
        let matches =
            answers.count == batch.orders.count
            && answers.enumerated().allSatisfy { index, answer in
                answer.order == batch.orders[index] && answer.number == first + UInt64(index)
            }
        guard matches else { throw .answersDoNotMatch(firstNumber: first) }
        return answers.map { .settled($0) }
    }

    private func confirmed(_ first: UInt64) throws(OrderRejection) -> OrderEvent {
        guard let batch = batches[first] else { throw .batchNotFound(firstNumber: first) }
        guard batch.nextStep == .confirm else {
            throw .batchIsNotSettled(firstNumber: first)
        }
        return .batchConfirmed(firstNumber: first)
    }
}
