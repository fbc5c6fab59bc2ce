import Domain
import Transport
import Wire

// What pays beside the provider, held before the provider is asked for the rest.
extension OrderPath {
    func takeParts(
        _ step: OrderStep, _ order: OrderProgress, on platform: String
    ) async throws -> OrderProgress? {
        let id = order.placed.id
        guard let parts = order.created?.parts else {
            preconditionFailure("\(step.rawValue) is a step of an order that has its price")
        }
        guard step == .holdParts else {
            let refund = try await pool.call(
                RefundMethods.refund,
                RefundRequest(
                    requestID: id.request(.returnParts), platform: platform, order: id.rawValue,
                    reason: order.cancellation))
            return try await steps.record(id, on: platform) {
                .parts(
                    id,
                    .recordReturned(
                        number: Int(refund.refund),
                        back: PaymentSources(refund.back ?? Wire.Sources())))
            }
        }
        try await hold(parts, of: order.placed, on: platform)
        return try await steps.record(id, on: platform) { .parts(id, .recordHeld) }
    }

    /// Each asking is a request of its own: one that was refused is not asked again.
    private func hold(
        _ parts: OrderParts, of order: PlacedOrder, on platform: String
    ) async throws {
        let request = "o\(order.id)/hold_parts/\(parts.askings)"
        switch parts.asked {
        case .ofMember(let sources):
            _ = try await pool.call(
                PoolMethods.hold,
                HoldRequest(
                    requestID: request, platform: platform, order: order.id.rawValue,
                    member: order.member.rawValue, walletFen: sources.wallet.fen,
                    couponFen: sources.coupon.fen, coins: sources.coins))
        case .ofSubsidy(let grant):
            _ = try await pool.call(
                SubsidiesMethods.grantCoupon,
                GrantCouponRequest(
                    requestID: request, platform: platform, order: order.id.rawValue,
                    member: order.member.rawValue, source: grant.source.rawValue,
                    amountFen: grant.amount.fen))
        case nil: preconditionFailure("an order that holds parts was asked for them")
        }
    }
}

extension OrderProgress {
    /// Why an order was cancelled; it is stuck at most at what follows.
    fileprivate var cancellation: String {
        if case .cancelled(let order) = self { order.reason } else { "" }
    }
}
