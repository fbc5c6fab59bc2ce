import Domain
import Journal
import Transport
import Wire

/// What payment providers say of refunds, and what is known of payments.
struct PaymentsFace: Sendable {
    private static let listMax: UInt32 = 500
    private static let listDefault: UInt32 = 100

    let gate: CommandGate<OrdersBook>
    let intake: PaymentIntake
    let desk: SandboxDesk

    func register(on router: inout Router) {
        router.unary(PaymentsMethods.refundCallback) { [self] in try await intake.take($1) }
        router.unary(PaymentsMethods.getPayment) { [self] in try await getPayment($1) }
        router.unary(PaymentsMethods.listUnmatched) { [self] in try await listUnmatched($1) }
        router.unary(PaymentsMethods.sandboxSend) { [self] in try await desk.send($1) }
        router.unary(PaymentsMethods.sandboxDisturb) { [self] in try await desk.disturb($1) }
    }

    private func getPayment(_ request: GetPaymentRequest) async throws -> GetPaymentResponse {
        let name = PaymentName(provider: request.provider, id: request.payment)
        let (known, refunds) = try await gate.read(request.platform) { book in
            let known = book.payments.payments[name]
            let refunds = known?.refunds.compactMap { book.payments.refunds[$0] }
            return (known, refunds ?? [])
        }
        guard let known else { throw RPCError(PaymentRejection.paymentNotFound(name)) }
        var response = GetPaymentResponse(
            amountFen: known.report.amount.fen, refunds: refunds.map(\.message))
        switch known.use {
        case .order(let order): response.order = order.rawValue
        case .unmatched(let number): response.unmatched = number
        }
        return response
    }

    private func listUnmatched(
        _ request: ListUnmatchedRequest
    ) async throws -> ListUnmatchedResponse {
        guard request.limit <= Self.listMax else {
            throw RPCError.malformed(
                "limit", "limit is \(request.limit); state at most \(Self.listMax)")
        }
        let limit = Int(request.limit == 0 ? Self.listDefault : request.limit)
        return try await gate.read(request.platform) { book in
            let after = Int(clamping: request.afterNumber)
            return ListUnmatchedResponse(
                receipts: book.payments.receipts.dropFirst(after).prefix(limit).map(\.message))
        }
    }
}
