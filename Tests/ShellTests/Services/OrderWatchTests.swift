import Services
import Testing
import Transport
import Wire

@Suite("Watching orders, over TLS", .timeLimit(.minutes(3)))
struct OrderWatchTests {
    private static func watch(
        _ desk: ReadingDesk, _ order: UInt64, after sequence: UInt64 = 0
    ) async throws -> [WatchResponse] {
        let stream = desk.shop.orders.stream(
            OrdersMethods.watch,
            WatchRequest(platform: desk.platform, order: order, afterSequence: sequence))
        var changes: [WatchResponse] = []
        for try await change in stream { changes.append(change) }
        return changes
    }

    @Test("whoever watches again from any entry misses nothing and sees nothing twice")
    func resume() async throws {
        try await ReadingDesk.run { desk in
            _ = try await desk.shop.order(desk.tea, by: 2, id: "o")
            try await desk.place("other", by: 1)
            let all = try await Self.watch(desk, 1, after: 1)
            #expect(
                all.map { $0.order?.state ?? .unspecified }
                    == [.created, .paid, .paid, .shipped, .delivered, .received, .due, .settled])
            #expect(all.map(\.sequence) == all.map(\.sequence).sorted())
            #expect(all.last?.order == (try await desk.order(1)))
            for (index, change) in all.enumerated() {
                let rest = try await Self.watch(desk, 1, after: change.sequence)
                #expect(rest == Array(all[(index + 1)...]))
            }
            // An order that is over is told once.
            let now = try await Self.watch(desk, 1)
            #expect(now == all.suffix(1))
            await Refusal.expect(.outOfRange, "limit_reached", saying: "after_sequence is 1000") {
                _ = try await Self.watch(desk, 1, after: 1_000)
            }
        }
    }

    @Test("an order is told as it changes, others are not")
    func live() async throws {
        try await ReadingDesk.run { desk in
            let order = try await desk.place("p", by: 2)
            var changes = desk.shop.orders.stream(
                OrdersMethods.watch, WatchRequest(platform: desk.platform, order: order)
            ).makeAsyncIterator()
            #expect(try await changes.next()?.order?.state == .created)
            try await desk.place("q", by: 1)
            try await desk.cancel(order)
            let last = try await changes.next()
            #expect(last?.order?.state == .cancelled && last?.order?.cancelled == "why")
            #expect(try await changes.next() == nil)
        }
    }

    private static func states(
        _ desk: ReadingDesk, _ request: WatchMemberRequest, count: Int
    ) async throws -> [WatchMemberResponse] {
        var request = request
        request.platform = desk.platform
        var changes: [WatchMemberResponse] = []
        let stream = desk.shop.orders.stream(OrderReadingMethods.watchMember, request)
        for try await change in stream {
            changes.append(change)
            if changes.count == count { break }
        }
        return changes
    }

    @Test("a member's orders are told in sequence, from any entry on, at the reader's own pace")
    func member() async throws {
        try await ReadingDesk.run { desk in
            for number in 1...20 {
                let member: UInt64 = number.isMultiple(of: 3) ? 1 : 2
                let order = try await desk.place("p\(number)", by: member)
                try await desk.pay(order)
            }
            // Placed, reserved, paid, shared for each of six orders.
            let all = try await Self.states(
                desk, WatchMemberRequest(member: 1, afterSequence: 1), count: 24)
            #expect(all.map(\.sequence) == Set(all.map(\.sequence)).sorted())
            #expect(all.allSatisfy { $0.order?.member == 1 })
            let perOrder = Dictionary(grouping: all) { $0.order?.order ?? 0 }
            #expect(perOrder.keys.sorted() == [3, 6, 9, 12, 15, 18])
            for changes in perOrder.values {
                #expect(
                    changes.map { $0.order?.state ?? .unspecified }
                        == [.placed, .created, .paid, .paid])
                #expect(changes.last?.order?.rewards.isEmpty == true)
            }
            for index in [0, 11, 22] {
                let rest = try await Self.states(
                    desk, WatchMemberRequest(member: 1, afterSequence: all[index].sequence),
                    count: 23 - index)
                #expect(rest == Array(all[(index + 1)...]))
            }
            let gateway = try desk.installation.client(.order, as: "gateway/demo")
            await Refusal.expect(.permissionDenied, "not_the_owner") {
                let stream = gateway.stream(
                    OrderReadingMethods.watchMember,
                    WatchMemberRequest(platform: desk.platform, member: 1),
                    metadata: ReadingDesk.acting(2))
                for try await _ in stream {}
            }
            await gateway.close()
        }
    }

    @Test("a watch of a member that begins now tells what comes")
    func now() async throws {
        try await ReadingDesk.run { desk in
            try await desk.place("before", by: 2)
            let placed = try await desk.place("q", by: 1)
            let page = try await desk.pages(ListOrdersRequest())[0]
            // Whoever listed goes on from the list's own sequence.
            async let changes = Self.states(
                desk, WatchMemberRequest(member: 2, afterSequence: page.sequence), count: 2)
            try await desk.cancel(placed)
            try await desk.place("after", by: 2)
            #expect(try await changes.map { $0.order?.order } == [3, 3])
        }
    }
}
