import Testing
import Wire

@testable import Services

/// Orders that wallets and subsidies pay a part of.
@Suite("The audit of what pays beside the provider")
struct PartsAuditTests {
    /// Order 1 settles and gives member 2 a reward, which pays a part of order 2, all of which
    /// settles; a part of order 3, which expires; and with a subsidy a part of order 4.
    static func correct() throws -> AuditScenario {
        var scenario = try AuditScenario()
        for member in 1...3 { scenario.join(UInt64(member), inviter: UInt64(member - 1)) }
        try scenario.settle([scenario.order(by: 3)])
        let order = scenario.handOver(scenario.orderInParts(by: 2, wallet: 4_000))
        try scenario.settle([order])
        scenario.expireWithParts(by: 2, wallet: 1_000)
        scenario.receiveSubsidy(50_000)
        _ = scenario.orderInParts(by: 2, wallet: 2_000, grant: 20_000)
        return scenario
    }

    @Test("what is in order is found to be, however the journals arrive", arguments: 0..<20)
    func sound(seed: UInt64) throws {
        let scenario = try Self.correct()
        #expect(scenario.violations() == [])
        var random = SeededGenerator(seed: seed)
        #expect(scenario.violations(mixedBy: &random) == [])
        var reader = ScenarioReader()
        reader.take(scenario)
        #expect(reader.finished() == [])
        #expect(reader.audit.orders.checked == 2)
        #expect(reader.audit.orders.records.keys.sorted() == [4], "what is over leaves memory")
    }

    typealias Planted = PlantedViolationTests.Planted

    static let planted: [Planted] = [
        Planted("a provider that brings more than what is left", .hopDiffers, "order") {
            try $0.change(.order, Paid.self, nth: 2) { $0.paidFen += 2_000 }
        },
        Planted("a wallet that pays more than the order says", .hopDiffers, "pool") {
            try $0.change(.order, PartsAsked.self, nth: 2) { $0.sources?.walletFen -= 1 }
            try $0.change(.order, Paid.self, nth: 2) { $0.paidFen += 1 }
            try $0.change(.pool, Held.self, nth: 5) {
                $0.paidFen += 1
                $0.lines = AuditScenario.lines(["psp_clearing": 78_001, "order_held:4": -78_001])
            }
        },
        Planted("a part of which the pool knows nothing", .hopMissing, "order") {
            try $0.remove(.pool, Held.self, nth: 3)
            try $0.remove(.pool, Refunded.self)
            try $0.remove(.order, PartsReturned.self)
            try $0.remove(.order, Released.self)
        },
        Planted("parts that are held and were not asked for", .hopOrder, "order") {
            $0.wait(by: 2)
            $0.add(
                .pool,
                Held(
                    order: 5, member: 2,
                    lines: AuditScenario.lines(["wallet:2": 100, "order_held:5": -100]),
                    walletFen: 100))
            $0.add(.order, PartsHeld(order: 5))
        },
        Planted("an expired order that keeps its parts", .hopOrder, "order") {
            try $0.remove(.order, PartsReturned.self)
        },
        Planted("an expired order that gives back another part", .refundPath, "order") {
            try $0.change(.order, PartsReturned.self) { $0.back?.walletFen -= 1 }
        },
        Planted("another subsidy than the order says", .hopDiffers, "pool") {
            try $0.change(.order, PartsAsked.self, nth: 3) { $0.source = "game" }
        },
        Planted("rewards of what a subsidy pays", .budget, "referral") {
            try $0.change(.referral, Shared.self, nth: 2) {
                $0.lines[0].baseFen += 20_000
                $0.rows[0].amountFen += 2_000
                $0.unallocatedFen -= 2_000
            }
            try $0.change(.order, RewardsShared.self, nth: 2) {
                $0.rows[0].amountFen += 2_000
                $0.unallocatedFen -= 2_000
            }
        },
    ]

    @Test("a planted violation gives exactly its finding", arguments: planted)
    func violation(_ planted: Planted) throws {
        try planted.expectAlone(in: try Self.correct())
    }
}

