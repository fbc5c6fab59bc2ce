import Domain
import Journal
import Logging
import Synchronization
import Transport
import Wire

/// The way of money that goes back: what is for no order is booked in the pool, given back by
/// its provider, and taken out of the pool; and refunds that orders ask for are given on to
/// their providers until they are answered.
///
/// Each step is recorded and is the intent of the next; a way cut off anywhere is walked again.
struct PaymentPath: Sendable {
    let gate: CommandGate<OrdersBook>
    let intake: PaymentIntake
    let pool: Peer
    let logger: Logger

    /// As for refunds of orders; the audit says so of what is not given back.
    static let attemptsMax = PaymentsBook.attemptsMax
    /// What is open is asked for again after so long.
    private static let patienceMicroseconds: Int64 = 30_000_000
    /// Receipts and refunds taken up at once; the next second goes on.
    private static let openMax = 256

    private let asked = Asked()

    init(
        gate: CommandGate<OrdersBook>, intake: PaymentIntake, pool: Peer, logger: Logger
    ) {
        self.gate = gate
        self.intake = intake
        self.pool = pool
        self.logger = logger
    }

    /// Asks a provider to give back a part of a payment, or all of it. The same id with the same
    /// amount asks once, and gives the refund's state as it is now; an order is woken when its
    /// refund is answered.
    ///
    /// Refused: `payment_not_found`, `exceeds_payment`, and `refund_reused` for the id of
    /// another refund.
    func refund(
        _ id: String, of payment: PaymentName, _ amount: Money, on platform: String
    ) async throws -> Domain.ProviderRefund.State {
        let refund = try await request(id, of: payment, amount, on: platform)
        if refund.state == .requested { try await ask(refund, on: platform) }
        return refund.state
    }

    /// Goes as far as it goes now on everything of the platform that is open.
    func advance(_ platform: String) async throws {
        try await intake.recordCount(on: platform)
        let (receipts, refunds) = try await gate.read(platform) { book in
            let payments = book.payments
            let receipts = payments.openReceipts.sorted().prefix(Self.openMax)
            let refunds = payments.openRefunds.sorted().prefix(Self.openMax)
            return (
                receipts.compactMap { payments.receipt($0) },
                refunds.compactMap { payments.refunds[$0] }
            )
        }
        for receipt in receipts {
            do {
                try await advance(receipt, on: platform)
            } catch let error as RPCError where !error.isWorthRetrying {
                let number = receipt.arrived.number
                guard asked.mayAsk(platform, "refused:\(number)", intake.clock()) else { continue }
                logger.error(
                    "unmatched receipt \(number) does not go on",
                    metadata: ["platform": "\(platform)", "error": "\(error)"])
            }
        }
        for refund in refunds { try await ask(refund, on: platform) }
    }

    private func advance(_ receipt: PaymentsBook.Receipt, on platform: String) async throws {
        let number = receipt.arrived.number
        let report = receipt.arrived.report
        if receipt.state == .arrived {
            _ = try await pool.call(
                UnmatchedReceiptsMethods.receiveUnmatched,
                ReceiveUnmatchedRequest(
                    requestID: "u\(number)/receive/1", platform: platform, number: number,
                    provider: report.name.provider, payment: report.name.id,
                    amountFen: report.amount.fen))
            try await record(on: platform) { book throws(PaymentRejection) in
                try book.book(number)
            }
        }
        guard let refund = try await currentRefund(of: receipt, on: platform) else { return }
        switch refund.state {
        case .requested: try await ask(refund, on: platform)
        case .confirmed:
            _ = try await pool.call(
                UnmatchedReceiptsMethods.returnUnmatched,
                ReturnUnmatchedRequest(
                    requestID: "u\(number)/return/1", platform: platform, number: number,
                    refund: refund.id))
            try await record(on: platform) { book throws(PaymentRejection) in
                try book.giveBack(number)
            }
        case .failed: break
        }
    }

    /// The refund of a receipt that counts: asked for if there is none, and again if it failed,
    /// within the number of attempts.
    private func currentRefund(
        of receipt: PaymentsBook.Receipt, on platform: String
    ) async throws -> Domain.ProviderRefund? {
        let (name, amount) = (receipt.arrived.report.name, receipt.arrived.report.amount)
        let (last, count) = try await gate.read(platform) { book in
            let ids = book.payments.payments[name]?.refunds ?? []
            return (ids.last.flatMap { book.payments.refunds[$0] }, ids.count)
        }
        switch last?.state {
        case .requested, .confirmed: return last
        case .failed where count >= Self.attemptsMax: return last
        case .failed, nil:
            let id = PaymentsBook.refundID(receipt.arrived.number, attempt: count + 1)
            return try await request(id, of: name, amount, on: platform)
        }
    }

    private func request(
        _ id: String, of payment: PaymentName, _ amount: Money, on platform: String
    ) async throws -> Domain.ProviderRefund {
        let refund = try await intake.record(on: platform) { book, time in
            let event = try refusing { () throws(PaymentRejection) in
                try book.payments.requestRefund(
                    id, of: payment, amount, at: Instant(microseconds: time))
            }
            let entries = try book.record(event)
            return (entries, book.payments.refunds[id])
        }
        guard let refund else { preconditionFailure("a refund that was asked for is known") }
        return refund
    }

    private func record(
        on platform: String,
        _ decide: @escaping @Sendable (PaymentsBook) throws(PaymentRejection) -> PaymentEvent
    ) async throws {
        try await gate.record(on: try gate.journal(platform)) { book, _ in
            // Not copied: a book that is held elsewhere is copied whole when it changes.
            let event = try refusing { () throws(PaymentRejection) in
                try decide(book.payments)
            }
            return try book.record(event)
        }
    }

    private func ask(_ refund: Domain.ProviderRefund, on platform: String) async throws {
        guard asked.mayAsk(platform, refund.id, intake.clock()),
            let adaptor = intake.adaptors[refund.payment.provider]
        else { return }
        try await adaptor.refund(refund, platform)
    }

    /// What was asked lately.
    private final class Asked: Sendable {
        private let times = Mutex<[String: Int64]>([:])

        func mayAsk(_ platform: String, _ what: String, _ now: Int64) -> Bool {
            times.withLock { times in
                if let last = times["\(platform) \(what)"],
                    now < last &+ PaymentPath.patienceMicroseconds
                {
                    return false
                }
                if times.count > 65_536 { times = [:] }
                times["\(platform) \(what)"] = now
                return true
            }
        }
    }
}
