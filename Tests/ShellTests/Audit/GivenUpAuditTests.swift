import Testing
import Wire

@testable import Services

/// Orders whose receipt the pool refused: what their providers have is put aside.
@Suite("The audit of receipts that orders give up")
struct GivenUpAuditTests {
    /// Order 1 is given up, order 2 gives back what the pool held of it.
    static func correct() throws -> AuditScenario {
        var scenario = try AuditScenario()
        for member in 1...4 { scenario.join(UInt64(member), inviter: UInt64(member - 1)) }
        scenario.giveUp(by: 4)
        scenario.giveBack(scenario.sharedOrder(by: 4))
        return scenario
    }

    @Test("what is in order is found to be, however the journals arrive", arguments: 0..<8)
    func sound(seed: UInt64) throws {
        let scenario = try Self.correct()
        #expect(scenario.violations() == [])
        var random = SeededGenerator(seed: seed)
        #expect(scenario.violations(mixedBy: &random) == [])
    }

    typealias Planted = PlantedViolationTests.Planted

    static let planted: [Planted] = [
        Planted("a receipt that is nobody's any more", .refundPath, "order") {
            try $0.remove(.order, UnmatchedArrived.self)
        },
        Planted("a receipt that is put aside in part", .refundPath, "order") {
            try $0.change(.order, UnmatchedArrived.self) { $0.amountFen -= 1 }
        },
        Planted("a payment that the pool holds, put aside as well", .payment, "order") {
            $0.add(
                .order,
                UnmatchedArrived(
                    number: 2, provider: "sandbox", payment: "p2", order: 2, amountFen: 100_000,
                    currency: "CNY", reason: "winding_down", atUs: $0.now))
        },
        Planted("stock of it that stays reserved", .hopMissing, "order") {
            try $0.remove(.catalog, StockReleased.self)
        },
    ]

    @Test("a planted violation gives exactly its finding", arguments: planted)
    func violation(_ planted: Planted) throws {
        try planted.expectAlone(in: try Self.correct())
    }

    @Test("a receipt that its order gives up is not in the pool")
    func booked() throws {
        var scenario = try AuditScenario()
        scenario.join(1)
        scenario.giveUp(by: 1, isHeld: true)
        let found = scenario.violations(in: [.catalog, .pool, .referral, .order])
        #expect(found.map(\.rule) == [.refundPath])
    }
}

extension AuditScenario {
    /// An order that is paid, and whose receipt the pool refuses.
    mutating func giveUp(by member: UInt64, isHeld: Bool = false) {
        let order = wait(by: member)
        let paid = PlainWaterfall(price).parts.reduce(0, +)
        add(
            .order,
            Paid(
                order: order, provider: "sandbox", payment: "p\(order)", paidFen: paid, atUs: now,
                rates: RewardRates(
                    planVersion: 1, directBps: plan.directBps, indirectBps: plan.indirectBps)))
        if isHeld {
            add(
                .pool,
                Held(
                    order: order, member: member, paidFen: paid, payment: "p\(order)",
                    lines: Self.lines(["psp_clearing": paid, "order_held:\(order)": -paid])))
        }
        add(
            .order,
            Stuck(
                order: order, step: "hold", status: 9, reason: "winding_down",
                sentence: "no new receipts are accepted"))
        add(
            .order, RefundBegun(order: order, reason: "winding down"),
            UnmatchedArrived(
                number: 1, provider: "sandbox", payment: "p\(order)", order: order,
                amountFen: paid, currency: "CNY", reason: "winding_down", atUs: now))
        add(.order, MoneyReturned(order: order, refund: 0, back: Sources()))
        add(.catalog, StockReleased(order: order))
        add(.order, GoodsReturned(order: order))
    }
}
