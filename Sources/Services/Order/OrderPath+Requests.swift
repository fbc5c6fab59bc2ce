import Domain
import Transport
import Wire

// The requests of the hops. Their ids are made of order and step, so that a hop asked for again
// is the same hop.

extension OrderID {
    /// `number` counts the returns of the order.
    func request(_ step: OrderStep, _ number: Int = 1) -> String {
        "o\(self)/\(step.rawValue)/\(number)"
    }
}

extension ReserveRequest {
    static func reserve(_ order: PlacedOrder, on platform: String) -> ReserveRequest {
        ReserveRequest(
            requestID: order.id.request(.reserve), platform: platform, order: order.id.rawValue,
            member: order.member.rawValue,
            lines: order.lines.map { line in
                ReserveLine(
                    product: line.product.rawValue, quantity: UInt32(clamping: line.quantity),
                    openPrice: line.openPrice != nil, openPriceFen: line.openPrice?.fen ?? 0)
            }, expiresUs: order.reservedUntil?.microseconds ?? 0)
    }
}

extension ReserveResponse {
    func reservedLines() throws(RPCError) -> [Domain.ReservedLine] {
        var reserved: [Domain.ReservedLine] = []
        for line in lines { reserved.append(try Domain.ReservedLine(line)) }
        return reserved
    }
}

extension CommitRequest {
    static func commit(_ id: OrderID, on platform: String) -> CommitRequest {
        CommitRequest(requestID: id.request(.commit), platform: platform, order: id.rawValue)
    }
}

extension ReleaseRequest {
    static func release(_ id: OrderID, on platform: String) -> ReleaseRequest {
        ReleaseRequest(requestID: id.request(.release), platform: platform, order: id.rawValue)
    }
}

extension HoldRequest {
    /// Nil when no money came: for 0 fen there is nothing to hold, and parts are held before.
    init?(_ order: PaidOrder?, on platform: String) {
        guard let order, order.payment.amount > .zero else { return nil }
        let placed = order.created.placed
        self.init(
            requestID: placed.id.request(.hold), platform: platform, order: placed.id.rawValue,
            member: placed.member.rawValue, paidFen: order.payment.amount.fen,
            payment: order.payment.id.isEmpty ? "imported/\(placed.id)" : order.payment.id)
    }
}

extension ShareRequest {
    static func share(_ order: PaidOrder?, on platform: String) -> ShareRequest {
        guard let order else { preconditionFailure("only a paid order is shared") }
        let placed = order.created.placed
        return ShareRequest(
            requestID: placed.id.request(.share), platform: platform, order: placed.id.rawValue,
            buyer: placed.member.rawValue, rates: order.rates.message,
            lines: order.created.shareLineMessages)
    }
}

extension Wire.Settlement {
    init(_ order: DueOrder) {
        let received = order.received
        let paid = received.shared.committed.held.paid
        self.init(
            order: paid.created.placed.id.rawValue, member: paid.created.placed.member.rawValue,
            paidFen: received.paidLeft.fen, waterfall: received.waterfall.message,
            rewards: received.rest.rewards.map(\.message),
            unallocatedFen: received.rest.unallocated.fen, planVersion: paid.rates.planVersion,
            windowEndUs: received.windowEnd.microseconds)
    }
}
