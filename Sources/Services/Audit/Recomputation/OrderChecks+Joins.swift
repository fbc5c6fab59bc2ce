internal import Wire

// What the journals must agree on about one order.
extension OrderChecks {
    /// False while a side is missing.
    func make(
        _ join: OrderJoin, _ order: UInt64, _ record: inout OrderRecord,
        _ sheet: inout ViolationSheet
    ) -> Bool {
        switch join {
        case .reservation: joinReservation(order, &record, &sheet)
        case .payment: joinPayment(order, record, &sheet)
        case .window: joinWindow(order, record, &sheet)
        case .rewards: joinRewards(order, &record, &sheet)
        case .settlement: joinSettlement(order, record, &sheet)
        case .result: joinResult(order, record, &sheet)
        case .refund: joinRefund(order, record, &sheet)
        case .parts: joinParts(order, record, &sheet)
        case .partsBack: joinPartsBack(order, record, &sheet)
        case .coins: joinCoins(order, record, &sheet)
        }
    }

    private func joinReservation(
        _ order: UInt64, _ record: inout OrderRecord, _ sheet: inout ViolationSheet
    ) -> Bool {
        guard let placed = record.placed, let reserved = record.reserved,
            let stock = record.stockReserved
        else { return false }
        if record.faulty.contains(.stockReserved) { return true }
        let asked = placed.lines.map { "\($0.quantity) of \($0.product)" }
        let given = stock.lines.map { "\($0.quantity) of \($0.product)" }
        let sum = stock.lines.reduce(Int128(0)) { $0 + Int128($1.paidFen) }
        if stock.member != placed.member || asked != given {
            sheet.note(
                .hopDiffers, record.place(.stockReserved),
                "order \(order) reserves something else than was placed",
                expected: "member \(placed.member): \(asked)",
                found: "member \(stock.member): \(given)")
        } else if placed.imported, stock.lines.first?.paidFen != placed.openPriceFen {
            sheet.note(
                .hopDiffers, record.place(.stockReserved),
                "imported order \(order) is reserved at another price",
                expected: "\(placed.openPriceFen) fen",
                found: "\(stock.lines.first?.paidFen ?? 0) fen")
        } else if stock.lines != reserved.lines {
            sheet.note(
                .hopDiffers, record.place(.reserved),
                "order \(order) records other prices or parts than the catalog reserved",
                expected: Self.sentence(stock.lines), found: Self.sentence(reserved.lines))
        } else if sum != Int128(reserved.toPayFen) {
            sheet.note(
                .hopDiffers, record.place(.reserved),
                "order \(order) asks for another sum than its lines", expected: "\(sum) fen",
                found: "\(reserved.toPayFen) fen")
        }
        return true
    }

    private static func sentence(_ lines: [ReservedLine]) -> String {
        lines.map { line in
            let parts = PlainWaterfall(line.waterfall)
            return "\(line.quantity) of \(line.product): \(line.paidFen) = \(parts.sentence)"
        }.joined(separator: "; ")
    }

    private func joinPayment(
        _ order: UInt64, _ record: OrderRecord, _ sheet: inout ViolationSheet
    ) -> Bool {
        guard let placed = record.placed, let paid = record.paid,
            record.hops[.stockReserved] != nil
        else { return false }
        let rest = record.restFen
        if Int128(paid.paidFen) != rest {
            sheet.note(
                .hopDiffers, record.place(.paid), "order \(order) is paid with another sum",
                expected: "\(rest) fen", found: "\(paid.paidFen) fen")
            return true
        }
        guard let held = record.held else {
            return record.isFree || record.isPaidByParts || record.isUnbooked
        }
        if !record.faulty.contains(.held),
            (held.member, held.paidFen, held.payment)
                != (placed.member, paid.paidFen, Self.payment(paid))
        {
            sheet.note(
                .hopDiffers, record.place(.held),
                "the pool holds something else for order \(order) than was paid",
                expected:
                    "member \(placed.member), \(paid.paidFen) fen, payment \(Self.payment(paid))",
                found: "member \(held.member), \(held.paidFen) fen, payment \(held.payment)")
        }
        return true
    }

    /// Orders of the past were paid without a provider: the pool names them by the order.
    private static func payment(_ paid: Paid) -> String {
        paid.payment.isEmpty ? "imported/\(paid.order)" : paid.payment
    }

    /// The window ends at 24:00 Asia/Shanghai of the `return_days`-th day after the day of
    /// receipt; with 0 days, at receipt (orders.md §2).
    private func joinWindow(
        _ order: UInt64, _ record: OrderRecord, _ sheet: inout ViolationSheet
    ) -> Bool {
        guard let received = record.received, let version = record.paid?.rates?.planVersion,
            let plan = plans[version]
        else { return false }
        if record.faulty.contains(.received) { return true }
        var expected = Self.windowEnd(of: received.atUs, returnDays: plan.returnDays)
        if let placed = record.placed, placed.imported {
            expected = record.queueAtPlacing.admitting(order, windowEndUs: expected)
            // The place that it kept since then holds, unless it was given up while stuck.
            if received.windowEndUs == expected, placed.windowEndUs == expected { return true }
        }
        expected = record.queueAtReceipt.admitting(order, windowEndUs: expected)
        if received.windowEndUs != expected {
            sheet.note(
                .window, record.place(.received),
                "the return window of order \(order) ends at another time",
                expected: expected, found: received.windowEndUs)
        }
        return true
    }

