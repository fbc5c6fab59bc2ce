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
    let pool: Peer

    func register(on router: inout Router) {
        router.unary(PaymentsMethods.refundCallback) { [self] in try await intake.take($1) }
        router.unary(PaymentsMethods.getPayment) { [self] in try await getPayment($1) }
        router.unary(PaymentsMethods.listUnmatched) { [self] in try await listUnmatched($1) }
        router.unary(PaymentsMethods.listFailedRefunds) { [self] in
            try await listFailedRefunds($1)
        }
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

    /// Refunds of one answer: each of an order is a call of the pool.
    private static let failedMax = 100

    private func listFailedRefunds(
        _ request: ListFailedRefundsRequest
    ) async throws -> ListFailedRefundsResponse {
        guard request.limit <= Self.failedMax else {
            throw RPCError.malformed(
                "limit", "limit is \(request.limit); state at most \(Self.failedMax)")
        }
        let limit = request.limit == 0 ? Self.failedMax : Int(request.limit)
        var response = try await gate.read(request.platform) { book in
            let failed = book.payments.failedRefunds
            return ListFailedRefundsResponse(
                refunds: failed.dropFirst(Int(clamping: request.afterNumber)).prefix(limit)
                    .map(\.message),
                count: UInt64(failed.count))
        }
        for (index, refund) in response.refunds.enumerated() where refund.order > 0 {
            let money = try await pool.call(
                RefundMethods.getOrderMoney,
                GetOrderMoneyRequest(platform: request.platform, order: refund.order))
            response.refunds[index].redirected = money.refunds.contains {
                $0.refund == refund.refund && $0.redirected
            }
        }
        return response
    }
}

extension Domain.FailedRefund {
    fileprivate var message: Wire.FailedRefund {
        var message = Wire.FailedRefund(
            number: number, provider: payment.provider, payment: payment.id,
            amountFen: amount.fen, why: why, atUs: at.microseconds)
        switch subject {
        case .order(let order, let number):
            message.order = order.rawValue
            message.refund = UInt32(clamping: number)
        case .unmatched(let number): message.unmatched = number
        }
        return message
    }
}
