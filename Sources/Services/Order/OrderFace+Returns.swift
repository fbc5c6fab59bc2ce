import Domain
import Journal
import Transport
import Wire

/// Orders whose money goes back.
extension OrderFace {
    func registerReturns(on router: inout Router) {
        router.unary(ReturnMethods.giveBack) { [self] in try await giveBack($0, $1) }
        router.unary(ReturnMethods.askReturn) { [self] in try await askReturn($0, $1) }
        router.unary(ReturnMethods.approveReturn) { [self] in try await approve($0, $1) }
        router.unary(ReturnMethods.rejectReturn) { [self] in try await reject($0, $1) }
        router.unary(ReturnMethods.askRefund) { [self] in try await askRefund($0, $1) }
        router.unary(ReturnMethods.quoteRefund) { [self] in try await quoteRefund($0, $1) }
    }

    private func giveBack(
        _ call: Call, _ request: GiveBackRequest
    ) async throws -> GiveBackResponse {
        _ = try await owned(request.order, call, on: request.platform)
        let id = try OrderID(request.order, field: "order")
        let reply = try await gate.run(
            call, request, on: request.platform, id: request.requestID
        ) { book, time in
            (try book.giveBack(id, reason: request.reason, at: time), GiveBackResponse())
        }
        driver.wake(.order(id, platform: request.platform))
        intake.wakePayments()
        return reply
    }

    private func askReturn(
        _ call: Call, _ request: AskReturnRequest
    ) async throws -> AskReturnResponse {
        _ = try await owned(request.order, call, on: request.platform)
        let id = try OrderID(request.order, field: "order")
        let lines = request.lines.map { Domain.ReturnLine($0) }
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, time in
            let events = try book.run(
                .askReturn(id, lines, reason: request.reason), at: time)
            guard case .returnAsked(let made)? = events.first else {
                preconditionFailure("asking for a return is one event")
            }
            return (
                events.map(\.entry), AskReturnResponse(number: UInt32(clamping: made.number))
            )
        }
    }

    private func approve(
        _ call: Call, _ request: ApproveReturnRequest
    ) async throws -> ApproveReturnResponse {
        try await move(call, request, request.platform, request.requestID, request.order) {
            .approveReturn($0, number: Int(request.number))
        }
        return ApproveReturnResponse()
    }

    private func reject(
        _ call: Call, _ request: RejectReturnRequest
    ) async throws -> RejectReturnResponse {
        try await move(call, request, request.platform, request.requestID, request.order) {
            .rejectReturn($0, number: Int(request.number), reason: request.reason)
        }
        return RejectReturnResponse()
    }

    /// Waits until an order that goes on by itself has come as far as it goes.
    func arrive(_ order: UInt64, _ call: Call, on platform: String) async throws {
        _ = try await owned(order, call, on: platform)
        let id = try OrderID(order, field: "order")
        let goesOn = try await gate.read(platform) { $0.orders.orders[id]?.nextStep != nil }
        guard goesOn else { return }
        try await driver.finish(.order(id, platform: platform))
    }
}
