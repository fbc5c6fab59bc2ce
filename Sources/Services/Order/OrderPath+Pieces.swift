import Domain
import Transport
import Wire

// The way of returned pieces: rewards, money, goods; the rest of the order goes on.
extension OrderPath {
    func takeBack(
        _ step: OrderStep, _ order: ReturningOrder, on platform: String
    ) async throws -> OrderProgress? {
        let id = order.request.order
        let number = order.request.number
        switch step {
        case .recompute:
            let made = try await referral.call(
                ReferralMethods.recompute, .recompute(order, on: platform))
            return try await steps.record(id, on: platform) {
                .recordRecomputed(
                    id, rewards: try made.rows.map { row throws in try Domain.RewardRow(row) },
                    unallocated: Money(fen: made.unallocatedFen))
            }
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
            _ = try await catalog.call(
                CatalogMethods.restock, .restock(order.goods, of: id, number, on: platform))
            return try await steps.record(id, on: platform) { .recordReturnRestocked(id) }
        case .reserve, .pay, .hold, .commit, .share, .settle, .confirm, .release, .unshare,
            .clawback, .holdParts, .returnParts:
            preconditionFailure("\(step.rawValue) is no step of a return")
        }
    }
}

extension RecomputeRequest {
    /// Every line with what is left of it once this return is done.
    static func recompute(_ order: ReturningOrder, on platform: String) -> RecomputeRequest {
        let (id, number) = (order.request.order, order.request.number)
        let lines = order.paid.created.lines
        return RecomputeRequest(
            requestID: id.request(.recompute, number), platform: platform, order: id.rawValue,
            number: UInt32(clamping: number),
            left: zip(lines, order.pieces).enumerated().map { index, line in
                Wire.PiecesLeft(
                    line: UInt32(clamping: index + 1), left: UInt32(clamping: line.1),
                    pieces: UInt32(clamping: line.0.quantity))
            })
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
