import Domain
import Transport
import Wire

// The way of returned pieces: rewards, money, goods; the rest of the order goes on.
extension OrderPath {
    func takeBack(
        _ step: OrderStep, _ order: ReturningOrder, on platform: String
    ) async throws -> OrderProgress? {
        let (id, number) = (order.request.order, order.request.number)
        switch step {
        case .recompute:
            return try await recompute(id, number, left: order.left, on: platform)
        case .refund:
            // Pieces of 0 fen have nothing in the pool.
            guard !order.back.isZero else {
                return try await steps.record(id, on: platform) {
                    .recordReturnRefunded(id, number: 0, back: .zero)
                }
            }
            let refund = try await pool.call(
                RefundMethods.refund,
                RefundRequest(
                    requestID: id.request(.refund, number), platform: platform,
                    order: id.rawValue, back: order.back.message, reason: order.request.reason))
            return try await steps.record(id, on: platform) {
                .recordReturnRefunded(
                    id, number: Int(refund.refund),
                    back: PaymentSources(refund.back ?? Wire.Sources()))
            }
        case .restock:
            return try await putBack(order.goods, of: id, number, on: platform)
        case .reserve, .pay, .hold, .commit, .share, .settle, .confirm, .release, .unshare,
            .clawback, .restore, .holdParts, .returnParts:
            preconditionFailure("\(step.rawValue) is no step of a return")
        }
    }
}

// Steps of a return before settlement and of a refund after it.
extension OrderPath {
    /// Has referral work out the rewards of what is left of each line.
    func recompute(
        _ id: OrderID, _ number: Int, left: [Domain.PiecesLeft], on platform: String
    ) async throws -> OrderProgress? {
        let made = try await referral.call(
            ReferralMethods.recompute,
            RecomputeRequest(
                requestID: id.request(.recompute, number), platform: platform,
                order: id.rawValue, number: UInt32(clamping: number),
                left: left.map(\.message)))
        return try await steps.record(id, on: platform) {
            .recordRecomputed(
                id, rewards: try made.rows.map { row throws in try Domain.RewardRow(row) },
                unallocated: Money(fen: made.unallocatedFen))
        }
    }

    /// Puts the pieces on the shelf again.
    func putBack(
        _ goods: [ReturnedGoods], of id: OrderID, _ number: Int, on platform: String
    ) async throws -> OrderProgress? {
        _ = try await catalog.call(
            CatalogMethods.restock, .restock(goods, of: id, number, on: platform))
        return try await steps.record(id, on: platform) { .recordReturnRestocked(id) }
    }
}

extension RestockRequest {
    static func restock(
        _ goods: [ReturnedGoods], of id: OrderID, _ number: Int, on platform: String
    ) -> RestockRequest {
        RestockRequest(
            requestID: id.request(.restock, number), platform: platform, order: id.rawValue,
            lines: goods.map { line in
                Wire.RestockLine(
                    product: line.product.rawValue, quantity: UInt32(clamping: line.quantity))
            })
    }
}
