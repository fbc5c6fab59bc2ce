import Domain
import Transport
import Wire

// The way back of an order that does not settle: rewards, money, goods.
extension OrderPath {
    func undo(
        _ step: OrderStep, _ order: OrderProgress, on platform: String
    ) async throws -> OrderProgress? {
        if case .returning(let returning) = order {
            return try await takeBack(step, returning, on: platform)
        }
        if case .reclaiming(let reclaiming) = order {
            return try await reclaim(step, reclaiming, on: platform)
        }
        guard case .refunding(let refunding) = order else {
            preconditionFailure("\(step.rawValue) is a step of a refund")
        }
        let id = order.placed.id
        switch step {
        case .unshare:
            _ = try await referral.call(
                ReferralMethods.cancelRewards,
                CancelRewardsRequest(
                    requestID: id.request(.unshare), platform: platform, order: id.rawValue))
            return try await steps.record(id, on: platform) { .recordUnshared(id) }
        case .refund: return try await giveBack(id, refunding, on: platform)
        case .restock:
            try await returnGoods(of: id, refunding, on: platform)
            return try await steps.record(id, on: platform) { .recordRestocked(id) }
        case .reserve, .holdParts, .returnParts, .pay, .hold, .commit, .share, .settle, .confirm,
            .release, .recompute, .restore, .clawback:
            preconditionFailure("\(step.rawValue) is no step of a refund")
        }
    }

    /// All that is held goes back to what paid it. An order of 0 fen has nothing in the pool, nor
    /// has one whose receipt it refused, unless parts of it were held before.
    private func giveBack(
        _ id: OrderID, _ order: RefundingOrder, on platform: String
    ) async throws -> OrderProgress? {
        guard !order.order.left.isZero else {
            return try await steps.record(id, on: platform) {
                .recordRefunded(id, number: 0, back: .zero)
            }
        }
        let refund = try await pool.call(
            RefundMethods.refund,
            RefundRequest(
                requestID: id.request(.refund, order.order.number), platform: platform,
                order: id.rawValue, reason: order.reason))
        return try await steps.record(id, on: platform) {
            .recordRefunded(
                id, number: Int(refund.refund),
                back: PaymentSources(refund.back ?? Wire.Sources()))
        }
    }
}

extension OrderPath {
    /// Stock that was only reserved is free again; what was taken goes back on the shelf.
    private func returnGoods(
        of id: OrderID, _ order: RefundingOrder, on platform: String
    ) async throws {
        switch order.order.goods {
        case .reserved:
            _ = try await catalog.call(CatalogMethods.release, .release(id, on: platform))
        case .taken(let goods):
            _ = try await catalog.call(
                CatalogMethods.restock,
                .restock(goods, of: id, order.order.number, on: platform))
        case .kept: break
        }
    }
}
