import Domain
import Journal
import Transport
import Wire

/// What orders would do, what was recorded of them, and what happens to a member's orders.
struct OrderReadingFace: Sendable {
    let orders: OrderFace
    let catalog: Peer
    let pool: Peer

    func register(on router: inout Router) {
        router.unary(OrderReadingMethods.quote) { [self] in try await quote($0, $1) }
        router.unary(OrderReadingMethods.getOrderStatement) { [self] in
            try await getStatement($0, $1)
        }
        router.serverStreaming(OrderReadingMethods.watchMember, onDrain: .cancel) { [self] in
            try await watchMember($0, $1, $2)
        }
    }
}

// MARK: - Quotes

extension OrderReadingFace {
    /// Asks each service what it would answer to the order's hops, and records nothing.
    private func quote(
        _ call: Call, _ request: QuoteOrderRequest
    ) async throws -> QuoteOrderResponse {
        let platform = try await orders.platforms.platform(request.platform)
        let order = try await withParts(
            request, platform.coinTerms, of: try await created(call, request))
        let rates = platform.rates
        let shared = try await orders.referral.call(
            ShareQuoteMethods.quoteShare,
            QuoteShareRequest(
                platform: request.platform, buyer: request.member, rates: rates,
                lines: order.shareLineMessages))
        let (settlement, note) = try await settlement(of: order, on: request.platform)
        let figures = try await pool.call(
            PoolMethods.getPool, GetPoolRequest(platform: request.platform))
        return QuoteOrderResponse(
            lines: order.lines.map(\.message), toPayFen: order.rest.fen,
            waterfall: order.settling(order.lines.map(\.quantity)).message,
            delivery: order.delivery.message,
            rewards: shared.rows, unallocatedFen: shared.unallocatedFen,
            planVersion: rates.planVersion, settlement: settlement, pool: figures, note: note,
            paidBy: order.payers.message)
    }

    /// The order as it would be once its lines were reserved; refused as `Place` refuses.
    private func created(
        _ call: Call, _ request: QuoteOrderRequest
    ) async throws -> CreatedOrder {
        try call.checkActing(for: request.member)
        let member = try MemberID(request.member, field: "member")
        try await orders.checkActive(request.member, on: request.platform)
        let lines = try request.lines.map { line throws in
            Domain.OrderLine(
                product: try ProductID(line.product, field: "product"),
                quantity: Int64(line.quantity))
        }
        try await orders.gate.read(request.platform) { book in
            _ = try refusing { () throws(OrderRejection) in
                try book.orders.decide(
                    .place(member, lines: lines), at: Instant(microseconds: 0))
            }
        }
        let reserved = try await catalog.call(
            ReserveQuoteMethods.quoteReserve,
            QuoteReserveRequest(
                platform: request.platform, member: request.member,
                lines: lines.map { line in
                    ReserveLine(
                        product: line.product.rawValue, quantity: UInt32(clamping: line.quantity))
                }))
        let placed = PlacedOrder(
            id: .unplaced, member: member, lines: lines, at: Instant(microseconds: 0))
        let order = CreatedOrder(
            placed: placed,
            lines: try reserved.lines.map { line throws in try Domain.ReservedLine(line) })
        guard let order else { throw RPCError(OrderRejection.totalOutOfRange(.unplaced)) }
        return order
    }

    /// What the pool would answer if the order were the next to settle, and the same in words.
    private func settlement(
        of order: CreatedOrder, on platform: String
    ) async throws -> (QuoteSettleResponse?, note: String) {
        guard order.toPay > .zero, order.waterfall.contribution > .zero else {
            return (nil, "no points: nothing of it goes into the reserve")
        }
        do {
            let quote = try await pool.call(
                PoolMethods.quoteSettle,
                QuoteSettleRequest(
                    platform: platform, paidFen: order.cash.fen,
                    contributionFen: order.waterfall.contribution.fen))
            return (quote, quote.note)
        } catch let refusal as RPCError where !refusal.isWorthRetrying {
            // The order can be placed and paid all the same: it is then skipped and stuck.
            return (nil, "no points: the pool would refuse it now: \(refusal.message)")
        }
    }
}

extension OrderReadingFace {
    /// The order with the parts that the request states, a subsidy's first; refused in the words
    /// of `GrantSubsidy` and `Pay`.
    private func withParts(
        _ request: QuoteOrderRequest, _ coins: CoinTerms, of order: CreatedOrder
    ) async throws -> CreatedOrder {
        let sources = PaymentSources(
            wallet: Money(fen: request.walletFen), coupon: Money(fen: request.couponFen),
            coins: request.coins)
        var parts: [AskedPart] = []
        if !request.source.isEmpty || request.subsidyFen != 0 {
            let source = try SubsidySource(request.source)
            parts.append(
                .ofSubsidy(OrderGrant(source: source, amount: Money(fen: request.subsidyFen))))
        }
        if !sources.isZero { parts.append(.ofMember(sources)) }
        guard !parts.isEmpty else { return order }
        let quoted: CreatedOrder
        do throws(OrderRejection) {
            quoted = try OrderBook.quote(order, paidBy: parts, coins)
        } catch {
            let refusal = RPCError(error)
            throw RPCError(
                refusal.code,
                refusal.message.replacing("order \(OrderID.unplaced)", with: "the order"),
                reason: refusal.reason)
        }
        _ = try await pool.call(
            HoldQuoteMethods.quoteHold,
            QuoteHoldRequest(
                platform: request.platform, member: request.member,
                walletFen: request.walletFen, couponFen: request.couponFen,
                coins: request.coins, source: request.source, subsidyFen: request.subsidyFen))
        return quoted
    }
}

extension CreatedOrder {
    var shareLineMessages: [Wire.ShareLine] {
        shareLines.map { line in
            Wire.ShareLine(
                line: UInt32(clamping: line.line), baseFen: line.base.fen,
                budgetFen: line.budget.fen)
        }
    }
}
