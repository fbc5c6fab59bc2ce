import Domain
import Transport
import Wire

// Pieces of an order come back.
extension ReferralFace {
    func recompute(
        _ call: Call, _ request: RecomputeRequest
    ) async throws -> RecomputeResponse {
        let wish = RecomputeOrder(
            order: try OrderID(request.order, field: "order"), number: Int(request.number),
            left: request.left.map { Domain.PiecesLeft($0) }, isGivenUp: request.givenUp)
        let settled = try await settled(wish.order, on: request.platform)
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, _ in
            let events = try book.run(.recompute(wish, settled: settled))
            guard case .recomputed(let made)? = events.first else {
                preconditionFailure("recomputing is one event")
            }
            return (
                events.map(\.entry),
                RecomputeResponse(
                    rows: made.rows.map(\.message), unallocatedFen: made.unallocated.fen,
                    changes: made.changes.map(\.message))
            )
        }
    }

    /// What the entries tell of an order that settled. They never change, and only the order
    /// service's next return adds to them, so they can be read ahead of the decision.
    private func settled(
        _ order: OrderID, on platform: String
    ) async throws -> SettledRewards? {
        var shared: OrderRewards?
        var last: ReturnedRewards?
        var isConfirmed = false
        for entry in try await gate.entries(platform, key: "order:\(order)") {
            switch try ReferralEvent(entry) {
            case .shared(let rewards): shared = rewards
            case .recomputed(let rewards): last = rewards
            case .confirmed: isConfirmed = true
            case .joined, .membersImported, .statusSet, .cancelled: break
            }
        }
        guard let shared, isConfirmed else { return nil }
        return SettledRewards(shared: shared, last: last)
    }
}

extension Domain.PiecesLeft {
    init(_ message: Wire.PiecesLeft) {
        self.init(
            line: Int(message.line), left: Int64(message.left), of: Int64(message.pieces))
    }

    var message: Wire.PiecesLeft {
        Wire.PiecesLeft(
            line: UInt32(clamping: line), left: UInt32(clamping: left),
            pieces: UInt32(clamping: of))
    }
}

extension Domain.RewardChange {
    init(_ message: Wire.RewardChange) throws(RPCError) {
        self.init(
            line: Int(message.line), rule: try Domain.RewardRule(message.rule),
            payee: try MemberID(message.payee, field: "payee"),
            generation: Int(message.generation), amount: Money(fen: message.amountFen))
    }

    var message: Wire.RewardChange {
        Wire.RewardChange(
            line: UInt32(clamping: line), rule: rule.message, payee: payee.rawValue,
            generation: UInt32(clamping: generation), amountFen: amount.fen)
    }
}

extension ReturnedRewards {
    init(_ message: RewardsRecomputed) throws {
        self.init(
            order: try OrderID(message.order, field: "order"), number: Int(message.number),
            left: message.left.map { Domain.PiecesLeft($0) },
            rows: try message.rows.map { row throws in try Domain.RewardRow(row) },
            unallocated: Money(fen: message.unallocatedFen),
            changes: try message.changes.map { row throws in try Domain.RewardChange(row) },
            isGivenUp: message.givenUp)
    }

    var message: RewardsRecomputed {
        RewardsRecomputed(
            order: order.rawValue, number: UInt32(clamping: number), left: left.map(\.message),
            rows: rows.map(\.message), unallocatedFen: unallocated.fen,
            changes: changes.map(\.message), givenUp: isGivenUp)
    }
}
