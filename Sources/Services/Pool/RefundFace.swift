import Domain
import Journal
import Transport
import Wire

/// Money that goes back.
struct RefundFace: Sendable {
    let gate: CommandGate<PoolBook>

    func register(on router: inout Router) {
        router.unary(RefundMethods.refund) { [self] in try await refund($0, $1) }
        router.unary(RefundMethods.clawback) { [self] in try await clawback($0, $1) }
        router.unary(RefundMethods.quoteClawback) { [self] in try await quoteClawback($0, $1) }
        router.unary(RefundMethods.redirectRefund) { [self] in try await redirect($0, $1) }
        router.unary(RefundMethods.getOrderMoney) { [self] in try await getOrderMoney($0, $1) }
    }

    private func refund(_ call: Call, _ request: RefundRequest) async throws -> RefundResponse {
        let order = try OrderID(request.order, field: "order")
        let back = request.back.map { PaymentSources($0) }
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, _ in
            let events = try book.run { books throws(BooksRejection) in
                try books.refund(order, back, reason: request.reason)
            }
            guard case .refunds(.refunded(let made)) = events.first else {
                preconditionFailure("refunding refunds")
            }
            let books = try book.opened()
            let money = try refusing { () throws(BooksRejection) in try books.money(of: order) }
            return (
                events.map { $0.entry() },
                RefundResponse(
                    refund: UInt32(clamping: made.number), back: made.back.message,
                    left: money.left.message)
            )
        }
    }

    private func clawback(
        _ call: Call, _ request: ClawbackRequest
    ) async throws -> ClawbackResponse {
        let claim = try ClawbackClaim(request.claim)
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, _ in
            let events = try book.run { books throws(BooksRejection) in
                try books.clawback(claim)
            }
            guard case .refunds(.clawedBack(let made)) = events.first else {
                preconditionFailure("clawing back claws back")
            }
            let pool = try book.opened().pool
            var exits: UInt32 = 0
            for case .moved(let movement) in events {
                if case .exited = movement.event.change { exits += 1 }
            }
            return (
                events.map { $0.entry() },
                ClawbackResponse(
                    outcome: made.outcome, reserveFen: pool.reserve.fen,
                    supplyUnits: pool.supply.units, exits: exits)
            )
        }
    }

    private func quoteClawback(
        _ call: Call, _ request: QuoteClawbackRequest
    ) async throws -> QuoteClawbackResponse {
        let claim = try ClawbackClaim(request.claim)
        let money = try await money(of: claim.order, request.platform).money
        try call.checkActing(for: money.member.rawValue)
        return try await gate.read(request.platform) { book in
            let books = try book.opened()
            let quote = try refusing { () throws(BooksRejection) in
                try books.quoteClawback(claim)
            }
            return QuoteClawbackResponse(outcome: quote.outcome, sequence: book.sequence)
        }
    }

    private func redirect(
        _ call: Call, _ request: RedirectRefundRequest
    ) async throws -> RedirectRefundResponse {
        let order = try OrderID(request.order, field: "order")
        let evidence = RedirectionEvidence(
            failure: request.failure, identityCheck: request.identityCheck,
            checkedBy: "\(call.caller)")
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, _ in
            let events = try book.run { books throws(BooksRejection) in
                try books.redirect(order, refund: Int(request.refund), evidence)
            }
            guard case .refunds(.redirected(let made)) = events.first else {
                preconditionFailure("redirecting redirects")
            }
            return (
                events.map { $0.entry() },
                RedirectRefundResponse(member: made.member.rawValue, amountFen: made.amount.fen)
            )
        }
    }

    private func getOrderMoney(
        _ call: Call, _ request: GetOrderMoneyRequest
    ) async throws -> GetOrderMoneyResponse {
        let order = try OrderID(request.order, field: "order")
        let (money, refunds, sequence) = try await money(of: order, request.platform)
        try call.checkActing(for: money.member.rawValue)
        var response = GetOrderMoneyResponse(
            member: money.member.rawValue, paid: money.paid.message, back: money.back.message,
            refunds: refunds.enumerated().map { index, refund in
                OrderRefund(
                    refund: UInt32(clamping: index + 1), providerFen: refund.amount.fen,
                    redirected: refund.isRedirected)
            }, sequence: sequence)
        switch money.state {
        case .held: response.state = .held
        case .refunded: response.state = .refunded
        case .settled(let left):
            response.state = .settled
            response.paidLeftFen = left.paid.fen
            response.contributionLeftFen = left.contribution.fen
            response.partsLeft = left.parts.message
            response.rewardsLeft = left.rewards.map(\.message)
            response.lot = left.lot?.rawValue ?? 0
        }
        return response
    }

    private func money(
        of order: OrderID, _ platform: String
    ) async throws -> (money: OrderMoney, refunds: [RefundBook.ProviderRefund], UInt64) {
        try await gate.read(platform) { book in
            let books = try book.opened()
            let money = try refusing { () throws(BooksRejection) in
                try books.money(of: order)
            }
            return (money, books.refunds.refunds(of: order), book.sequence)
        }
    }
}
