import Testing
import Wire

@testable import Services

@Suite("The audit of returned pieces")
struct ReturnViolationTests {
    static let plan: Plan = {
        var plan = AuditScenario.seedPlan
        plan.returnDays = 7
        return plan
    }()

    /// Order 1 loses a piece and settles with two, order 2 loses both of its pieces one by one,
    /// order 3 has its return rejected and settles whole.
    static func correct() throws -> AuditScenario {
        var scenario = try AuditScenario(plan: plan)
        for member in 1...4 { scenario.join(UInt64(member), inviter: UInt64(member - 1)) }
        let first = scenario.receivedOrder(by: 3, pieces: 3)
        let second = scenario.receivedOrder(by: 4, pieces: 2)
        let third = scenario.receivedOrder(by: 4, pieces: 1)
        var one = AuditScenario.Rest(first, pieces: 3)
        var two = AuditScenario.Rest(second, pieces: 2)
        var three = AuditScenario.Rest(third, pieces: 1)
        scenario.giveBack(&one, pieces: 1)
        scenario.giveBack(&two, pieces: 1)
        scenario.giveBack(&two, pieces: 1)
        scenario.ask(&three, pieces: 1)
        scenario.reject(three)
        scenario.pass(microseconds: 8 * 86_400_000_000)
        try scenario.settle([one.order, three.order])
        return scenario
    }

    @Test("the journals that are spoiled are correct, however they interleave", arguments: 0..<8)
    func sound(seed: UInt64) throws {
        var random = Seeded(seed)
        let scenario = try Self.correct()
        #expect(scenario.violations() == [])
        #expect(scenario.violations(mixedBy: &random) == [])
        var reader = ScenarioReader()
        reader.take(scenario)
        #expect(reader.finished() == [])
        #expect(reader.audit.orders.checked == 2)
        #expect(reader.audit.orders.records.isEmpty, "orders that are over leave memory")
    }

    typealias Planted = PlantedViolationTests.Planted

    static let turns: [Planted] = [
        Planted("a return asked for after the window", .window, "order") {
            try $0.change(.order, ReturnAsked.self) { $0.atUs += 1 }
        },
        Planted("more pieces back than there are", .refundPath, "order") {
            try $0.change(.order, ReturnAsked.self, nth: 3) { $0.lines[0].quantity = 2 }
        },
        Planted("a return that nobody approved", .hopOrder, "order") {
            try $0.remove(.order, ReturnApproved.self)
        },
        Planted("money back before the rewards are worked out", .hopOrder, "order") {
            try $0.remove(.order, ReturnRecomputed.self)
        },
        Planted("goods back before the money", .hopOrder, "order") {
            try $0.remove(.order, ReturnRefunded.self)
            try $0.remove(.order, ProviderRefundRequested.self)
        },
        Planted("an order that becomes due with an open return", .hopOrder, "order") {
            try $0.remove(.order, ReturnRejected.self)
        },
        Planted("a return begun twice", .hopOrder, "order") {
            try $0.repeatEntry(.order, ReturnAsked.self)
        },
    ]

    static let answers: [Planted] = [
        Planted("returned goods that are not on the shelf", .hopMissing, "order") {
            try $0.remove(.catalog, StockRestocked.self)
        },
        Planted("more pieces on the shelf than came back", .hopDiffers, "order") {
            try $0.change(.catalog, StockRestocked.self) { $0.lines[0].quantity = 2 }
        },
        Planted("a refund that the pool never made", .hopMissing, "order") {
            try $0.remove(.pool, Refunded.self, nth: 2)
        },
        Planted("rewards that referral never worked out", .hopMissing, "order") {
            try $0.remove(.referral, RewardsRecomputed.self)
        },
        Planted("another sum back than the pool gave", .refundPath, "order") {
            try $0.change(.order, ReturnRefunded.self) { $0.back?.walletFen += 1 }
        },
        Planted("other rewards than referral's", .hopDiffers, "order") {
            try $0.change(.order, ReturnRecomputed.self) { $0.unallocatedFen += 1 }
        },
        Planted("rewards of the whole order for what is left of it", .rewards, "referral") {
            try $0.change(.referral, RewardsRecomputed.self) { $0.rows[0].amountFen += 10_000 }
        },
        Planted("a part of the budget that is lost", .budget, "referral") {
            try $0.change(.referral, RewardsRecomputed.self) { $0.unallocatedFen -= 1 }
        },
        Planted("a difference that is not booked", .rewards, "referral") {
            try $0.change(.referral, RewardsRecomputed.self) { $0.changes.removeLast() }
        },
        Planted("more pieces left than before", .rewards, "referral") {
            try $0.change(.referral, RewardsRecomputed.self) { $0.left[0].left = 3 }
        },
    ]

    @Test("a planted violation gives exactly its finding", arguments: turns + answers)
    func violation(_ planted: Planted) throws {
        try planted.expectAlone(in: try Self.correct())
    }

    /// A return of one piece is stuck, and the money of the order's three goes back.
    static func givenUp() throws -> AuditScenario {
        var scenario = try AuditScenario(plan: plan)
        for member in 1...3 { scenario.join(UInt64(member), inviter: UInt64(member - 1)) }
        let order = scenario.receivedOrder(by: 3, pieces: 3)
        var rest = AuditScenario.Rest(order, pieces: 3)
        scenario.giveUp(&rest, pieces: 1)
        return scenario
    }

    @Test("an order given up in a return ends with its pieces on the shelf", arguments: 0..<8)
    func givenUp(seed: UInt64) throws {
        var random = Seeded(seed)
        let scenario = try Self.givenUp()
        #expect(scenario.violations() == [])
        #expect(scenario.violations(mixedBy: &random) == [])
        var reader = ScenarioReader()
        reader.take(scenario)
        #expect(reader.finished() == [])
        #expect(reader.audit.orders.records.isEmpty, "orders that are over leave memory")
    }

    @Test(
        "an order given up in a return whose steps are not as they must be is found",
        arguments: [
            Planted("pieces that are not on the shelf", .hopMissing, "order") {
                try $0.remove(.catalog, StockRestocked.self)
            },
            Planted("more pieces on the shelf than came back", .hopDiffers, "order") {
                try $0.change(.catalog, StockRestocked.self) { $0.lines[0].quantity = 2 }
            },
            Planted("an end that is recorded twice", .hopRepeated, "order") {
                try $0.repeatEntry(.order, GoodsReturned.self)
            },
        ])
    func givenUpViolation(_ planted: Planted) throws {
        try planted.expectAlone(in: try Self.givenUp())
    }

    @Test("a refund of everything puts the pieces back on the shelf")
    func goodsReturned() throws {
        var scenario = try OrderViolationTests.correct()
        try scenario.remove(.catalog, StockRestocked.self)
        #expect(scenario.violations().map(\.rule) == [.hopMissing])
        scenario = try OrderViolationTests.correct()
        try scenario.repeatEntry(.catalog, StockRestocked.self)
        #expect(scenario.violations().map(\.rule) == [.stock])
    }
}