    static func windowEnd(of atUs: Int64, returnDays: UInt32) -> Int64 {
        guard returnDays > 0 else { return atUs }
        let day = Int128(86_400_000_000)
        let eightHours = day / 3
        let local = Int128(atUs) + eightHours
        let dayOfReceipt = local >= 0 ? local / day : (local - day + 1) / day
        return Int64(clamping: (dayOfReceipt + Int128(returnDays) + 1) * day - eightHours)
    }

    private func joinRewards(
        _ order: UInt64, _ record: inout OrderRecord, _ sheet: inout ViolationSheet
    ) -> Bool {
        guard let placed = record.placed, let paid = record.paid, let shared = record.shared,
            let rewards = record.rewards, record.hops[.stockReserved] != nil,
            let rates = paid.rates, let plan = plans[rates.planVersion]
        else { return false }
        if record.faulty.contains(.rewardsComputed) { return true }
        let inForce = RewardRates(
            planVersion: rates.planVersion, directBps: plan.directBps,
            indirectBps: plan.indirectBps)
        if rates != inForce || rewards.rates != rates || rewards.buyer != placed.member {
            sheet.note(
                .rewards, record.place(.rewardsComputed),
                "order \(order) shares at other rates than the plan's, or for another buyer",
                expected: "member \(placed.member), \(inForce)",
                found: "member \(rewards.buyer), \(rates), \(String(describing: rewards.rates))")
        }
        let expected = record.payments.enumerated().map { index, line in
            ShareLine(
                line: UInt32(clamping: index + 1), baseFen: line.own, budgetFen: line.budget)
        }
        if rewards.lines != expected {
            sheet.note(
                .budget, record.place(.rewardsComputed),
                "order \(order) shares another base or budget than its lines give",
                expected: "\(expected.map { ($0.baseFen, $0.budgetFen) })",
                found: "\(rewards.lines.map { ($0.baseFen, $0.budgetFen) })")
        }
        if shared.rows != rewards.rows || shared.unallocatedFen != rewards.unallocatedFen {
            sheet.note(
                .hopDiffers, record.place(.rewardsShared),
                "order \(order) records other rewards than referral",
                expected: PlainTree.sentence(rewards.rows.map(PlainTree.Row.init))
                    + "; \(rewards.unallocatedFen) fen left",
                found: PlainTree.sentence(shared.rows.map(PlainTree.Row.init))
                    + "; \(shared.unallocatedFen) fen left")
        }
        return true
    }

    private func joinSettlement(
        _ order: UInt64, _ record: OrderRecord, _ sheet: inout ViolationSheet
    ) -> Bool {
        guard let sums = OrderSums(record), let settled = record.settled else { return false }
        let place = record.place(.settled)
        let settledUs = settled.timeMicroseconds &+ record.aheadUs
        let earliest = min(settledUs, record.dueUs ?? settledUs)
        if earliest < settled.event.windowEndUs {
            sheet.note(
                .window, place, "order \(order) is settled within its return window",
                expected: "not before \(settled.event.windowEndUs)", found: earliest)
        }
        // An entry that is at fault by itself is reported already: its number and its lines
        // are not compared again.
        let isFaulty = record.faulty.contains(.settled)
        let head = sums.headDifferences(settled.event).filter { !isFaulty || $0.name != "number" }
        let differences = head + (isFaulty ? [] : sums.lineDifferences(settled.event))
        if !differences.isEmpty {
            sheet.note(
                .settlement, place, "order \(order) is settled with other figures than it has",
                expected: differences.map { "\($0.name) \($0.expected)" }.joined(separator: ", "),
                found: differences.map { "\($0.name) \($0.found)" }.joined(separator: ", "))
        } else if !sums.balances {
            sheet.note(
                .waterfall, place, "the parts of order \(order) do not sum to what was paid",
                expected: "\(sums.paid) fen", found: sums.equation)
        }
        return true
    }

    private func joinResult(
        _ order: UInt64, _ record: OrderRecord, _ sheet: inout ViolationSheet
    ) -> Bool {
        guard let result = record.result, let settled = record.settled else { return false }
        if record.hops[.rewardsCancelled] != nil {
            sheet.note(
                .unconfirmed, record.place(.settled),
                "order \(order) pays rewards that were cancelled", expected: "no settlement",
                found: "number \(result.number)")
        }
        if record.faulty.contains(.settled) { return true }
        let event = settled.event
        let expected = SettlementResult(
            number: event.number, order: event.order, outcome: event.outcome,
            refused: event.refused, note: event.note, lot: event.lot, valueFen: event.valueFen,
            units: event.units, reserveFen: settled.reserveFen,
            supplyUnits: settled.supplyUnits, exits: settled.exits)
        if result != expected {
            sheet.note(
                .hopDiffers, record.place(.orderSettled),
                "order \(order) records another settlement than the pool",
                expected: "\(expected)", found: "\(result)")
        }
        return true
    }
}
