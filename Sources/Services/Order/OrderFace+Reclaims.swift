import Domain
import Journal
import Transport
import Wire

// Pieces that come back after their order settled.
extension OrderFace {
    /// What the member would give up, as the pool says now.
    func quoteRefund(
        _ call: Call, _ request: QuoteRefundRequest
    ) async throws -> QuoteRefundResponse {
        let made = try await reclaim(
            request.order, request.lines, request.proceeds, reason: "a quote", call,
            on: request.platform)
        return QuoteRefundResponse(
            claim: made.claim.message, outcome: made.outcome, sequence: made.shown.sequence)
    }

    /// Records the request with what is given up for it.
    func askRefund(_ call: Call, _ request: AskRefundRequest) async throws -> AskRefundResponse {
        // A request that was recorded is answered by its record, whatever came since.
        let made: Result<ReclaimRequest, RPCError>
        do {
            made = .success(
                try await reclaim(
                    request.order, request.lines, request.proceeds, reason: request.reason, call,
                    on: request.platform))
        } catch let error as RPCError where !error.isWorthRetrying {
            made = .failure(error)
        }
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, time in
            let wish = try made.get()
            let events = try book.run(.askRefund(wish), at: time)
            return (
                events.map(\.entry),
                AskRefundResponse(
                    number: UInt32(clamping: wish.number), claim: wish.claim.message,
                    outcome: wish.outcome)
            )
        }
    }

    /// The claim that the order's entries give, with what it would come to.
    private func reclaim(
        _ order: UInt64, _ lines: [Wire.ReturnLine], _ proceeds: Wire.Proceeds, reason: String,
        _ call: Call, on platform: String
    ) async throws -> ReclaimRequest {
        let shown = try await owned(order, call, on: platform)
        let id = try OrderID(order, field: "order")
        let events = try await gate.entries(platform, key: id.key)
            .filter { $0.kind != "payment_forged" }
            .map { entry throws in try OrderEvent(entry) }
        guard let (settled, refunds) = OrderProgress.settled(events) else {
            throw RPCError(
                .failedPrecondition,
                "order \(id) is \(shown.state.word), not settled; return its pieces, or cancel it",
                reason: "wrong_state", metadata: ["order": "\(id)"])
        }
        let kept: ClawbackClaim.Proceeds
        switch proceeds {
        case .deducted: kept = .deducted
        case .owed: kept = .owed
        case .unspecified:
            throw RPCError.malformed(
                "proceeds", "proceeds must say whether redeemed money is deducted or owed")
        }
        let last = refunds.last?.request.number ?? settled.due.received.rest.returns
        let wish = try refusing { () throws(OrderRejection) in
            try settled.claim(
                lines.map { Domain.ReturnLine($0) },
                after: refunds.filter(\.isDone).map(\.request), number: last + 1, proceeds: kept,
                reason: reason)
        }
        guard !wish.claim.back.isZero else { return wish }
        let quote = try await pool.call(
            RefundMethods.quoteClawback,
            QuoteClawbackRequest(platform: platform, claim: wish.claim.message))
        return wish.showing(ClawbackQuote(quote.outcome, sequence: quote.sequence))
    }
}

extension OrderState {
    /// Like `received`.
    fileprivate var word: String {
        valueName.dropFirst("ORDER_STATE_".count).lowercased()
    }
}

extension ReclaimRequest {
    /// As it was shown.
    var outcome: ClawbackOutcome {
        ClawbackOutcome(
            member: placed.member.rawValue, burntUnits: shown.burnt.units,
            returnedFen: shown.returned.fen, proceedsFen: shown.proceeds.fen,
            back: shown.back.message, operatorFen: shown.operatorPart.fen)
    }

    init(_ message: RefundAsked) throws {
        let id = try OrderID(message.order, field: "order")
        let lines = zip(message.products, message.left)
        let placed = PlacedOrder(
            id: id, member: try MemberID(message.member, field: "member"),
            lines: try lines.map { product, left throws in
                Domain.OrderLine(
                    product: try ProductID(product, field: "products"),
                    quantity: Int64(left.pieces))
            }, at: Instant(microseconds: message.placedAtUs))
        self.init(
            placed: placed, number: Int(message.number),
            lines: message.lines.map { Domain.ReturnLine($0) },
            left: message.left.map { Domain.PiecesLeft($0) },
            claim: try ClawbackClaim(message.claim),
            rewards: try message.rows.map { row throws in try Domain.RewardRow(row) },
            unallocated: Money(fen: message.unallocatedFen),
            shown: ClawbackQuote(message.outcome, sequence: message.sequence),
            at: Instant(microseconds: message.atUs))
    }

    var message: RefundAsked {
        RefundAsked(
            order: order.rawValue, number: UInt32(clamping: number),
            member: placed.member.rawValue, lines: lines.map(\.message),
            products: placed.lines.map(\.product.rawValue), left: left.map(\.message),
            claim: claim.message, rows: rewards.map(\.message), unallocatedFen: unallocated.fen,
            outcome: outcome, sequence: shown.sequence, atUs: at.microseconds,
            placedAtUs: placed.at.microseconds)
    }
}

extension ClawbackQuote {
    fileprivate init(_ outcome: ClawbackOutcome?, sequence: UInt64) {
        self.init(
            burnt: Points(units: outcome?.burntUnits ?? 0),
            returned: Money(fen: outcome?.returnedFen ?? 0),
            proceeds: Money(fen: outcome?.proceedsFen ?? 0),
            back: PaymentSources(outcome?.back ?? Wire.Sources()),
            operatorPart: Money(fen: outcome?.operatorFen ?? 0), sequence: sequence)
    }
}
