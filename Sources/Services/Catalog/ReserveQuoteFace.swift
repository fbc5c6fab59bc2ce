import Domain
import Transport
import Wire

/// What reserving would answer, without anything set aside.
struct ReserveQuoteFace: Sendable {
    let gate: CommandGate<CatalogBook>
    /// Wall time, microseconds since 1970 UTC.
    let now: @Sendable () -> Int64

    func register(on router: inout Router) {
        router.unary(ReserveQuoteMethods.quoteReserve) { [self] in try await quote($1) }
    }

    private func quote(_ request: QuoteReserveRequest) async throws -> QuoteReserveResponse {
        let wish = ReserveOrder(
            order: .unplaced, member: try MemberID(request.member, field: "member"),
            lines: try request.lines.map { line throws in try Domain.OrderLine(line) },
            expiresAt: nil)
        let at = Instant(microseconds: now())
        return try await gate.read(request.platform) { book in
            // Decided as a reservation is, and not applied.
            let events = try refusing { () throws(CatalogRejection) in
                try book.catalog.decide(.reserve(wish), at: at)
            }
            guard case .stockReserved(let reservation)? = events.last else {
                preconditionFailure("the reservation is the last event of reserving")
            }
            return QuoteReserveResponse(lines: reservation.lines.map(\.message))
        }
    }
}

extension Domain.OrderLine {
    init(_ line: ReserveLine) throws(RPCError) {
        self.init(
            product: try ProductID(line.product, field: "product"),
            quantity: Int64(line.quantity),
            openPrice: line.openPrice ? Money(fen: line.openPriceFen) : nil)
    }
}
