import Domain
import Transport
import Wire

/// What sharing an order would answer, without anybody earning.
struct ShareQuoteFace: Sendable {
    let gate: CommandGate<ReferralBook>

    func register(on router: inout Router) {
        router.unary(ShareQuoteMethods.quoteShare) { [self] in try await quote($1) }
    }

    private func quote(_ request: QuoteShareRequest) async throws -> QuoteShareResponse {
        let wish = ShareOrder(
            order: .unplaced, buyer: try MemberID(request.buyer, field: "buyer"),
            rates: try Domain.RewardRates(request.rates),
            lines: request.lines.map { Domain.ShareLine($0) })
        return try await gate.read(request.platform) { book in
            // Decided as sharing is, and not applied.
            let events = try refusing { () throws(ReferralRejection) in
                try book.referral.decide(.share(wish))
            }
            guard case .shared(let rewards)? = events.first else {
                preconditionFailure("sharing is one event")
            }
            return QuoteShareResponse(
                rows: rewards.rows.map(\.message), unallocatedFen: rewards.unallocated.fen)
        }
    }
}
