internal import Wire

// Pieces that come back before settlement: rewards, money and goods, in this order, each of
// exactly the pieces.
extension OrderChecks {
    /// The order's side.
    mutating func take(
        _ event: OrderReturnEvent, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        let (order, number) = event.subject
        if case .refundAsked(let asked) = event {
            let now = clock.businessUs(entry.timeMicroseconds)
            let isSettled =
                finished.contains(order)
                ? reclaims.isSettled(order) : records[order]?.isFinished ?? false
            return reclaims.ask(asked, entry, nowUs: now, isSettled: isSettled, &sheet)
        }
        if reclaims.isOpen(order) { return reclaims.take(event, at: entry.place, &sheet) }
        guard var record = records[order], !finished.contains(order) else {
            sheet.note(
                .hopOrder, entry.place, "order \(order) has a return and is not open",
                expected: "an order that was received", found: "order \(order)")
            return
        }
        let before = sheet.count
        if let expected = record.outOfTurn(event) {
            sheet.note(
                .hopOrder, entry.place, "return \(number) of order \(order) is out of turn",
                expected: expected, found: event.message.json())
        } else if case .asked(let asked) = event {
            check(asked, record, entry, &sheet)
        }
        record.take(event, at: entry.place)
        switch event {
        case .rejected, .restocked:
            // It takes the first free place of the queue.
            record.windowEndUs = queue.admitting(order, windowEndUs: record.windowEndUs)
        case .asked, .approved, .recomputed, .refunded, .givenUp, .refundAsked: break
        }
        if sheet.count > before { record.holds = false }
        close(order, record, &sheet)
    }

    private func check(
        _ asked: ReturnAsked, _ record: OrderRecord, _ entry: AuditedEntry,
        _ sheet: inout ViolationSheet
    ) {
        let now = clock.businessUs(entry.timeMicroseconds)
        if asked.atUs != now || now >= record.windowEndUs {
            sheet.note(
                .window, entry.place,
                "a return of order \(asked.order) is asked for outside its window",
                expected: "at \(now), before \(record.windowEndUs)", found: asked.atUs)
        }
        let left = record.pieces(before: asked.number)
        let item = PlainReturn(asked: asked)
        let pieces = OrderRecord.pieces(of: item, record.lines)
        let isNamed = asked.lines.allSatisfy { line in
            line.quantity > 0 && left.indices.contains(Int(line.line) - 1)
        }
        guard !record.lines.isEmpty else { return }
        if asked.lines.isEmpty || !isNamed || zip(left, pieces).contains(where: { $0 < $1 }) {
            sheet.note(
                .refundPath, entry.place,
                "return \(asked.number) of order \(asked.order) has pieces that it does not have",
                expected: "some of \(left) by line", found: "\(pieces)")
        }
    }

    // MARK: - The other services' side

    /// What the catalog put on the shelf again.
    mutating func shelved(
        _ event: StockRestocked, isFaulty: Bool, _ sheet: inout ViolationSheet
    ) {
        let pieces = event.lines.reduce(into: [UInt64: Int64]()) {
            $0[$1.product, default: 0] += Int64($1.quantity)
        }
        guard !finished.contains(event.order) else {
            return reclaims.shelve(event.order, isFaulty ? nil : pieces, &sheet)
        }
        var record = records[event.order] ?? OrderRecord()
        record.returns.shelved.append(isFaulty ? nil : pieces)
        close(event.order, record, &sheet)
    }

    /// Referral's new rewards.
    mutating func recomputed(
        _ event: RewardsRecomputed, isFaulty: Bool, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        guard !event.givenUp, !finished.contains(event.order) else {
            return reclaims.note(event, isFaulty: isFaulty, &sheet)
        }
        var record = records[event.order] ?? OrderRecord()
        guard record.returns.rewards[event.number] == nil else {
            sheet.note(
                .hopRepeated, place,
                "the rewards of order \(event.order) are recomputed twice for one return",
                expected: "once", found: "return \(event.number) again")
            return
        }
        record.returns.rewards[event.number] = (event, place, isFaulty)
        close(event.order, record, &sheet)
    }

    /// The pool's refunds, by number.
    mutating func refunded(_ event: Refunded, _ sheet: inout ViolationSheet) {
        guard !finished.contains(event.order) else { return }
        var record = records[event.order] ?? OrderRecord()
        guard record.returns.refunds[event.refund] == nil else { return }
        record.returns.refunds[event.refund] = event
        close(event.order, record, &sheet)
    }

    // MARK: - Comparisons

    /// Each claim of the order with its answer, once both are there.
    func compareReturns(
        _ order: UInt64, _ record: inout OrderRecord, _ sheet: inout ViolationSheet
    ) {
        guard record.reserved != nil || record.stockReserved != nil else { return }
        let before = sheet.count
        for index in record.returns.list.indices {
            compareRewards(order, index, &record, &sheet)
            compareMoney(order, index, &record, &sheet)
        }
        let shelves = zip(record.returns.claimed, record.returns.shelved)
        for (claim, found) in shelves.dropFirst(record.returns.shelvesCompared) {
            record.returns.shelvesCompared += 1
            guard let found, found != claim.pieces else { continue }
            sheet.note(
                .hopDiffers, claim.place,
                "other pieces of order \(order) are on the shelf than came back",
                expected: Self.sentence(claim.pieces), found: Self.sentence(found))
        }
        if sheet.count > before { record.holds = false }
    }

    static func sentence(_ pieces: [UInt64: Int64]) -> String {
        pieces.sorted { $0.key < $1.key }.map { "\($0.value) of product \($0.key)" }
            .joined(separator: ", ")
    }

