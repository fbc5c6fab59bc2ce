package import Domain
package import Journal
import Transport
import Wire

extension Domain.Line {
    init(_ message: Wire.Line) throws(RPCError) {
        guard let account = Account(message.account) else {
            throw RPCError.malformed("account", "\(message.account) is no account")
        }
        self.init(account, message.amount)
    }

    var message: Wire.Line {
        Wire.Line(account: account.description, unit: unit.message, amount: amount)
    }
}

extension LedgerUnit {
    var message: Wire.Unit {
        switch self {
        case .fen: .fen
        case .points: .micropoint
        case .coin: .coin
        case .share: .share
        }
    }
}

extension SettlementOutcome {
    var message: Wire.Outcome {
        switch self {
        case .granted: .granted
        case .roundsToZero: .roundsToZero
        case .noContribution: .noContribution
        case .skipped: .skipped
        }
    }
}

extension BookEvent {
    init(_ entry: JournalEntry) throws {
        switch entry.kind {
        case "held": self = .held(try BookReceipt(try Held(decoding: entry.event)))
        case "settled": self = .settled(try BookSettlement(try Settled(decoding: entry.event)))
        case "sold":
            let event = try Sold(decoding: entry.event)
            let payout = PoolPayout(
                lot: LotID(rawValue: event.lot), units: Points(units: event.units),
                gross: Money(fen: event.grossFen), payout: Money(fen: event.payoutFen))
            self = .moved(
                try BookMovement(
                    .sold(payout), event.reserveFen, event.supplyUnits,
                    member: MemberID(rawValue: event.member), event.lines))
        case "exited":
            let event = try Exited(decoding: entry.event)
            let payout = PoolPayout(
                lot: LotID(rawValue: event.lot), units: Points(units: event.units),
                gross: Money(fen: event.grossFen), payout: Money(fen: event.payoutFen))
            self = .moved(
                try BookMovement(
                    .exited(payout), event.reserveFen, event.supplyUnits,
                    member: MemberID(rawValue: event.member), event.lines))
        case "split":
            let event = try Split(decoding: entry.event)
            self = .moved(
                try BookMovement(
                    .split(ratio: Int(clamping: event.ratio)), event.reserveFen, event.supplyUnits,
                    member: nil, []))
        case "series_closed":
            let event = try SeriesClosed(decoding: entry.event)
            self = .moved(
                try BookMovement(
                    .seriesClosed(
                        series: Int(clamping: event.series),
                        orphaned: Money(fen: event.orphanedFen)),
                    event.reserveFen, event.supplyUnits, member: nil, event.lines))
        default:
            guard let event = try Self.family(entry) else {
                throw UnreadableEntry.unknownKind(entry)
            }
            self = event
        }
    }

    /// `windowEnds` in microseconds by order, for the settlements among the events.
    package func entry(windowEnds: [OrderID: Int64] = [:]) -> EntryDraft {
        switch self {
        case .held(let receipt):
            EntryDraft(
                receipt.message, keys: ["order:\(receipt.order)", "member:\(receipt.member)"])
        case .settled(let settlement):
            EntryDraft(
                settlement.message(windowEnd: windowEnds[settlement.order] ?? 0),
                keys: ["order:\(settlement.order)", "member:\(settlement.member)"])
        case .refunds(let refund): refund.entry
        case .moved(let movement): movement.entry
        case .legacy(let event): event.entry
        case .shares(let event): event.entry
        case .withdrawal(let withdrawal): withdrawal.entry
        case .custody(let custody): custody.entry
        case .unmatched(let unmatched): unmatched.entry
        case .subsidy(let event): event.entry
        case .control(let event): event.entry
        case .operatorBooked(let booking): booking.entry
        case .opened(let opening): opening.entry
        case .plan: preconditionFailure("PoolBook records plans: it has the rest of them")
        }
    }
}

extension BookReceipt {
    init(_ message: Held) throws {
        self.init(
            order: try OrderID(message.order, field: "order"),
            member: try MemberID(message.member, field: "member"),
            sources: PaymentSources(
                provider: Money(fen: message.paidFen), wallet: Money(fen: message.walletFen),
                coupon: Money(fen: message.couponFen), coins: message.coins),
            payment: message.payment,
            lines: try message.lines.map { line throws in try Domain.Line(line) })
    }

    var message: Held {
        Held(
            order: order.rawValue, member: member.rawValue, paidFen: sources.provider.fen,
            payment: payment, lines: lines.map(\.message), walletFen: sources.wallet.fen,
            couponFen: sources.coupon.fen, coins: sources.coins)
    }
}