extension AuditScenario {
    mutating func receiveSubsidy(_ fen: Int64) {
        add(
            .pool,
            SubsidyReceived(
                source: "advertising", amountFen: fen, reference: "bank-1",
                lines: Self.lines(["custody": fen, "subsidy:advertising": -fen])))
    }

    /// An order that waits for its payment, with a part held out of its member's wallet.
    private mutating func held(by member: UInt64, wallet: Int64) -> UInt64 {
        let order = nextOrder
        wait(by: member)
        add(
            .order,
            PartsAsked(order: order, asking: 1, sources: Sources(walletFen: wallet)))
        add(
            .pool,
            Held(
                order: order, member: member,
                lines: Self.lines(["wallet:\(member)": wallet, "order_held:\(order)": -wallet]),
                walletFen: wallet))
        add(.order, PartsHeld(order: order))
        return order
    }

    mutating func expireWithParts(by member: UInt64, wallet: Int64) {
        let order = held(by: member, wallet: wallet)
        pass(microseconds: PlainClock.paymentUs)
        add(.order, Expired(order: order))
        let back = Sources(walletFen: wallet)
        add(
            .pool,
            Refunded(
                order: order, member: member, refund: 1, back: back, reason: "not paid",
                lines: Self.lines(["order_held:\(order)": wallet, "wallet:\(member)": -wallet])))
        add(.order, PartsReturned(order: order, refund: 1, back: back))
        add(.catalog, StockReleased(order: order))
        add(.order, Released(order: order))
    }

    /// A paid order of one piece of 1,000 yuan whose rewards are shared.
    mutating func orderInParts(
        by member: UInt64, wallet: Int64, grant: Int64 = 0
    ) -> SettlingOrder {
        let order = held(by: member, wallet: wallet)
        if grant > 0 { self.grant(grant, to: order, of: member) }
        let price = PlainWaterfall(self.price)
        let paid = price.parts.reduce(0, +)
        let rest = paid - wallet - grant
        let rates = Wire.RewardRates(planVersion: 1, directBps: 1_000, indirectBps: 500)
        add(
            .order,
            Paid(
                order: order, provider: "sandbox", payment: "p\(order)", paidFen: rest,
                atUs: now, rates: rates))
        add(
            .pool,
            Held(
                order: order, member: member, paidFen: rest, payment: "p\(order)",
                lines: Self.lines(["psp_clearing": rest, "order_held:\(order)": -rest])))
        add(.order, MoneyHeld(order: order))
        add(.catalog, StockCommitted(order: order))
        add(.order, Committed(order: order))
        let base = paid - grant
        let (rows, unallocated) = rewards(of: member, base: base, budget: price.commission)
        add(
            .referral,
            Shared(
                order: order, buyer: member, rates: rates,
                lines: [ShareLine(line: 1, baseFen: base, budgetFen: price.commission)],
                rows: rows, unallocatedFen: unallocated))
        add(.order, RewardsShared(order: order, rows: rows, unallocatedFen: unallocated))
        return SettlingOrder(
            order: order, member: member, paid: base, parts: price, rows: rows,
            unallocated: unallocated, windowEndUs: 0)
    }

    mutating func grant(
        _ fen: Int64, to order: UInt64, of member: UInt64, asking: UInt32 = 2, byLine: Bool = true
    ) {
        add(
            .order,
            PartsAsked(
                order: order, asking: asking, source: "advertising", subsidyFen: fen,
                subsidyByLine: byLine))
        add(
            .pool,
            CouponGranted(
                order: order, member: member, source: "advertising", amountFen: fen,
                lines: Self.lines(["subsidy:advertising": fen, "order_held:\(order)": -fen])))
        add(.order, PartsHeld(order: order))
    }

    /// Shipped, delivered, received, and its return window over.
    mutating func handOver(_ shared: SettlingOrder) -> SettlingOrder {
        var order = shared
        add(.order, Shipped(order: order.order))
        add(.order, Delivered(order: order.order, atUs: now))
        let end = OrderChecks.windowEnd(of: now, returnDays: 0)
        add(.order, Received(order: order.order, atUs: now, windowEndUs: end))
        order.windowEndUs = end
        return order
    }
}
