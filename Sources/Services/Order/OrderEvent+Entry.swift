import Domain
import Journal
import Wire

extension OrderEvent {
    var entry: EntryDraft {
        switch self {
        case .placed(let order):
            EntryDraft(order.message, keys: [order.id.key, "member:\(order.member)"])
        case .reserved(let id, let lines, let toPay):
            EntryDraft(
                Reserved(order: id.rawValue, lines: lines.map(\.message), toPayFen: toPay.fen),
                keys: [id.key])
        case .refused(let id, let refusal):
            EntryDraft(
                Refused(
                    order: id.rawValue, status: UInt32(clamping: refusal.status),
                    reason: refusal.reason, sentence: refusal.sentence),
                keys: [id.key])
        case .parts(let id, let event): event.entry(of: id)
        case .paid(let id, let payment, let at, let rates):
            EntryDraft(
                Paid(
                    order: id.rawValue, provider: payment.provider, payment: payment.id,
                    paidFen: payment.amount.fen, atUs: at.microseconds, rates: rates.message),
                keys: [id.key])
        case .held(let id): EntryDraft(MoneyHeld(order: id.rawValue), keys: [id.key])
        case .committed(let id): EntryDraft(Committed(order: id.rawValue), keys: [id.key])
        case .shared(let id, let rewards, let unallocated):
            EntryDraft(
                RewardsShared(
                    order: id.rawValue, rows: rewards.map(\.message),
                    unallocatedFen: unallocated.fen),
                keys: [id.key])
        case .shipped(let id): EntryDraft(Shipped(order: id.rawValue), keys: [id.key])
        case .delivered(let id, let at):
            EntryDraft(
                Delivered(order: id.rawValue, atUs: at?.microseconds ?? 0), keys: [id.key])
        case .received(let receipt):
            EntryDraft(
                Received(
                    order: receipt.order.rawValue, atUs: receipt.at.microseconds,
                    windowEndUs: receipt.windowEnd.microseconds,
                    byItself: receipt.isByItself),
                keys: [receipt.order.key])
        case .due(let id, let number, let first):
            EntryDraft(
                Due(order: id.rawValue, number: number, firstNumber: first), keys: [id.key])
        case .settled(let answer):
            EntryDraft(OrderSettled(result: answer.message), keys: [answer.order.key])
        case .batchConfirmed(let first):
            EntryDraft(BatchConfirmed(firstNumber: first), keys: [])
        case .cancelled(let id, let reason):
            EntryDraft(Cancelled(order: id.rawValue, reason: reason), keys: [id.key])
        case .released(let id): EntryDraft(Released(order: id.rawValue), keys: [id.key])
        case .stuck(let id, let step, let refusal):
            EntryDraft(
                Stuck(
                    order: id.rawValue, step: step.rawValue,
                    status: UInt32(clamping: refusal.status), reason: refusal.reason,
                    sentence: refusal.sentence),
                keys: [id.key])
        case .retried(let id): EntryDraft(Retried(order: id.rawValue), keys: [id.key])
        case .expired(let id): EntryDraft(Expired(order: id.rawValue), keys: [id.key])
        case .clockMoved(let step, let ahead):
            EntryDraft(ClockMoved(byUs: step, aheadUs: ahead), keys: [])
        case .refunding(let id, let reason):
            EntryDraft(RefundBegun(order: id.rawValue, reason: reason), keys: [id.key])
        case .unshared(let id): EntryDraft(RewardsUndone(order: id.rawValue), keys: [id.key])
        case .refunded(let id, let number, let back):
            EntryDraft(
                MoneyReturned(
                    order: id.rawValue, refund: UInt32(clamping: number), back: back.message),
                keys: [id.key])
        case .restocked(let id): EntryDraft(GoodsReturned(order: id.rawValue), keys: [id.key])
        case .returnAsked, .returnRejected, .returnApproved, .returnRecomputed, .returnRefunded,
            .returnRestocked, .returnGivenUp, .refundAsked:
            returnEntry
        }
    }
}

extension OrderID {
    var key: String { "order:\(self)" }
}

extension PlacedOrder {
    fileprivate var message: Placed {
        var message = Placed(
            order: id.rawValue, member: member.rawValue,
            lines: lines.map { line in
                Wire.OrderLine(
                    product: line.product.rawValue, quantity: UInt32(clamping: line.quantity))
            },
            atUs: at.microseconds)
        if let imported {
            message.imported = true
            message.openPriceFen = lines.first?.openPrice?.fen ?? 0
            message.fileLine = imported.fileLine
            message.quantityText = imported.quantityText
            message.windowEndUs = imported.windowEnd.microseconds
        }
        return message
    }
}

extension SettlementAnswer {
    var message: SettlementResult {
        SettlementResult(
            number: number, order: order.rawValue, outcome: outcome.message, refused: refused,
            note: note, lot: lot?.rawValue ?? 0, valueFen: value.fen, units: units.units,
            reserveFen: reserve.fen, supplyUnits: supply.units, exits: UInt32(clamping: exits))
    }
}

extension SettlementAnswer.Outcome {
    fileprivate var message: Wire.Outcome {
        switch self {
        case .granted: .granted
        case .roundsToZero: .roundsToZero
        case .noContribution: .noContribution
        case .skipped: .skipped
        }
    }
}
