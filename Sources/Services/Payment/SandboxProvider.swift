import Domain
import Synchronization
import Transparency
import Wire

/// The sandbox payment provider: it pays whatever it is asked to, and signs its callbacks as a
/// real one does, so that the way a callback is checked is the real way.
final class SandboxProvider: Sendable {
    static let name = "sandbox"
    /// Callbacks that wait to be sent; a refund beyond is asked for again later.
    private static let waitingMax = 10_000

    /// How it sends what it has to say by itself.
    struct Disturbance: Sendable {
        var copies = 1
        var delayMilliseconds = 0
        var isForgedBefore = false
        var refundsFail = false
    }

    private struct Refund: Hashable {
        let platform: String
        let id: String
    }

    private struct State {
        var disturbances: [String: Disturbance] = [:]
        /// The provider's own memory: a refund has one answer.
        var answers: [Refund: RefundCallbackRequest] = [:]
        var waiting = 0
    }

    private let key: MessageAuthenticator
    private let state = Mutex(State())
    private let queue: AsyncStream<Outgoing>
    private let entrance: AsyncStream<Outgoing>.Continuation

    private struct Outgoing: Sendable {
        let callback: RefundCallbackRequest
        let disturbance: Disturbance
    }

    init(key: [UInt8]) {
        self.key = MessageAuthenticator(key: key)
        (queue, entrance) = AsyncStream.makeStream(of: Outgoing.self)
    }

    var adaptor: PaymentAdaptor {
        PaymentAdaptor(
            name: Self.name,
            create: { order, amount, platform in
                Self.payment(of: order.rawValue, amount, on: platform)
            },
            verifiesPayment: { [self] in
                key.verifies($0.signature, of: Self.signed($0))
            },
            verifiesRefund: { [self] in key.verifies($0.signature, of: Self.signed($0)) },
            refund: { [self] in refund($0, on: $1) })
    }

    /// Its id of a payment is made of platform, order and amount, so that asking twice pays
    /// once.
    static func payment(of order: UInt64, _ amount: Money, on platform: String) -> String {
        "\(platform)-\(order)-\(amount.fen)"
    }

    func sign(_ callback: PaymentCallbackRequest) -> PaymentCallbackRequest {
        var signed = callback
        signed.signature = key.authenticate(Self.signed(callback)).bytes
        return signed
    }

    func sign(_ callback: RefundCallbackRequest) -> RefundCallbackRequest {
        var signed = callback
        signed.signature = key.authenticate(Self.signed(callback)).bytes
        return signed
    }

    // MARK: - Refunds

    func disturb(_ platform: String, _ disturbance: Disturbance) {
        state.withLock { $0.disturbances[platform] = disturbance }
    }

    private func refund(_ refund: Domain.ProviderRefund, on platform: String) {
        let outgoing: Outgoing? = state.withLock { state in
            let disturbance = state.disturbances[platform] ?? Disturbance()
            guard state.waiting < Self.waitingMax else { return nil }
            state.waiting += 1
            let key = Refund(platform: platform, id: refund.id)
            let answer =
                state.answers[key]
                ?? sign(
                    RefundCallbackRequest(
                        platform: platform, provider: Self.name, payment: refund.payment.id,
                        refund: refund.id, amountFen: refund.amount.fen,
                        failed: disturbance.refundsFail,
                        why: disturbance.refundsFail ? "account_closed" : ""))
            state.answers[key] = answer
            return Outgoing(callback: answer, disturbance: disturbance)
        }
        if let outgoing { entrance.yield(outgoing) }
    }

    /// Sends what it has to say by itself until the task is cancelled.
    func run(
        deliver: @escaping @Sendable (RefundCallbackRequest) async -> Void
    ) async {
        await withDiscardingTaskGroup { group in
            for await outgoing in queue {
                group.addTask { [self] in
                    await send(outgoing, deliver)
                    state.withLock { $0.waiting -= 1 }
                }
            }
            group.cancelAll()
        }
    }

    private func send(
        _ outgoing: Outgoing, _ deliver: @Sendable (RefundCallbackRequest) async -> Void
    ) async {
        let disturbance = outgoing.disturbance
        if disturbance.delayMilliseconds > 0 {
            do {
                try await Task.sleep(for: .milliseconds(disturbance.delayMilliseconds))
            } catch {
                return  // Cancelled: who waits for the answer asks again.
            }
        }
        if disturbance.isForgedBefore {
            var forged = outgoing.callback
            forged.failed.toggle()
            forged.why = "forged"
            await deliver(forged)
        }
        for _ in 0..<max(1, disturbance.copies) { await deliver(outgoing.callback) }
    }

    // MARK: - Signatures

    /// Each field with its length, 8 bytes big-endian, so that no two callbacks sign the same
    /// bytes: what it is, platform, provider, order (8 bytes big-endian), payment, paid (8
    /// bytes), currency.
    private static func signed(_ callback: PaymentCallbackRequest) -> [UInt8] {
        joined([
            Array("payment".utf8), Array(callback.platform.utf8), Array(callback.provider.utf8),
            bigEndian(callback.order), Array(callback.payment.utf8),
            bigEndian(UInt64(bitPattern: callback.paidFen)), Array(callback.currency.utf8),
        ])
    }

    /// As above: what it is, platform, provider, payment, refund, amount (8 bytes), failed (1
    /// byte), why.
    private static func signed(_ callback: RefundCallbackRequest) -> [UInt8] {
        joined([
            Array("refund".utf8), Array(callback.platform.utf8), Array(callback.provider.utf8),
            Array(callback.payment.utf8), Array(callback.refund.utf8),
            bigEndian(UInt64(bitPattern: callback.amountFen)), [callback.failed ? 1 : 0],
            Array(callback.why.utf8),
        ])
    }

    private static func joined(_ fields: [[UInt8]]) -> [UInt8] {
        fields.flatMap { bigEndian(UInt64($0.count)) + $0 }
    }

    private static func bigEndian(_ number: UInt64) -> [UInt8] {
        (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
