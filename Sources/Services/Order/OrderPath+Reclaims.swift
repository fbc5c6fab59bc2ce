import Domain
import Transport
import Wire

// The way of pieces whose order is settled: rewards, points and money, goods.
extension OrderPath {
    func reclaim(
        _ step: OrderStep, _ order: ReclaimingOrder, on platform: String
    ) async throws -> OrderProgress? {
        let request = order.request
        let (id, number) = (request.order, request.number)
        switch step {
        case .recompute:
            return try await recompute(id, number, left: request.left, on: platform)
        case .clawback:
            // Pieces of 0 fen have brought nothing.
            guard !request.claim.back.isZero else {
                return try await steps.record(id, on: platform) {
                    .recordReturnRefunded(id, number: 0, back: .zero)
                }
            }
            let made = try await pool.call(
                RefundMethods.clawback,
                ClawbackRequest(
                    requestID: id.request(.clawback, number), platform: platform,
                    claim: request.claim.message))
            return try await steps.record(id, on: platform) {
                .recordReturnRefunded(
                    id, number: Int(made.outcome?.refund ?? 0),
                    back: PaymentSources(made.outcome?.back ?? Wire.Sources()))
            }
        case .restock:
            return try await putBack(request.goods, of: id, number, on: platform)
        case .restore:
            let made = try await referral.call(
                ReferralMethods.recompute,
                RecomputeRequest(
                    requestID: id.request(.restore, number), platform: platform,
                    order: id.rawValue, number: UInt32(clamping: number),
                    left: request.leftBefore.map(\.message), givenUp: true))
            return try await steps.record(id, on: platform) {
                .recordReturnGivenUp(
                    id, rewards: try made.rows.map { row throws in try Domain.RewardRow(row) },
                    unallocated: Money(fen: made.unallocatedFen))
            }
        case .reserve, .pay, .hold, .commit, .share, .settle, .confirm, .release, .unshare,
            .refund, .holdParts, .returnParts:
            preconditionFailure("\(step.rawValue) is no step of a refund after settlement")
        }
    }
}
