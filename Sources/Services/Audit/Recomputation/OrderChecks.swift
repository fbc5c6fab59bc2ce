internal import Wire

/// Joins the journals of one platform by order (audit.md §4, across services). The journals
/// arrive independently: a comparison is made when all its sides are there, and what is still
/// missing is no violation while a journal may be behind; `outstanding` names it.
struct OrderChecks: Sendable {
    /// Plan versions, from the pool's journal.
    var plans: [UInt32: Plan] = [:]
    private(set) var records: [UInt64: OrderRecord] = [:]
    /// Orders that are finished and were compared in full: in memory only their numbers stay.
    private(set) var finished = RangeSet<UInt64>()
    private(set) var checked: UInt64 = 0
    /// The orders of batches that are not confirmed yet, by first number.
    private var batches: [UInt64: [UInt64]] = [:]
    /// Skipped numbers that one side has recorded.
    private var skips: [UInt64: SkippedOrder] = [:]
    private var nextNumber: UInt64 = 1
    var reclaims = PlainReclaims()
    /// Business time, by the order's journal.
    var clock = PlainClock()
    /// The last order that became due.
    private(set) var queue = QueuePlace.first

    /// Nil for an order that is finished, or of which nothing has arrived.
    func record(_ order: UInt64) -> OrderRecord? { records[order] }

    /// Notes that a hop of an order is recorded. Nil when it was before: nothing is taken from
    /// a repetition.
    mutating func open(
        _ order: UInt64, _ hop: OrderHop, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) -> OrderRecord? {
        var record = records[order] ?? OrderRecord()
        guard !finished.contains(order), record.hops[hop] == nil else {
            sheet.note(
                .hopRepeated, place, "\(hop.rawValue) of order \(order) is recorded twice",
                expected: "once", found: "again")
            records[order]?.holds = false
            return nil
        }
        record.hops[hop] = place
        if let expected = record.outOfTurn(hop) {
            sheet.note(
                .hopOrder, place, "\(hop.rawValue) of order \(order) comes out of turn",
                expected: expected, found: "\(hop.rawValue)")
            record.holds = false
        }
        return record
    }

    /// Takes the changed record, makes every join whose sides are all there, and lets go of an
    /// order that is finished.
    mutating func close(_ order: UInt64, _ changed: OrderRecord, _ sheet: inout ViolationSheet) {
        var record = changed
        for join in OrderJoin.allCases where !record.joined.contains(join) {
            let before = sheet.count
            guard make(join, order, &record, &sheet) else { continue }
            record.joined.insert(join)
            if sheet.count > before { record.holds = false }
        }
        compareReturns(order, &record, &sheet)
        guard isComplete(record) else {
            records[order] = record
            return
        }
        records[order] = nil
        handOn(record, of: order, &sheet)
        finished.insert(contentsOf: order..<(order + 1))
        let isSettled = !record.isCancelled && !record.isRefunding && !record.isReturnedWhole
        if isSettled { reclaims.settle(order, PlainSettledOrder(record), &sheet) }
        if record.holds, isSettled { checked += 1 }
    }

    /// Nothing about the order is to come from any journal.
    private func isComplete(_ record: OrderRecord) -> Bool {
        if record.isCancelled {
            return record.hops[.refused] != nil
                || (record.hops[.released] != nil && record.hops[.stockReleased] != nil
                    && (record.parts.isEmpty || record.joined.contains(.partsBack)))
        }
        guard record.isFinished || record.isRefundOver || record.isReturnedWhole else {
            return false
        }
        return missing(record).isEmpty && record.answersMissing.isEmpty
            && record.joined.isSuperset(of: record.joins)
    }

    /// Hops that other services must have recorded, since others follow from them.
    private func missing(_ record: OrderRecord) -> Set<OrderHop> {
        var claimed = Set(record.hops.keys.compactMap(\.answers))
        // Stock that was only reserved is released; what was sold is restocked.
        if record.hops[.goodsReturned] != nil, record.hops[.committed] == nil {
            claimed.insert(.stockReleased)
        }
        // Not before the refund is over: one that has only begun says nothing of referral.
        if record.isRefundOver, record.shared != nil, !record.isRecomputedToNothing {
            claimed.insert(.rewardsCancelled)
        }
        return claimed.filter { hop in
            record.hops[hop] == nil
                && !((hop == .held || hop == .refunded) && record.isFree)
                && !(hop == .refunded && record.isUnbooked && record.parts.isEmpty)
                && !(hop == .held && record.isPaidByParts)
        }
    }

    // MARK: - What is still to come

    /// An order for which a journal that should be complete has nothing.
    struct Outstanding: Equatable, Sendable {
        var order: UInt64
        var hop: OrderHop
        /// The entry that says the hop took place.
        var claimed: EntryPlace
        /// Which of several, for a hop that takes place with every return.
        var number: UInt32 = 0
        /// Of a refund after settlement.
        var isSettled = false
    }

