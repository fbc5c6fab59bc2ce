import Domain
import Journal
import Transport
import Wire

// Orders of a platform, a page at a time.
extension OrderFace {
    static let ordersPerPageMax: UInt32 = 500

    /// The orders are found and told as of one entry, so that each answers the question as it is
    /// shown.
    func listOrders(
        _ call: Call, _ request: ListOrdersRequest
    ) async throws -> ListOrdersResponse {
        let count = try pageCount(request.limit, most: Self.ordersPerPageMax)
        if call.caller.role == .gateway { try call.checkActing(for: request.member) }
        let filter = try OrderFilter(request)
        let position = try filter.position(of: request)
        let (page, size) = try await gate.readSized(request.platform) { book, size in
            (book.index.page(filter, after: position, limit: count), size)
        }
        let histories = try await gate.entries(
            request.platform, keys: page.orders.map(\.key), until: size)
        let next = page.next.map {
            OrderPageToken(platform: request.platform, filter, at: $0).text
        }
        return ListOrdersResponse(
            orders: try histories.compactMap { try Order(history: $0) },
            nextPageToken: next ?? "", sequence: size)
    }
}

extension OrderFilter {
    fileprivate init(_ request: ListOrdersRequest) throws(RPCError) {
        self.init()
        guard request.fromUs == 0 || request.untilUs == 0 || request.fromUs < request.untilUs
        else {
            throw RPCError.malformed(
                "until_us",
                "until_us is \(request.untilUs), not after from_us, \(request.fromUs); state a "
                    + "later moment, or 0 for no bound")
        }
        guard request.afterOrder == 0 || request.unfinished else {
            throw RPCError.malformed(
                "after_order",
                "after_order goes with unfinished alone; set it, or ask with page_token")
        }
        member = request.member == 0 ? nil : MemberID(rawValue: request.member)
        phase = try OrderPhase(request.state)
        isStuck = request.stuck
        isUnfinished = request.unfinished
        from = request.fromUs == 0 ? nil : Instant(microseconds: request.fromUs)
        until = request.untilUs == 0 ? nil : Instant(microseconds: request.untilUs)
        after = request.afterOrder == 0 ? nil : OrderID(rawValue: request.afterOrder)
        isNewestFirst = request.newestFirst
    }

    /// Nil for the first page. A token goes with its question alone.
    fileprivate func position(of request: ListOrdersRequest) throws(RPCError) -> OrderPosition? {
        guard !request.pageToken.isEmpty else { return nil }
        guard let token = OrderPageToken(request.pageToken) else {
            throw RPCError.malformed(
                "page_token",
                "page_token is none that a page ended with; ask for the first page")
        }
        guard token.platform == request.platform, token.question == description else {
            throw RPCError(
                .invalidArgument,
                "page_token is of the question \(token.question) on platform \(token.platform), "
                    + "and this one is \(description) on \(request.platform.prefix(64)); ask that "
                    + "one, or the first page of this",
                reason: "page_token_of_another_question", metadata: ["field": "page_token"])
        }
        return token.position
    }
}

extension OrderPhase {
    /// Nil for all.
    init?(_ state: Wire.OrderState) throws(RPCError) {
        switch state {
        case .unspecified: return nil
        case .placed: self = .placed
        case .created: self = .created
        case .paid: self = .paid
        case .shipped: self = .shipped
        case .delivered: self = .delivered
        case .received: self = .received
        case .due: self = .due
        case .settled: self = .settled
        case .cancelled: self = .cancelled
        case .refunding: self = .refunding
        case .refunded: self = .refunded
        case .returning: self = .returning
        }
    }
}
