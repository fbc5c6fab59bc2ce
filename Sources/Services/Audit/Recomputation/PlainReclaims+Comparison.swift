internal import Wire

extension PlainReclaims {
    /// Each claim of the order with its answer, once both are there.
    mutating func compare(_ id: UInt64, _ sheet: inout ViolationSheet) {
        guard var order = orders[id] else { return }
        for index in order.list.indices {
            compareClaim(id, index, &order, &sheet)
            compareRewards(id, index, &order, &sheet)
            compareMoney(id, index, &order, &sheet)
            compareRestored(id, index, &order, &sheet)
        }
        let shelves = zip(order.claimed, order.shelved)
        for (claim, found) in shelves.dropFirst(order.shelvesCompared) {
            order.shelvesCompared += 1
            guard let found, found != claim.pieces else { continue }
            sheet.note(
                .hopDiffers, claim.place,
                "other pieces of order \(id) are on the shelf than came back",
                expected: OrderChecks.sentence(claim.pieces),
                found: OrderChecks.sentence(found))
        }
        put(order, id)
    }

    /// What the member asked for, against what the pieces cost and earned by the snapshots of the
    /// order. Waits until all journals have told of its settlement.
    private func compareClaim(
        _ id: UInt64, _ index: Int, _ order: inout Order, _ sheet: inout ViolationSheet
    ) {
        guard order.list[index].claim == .unknown, var before = settlement(of: id) else { return }
        for earlier in order.list[..<index] where earlier.state == .done {
            before.take(earlier.asked)
        }
        let asked = order.list[index].asked
        guard let claim = before.claim(asked.lines) else {
            order.list[index].claim = .wrong
            sheet.note(
                .refundPath, order.list[index].place,
                "refund \(asked.number) of order \(id) has pieces that it does not have",
                expected: "some of \(before.left) by line",
                found: asked.lines.map { "\($0.quantity) of line \($0.line)" }
                    .joined(separator: ", "))
            return
        }
        let wrong = before.differences(asked, from: claim)
        order.list[index].claim = wrong.isEmpty ? .right : .wrong
        guard !wrong.isEmpty else { return }
        sheet.note(
            .refundPath, order.list[index].place,
            "refund \(asked.number) of order \(id) claims something else than its pieces cost "
                + "and earned",
            expected: wrong.map { "\($0.name) \($0.expected)" }.joined(separator: ", "),
            found: wrong.map { "\($0.name) \($0.found)" }.joined(separator: ", "))
    }

    private func compareRewards(
        _ id: UInt64, _ index: Int, _ order: inout Order, _ sheet: inout ViolationSheet
    ) {
        let item = order.list[index]
        guard let place = item.places[.rewardsRecomputed],
            !item.compared.contains(.rewardsRecomputed), item.claim != .unknown,
            let (found, isFaulty) = order.rewards[item.asked.number]
        else { return }
        order.list[index].compared.insert(.rewardsRecomputed)
        // What is reported already explains the difference.
        guard item.claim == .right, !isFaulty else { return }
        var taken: [UInt64: Int64] = [:]
        for change in found.changes { taken[change.payee, default: 0] -= change.amountFen }
        let reversed = taken.filter { $0.value > 0 }
        var claimed: [UInt64: Int64] = [:]
        for row in item.asked.claim?.rewards ?? [] {
            claimed[row.payee, default: 0] += row.amountFen
        }
        guard
            found.left != item.asked.left || found.rows != item.asked.rows
                || found.unallocatedFen != item.asked.unallocatedFen || reversed != claimed
        else { return }
        sheet.note(
            .hopDiffers, place,
            "order \(id) claims other rewards back than referral takes",
            expected: "\(found.left.map(\.left)) left, \(reversed.values.sorted()) fen back",
            found: "\(item.asked.left.map(\.left)) left, \(claimed.values.sorted()) fen back")
    }

