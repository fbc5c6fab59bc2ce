import Services
import Synchronization
import Testing
import Transport
import Wire

@Suite("Lists of orders, over TLS", .timeLimit(.minutes(3)))
struct OrderListingTests {
    /// An order in each of many states; their numbers by state.
    private static func fill(_ desk: ReadingDesk) async throws -> [OrderState: [UInt64]] {
        var orders: [OrderState: [UInt64]] = [:]
        func add(_ state: OrderState, by member: UInt64, _ steps: (UInt64) async throws -> Void)
            async throws
        {
            let order = try await desk.place("\(state)-\(member)", by: member)
            try await steps(order)
            orders[state, default: []].append(order)
        }
        for member in [1, 2] as [UInt64] {
            try await add(.created, by: member) { _ in }
            try await add(.paid, by: member) { try await desk.pay($0) }
            try await add(.shipped, by: member) {
                try await desk.pay($0)
                try await desk.ship($0)
            }
            try await add(.delivered, by: member) {
                try await desk.pay($0)
                try await desk.ship($0)
                try await desk.deliver($0)
            }
            try await add(.cancelled, by: member) {
                try await desk.cancel($0)
                _ = try await desk.shop.settled($0)
            }
            try await add(.refunded, by: member) {
                try await desk.pay($0)
                try await desk.cancel($0)
                _ = try await desk.shop.settled($0)
            }
            let settled = try await desk.shop.order(desk.tea, by: member, id: "s\(member)")
            orders[.settled, default: []].append(settled.order)
        }
        return orders
    }

    @Test("every order is under its state, its member and its time, whatever the page's size")
    func states() async throws {
        try await ReadingDesk.run { desk in
            let orders = try await Self.fill(desk)
            let all = orders.values.flatMap { $0 }.sorted()
            for limit in [1, 3, 13, 14, 15, 500] as [UInt32] {
                let pages = try await desk.pages(ListOrdersRequest(limit: limit))
                #expect(pages.flatMap(\.orders).map(\.order) == all)
                #expect(pages.allSatisfy { $0.orders.count <= Int(limit) && $0.sequence > 0 })
                #expect(pages.count == (all.count + Int(limit) - 1) / Int(limit))
                let newest = try await desk.pages(
                    ListOrdersRequest(limit: limit, newestFirst: true))
                #expect(newest.flatMap(\.orders).map(\.order) == all.reversed())
            }
            for state in OrderState.allCases.dropFirst() {
                let found = try await desk.pages(ListOrdersRequest(limit: 1, state: state))
                    .flatMap(\.orders)
                #expect(found.map(\.order) == orders[state, default: []], "\(state)")
                for order in found {
                    #expect(order.state == state)
                    #expect(try await desk.order(order.order) == order)
                }
                let own = try await desk.pages(ListOrdersRequest(member: 2, state: state))
                #expect(own.flatMap(\.orders).map(\.order) == orders[state].map { [$0[1]] } ?? [])
            }
            let times = try await desk.pages(ListOrdersRequest()).flatMap(\.orders).map(\.placedUs)
            #expect(times == times.sorted())
            let ranged = try await desk.pages(
                ListOrdersRequest(limit: 2, fromUs: times[3], untilUs: times[9]))
            #expect(ranged.flatMap(\.orders).map(\.order) == Array(all[3..<9]))
        }
    }

    @Test("what was listed is listed the same after a restart, and old tokens go on")
    func restart() async throws {
        try await TestInstallation.run([]) { installation in
            let seen = Mutex<(orders: [Order], token: String)>(([], ""))
            try await installation.serve(ServiceName.books) {
                let desk = try await ReadingDesk.open(installation)
                _ = try await Self.fill(desk)
                let orders = try await desk.pages(ListOrdersRequest()).flatMap(\.orders)
                let token = try await desk.pages(ListOrdersRequest(limit: 5))[0].nextPageToken
                seen.withLock { $0 = (orders, token) }
                await desk.shop.close()
            }
            try await installation.serve(ServiceName.books) {
                let (before, token) = seen.withLock { $0 }
                let desk = ReadingDesk(
                    installation: installation, shop: try Shop(installation), tea: 1)
                #expect(try await desk.pages(ListOrdersRequest()).flatMap(\.orders) == before)
                let rest = try await desk.pages(ListOrdersRequest(pageToken: token))
                #expect(rest.flatMap(\.orders) == Array(before.dropFirst(5)))
                await desk.shop.close()
            }
        }
    }