extension BookSettlement {
    init(_ message: Settled) throws {
        let outcome: SettlementOutcome
        switch message.outcome {
        case .granted:
            outcome = .granted(
                PoolGrant(
                    lot: LotID(rawValue: message.lot), member: MemberID(rawValue: message.member),
                    paid: Money(fen: message.paidFen),
                    contribution: Money(fen: message.contributionFen),
                    value: Money(fen: message.valueFen), units: Points(units: message.units),
                    legacy: Points(units: message.legacyUnits)))
        case .roundsToZero: outcome = .roundsToZero
        case .noContribution: outcome = .noContribution
        case .skipped: outcome = .skipped(reason: message.refused, note: message.note)
        case .unspecified:
            throw RPCError.malformed("outcome", "order \(message.order) has no outcome")
        }
        self.init(
            number: message.number, order: try OrderID(message.order, field: "order"),
            member: try MemberID(message.member, field: "member"),
            paid: Money(fen: message.paidFen), contribution: Money(fen: message.contributionFen),
            planVersion: Int(message.planVersion), outcome: outcome,
            lines: try message.lines.map { line throws in try Domain.Line(line) },
            reserve: Money(fen: message.reserveFen), supply: Points(units: message.supplyUnits))
    }

    func message(windowEnd: Int64) -> Settled {
        var message = Settled(
            number: number, order: order.rawValue, member: member.rawValue, paidFen: paid.fen,
            contributionFen: contribution.fen, outcome: outcome.message, note: outcome.note,
            planVersion: UInt32(clamping: planVersion), windowEndUs: windowEnd,
            lines: lines.map(\.message), reserveFen: reserve.fen, supplyUnits: supply.units)
        switch outcome {
        case .granted(let grant):
            message.lot = grant.lot.rawValue
            message.valueFen = grant.value.fen
            message.units = grant.units.units
            message.legacyUnits = grant.legacy.units
        case .skipped(let reason, _): message.refused = reason
        case .roundsToZero, .noContribution: break
        }
        return message
    }

    /// What the order service is told, with what the order caused.
    func result(causing movements: [BookMovement]) -> SettlementResult {
        let last = movements.last?.event
        var exits: UInt32 = 0
        for movement in movements {
            if case .exited = movement.event.change { exits += 1 }
        }
        var result = SettlementResult(
            number: number, order: order.rawValue, outcome: outcome.message, note: outcome.note,
            reserveFen: (last?.reserve ?? reserve).fen,
            supplyUnits: (last?.supply ?? supply).units, exits: exits)
        switch outcome {
        case .granted(let grant):
            result.lot = grant.lot.rawValue
            result.valueFen = grant.value.fen
            result.units = grant.units.units
        case .skipped(let reason, _): result.refused = reason
        case .roundsToZero, .noContribution: break
        }
        return result
    }
}

extension BookMovement {
    init(
        _ change: PoolChange, _ reserveFen: Int64, _ supplyUnits: Int64, member: MemberID?,
        _ lines: [Wire.Line]
    ) throws {
        self.init(
            event: PoolEvent(
                change: change, reserve: Money(fen: reserveFen),
                supply: Points(units: supplyUnits)),
            member: member, lines: try lines.map { line throws in try Domain.Line(line) })
    }

    var entry: EntryDraft {
        let member = member?.rawValue ?? 0
        let lines = lines.map(\.message)
        let (reserve, supply) = (event.reserve.fen, event.supply.units)
        switch event.change {
        case .sold(let payout):
            return EntryDraft(
                Sold(
                    lot: payout.lot.rawValue, member: member, units: payout.units.units,
                    grossFen: payout.gross.fen, payoutFen: payout.payout.fen, lines: lines,
                    reserveFen: reserve, supplyUnits: supply),
                keys: ["lot:\(payout.lot)", "member:\(member)"])
        case .exited(let payout):
            return EntryDraft(
                Exited(
                    lot: payout.lot.rawValue, member: member, units: payout.units.units,
                    grossFen: payout.gross.fen, payoutFen: payout.payout.fen, lines: lines,
                    reserveFen: reserve, supplyUnits: supply),
                keys: ["lot:\(payout.lot)", "member:\(member)"])
        case .split(let ratio):
            return EntryDraft(
                Split(
                    ratio: UInt64(clamping: ratio), reserveFen: reserve, supplyUnits: supply),
                keys: [])
        case .seriesClosed(let series, let orphaned):
            return EntryDraft(
                SeriesClosed(
                    series: UInt64(clamping: series), orphanedFen: orphaned.fen, lines: lines,
                    reserveFen: reserve, supplyUnits: supply),
                keys: [])
        case .woundUp(let lot, let units, let payout):
            return EntryDraft(
                WoundUp(
                    lot: lot.rawValue, member: member, units: units.units,
                    payoutFen: payout.fen, lines: lines, reserveFen: reserve,
                    supplyUnits: supply),
                keys: ["lot:\(lot)", "member:\(member)"])
        case .woundDown:
            return EntryDraft(
                WoundDown(lines: lines, reserveFen: reserve, supplyUnits: supply), keys: [])
        case .granted, .contributed, .injected, .restored, .setAside, .clawedBack, .converted,
            .reissued, .allotmentOpened, .allotted, .allotmentClosed:
            preconditionFailure("the books record no such movement: \(event.change)")
        }
    }
}
