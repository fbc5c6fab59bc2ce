import Domain
import Transport
import Wire

extension Order {
    /// The order as its entries tell it, finished or not. Nil without entries.
    init?(history entries: [JournalEntry]) throws {
        guard !entries.isEmpty else { return nil }
        var told = ToldOrder()
        for entry in entries { _ = try told.take(entry) }
        self = told.order
    }

    /// What is left for the provider.
    mutating func leaveRest() {
        restFen = paidFen - subsidyFen
        if let held { restFen -= held.walletFen + held.couponFen + held.coins }
    }

    /// Takes the next entry about the order, but for what pays beside the provider.
    mutating func take(_ entry: JournalEntry) throws {
        guard entry.kind != "payment_forged" else { return }
        switch try OrderEvent(entry) {
        case .placed(let placed):
            order = placed.id.rawValue
            member = placed.member.rawValue
            placedUs = placed.at.microseconds
            state = .placed
        case .reserved(_, let lines, let toPay):
            self.lines = lines.map(\.message)
            paidFen = toPay.fen
            state = .created
        case .refused(_, let refusal): end(refusal.sentence)
        case .cancelled(_, let reason): end(reason)
        case .paid(_, let payment, _, _):
            self.payment = payment.id
            state = .paid
        case .shared(_, let rewards, let unallocated):
            self.rewards = rewards.map(\.message)
            unallocatedFen = unallocated.fen
        case .shipped: state = .shipped
        case .delivered: state = .delivered
        case .received: state = .received
        case .due(_, let number, _):
            settlementNumber = number
            state = .due
        case .settled(let answer):
            settlement = answer.message
            if answer.outcome == .skipped {
                // It goes back into the queue when it is tried again.
                state = .received
                stuck = "settle: \(answer.refused): \(answer.note)"
            } else {
                state = .settled
            }
        case .stuck(_, let step, let refusal):
            stuck = "\(step.rawValue): \(refusal.reason): \(refusal.sentence)"
        case .retried: stuck = ""
        case .expired: end(OrderLimits.expiryReason)
        case .refunding(_, let reason):
            stuck = ""
            cancelled = reason
            state = .refunding
        case .refunded: state = .refunded
        case .returnAsked, .returnRejected, .returnApproved, .returnRecomputed, .returnRefunded,
            .returnRestocked, .returnGivenUp, .refundAsked:
            try take(returning: OrderEvent(entry))
        case .held, .parts, .committed, .released, .batchConfirmed, .clockMoved, .unshared,
            .restocked:
            break
        }
    }

    private mutating func end(_ reason: String) {
        cancelled = reason
        state = .cancelled
    }

    /// Nothing more happens to it by itself or by anybody.
    var isOver: Bool {
        state == .settled || state == .cancelled || state == .refunded || !stuck.isEmpty
    }
}
