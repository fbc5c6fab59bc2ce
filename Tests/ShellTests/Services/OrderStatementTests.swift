import Services
import Testing
import Transport
import Wire

@Suite("Statements of orders, over TLS", .timeLimit(.minutes(3)))
struct OrderStatementTests {
    private static func pages(
        _ desk: ReadingDesk, _ request: GetOrderStatementRequest, as client: Client? = nil,
        metadata: Metadata = Metadata()
    ) async throws -> [GetOrderStatementResponse] {
        var request = request
        request.platform = desk.platform
        var pages: [GetOrderStatementResponse] = []
        repeat {
            let page = try await (client ?? desk.shop.orders).call(
                OrderReadingMethods.getOrderStatement, request, metadata: metadata)
            pages.append(page)
            request.beforeSequence = page.nextBeforeSequence
        } while request.beforeSequence > 0 && pages.count < 100
        return pages
    }

    @Test("an order's entries tell it all, in words, latest first, whatever the page's size")
    func order() async throws {
        try await ReadingDesk.run { desk in
            _ = try await desk.shop.order(desk.tea, by: 2, id: "o")
            try await desk.place("other", by: 1)
            let kinds = [
                "order_settled", "due", "received", "delivered", "shipped", "rewards_shared",
                "committed", "money_held", "paid", "reserved", "placed",
            ]
            for limit in [1, 2, 10, 11, 12, 1_000] as [UInt32] {
                let pages = try await Self.pages(
                    desk, GetOrderStatementRequest(order: 1, limit: limit))
                let rows = pages.flatMap(\.rows)
                #expect(rows.map(\.kind) == kinds)
                #expect(rows.map(\.sequence) == rows.map(\.sequence).sorted(by: >))
                #expect(rows.allSatisfy { !$0.sentence.isEmpty && $0.order == 1 })
                #expect(pages.allSatisfy { $0.rows.count <= Int(limit) })
                #expect(pages[0].order == (try await desk.order(1)))
                #expect(rows.last?.sentence == "Member 2 placed order 1: 1 of product 1.")
                #expect(rows.last?.caller == "operator/ann" && rows[0].caller == "service/order")
            }
        }
    }

    @Test("an order is shown as it was before any entry")
    func past() async throws {
        try await ReadingDesk.run { desk in
            var seen: [(sequence: UInt64, order: Order)] = []
            func look() async throws {
                let page = try await Self.pages(desk, GetOrderStatementRequest(order: 1))[0]
                seen.append((page.sequence, try await desk.order(1)))
            }
            try await desk.place("p", by: 2)
            try await look()
            try await desk.pay(1)
            try await look()
            try await desk.ship(1)
            try await look()
            try await desk.place("q", by: 1)
            try await desk.deliver(1)
            try await look()
            for (sequence, order) in seen {
                let page = try await Self.pages(
                    desk, GetOrderStatementRequest(order: 1, beforeSequence: sequence + 1))[0]
                #expect(page.order == order && page.sequence >= sequence)
                #expect(page.rows.allSatisfy { $0.sequence <= sequence })
            }
            let none = try await Self.pages(
                desk, GetOrderStatementRequest(order: 1, beforeSequence: 1))
            #expect(none.count == 1 && none[0].rows.isEmpty && none[0].order == nil)
        }
    }

    @Test("a member's statement has all entries of the member's orders and no others")
    func member() async throws {
        try await ReadingDesk.run { desk in
            for (number, member) in ([1, 2, 1, 3, 1] as [UInt64]).enumerated() {
                let order = try await desk.place("p\(number)", by: member)
                if order != 5 { try await desk.pay(order) }
            }
            try await desk.ship(1)
            var expected: [UInt64: OrderStatementRow] = [:]
            for order in [1, 3, 5] as [UInt64] {
                for row in try await Self.pages(desk, GetOrderStatementRequest(order: order))[0]
                    .rows
                { expected[row.sequence] = row }
            }
            for limit in [1, 4, 1_000] as [UInt32] {
                let pages = try await Self.pages(
                    desk, GetOrderStatementRequest(member: 1, limit: limit))
                let rows = pages.flatMap(\.rows)
                #expect(rows == expected.values.sorted { $0.sequence > $1.sequence })
                #expect(rows.first?.kind == "shipped" && rows.first?.order == 1)
                #expect(pages.allSatisfy { $0.order == nil })
            }
            #expect(
                try await Self.pages(desk, GetOrderStatementRequest(member: 9))[0].rows.isEmpty)
        }
    }

    @Test("what is asked for wrongly is refused, and a member sees no other's")
    func refusals() async throws {
        try await ReadingDesk.run { desk in
            try await desk.place("p", by: 1)
            for (request, code, reason) in [
                (GetOrderStatementRequest(), .invalidArgument, "field_malformed"),
                (
                    GetOrderStatementRequest(order: 1, member: 1), .invalidArgument,
                    "field_malformed"
                ),
                (
                    GetOrderStatementRequest(order: 1, limit: 1_001), .invalidArgument,
                    "field_malformed"
                ),
                (GetOrderStatementRequest(order: 2), .notFound, "order_not_found"),
            ] as [(GetOrderStatementRequest, StatusCode, String)] {
                await Refusal.expect(code, reason) { _ = try await Self.pages(desk, request) }
            }
            let gateway = try desk.installation.client(.order, as: "gateway/demo")
            for request in [
                GetOrderStatementRequest(order: 1), GetOrderStatementRequest(member: 1),
            ] {
                let own = try await Self.pages(
                    desk, request, as: gateway, metadata: ReadingDesk.acting(1))
                #expect(own[0].rows.count == 2)
                await Refusal.expect(.permissionDenied, "not_the_owner") {
                    _ = try await Self.pages(
                        desk, request, as: gateway, metadata: ReadingDesk.acting(2))
                }
            }
            await gateway.close()
        }
    }
}
