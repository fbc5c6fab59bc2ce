import Domain
import Journal
import Transport
import Wire

/// Orders whose money goes back.
extension OrderFace {
    func registerReturns(on router: inout Router) {
        router.unary(ReturnMethods.giveBack) { [self] in try await giveBack($0, $1) }
    }

    private func giveBack(
        _ call: Call, _ request: GiveBackRequest
    ) async throws -> GiveBackResponse {
        try await move(call, request, request.platform, request.requestID, request.order) {
            .giveBack($0, reason: request.reason)
        }
        return GiveBackResponse()
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