    @Test("orders that come and change between pages neither repeat nor hide others")
    func change() async throws {
        try await ReadingDesk.run { desk in
            for member in 4...40 as ClosedRange<UInt64> { try await desk.shop.join(member) }
            for member in 4...30 as ClosedRange<UInt64> {
                try await desk.place("p\(member)", by: member)
            }
            for isNewestFirst in [false, true] {
                let request = ListOrdersRequest(
                    limit: 4, state: .created, newestFirst: isNewestFirst)
                let before = try await desk.pages(
                    ListOrdersRequest(limit: 500, state: .created)
                ).flatMap(\.orders)
                var gone: Set<UInt64> = []
                let pages = try await desk.pages(request) { page in
                    // One that was shown, one that is still to come, and a new one.
                    let change = before[isNewestFirst ? before.count - page : page - 1].order
                    let later = before[isNewestFirst ? 0 : before.count - 1].order
                    for order in [change, later] where gone.insert(order).inserted {
                        try await desk.cancel(order)
                    }
                    guard page <= 3 else { return }
                    try await desk.place("n\(page)-\(isNewestFirst)", by: 30 + UInt64(page))
                }
                let seen = pages.flatMap(\.orders).map(\.order)
                #expect(Set(seen).count == seen.count)
                let staying = Set(before.map(\.order)).subtracting(gone)
                #expect(staying.isSubset(of: seen))
                #expect(seen == (isNewestFirst ? seen.sorted(by: >) : seen.sorted()))
            }
        }
    }

    @Test("a token goes with its question; others are refused with the one that it is of")
    func tokens() async throws {
        try await ReadingDesk.run { desk in
            for number in 1...3 { try await desk.place("p\(number)", by: 1) }
            func list(_ request: ListOrdersRequest) async throws -> ListOrdersResponse {
                var request = request
                request.platform = desk.platform
                return try await desk.shop.orders.call(OrdersMethods.listOrders, request)
            }
            let token = try await list(ListOrdersRequest(member: 1, limit: 1)).nextPageToken
            // The size of a page is no part of the question.
            let rest = try await list(ListOrdersRequest(member: 1, limit: 5, pageToken: token))
            #expect(rest.orders.map(\.order) == [2, 3])
            for other in [
                ListOrdersRequest(pageToken: token), ListOrdersRequest(member: 2, pageToken: token),
                ListOrdersRequest(member: 1, state: .created, pageToken: token),
                ListOrdersRequest(member: 1, stuck: true, pageToken: token),
                ListOrdersRequest(member: 1, unfinished: true, pageToken: token),
                ListOrdersRequest(member: 1, fromUs: 1, pageToken: token),
                ListOrdersRequest(member: 1, untilUs: 1, pageToken: token),
                ListOrdersRequest(member: 1, newestFirst: true, pageToken: token),
            ] {
                await Refusal.expect(
                    .invalidArgument, "page_token_of_another_question", saying: "member=1,oldest"
                ) { _ = try await list(other) }
            }
            for (request, part) in [
                (ListOrdersRequest(pageToken: "x"), "page_token"),
                (ListOrdersRequest(member: 1, pageToken: String(token.dropLast())), "page_token"),
                (ListOrdersRequest(limit: 501), "limit is 501"),
                (ListOrdersRequest(fromUs: 5, untilUs: 5), "until_us is 5"),
                (ListOrdersRequest(afterOrder: 1), "unfinished"),
            ] {
                await Refusal.expect(.invalidArgument, "field_malformed", saying: part) {
                    _ = try await list(request)
                }
            }
            #expect(try await list(ListOrdersRequest(limit: 500)).orders.count == 3)
            let later = try await list(ListOrdersRequest(afterOrder: 1, unfinished: true))
            #expect(later.orders.map(\.order) == [2, 3])
        }
    }

    @Test("a member's gateway sees its member's orders alone")
    func roles() async throws {
        try await ReadingDesk.run { desk in
            for (number, member) in ([1, 2, 1, 3] as [UInt64]).enumerated() {
                try await desk.place("p\(number)", by: member)
            }
            let gateway = try desk.installation.client(.order, as: "gateway/demo")
            let own = try await desk.pages(
                ListOrdersRequest(member: 1, limit: 1), as: gateway,
                metadata: ReadingDesk.acting(1))
            #expect(own.flatMap(\.orders).map(\.order) == [1, 3])
            for request in [ListOrdersRequest(member: 2), ListOrdersRequest()] {
                await Refusal.expect(.permissionDenied, "not_the_owner") {
                    _ = try await desk.pages(
                        request, as: gateway, metadata: ReadingDesk.acting(1))
                }
            }
            await gateway.close()
            let auditor = try desk.installation.client(.order, as: "auditor/eve")
            let all = try await desk.pages(ListOrdersRequest(), as: auditor)
            #expect(all.flatMap(\.orders).count == 4)
            await auditor.close()
        }
    }
}
