import Domain
import Journal
import Logging
import Transport
import Wire

// Stock that comes back: returned pieces, and reservations that nobody paid.

extension CatalogFace {
    /// Reservations that are ended in one group.
    private static let expiriesPerGroupMax = 1_000

    func restock(_ call: Call, _ request: RestockRequest) async throws -> RestockResponse {
        let order = try OrderID(request.order, field: "order")
        let lines = try request.lines.map { line throws in try Domain.RestockLine(line) }
        let wish = RestockOrder(
            order: order, lines: lines, sold: try await sold(order, on: request.platform))
        return try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, time in
            (try book.run(.restock(wish), at: time).map(\.entry), RestockResponse())
        }
    }

    func followClock(
        _ call: Call, _ request: FollowClockRequest
    ) async throws -> FollowClockResponse {
        try await gate.run(call, request, on: request.platform, id: request.requestID) {
            book, time in
            let events = try book.run(.followClock(aheadMicroseconds: request.aheadUs), at: time)
            return (events.map(\.entry), FollowClockResponse())
        }
    }

    /// What the order reserved, by product: what it bought, if it was committed. A reservation
    /// never changes, so it can be read ahead of the decision.
    private func sold(_ order: OrderID, on platform: String) async throws -> [ProductID: Int64] {
        var sold: [ProductID: Int64] = [:]
        for entry in try await gate.entries(platform, key: "order:\(order)") {
            guard case .stockReserved(let reservation) = try CatalogEvent(entry) else { continue }
            for line in reservation.lines { sold[line.product, default: 0] += line.quantity }
        }
        return sold
    }

    /// Ends reservations whose time is over until the task is cancelled. A reservation asked for
    /// in between frees what it needs by itself.
    func run(_ environment: JournalEnvironment, logger: Logger) async {
        let rounds = JournalRounds(
            failure: "reservations are not ended", environment: environment, logger: logger)
        await rounds.run(over: gate.runner.journals) { journal in
            try await gate.record(on: journal) { book, time in
                try book.run(.expire(atMost: Self.expiriesPerGroupMax), at: time).map(\.entry)
            }
        }
    }
}
