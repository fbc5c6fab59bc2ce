import Testing
import Wire

@testable import Services

/// Orders that expire or give their money back, and a clock that was moved.
@Suite("The audit of time and of refunds before settlement")
struct OrderViolationTests {
    private static let day: Int64 = 86_400_000_000

    /// One order settles, one expires, one is received by itself, one gives everything back.
    static func correct() throws -> AuditScenario {
        var scenario = try AuditScenario()
        for member in 1...4 { scenario.join(UInt64(member), inviter: UInt64(member - 1)) }
        try scenario.settle([scenario.order(by: 3)])
        scenario.expire(by: 4)
        scenario.giveBack(scenario.sharedOrder(by: 4))
        scenario.add(.order, ClockMoved(byUs: day, aheadUs: day))
        return scenario
    }

    @Test("the journals that are spoiled are correct, however they interleave", arguments: 0..<4)
    func sound(seed: UInt64) throws {
        var random = Seeded(seed)
        let scenario = try Self.correct()
        #expect(scenario.violations() == [])
        #expect(scenario.violations(mixedBy: &random) == [])
        var reader = ScenarioReader()
        reader.take(scenario)
        #expect(reader.finished() == [])
        #expect(reader.audit.orders.checked == 1)
        #expect(reader.audit.orders.records.isEmpty, "orders that are over leave memory")
        #expect(reader.audit.orders.clock.aheadUs == Self.day)
    }

    @Test(
        "the catalog's clock is always where the order service's was",
        arguments: [
            ([], []), ([day], []), ([2 * day], []), ([day, 2 * day], []), ([day + 1], [.clock]),
            ([day, day], [.clock]), ([2 * day, day], [.clock]),
        ] as [([Int64], [AuditRule])],
        [AuditedService.allCases, AuditedService.allCases.reversed()] as [[AuditedService]])
    func followedClock(followed: ([Int64], [AuditRule]), read: [AuditedService]) throws {
        var scenario = try AuditScenario()
        for number in 1...2 as ClosedRange<Int64> {
            scenario.add(.order, ClockMoved(byUs: Self.day, aheadUs: number * Self.day))
        }
        for ahead in followed.0 { scenario.add(.catalog, ClockFollowed(aheadUs: ahead)) }
        #expect(scenario.violations(in: read).map(\.rule) == followed.1)
    }

    @Test("a refund that has only begun says nothing of another service")
    func begunRefund() throws {
        var scenario = try AuditScenario()
        for member in 1...3 { scenario.join(UInt64(member), inviter: UInt64(member - 1)) }
        let order = scenario.sharedOrder(by: 3)
        scenario.add(.order, RefundBegun(order: order.order, reason: "changed my mind"))
        #expect(scenario.violations() == [])
    }

    @Test("the clock of a platform that is no sandbox is not moved")
    func realClock() throws {
        var scenario = try AuditScenario(plan: ReturnViolationTests.plan)
        scenario.add(.order, ClockMoved(byUs: Self.day, aheadUs: Self.day))
        #expect(scenario.violations() == [])
        try scenario.change(.pool, PlatformCreated.self) { $0.platform?.sandbox = false }
        let found = scenario.violations()
        #expect(found.map(\.rule) == [.clock], "\(found)")
        #expect(found.first?.place.journal == "order/demo")
    }

    typealias Planted = PlantedViolationTests.Planted

    static let planted: [Planted] = [
        Planted("a clock that goes back", .clock, "order") {
            try $0.change(.order, ClockMoved.self) { event in
                (event.byUs, event.aheadUs) = (-1, -1)
            }
        },
        Planted("a clock that is further ahead than its moves", .clock, "order") {
            try $0.change(.order, ClockMoved.self) { $0.aheadUs += 1 }
        },
        Planted("an order that expires while it can be paid", .deadline, "order") {
            try $0.change(.order, Placed.self, nth: 1) { $0.atUs += 1_000_000 }
        },
        Planted("an expired order whose stock is kept", .hopMissing, "order") {
            try $0.remove(.catalog, StockReleased.self)
        },
        Planted("money back before the rewards are undone", .hopOrder, "order") {
            try $0.remove(.order, RewardsUndone.self)
        },
        Planted("rewards that are kept for money that went back", .hopMissing, "order") {
            try $0.remove(.referral, RewardsCancelled.self)
        },
        Planted("goods back before the money", .hopOrder, "order") {
            try $0.remove(.order, ProviderRefundRequested.self)
            try $0.remove(.order, MoneyReturned.self)
        },
        Planted("another sum back than the pool gave", .refundPath, "order") {
            try $0.change(.order, MoneyReturned.self) { $0.back?.providerFen -= 1 }
            try $0.change(.order, ProviderRefundRequested.self) { $0.amountFen -= 1 }
        },
        Planted("a refund that the pool never made", .hopMissing, "order") {
            try $0.change(.order, MoneyReturned.self) { $0.refund = 2 }
            try $0.change(.order, ProviderRefundRequested.self) { $0.refund = "o3-2-1" }
        },
        Planted("an order that is shipped while its money goes back", .hopOrder, "order") {
            try $0.change(.order, RefundBegun.self) { _ in }
            $0.add(.order, Shipped(order: 3))
        },
        Planted("a refund begun twice", .hopRepeated, "order") {
            try $0.repeatEntry(.order, RefundBegun.self)
        },
    ]

    @Test("a planted violation gives exactly its finding", arguments: planted)
    func violation(_ planted: Planted) throws {
        try planted.expectAlone(in: try Self.correct())
    }
}

extension AuditScenario {
    /// An order that waits for its payment.
    @discardableResult
    mutating func wait(by member: UInt64) -> UInt64 {
        let order = nextOrder
        nextOrder += 1
        let paid = PlainWaterfall(price).parts.reduce(0, +)
        let line = Wire.ReservedLine(
            product: 1, quantity: 1, paidFen: paid, waterfall: price, delivery: .shipped)
        add(
            .order,
            Placed(
                order: order, member: member, lines: [OrderLine(product: 1, quantity: 1)],
                atUs: now))
        add(.catalog, StockReserved(order: order, member: member, lines: [line]))
        add(.order, Reserved(order: order, lines: [line], toPayFen: paid))
        return order
    }

    /// An order that nobody pays.
    mutating func expire(by member: UInt64) {
        let order = wait(by: member)
        pass(microseconds: PlainClock.paymentUs)
        add(.order, Expired(order: order))
        add(.catalog, StockReleased(order: order))
        add(.order, Released(order: order))
    }

    /// What undoes a paid order that is not shipped.
    mutating func giveBack(_ order: SettlingOrder) {
        let back = Sources(providerFen: order.paid)
        add(.order, RefundBegun(order: order.order, reason: "changed my mind"))
        add(.referral, RewardsCancelled(order: order.order))
        add(.order, RewardsUndone(order: order.order))
        add(
            .pool,
            Refunded(
                order: order.order, member: order.member, refund: 1, back: back,
                reason: "changed my mind",
                lines: Self.lines([
                    "order_held:\(order.order)": order.paid, "psp_clearing": -order.paid,
                ])))
        add(
            .order, MoneyReturned(order: order.order, refund: 1, back: back),
            ProviderRefundRequested(
                refund: "o\(order.order)-1-1", provider: "sandbox", payment: "p\(order.order)",
                amountFen: order.paid, atUs: now))
        add(
            .catalog,
            StockRestocked(order: order.order, lines: [RestockLine(product: 1, quantity: 1)]))
        add(.order, GoodsReturned(order: order.order))
    }
}
