internal import Wire

extension OrderRecord {
    /// The record that the entries about one order give, read by themselves.
    init(reading entries: [AuditedEntry]) {
        self.init()
        for entry in entries { read(entry) }
    }

    private mutating func read(_ entry: AuditedEntry) {
        switch entry.event {
        case .placed(let event): placed = event
        case .reserved(let event): reserved = event
        case .paid(let event): paid = event
        case .rewardsShared(let event): shared = event
        case .received(let event):
            received = event
            windowEndUs = event.windowEndUs
        case .due(let event): due = event
        case .orderSettled(let event): result = event.result
        case .cancelled, .refused: isCancelled = true
        case .stockReserved(let event):
            stockReserved = event
            hops[.stockReserved] = entry.place
        case .held(let event): if event.paidFen != 0 { held = event }
        case .parts(let entry): _ = take(entry)
        case .couponGranted(let event): couponFen = couponFen &+ event.amountFen
        case .settled(let event):
            // A retried order takes a later place in the queue than its receipt says.
            windowEndUs = max(windowEndUs, event.windowEndUs)
            settled = SettledOrder(
                event: event, timeMicroseconds: entry.timeMicroseconds,
                reserveFen: event.reserveFen, supplyUnits: event.supplyUnits)
        case .orderReturn(let event): take(event, at: entry.place)
        case .rewardsRecomputed(let event):
            returns.rewards[event.number] = (event, entry.place, false)
        case .refunded(let event):
            returns.refunds[event.refund] = event
            couponFen = couponFen &- PlainSources(event.back).subsidy
        case .stockRestocked(let event):
            returns.shelved.append(
                event.lines.reduce(into: [:]) { $0[$1.product, default: 0] += Int64($1.quantity) })
        case .shared(let event):
            rewards = event
            hops[.rewardsComputed] = entry.place
        default: break
        }
    }

    /// The equations of the order, each with whether it holds.
    func equations(_ plan: Plan?) -> [(text: String, holds: Bool)] {
        guard let sums = OrderSums(self), let event = settled?.event else { return [] }
        var equations = [(sums.equation, sums.balances)]
        let differences = sums.headDifferences(event) + sums.lineDifferences(event)
        equations += differences.map { difference in
            ("\(difference.name) is \(difference.expected), posted is \(difference.found)", false)
        }
        if differences.isEmpty {
            let posted = sums.expectedLines(event).sorted { $0.key < $1.key }
                .map { "\($0.key) \($0.value > 0 ? "+" : "")\($0.value)" }
            equations.append(("posted as it should be: " + posted.joined(separator: ", "), true))
        }
        let left = piecesLeft
        for row in rowsLeft.rows {
            let index = Int(row.line) - 1
            guard let rates = paid?.rates, left.indices.contains(index),
                let line = rewards?.lines.first(where: { $0.line == row.line })
            else { continue }
            let base = PlainReturn.part(line.baseFen, left[index], of: lines[index].quantity)
            let bps = row.rule == .direct ? rates.directBps : rates.indirectBps
            let full = Int64(clamping: Int128(base) * Int128(bps) / 10_000)
            equations.append(
                (
                    "reward to member \(row.payee): \(base) × \(bps) ÷ 10,000 = \(full)"
                        + (row.capped ? ", capped at \(row.amountFen)" : ""),
                    row.capped ? row.amountFen < full : row.amountFen == full
                ))
        }
        return equations + grantEquations(event, plan)
    }

    private func grantEquations(_ event: Settled, _ plan: Plan?) -> [(text: String, holds: Bool)] {
        guard event.outcome == .granted, let plan else { return [] }
        let value = Int64(
            clamping: Int128(event.contributionFen) * Int128(plan.grantBps) / 10_000)
        let reserve = Int128(event.reserveFen) - Int128(event.contributionFen)
        let supply =
            Int128(event.supplyUnits) - Int128(event.units) - Int128(event.legacyUnits)
        let (multiplier, divisor) =
            supply > 0 ? (supply, reserve) : (1_000_000, Int128(plan.openingPriceFen))
        let units = divisor > 0 ? Int128(event.valueFen) * multiplier / divisor : -1
        return [
            (
                "value \(event.contributionFen) × \(plan.grantBps) ÷ 10,000 = \(value) fen",
                value == event.valueFen
            ),
            (
                "points \(event.valueFen) × \(multiplier) ÷ \(divisor) = \(units) µpt",
                units == Int128(event.units)
            ),
        ]
    }
}