    /// Hops whose answers are recorded and that their own journals lack, by order. Empty while
    /// nothing is wrong once every journal is followed to its head. O(open orders).
    func outstanding() -> [Outstanding] {
        reclaims.outstanding()
            + records.keys.sorted().flatMap { order -> [Outstanding] in
                guard let record = records[order] else { return [] }
                let numbered = record.answersMissing.map { answer, claim in
                    Outstanding(
                        order: order, hop: answer.hop, claimed: claim, number: answer.number)
                }
                return numbered
                    + missing(record).sorted { $0.rawValue < $1.rawValue }.map { hop in
                        let claims = record.hops.filter { $0.key.answers == hop }.values
                        let first = claims.min {
                            ($0.journal, $0.sequence) < ($1.journal, $1.sequence)
                        }
                        return Outstanding(
                            order: order, hop: hop, claimed: first ?? record.place(.placed))
                    }
            }
    }

    /// Marks a hop as looked for and not found, so that it is reported once.
    mutating func giveUp(_ missing: Outstanding) {
        if missing.isSettled {
            reclaims.giveUp(missing)
        } else if missing.number > 0 {
            records[missing.order]?.returns.givenUp.insert(
                OrderReturns.Answer(hop: missing.hop, number: missing.number))
        } else {
            records[missing.order]?.hops[missing.hop] = missing.claimed
        }
        records[missing.order]?.holds = false
    }

    /// Changes what is known of an order beside its hops. Nil for one that is finished or of
    /// which nothing has arrived.
    mutating func change<Result>(
        _ order: UInt64, _ body: (inout OrderRecord) -> Result?
    ) -> Result? {
        guard var record = records[order] else { return nil }
        defer { records[order] = record }
        return body(&record)
    }

    // MARK: - Batches

    /// The orders that became due in one group are one batch: numbers go on, in order of window
    /// end and order id.
    mutating func becameDue(
        _ events: [(event: Due, place: EntryPlace, timeUs: Int64)], _ sheet: inout ViolationSheet
    ) {
        guard let first = events.first else { return }
        for (event, place, timeUs) in events {
            guard var record = open(event.order, .due, at: place, &sheet) else { continue }
            let turn = QueuePlace(windowEndUs: record.windowEndUs, order: event.order)
            if event.number != nextNumber || event.firstNumber != first.event.number
                || turn <= queue
            {
                sheet.note(
                    .batch, place,
                    "settlement numbers are given without gaps, in order of window end and order",
                    expected: "number \(nextNumber) of the batch from \(first.event.number), "
                        + "after order \(queue.order)",
                    found: "number \(event.number) of the batch from \(event.firstNumber), "
                        + "order \(event.order), window end \(turn.windowEndUs)")
                record.holds = false
            }
            nextNumber = event.number < .max ? event.number + 1 : .max
            queue = max(queue, turn)
            batches[first.event.number, default: []].append(event.order)
            record.due = event
            record.dueUs = clock.businessUs(timeUs)
            record.aheadUs = clock.aheadUs
            close(event.order, record, &sheet)
        }
    }

    /// An order that the pool skipped keeps its number as skipped; it may get another one later,
    /// so its turn is compared with the pool's by number and put away.
    mutating func skipped(
        _ result: SettlementResult, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        guard var record = open(result.order, .orderSettled, at: place, &sheet) else { return }
        if let due = record.due {
            batches[due.firstNumber]?.removeAll { $0 == result.order }
            if batches[due.firstNumber]?.isEmpty ?? false { batches[due.firstNumber] = nil }
        }
        record.hops[.due] = nil
        record.hops[.orderSettled] = nil
        record.due = nil
        close(result.order, record, &sheet)
        compare(
            skip: result.number, SkippedOrder(order: result.order, refused: result.refused),
            at: place, &sheet)
    }

    mutating func skipped(
        _ event: Settled, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        compare(
            skip: event.number, SkippedOrder(order: event.order, refused: event.refused),
            at: place, &sheet)
    }

    /// The pool's skip and the order's record of it: whichever comes second is compared.
    private mutating func compare(
        skip number: UInt64, _ skip: SkippedOrder, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        guard let other = skips.removeValue(forKey: number) else {
            skips[number] = skip
            return
        }
        guard skip != other else { return }
        sheet.note(
            .hopDiffers, place,
            "number \(number) is skipped for one reason by the pool and for "
                + "another by the order", expected: "\(other)", found: "\(skip)")
    }

    private struct SkippedOrder: Equatable, Sendable {
        var order: UInt64
        var refused: String
    }

    /// An order that goes on after it was stuck takes the first free place of the queue.
    mutating func retried(_ order: UInt64) {
        guard let record = records[order], record.received != nil, record.due == nil,
            record.returns.open == nil
        else { return }
        records[order]?.windowEndUs = queue.admitting(order, windowEndUs: record.windowEndUs)
    }

    mutating func confirmed(
        _ event: BatchConfirmed, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        guard let orders = batches.removeValue(forKey: event.firstNumber) else {
            sheet.note(
                .batch, place, "a batch is confirmed that is not open",
                expected: "the first number of a batch, once", found: event.firstNumber)
            return
        }
        for order in orders {
            guard var record = open(order, .batchConfirmed, at: place, &sheet) else { continue }
            record.isFinished = true
            close(order, record, &sheet)
        }
    }
}
