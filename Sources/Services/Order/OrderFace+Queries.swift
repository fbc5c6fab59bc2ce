import Domain
import Journal
import Transport
import Wire

extension OrderFace {
    func registerQueries(on router: inout Router) {
        router.unary(OrdersMethods.getOrder) { [self] call, request in
            GetOrderResponse(order: try await owned(request.order, call, on: request.platform))
        }
        router.unary(OrdersMethods.listOrders) { [self] in try await listOrders($0, $1) }
        router.unary(OrdersMethods.getProgress) { [self] in try await getProgress($1) }
        router.serverStreaming(OrdersMethods.watch, onDrain: .cancel) { [self] in
            try await watch($0, $1, $2)
        }
    }

    /// The order as its entries tell it. Nil if it never was.
    func order(_ id: OrderID, on platform: String) async throws -> Order? {
        let entries = try await gate.entries(platform, key: id.key)
        return try Order(history: entries)
    }

    /// The order, if the caller may see it.
    func owned(_ order: UInt64, _ call: Call, on platform: String) async throws -> Order {
        let id = try OrderID(order, field: "order")
        guard let found = try await self.order(id, on: platform) else {
            throw RPCError(OrderRejection.orderNotFound(id))
        }
        if call.caller.role == .gateway { try call.checkActing(for: found.member) }
        return found
    }

    /// The order after its path went as far as it goes; what stopped it is the caller's answer.
    func reached(_ id: OrderID, on platform: String) async throws -> Order {
        let entries = try await gate.entries(platform, key: id.key)
        guard let order = try Order(history: entries) else {
            throw RPCError(OrderRejection.orderNotFound(id))
        }
        for entry in entries where entry.kind == "refused" {
            let refused = try Refused(decoding: entry.event)
            throw RPCError(
                StatusCode(rawValue: Int(refused.status)) ?? .failedPrecondition, refused.sentence,
                reason: refused.reason, metadata: ["order": "\(id)"])
        }
        guard order.stuck.isEmpty else {
            throw RPCError(
                .failedPrecondition,
                "order \(id) is stuck at \(order.stuck); an operator mends the cause and retries, "
                    + "or gives the money back",
                reason: "order_is_stuck", metadata: ["order": "\(id)"])
        }
        return order
    }

    private func getProgress(_ request: GetProgressRequest) async throws -> GetProgressResponse {
        try await gate.read(request.platform) { book in
            let totals = book.orders.totals
            return GetProgressResponse(
                placed: totals.placed, settled: totals.settled, cancelled: totals.cancelled,
                stuck: totals.stuck, open: UInt64(clamping: book.orders.orders.count),
                granted: totals.granted, settledFen: totals.settledAmount.fen,
                refunded: totals.refunded)
        }
    }
}
