import Domain
import Transport
import Wire

/// What holding the parts of an order would answer, without anything being held.
struct HoldQuoteFace: Sendable {
    let gate: CommandGate<PoolBook>
    let now: @Sendable () -> Int64

    func register(on router: inout Router) {
        router.unary(HoldQuoteMethods.quoteHold) { [self] in try await quote($1) }
    }

    private func quote(_ request: QuoteHoldRequest) async throws -> QuoteHoldResponse {
        let member = try MemberID(request.member, field: "member")
        let sources = PaymentSources(
            wallet: Money(fen: request.walletFen), coupon: Money(fen: request.couponFen),
            coins: request.coins)
        let source = request.source.isEmpty ? nil : try SubsidySource(request.source)
        let now = now()
        return try await gate.read(request.platform) { book in
            try book.permit(.receipt, at: now)
            let books = try book.opened()
            if let source {
                try refusing { () throws(SubsidyRejection) in
                    try books.quoteCoupon(
                        Money(fen: request.subsidyFen), of: source, for: .unplaced,
                        member: member)
                }
            }
            if !sources.isZero {
                try refusing { () throws(BooksRejection) in
                    try books.quoteHold(.unplaced, member: member, sources)
                }
            }
            return QuoteHoldResponse(sequence: book.sequence)
        }
    }
}
