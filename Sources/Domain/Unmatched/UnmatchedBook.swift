/// Money of one platform that came for no order: each receipt booked once, and given back once
/// and in full.
package struct UnmatchedBook: Codable, Equatable, Sendable {
    /// Of a provider, a payment's id or a refund's.
    package static let textBytesMax = 128
    /// All that is held at once, in fen.
    private static let heldMax = Money(fen: 1 << 62)

    private struct PaymentName: Codable, Hashable, Sendable {
        let provider: String
        let payment: String
    }

    private enum Receipt: Codable, Equatable, Sendable {
        case held(Money)
        case returned(refund: String)
    }

    private var receipts: [UInt64: Receipt] = [:]
    private var payments: [PaymentName: UInt64] = [:]
    /// What was received and has not gone back.
    package private(set) var held = Money.zero
    private var clock = Instant(microseconds: 0)

    package init() {}

    private func later(_ at: Instant) -> Instant { max(at, clock) }

    // MARK: - Deciding

    package func receive(
        _ number: UInt64, provider: String, payment: String, amount: Money, at: Instant
    ) throws(UnmatchedRejection) -> UnmatchedEvent {
        guard number > 0 else { throw .numberMustBePositive }
        try Self.check(provider, field: "provider")
        try Self.check(payment, field: "payment")
        guard amount > .zero else { throw .amountMustBePositive(amount) }
        guard amount <= Money.amountMax, held.fen <= Self.heldMax.fen - amount.fen else {
            throw .amountTooLarge(amount)
        }
        guard receipts[number] == nil else { throw .numberReceivedBefore(number) }
        if let other = payments[PaymentName(provider: provider, payment: payment)] {
            throw .paymentReceivedBefore(payment, by: other)
        }
        return .received(
            UnmatchedReceipt(
                number: number, provider: provider, payment: payment, amount: amount,
                at: later(at), lines: Posting.unmatchedReceipt(amount).lines))
    }

    package func giveBack(
        _ number: UInt64, refund: String, at: Instant
    ) throws(UnmatchedRejection) -> UnmatchedEvent {
        try Self.check(refund, field: "refund")
        switch receipts[number] {
        case .held(let amount):
            return .returned(
                UnmatchedReturn(
                    number: number, refund: refund, amount: amount, at: later(at),
                    lines: Posting.unmatchedReturn(amount).lines))
        case .returned(let refund): throw .returnedBefore(number, refund: refund)
        case nil: throw .receiptNotFound(number)
        }
    }

    private static func check(_ text: String, field: String) throws(UnmatchedRejection) {
        guard (1...textBytesMax).contains(text.utf8.count) else {
            throw .textOutOfRange(field: field, bytes: text.utf8.count)
        }
    }

    // MARK: - Recorded events

    /// Whether the event can follow, with the lines it has to have.
    package func isPossible(_ event: UnmatchedEvent) -> Bool {
        do throws(UnmatchedRejection) {
            switch event {
            case .received(let made):
                return try receive(
                    made.number, provider: made.provider, payment: made.payment,
                    amount: made.amount, at: made.at) == event
            case .returned(let made):
                return try giveBack(made.number, refund: made.refund, at: made.at) == event
            }
        } catch {
            return false
        }
    }

    /// Makes an event that is possible. Its lines are posted by the caller.
    package mutating func apply(_ event: UnmatchedEvent) {
        switch event {
        case .received(let made):
            receipts[made.number] = .held(made.amount)
            payments[PaymentName(provider: made.provider, payment: made.payment)] = made.number
            held = Money(fen: held.fen + made.amount.fen)
            clock = later(made.at)
        case .returned(let made):
            receipts[made.number] = .returned(refund: made.refund)
            held = Money(fen: held.fen - made.amount.fen)
            clock = later(made.at)
        }
    }
}
