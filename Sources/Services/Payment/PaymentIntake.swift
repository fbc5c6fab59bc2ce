import Domain
import Journal
import Synchronization
import Transport
import Wire

/// Takes what payment providers say: checks who says it, records what is new, and gives the same
/// answer however often it is said.
struct PaymentIntake: Sendable {
    let gate: CommandGate<OrdersBook>
    let platforms: Platforms
    let adaptors: [String: PaymentAdaptor]
    /// Wall time in microseconds.
    let clock: @Sendable () -> Int64
    /// Called when an order can go on: it was paid, or a refund of its payment was answered.
    let wakeOrder: @Sendable (OrderID, _ platform: String) -> Void
    /// Called when money is to go back.
    let wakePayments: @Sendable () -> Void
    private let forgeries = ForgeryLimiter()

    init(
        gate: CommandGate<OrdersBook>, platforms: Platforms, adaptors: [PaymentAdaptor],
        clock: @escaping @Sendable () -> Int64,
        wakeOrder: @escaping @Sendable (OrderID, String) -> Void,
        wakePayments: @escaping @Sendable () -> Void
    ) {
        self.gate = gate
        self.platforms = platforms
        self.adaptors = Dictionary(adaptors.map { ($0.name, $0) }) { first, _ in first }
        self.clock = clock
        self.wakeOrder = wakeOrder
        self.wakePayments = wakePayments
    }

    /// Durable on return: the order is paid, or the money is for no order and goes back.
    func take(_ callback: PaymentCallbackRequest) async throws -> PaymentCallbackResponse {
        let platform = try await platforms.platform(callback.platform)
        guard adaptors[callback.provider]?.verifiesPayment(callback) ?? false else {
            throw try await forged(
                CallbackForged(
                    provider: callback.provider, order: callback.order,
                    payment: callback.payment), on: callback.platform)
        }
        let report = try PaymentReport(callback)
        let rates = try Domain.RewardRates(platform.rates)
        let taken = try await record(on: callback.platform) { book, time in
            let taken = try book.take(report, rates, at: time)
            return (taken.entries, taken)
        }
        if let refusal = taken.refusal { throw refusal }
        if let order = taken.order { wakeOrder(order, callback.platform) }
        if taken.unmatched > 0 { wakePayments() }
        return PaymentCallbackResponse(unmatched: taken.unmatched)
    }

    /// Durable on return: the refund has its answer.
    func take(_ callback: RefundCallbackRequest) async throws -> RefundCallbackResponse {
        _ = try await platforms.platform(callback.platform)
        guard adaptors[callback.provider]?.verifiesRefund(callback) ?? false else {
            throw try await forged(
                CallbackForged(
                    provider: callback.provider, payment: callback.payment,
                    refund: callback.refund), on: callback.platform)
        }
        let report = RefundReport(callback)
        let (reading, use) = try await record(on: callback.platform) { book, time in
            let reading = try refusing { () throws(PaymentRejection) in
                try book.payments.read(report, at: Instant(microseconds: time))
            }
            let event =
                switch reading {
                case .answered(_, let event), .contrary(_, let event): event
                }
            let entries = try book.record(answer: event, at: time)
            return (entries, (reading, book.payments.payments[report.payment]?.use))
        }
        switch reading {
        case .contrary(let rejection, _): throw RPCError(rejection)
        case .answered(let state, let event):
            switch use {
            case .order(let order) where event != nil: wakeOrder(order, callback.platform)
            case .order, .unmatched, nil: wakePayments()
            }
            return RefundCallbackResponse(state: state.message)
        }
    }

    /// Records what `decide` gives, durable on return, and hands its value out.
    func record<Value: Sendable>(
        on platform: String,
        _ decide: @escaping @Sendable (inout OrdersBook, Int64) throws -> ([EntryDraft], Value)
    ) async throws -> Value {
        let result = Result<Value>()
        try await gate.record(on: try gate.journal(platform)) { book, time in
            let (entries, value) = try decide(&book, time)
            result.value.withLock { $0 = value }
            return entries
        }
        guard let value = result.value.withLock({ $0 }) else {
            preconditionFailure("a decision that was recorded has its value")
        }
        return value
    }

    private final class Result<Value: Sendable>: Sendable {
        let value = Mutex<Value?>(nil)
    }

    // MARK: - Forgeries

    /// Records who was not the provider, or counts it, and gives the refusal.
    private func forged(_ event: CallbackForged, on platform: String) async throws -> RPCError {
        let now = clock()
        if forgeries.admits(platform, at: now) {
            var entry = event
            entry.provider = Self.start(of: event.provider)
            entry.payment = Self.start(of: event.payment)
            entry.refund = Self.start(of: event.refund)
            try await gate.record(on: try gate.journal(platform)) { [entry] _, time in
                var entry = entry
                entry.atUs = time
                return [EntryDraft(entry, keys: ["forgeries"])]
            }
        }
        return RPCError(
            .permissionDenied,
            "signature of payment \(Self.start(of: event.payment)) is not the provider's; "
                + "nothing was changed",
            reason: "payment_forged", metadata: ["field": "signature"])
    }

    /// What anybody may have written, in 64 bytes.
    private static func start(of text: String) -> String {
        String(decoding: text.utf8.prefix(64), as: UTF8.self)
    }

    /// Records the count of forgeries that have no entries of their own, once a minute is over.
    func recordCount(on platform: String) async throws {
        let count = forgeries.takeCount(platform, at: clock())
        guard count > 0 else { return }
        try await gate.record(on: try gate.journal(platform)) { _, time in
            [EntryDraft(ForgeriesCounted(count: count, atUs: time), keys: ["forgeries"])]
        }
    }
}