    private func compareRewards(
        _ order: UInt64, _ index: Int, _ record: inout OrderRecord,
        _ sheet: inout ViolationSheet
    ) {
        let item = record.returns.list[index]
        guard let place = item.places[.rewardsRecomputed], let made = item.recomputed,
            !item.compared.contains(.rewardsRecomputed),
            let found = record.returns.rewards[item.asked.number]
        else { return }
        record.returns.list[index].compared.insert(.rewardsRecomputed)
        guard !found.isFaulty else { return }
        let before = record.pieces(before: item.asked.number)
        let gone = OrderRecord.pieces(of: item, record.lines)
        let left = zip(record.lines, zip(before, gone)).enumerated().map { index, line in
            PiecesLeft(
                line: UInt32(index + 1), left: UInt32(clamping: line.1.0 - line.1.1),
                pieces: line.0.quantity)
        }
        if found.event.left != left {
            sheet.note(
                .hopDiffers, found.place,
                "order \(order) shares rewards of other pieces than are left of it",
                expected: "\(left.map(\.left)) by line",
                found: "\(found.event.left.map(\.left)) by line")
        } else if found.event.rows != made.rows
            || found.event.unallocatedFen != made.unallocatedFen
        {
            sheet.note(
                .hopDiffers, place, "order \(order) records other rewards than referral",
                expected: PlainTree.sentence(found.event.rows.map(PlainTree.Row.init))
                    + "; \(found.event.unallocatedFen) fen left",
                found: PlainTree.sentence(made.rows.map(PlainTree.Row.init))
                    + "; \(made.unallocatedFen) fen left")
        }
    }

    private func compareMoney(
        _ order: UInt64, _ index: Int, _ record: inout OrderRecord,
        _ sheet: inout ViolationSheet
    ) {
        let item = record.returns.list[index]
        guard let place = item.places[.refunded], let made = item.refunded,
            !item.compared.contains(.refunded)
        else { return }
        let price = record.price(of: item)
        let found = record.returns.refunds[made.refund]
        guard made.refund == 0 || found != nil else { return }
        record.returns.list[index].compared.insert(.refunded)
        let back = PlainSources(made.back)
        let sum = back.fen &+ back.coins &+ back.subsidy
        if let found, PlainSources(found.back) != back {
            sheet.note(
                .refundPath, place, "order \(order) records another refund than the pool",
                expected: "refund \(found.refund): \(PlainSources(found.back).fen) fen",
                found: "refund \(made.refund): \(back.fen) fen")
        } else if sum != price || (made.refund == 0 && price != 0) {
            sheet.note(
                .refundPath, place,
                "return \(item.asked.number) of order \(order) gives back another sum than its "
                    + "pieces cost", expected: "\(price) fen", found: "\(sum) fen")
        } else if let expected = record.backByLine(of: item),
            (back.coins, back.subsidy) != (expected.coins, expected.subsidy)
        {
            sheet.note(
                .refundPath, place,
                "return \(item.asked.number) of order \(order) gives coins or a subsidy other than "
                    + "they paid for its pieces",
                expected: "\(expected.coins) coins, subsidy \(expected.subsidy) fen",
                found: "\(back.coins) coins, subsidy \(back.subsidy) fen")
        }
    }
}

extension OrderChecks {
    /// What other services say of an order beyond what it claimed until it was over belongs to
    /// refunds after its settlement.
    mutating func handOn(_ record: OrderRecord, of order: UInt64, _ sheet: inout ViolationSheet) {
        for pieces in record.returns.shelved.dropFirst(record.returns.claimed.count) {
            reclaims.shelve(order, pieces, &sheet)
        }
        let known = Set(record.returns.list.map(\.asked.number))
        for (number, answer) in record.returns.rewards.sorted(by: { $0.key < $1.key })
        where !known.contains(number) {
            reclaims.note(answer.event, isFaulty: answer.isFaulty, &sheet)
        }
    }
}

extension OrderRecord {
    /// What should have been before; nil when it is in turn.
    func outOfTurn(_ event: OrderReturnEvent) -> String? {
        if isRefunding { return "nothing but its refund" }
        if due != nil { return "nothing after it is due" }
        guard received != nil else { return "\(OrderHop.received.rawValue) before it" }
        let number = event.subject.number
        if case .asked = event {
            if returns.open != nil { return "the end of the return before" }
            let next = UInt32(returns.list.count + 1)
            return number == next ? nil : "return \(next)"
        }
        guard let open = returns.open, open.asked.number == number else {
            return "an open return \(number)"
        }
        return open.state == event.needed ? nil : "\(event.needed) before it"
    }

    mutating func take(_ event: OrderReturnEvent, at place: EntryPlace) {
        if case .asked(let asked) = event {
            guard asked.number == UInt32(returns.list.count + 1) else { return }
            returns.list.append(PlainReturn(asked: asked))
            return
        }
        guard var item = returns.list.last, item.asked.number == event.subject.number else {
            return
        }
        switch event {
        case .asked, .givenUp, .refundAsked: break
        case .rejected: item.state = .rejected
        case .approved: item.state = .approved
        case .recomputed(let event):
            item.state = .recomputed
            item.recomputed = event
            item.places[.rewardsRecomputed] = place
        case .refunded(let event):
            item.state = .refunded
            item.refunded = event
            item.places[.refunded] = place
        case .restocked:
            item.state = .done
            returns.claimed.append((goods(of: item), place))
        }
        returns.list[returns.list.count - 1] = item
    }
}