    private func compareMoney(
        _ id: UInt64, _ index: Int, _ order: inout Order, _ sheet: inout ViolationSheet
    ) {
        let item = order.list[index]
        guard let place = item.places[.refunded], let made = item.refunded,
            !item.compared.contains(.refunded), let found = order.clawbacks[made.refund]
        else { return }
        order.list[index].compared.insert(.refunded)
        let back = PlainSources(found.outcome?.back)
        if found.claim != item.asked.claim {
            sheet.note(
                .refundPath, place,
                "the pool takes another claim on order \(id) than the member asked for",
                expected: item.asked.claim?.json() ?? "", found: found.claim?.json() ?? "")
        } else if back != PlainSources(made.back) {
            sheet.note(
                .refundPath, place, "order \(id) records another refund than the pool",
                expected: "refund \(made.refund): \(back.fen) fen",
                found: "\(PlainSources(made.back).fen) fen")
        }
    }

    /// What is given up takes nothing: referral gives back what it had taken, to the last row.
    private func compareRestored(
        _ id: UInt64, _ index: Int, _ order: inout Order, _ sheet: inout ViolationSheet
    ) {
        let item = order.list[index]
        let number = item.asked.number
        guard let place = item.places[.rewardsRestored], let made = item.givenUp,
            !item.compared.contains(.rewardsRestored), let found = order.restored[number]
        else { return }
        order.list[index].compared.insert(.rewardsRestored)
        var sums: [PlainTree.Row.Key: Int64] = [:]
        for change in (order.rewards[number]?.event.changes ?? []) + found.changes {
            let key = PlainTree.Row.Key(
                line: change.line, rule: change.rule, payee: change.payee,
                generation: change.generation)
            sums[key, default: 0] &+= change.amountFen
        }
        let kept = sums.values.filter { $0 != 0 }
        guard
            !kept.isEmpty || found.left != item.leftBefore || found.rows != made.rows
                || found.unallocatedFen != made.unallocatedFen
        else { return }
        sheet.note(
            .hopDiffers, place,
            "refund \(number) of order \(id) is given up, and its rewards are not as before",
            expected: "\(item.leftBefore.map(\.left)) left, no differences",
            found: "\(found.left.map(\.left)) left, \(kept.sorted()) fen")
    }

    /// Answers that orders claim and that are not there.
    func outstanding() -> [OrderChecks.Outstanding] {
        orders.keys.sorted().flatMap { id -> [OrderChecks.Outstanding] in
            guard let order = orders[id] else { return [] }
            var found: [OrderChecks.Outstanding] = []
            func look(_ hop: OrderHop, _ number: UInt32, _ isThere: Bool, _ claim: EntryPlace) {
                let answer = OrderReturns.Answer(hop: hop, number: number)
                guard !isThere, !order.givenUp.contains(answer) else { return }
                found.append(
                    OrderChecks.Outstanding(
                        order: id, hop: hop, claimed: claim, number: number, isSettled: true))
            }
            for item in order.list {
                let number = item.asked.number
                if let place = item.places[.rewardsRecomputed] {
                    look(.rewardsRecomputed, number, order.rewards[number] != nil, place)
                }
                if let place = item.places[.rewardsRestored] {
                    look(.rewardsRestored, number, order.restored[number] != nil, place)
                }
                if let place = item.places[.refunded], let refund = item.refunded?.refund,
                    refund > 0
                {
                    look(.refunded, refund, order.clawbacks[refund] != nil, place)
                }
            }
            for (index, claim) in order.claimed.enumerated().dropFirst(order.shelved.count) {
                look(.stockRestocked, UInt32(index + 1), false, claim.place)
            }
            return found
        }
    }

    mutating func giveUp(_ missing: OrderChecks.Outstanding) {
        guard var order = orders[missing.order] else { return }
        order.givenUp.insert(OrderReturns.Answer(hop: missing.hop, number: missing.number))
        put(order, missing.order)
    }
}
