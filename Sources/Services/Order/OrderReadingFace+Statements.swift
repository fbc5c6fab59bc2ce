import Domain
import Journal
import Transport
import Wire

// What was recorded of orders, a page at a time, the latest first, as the pool's statements are.
extension OrderReadingFace {
    func getStatement(
        _ call: Call, _ request: GetOrderStatementRequest
    ) async throws -> GetOrderStatementResponse {
        let limit = try pageCount(request.limit, most: 1_000)
        guard (request.order == 0) != (request.member == 0) else {
            throw RPCError.malformed("order", "name exactly one of order and member")
        }
        let keys: [String]
        if request.order != 0 {
            let owned = try await orders.owned(request.order, call, on: request.platform)
            let id = OrderID(rawValue: owned.order)
            keys = [id.key, id.refundsKey]
        } else {
            try call.checkActing(for: request.member)
            keys = try await self.keys(of: request.member, on: request.platform)
        }
        let size = try await orders.gate.readSized(request.platform) { _, size in size }
        let before =
            request.beforeSequence == 0 ? size + 1 : min(request.beforeSequence, size + 1)
        let page = try await orders.gate.latestEntries(
            request.platform, keys: keys, before: before, count: limit)
        var response = GetOrderStatementResponse(
            sequence: size, rows: try page.entries.map { try OrderStatementRow($0) },
            nextBeforeSequence: page.nextBefore ?? 0)
        guard request.order != 0 else { return response }
        let history = try await orders.gate.entries(
            request.platform, keys: [OrderID(rawValue: request.order).key], until: before - 1)
        response.order = try Order(history: history.first ?? [])
        return response
    }

    /// Orders that one look at the writer lists.
    private static let ordersAtOnceMax = 10_000

    private func keys(of member: UInt64, on platform: String) async throws -> [String] {
        var filter = OrderFilter()
        filter.member = MemberID(rawValue: member)
        var keys: [String] = []
        var position: OrderPosition?
        repeat {
            let page = try await orders.gate.read(platform) { [filter, position] book in
                book.index.page(filter, after: position, limit: Self.ordersAtOnceMax)
            }
            keys += page.orders.flatMap { [$0.key, $0.refundsKey] }
            position = page.next
        } while position != nil
        return keys
    }
}

extension OrderStatementRow {
    init(_ entry: JournalEntry) throws {
        let event = try JournalEvent(.order, kind: entry.kind, entry.event)
        self.init(
            sequence: entry.sequence, timeUs: entry.timeUs, kind: entry.kind,
            order: (entry.order ?? entry.refundedOrder)?.rawValue ?? 0, caller: entry.caller,
            sentence: event?.sentence(plans: [:]) ?? "")
    }
}

extension JournalEntry {
    /// The order that an entry of the order service is about, as its keys say.
    var order: OrderID? { id(after: "order:") }

    /// The order that a provider's refund is of.
    fileprivate var refundedOrder: OrderID? { id(after: "order-refunds:") }

    private func id(after prefix: String) -> OrderID? {
        keys.lazy.compactMap { key in
            key.hasPrefix(prefix) ? UInt64(key.dropFirst(prefix.count)) : nil
        }
        .first.map { OrderID(rawValue: $0) }
    }
}
