import Domain
import Journal
import Transport
import Wire

// Paying: at the sandbox provider's desk, and by what any provider says.
extension OrderFace {
    func sandboxPay(
        _ call: Call, _ request: SandboxPayRequest
    ) async throws -> SandboxPayResponse {
        let platform = try await platforms.platform(request.platform)
        try platform.checkSandbox()
        let order = try await owned(request.order, call, on: request.platform)
        let amount = Money(fen: order.restFen)
        let name = PaymentName(
            provider: SandboxProvider.name,
            id: SandboxProvider.payment(of: request.order, amount, on: request.platform))
        let id = try OrderID(request.order, field: "order")
        let rates = try Domain.RewardRates(platform.rates)
        let reply = SandboxPayResponse(payment: name.id)
        _ = try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, time in
            let report = PaymentReport(
                name: name, order: request.order, amount: amount, currency: .yuan)
            return (try book.pay(id, report, rates, at: time), reply)
        }
        try await driver.finish(.order(id, platform: request.platform))
        _ = try await reached(id, on: request.platform)
        return reply
    }

    func callback(
        _ call: Call, _ request: PaymentCallbackRequest
    ) async throws -> PaymentCallbackResponse {
        try await intake.take(request)
    }
}

extension OrdersBook {
    /// Pays an order at the provider's desk: what would be for no order is refused, and no money
    /// moves.
    fileprivate mutating func pay(
        _ order: OrderID, _ report: PaymentReport, _ rates: Domain.RewardRates, at time: Int64
    ) throws -> [EntryDraft] {
        let reading = try refusing { () throws(PaymentRejection) in
            try payments.read(report, at: Instant(microseconds: time))
        }
        switch reading {
        case .known(.unmatched), .contrary:
            throw RPCError(PaymentRejection.paymentDiffers(report.name, known: "for no order"))
        case .new, .known(.order): break
        }
        let payment = Payment(
            provider: report.name.provider, id: report.name.id, amount: report.amount)
        return try run(.pay(order, payment, rates), at: time).map(\.entry)
    }
}

extension Platform {
    /// Refused: `not_a_sandbox`.
    func checkSandbox() throws(RPCError) {
        guard !sandbox else { return }
        throw RPCError(
            .failedPrecondition,
            "platform \(platform) is not a sandbox; pay through its provider",
            reason: "not_a_sandbox")
    }
}
