/// The payments of one platform as its providers told them: each accepted once, as the payment
/// of an order or as money for none, with the refunds that were asked of it. All that was ever
/// accepted stays in memory, some 250 bytes a payment.
package struct PaymentsBook: Equatable, Sendable {
    /// Of a provider, and of a payment's or refund's id.
    package static let textBytesMax = 128

    /// What became of a payment.
    package enum Use: Hashable, Sendable {
        case order(OrderID)
        case unmatched(UInt64)
    }

    package struct Known: Equatable, Sendable {
        package let report: PaymentReport
        package let use: Use
        /// In order of asking.
        package internal(set) var refunds: [String] = []
        /// What went back or is asked back.
        package internal(set) var refunded = Money.zero

        package var left: Money { Money(fen: report.amount.fen - refunded.fen) }
    }

    package enum ReceiptState: Hashable, Sendable {
        case arrived, booked, returned
    }

    package struct Receipt: Equatable, Sendable {
        package let arrived: ArrivedReceipt
        package internal(set) var state = ReceiptState.arrived
    }

    /// A payment, or a refund, that a provider contradicted itself about.
    struct Subject: Hashable, Sendable {
        let payment: PaymentName
        let refund: String
    }

    package internal(set) var payments: [PaymentName: Known] = [:]
    var orderPayments: [OrderID: PaymentName] = [:]
    package internal(set) var refunds: [String: ProviderRefund] = [:]
    /// Receipt n is at n − 1.
    package internal(set) var receipts: [Receipt] = []
    /// Those that did not go back yet.
    package internal(set) var openReceipts: Set<UInt64> = []
    /// Refunds that have no answer yet.
    package internal(set) var openRefunds: Set<String> = []
    var contradicted: Set<Subject> = []
    /// Refunds that failed for good, in order of failing: number n is at n − 1.
    package private(set) var failedRefunds: [FailedRefund] = []

    package init() {}

    package func receipt(_ number: UInt64) -> Receipt? {
        guard number >= 1, number <= UInt64(receipts.count) else { return nil }
        return receipts[Int(number) - 1]
    }

    /// A platform's receipts come from payments that are for no order, and their refunds have
    /// ids of their own: the `attempt`-th of a receipt.
    package static func refundID(_ number: UInt64, attempt: Int) -> String {
        "u\(number)-\(attempt)"
    }

    // MARK: - Events

    /// An order was paid. O(1).
    package mutating func notePaid(_ order: OrderID, _ payment: Payment) {
        guard !payment.id.isEmpty else { return }
        let name = PaymentName(provider: payment.provider, id: payment.id)
        payments[name] = Known(
            report: PaymentReport(
                name: name, order: order.rawValue, amount: payment.amount, currency: .yuan),
            use: .order(order))
        orderPayments[order] = name
    }

    /// O(1). Throws only for events that the rules did not give.
    package mutating func apply(_ event: PaymentEvent) throws(ReplayFault) {
        switch event {
        case .arrived(let receipt):
            guard receipt.number == UInt64(receipts.count) + 1, canPutAside(receipt.report)
            else { throw ReplayFault("receipt \(receipt.number) does not follow") }
            if case .order(let order) = payments[receipt.report.name]?.use {
                orderPayments[order] = nil
            }
            receipts.append(Receipt(arrived: receipt))
            openReceipts.insert(receipt.number)
            payments[receipt.report.name] = Known(
                report: receipt.report, use: .unmatched(receipt.number))
        case .booked(let number): try move(number, from: .arrived, to: .booked)
        case .returned(let number):
            try move(number, from: .booked, to: .returned)
            openReceipts.remove(number)
        case .refundRequested(let refund):
            guard refunds[refund.id] == nil, var known = payments[refund.payment],
                known.left >= refund.amount
            else { throw ReplayFault("refund \(refund.id) cannot be asked for") }
            known.refunds.append(refund.id)
            known.refunded = Money(fen: known.refunded.fen + refund.amount.fen)
            payments[refund.payment] = known
            refunds[refund.id] = refund
            openRefunds.insert(refund.id)
        case .refundAnswered(let id, let state, let at):
            guard var refund = refunds[id], refund.state == .requested, state != .requested else {
                throw ReplayFault("refund \(id) has no answer to come")
            }
            refund.state = state
            refunds[id] = refund
            openRefunds.remove(id)
            guard case .failed(let why) = state, var known = payments[refund.payment] else {
                return
            }
            known.refunded = Money(fen: known.refunded.fen - refund.amount.fen)
            payments[refund.payment] = known
            noteFailed(refund, of: known, why: why, at: at)
        case .contradicted(let made):
            contradicted.insert(Subject(payment: made.payment, refund: made.refund))
        }
    }

    /// After its last attempt nobody asks a provider again.
    private mutating func noteFailed(
        _ refund: ProviderRefund, of known: Known, why: String, at: Instant
    ) {
        let subject: FailedRefund.Subject
        switch known.use {
        case .order:
            guard let name = OrderRefundName(refund.id), name.attempt >= Self.attemptsMax else {
                return
            }
            subject = .order(name.order, number: name.number)
        case .unmatched(let number):
            guard known.refunds.count >= Self.attemptsMax else { return }
            subject = .unmatched(number)
        }
        failedRefunds.append(
            FailedRefund(
                number: UInt64(failedRefunds.count) + 1, subject: subject,
                payment: refund.payment, amount: refund.amount, why: why, at: at))
    }

    /// What no order took, or what one took as a whole and gives up.
    private func canPutAside(_ report: PaymentReport) -> Bool {
        guard let known = payments[report.name] else { return true }
        guard case .order = known.use else { return false }
        return known.report == report && known.refunds.isEmpty
    }

    private mutating func move(
        _ number: UInt64, from: ReceiptState, to: ReceiptState
    ) throws(ReplayFault) {
        guard let receipt = receipt(number), receipt.state == from else {
            throw ReplayFault("receipt \(number) is not where the step begins")
        }
        receipts[Int(number) - 1].state = to
    }
}
