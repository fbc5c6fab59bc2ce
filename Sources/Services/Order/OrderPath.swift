import Domain
import Transport
import Wire

/// The whole way of an order. Only this file calls the other services for an order.
///
/// What an order has behind it is its state; each hop asks one service, then records the answer,
/// and the recorded answer is the intent of the next hop. A path cut off anywhere is walked again
/// from the state: a hop already done gives the same answer for its request id.
struct OrderPath: Sendable {
    let steps: OrderSteps
    let platforms: Platforms
    let catalog: Peer
    let pool: Peer
    let referral: Peer

    /// Walks from where the order is until it waits for people or time, is over, or is stuck.
    func advance(_ id: OrderID, on platform: String) async throws {
        var progress = try await steps.progress(of: id, on: platform)
        while let order = progress, let step = order.nextStep {
            do {
                progress = try await take(step, order, on: platform)
            } catch let refusal as RPCError where !refusal.isWorthRetrying {
                progress = try await steps.refused(refusal, id, at: step, on: platform)
            }
        }
    }

    private func take(
        _ step: OrderStep, _ order: OrderProgress, on platform: String
    ) async throws -> OrderProgress? {
        let id = order.placed.id
        switch step {
        case .reserve:
            let reserved = try await catalog.call(
                CatalogMethods.reserve, .reserve(order.placed, on: platform))
            return try await steps.record(id, on: platform) {
                .recordReserved(id, lines: try reserved.reservedLines())
            }
        case .holdParts, .returnParts: return try await takeParts(step, order, on: platform)
        case .pay:
            let rates = try Domain.RewardRates(try await platforms.platform(platform).rates)
            let nothing = Payment(provider: "", id: "", amount: order.created?.rest ?? .zero)
            return try await steps.record(id, on: platform) { .pay(id, nothing, rates) }
        case .hold:
            if let hold = HoldRequest(order.paid, on: platform) {
                _ = try await pool.call(PoolMethods.hold, hold)
            }
            return try await steps.record(id, on: platform) { .recordHeld(id) }
        case .commit:
            _ = try await catalog.call(CatalogMethods.commit, .commit(id, on: platform))
            return try await steps.record(id, on: platform) { .recordCommitted(id) }
        case .share:
            let days = Int(try await platforms.platform(platform).plan?.returnDays ?? 0)
            let shared = try await referral.call(
                ReferralMethods.share, .share(order.paid, on: platform))
            return try await steps.record(id, on: platform) {
                .recordShared(
                    id, rewards: try shared.rows.map { row throws in try Domain.RewardRow(row) },
                    unallocated: Money(fen: shared.unallocatedFen), returnDays: days)
            }
        case .release:
            _ = try await catalog.call(CatalogMethods.release, .release(id, on: platform))
            return try await steps.record(id, on: platform) { .recordReleased(id) }
        case .unshare, .recompute, .restore, .refund, .clawback, .restock:
            return try await undo(step, order, on: platform)
        case .settle, .confirm:
            preconditionFailure("\(step.rawValue) is taken by a batch, not by one order")
        }
    }

    /// Settles what is due, batch by batch in order of settlement numbers: the price path depends
    /// on the numbers, never on arrival. A batch cut off is sent again as it was.
    func settle(on platform: String) async throws {
        while let batch = try await steps.nextBatch(on: platform) {
            switch batch.step {
            case .settle:
                let settled = try await pool.call(PoolMethods.settleBatch, batch.settle)
                try await steps.record(on: platform) {
                    .recordSettled(
                        firstNumber: batch.firstNumber,
                        try settled.results.map { result throws in try SettlementAnswer(result) })
                }
            case .confirm:
                _ = try await referral.call(ReferralMethods.confirm, batch.confirm)
                try await steps.record(on: platform) {
                    .recordConfirmed(firstNumber: batch.firstNumber)
                }
            }
        }
    }

    /// The catalog goes by the clock of the orders, so that stock is free when they are over. Told
    /// again it changes nothing.
    func tellClock(of platform: String) async throws {
        let ahead = try await steps.clock(of: platform).aheadMicroseconds
        guard ahead > 0 else { return }
        _ = try await catalog.call(
            CatalogMethods.followClock,
            FollowClockRequest(
                requestID: "clock/\(ahead)", platform: platform, aheadUs: ahead))
    }

    /// Lets time do what it does by itself: unpaid orders expire, delivered ones are received.
    /// Gives the orders that go on.
    func passTime(on platform: String) async throws -> [OrderID] {
        guard try await steps.hasPassedDeadlines(on: platform) else { return [] }
        let days = Int(try await platforms.platform(platform).plan?.returnDays ?? 0)
        return try await steps.passTime(on: platform, returnDays: days)
    }
}
