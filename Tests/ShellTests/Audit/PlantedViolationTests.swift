import Testing
import Wire

@testable import Services

/// One thing is spoiled in one journal; the audit finds exactly that.
@Suite("A planted violation is found, and nothing else")
struct PlantedViolationTests {
    /// Six orders in three batches with rewards, and a redemption.
    static func correct() throws -> AuditScenario {
        var scenario = try AuditScenario()
        for member in 1...4 { scenario.join(UInt64(member), inviter: UInt64(member - 1)) }
        for _ in 0..<3 {
            try scenario.settle([scenario.order(by: 3, pieces: 2), scenario.order(by: 4)])
        }
        _ = scenario.sell(1, 1_000_000)
        try scenario.settle([scenario.order(by: 4)])
        return scenario
    }

    /// Exits, splits and the end of a series.
    static func eventful() throws -> AuditScenario {
        var plan = AuditScenario.seedPlan
        plan.exitMultipleBps = 12_000
        plan.splitPriceMultiple = 2
        plan.retentionBps = 5_000
        var price = AuditScenario.seedPrice
        price.costFen = 0
        price.contributionFen = 60_000
        var scenario = try AuditScenario(plan: plan, price: price)
        scenario.join(1)
        for _ in 0..<40 {
            try scenario.settle([scenario.order(by: 1), scenario.order(by: 1)])
            for lot in scenario.lots.suffix(1) { _ = scenario.sell(lot, scenario.units(of: lot)) }
        }
        for lot in scenario.lots { _ = scenario.sell(lot, scenario.units(of: lot)) }
        try scenario.settle([scenario.order(by: 1)])
        return scenario
    }

    @Test("the sets that are spoiled are correct, and things happen in them")
    func sound() throws {
        #expect(try Self.correct().violations() == [])
        let eventful = try Self.eventful()
        #expect(eventful.violations() == [])
        let kinds = Set((eventful.journals[.pool] ?? []).joined().map(\.kind))
        #expect(kinds.isSuperset(of: ["sold", "exited", "split", "series_closed"]))
    }

    typealias Spoil = @Sendable (inout AuditScenario) throws -> Void

    struct Planted: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var rule: AuditRule
        var place: String
        var spoil: Spoil

        init(_ title: String, _ rule: AuditRule, _ place: String, _ spoil: @escaping Spoil) {
            testDescription = title
            self.rule = rule
            self.place = place
            self.spoil = spoil
        }

        /// Expects exactly its finding, in its journal, once the correct journals are spoiled.
        func expectAlone(
            in correct: AuditScenario, _ location: SourceLocation = #_sourceLocation
        ) throws {
            var scenario = correct
            try spoil(&scenario)
            let found = scenario.violations()
            #expect(found.map(\.rule) == [rule], "\(found)", sourceLocation: location)
            let isThere = found.allSatisfy { $0.place.journal == "\(place)/demo" }
            #expect(isThere, "\(found)", sourceLocation: location)
        }
    }

    static let figures: [Planted] = [
        Planted("points granted", .grant, "pool") {
            try $0.change(.pool, Settled.self, nth: 2) { $0.units += 1 }
        },
        Planted("value granted", .grant, "pool") {
            try $0.change(.pool, Settled.self, nth: 2) { $0.valueFen -= 1 }
        },
        Planted("lot number", .grant, "pool") {
            try $0.change(.pool, Settled.self, nth: 2) { $0.lot = 9 }
        },
        Planted("outcome", .outcome, "pool") {
            try $0.change(.pool, Settled.self, nth: 2) { $0.outcome = .noContribution }
        },
        Planted("reserve after a settlement", .reserve, "pool") {
            try $0.change(.pool, Settled.self, nth: 2) { $0.reserveFen -= 1 }
        },
        Planted("supply after a settlement", .supply, "pool") {
            try $0.change(.pool, Settled.self, nth: 2) { $0.supplyUnits += 1 }
        },
        Planted("settlement number", .number, "pool") {
            try $0.change(.pool, Settled.self, nth: 6) { $0.number = 8 }
        },
        Planted("payout of a redemption", .redemption, "pool") {
            try $0.change(.pool, Sold.self) { $0.payoutFen += 1 }
        },
        Planted("gross of a redemption", .redemption, "pool") {
            try $0.change(.pool, Sold.self) { $0.grossFen -= 1 }
        },
        Planted("owner of a redeemed lot", .redemption, "pool") {
            try $0.change(.pool, Sold.self) { $0.member = 1 }
        },
        Planted("one line of a settlement", .unbalanced, "pool") {
            try $0.change(.pool, Settled.self, nth: 1) { $0.lines[0].amount += 1 }
        },
        Planted("one line of a receipt", .unbalanced, "pool") {
            try $0.change(.pool, Held.self, nth: 1) { $0.lines[0].amount += 1 }
        },
        Planted("a line to an unknown account", .account, "pool") {
            try $0.change(.pool, Settled.self) { $0.lines[1].account = "operator_pocket" }
        },
        Planted("two parts of a waterfall as posted", .settlement, "pool") {
            try $0.change(.pool, Settled.self, nth: 1) { event in
                for (account, change) in [("merchant_payable", 5), ("platform_income", -5)] {
                    for index in event.lines.indices where event.lines[index].account == account {
                        event.lines[index].amount += Int64(change)
                    }
                }
            }
        },
        Planted("who is paid", .settlement, "pool") {
            try $0.change(.pool, Settled.self, nth: 1) { event in
                for index in event.lines.indices where event.lines[index].account == "wallet:3" {
                    event.lines[index].account = "wallet:1"
                }
            }
        },
        Planted("what a settled order paid", .settlement, "pool") {
            try $0.change(.pool, Settled.self, nth: 1) { $0.paidFen += 100 }
        },
        Planted("what is held", .posting, "pool") {
            try $0.change(.pool, Held.self, nth: 1) { $0.paidFen += 1 }
        },
    ]

    static let hops: [Planted] = [
        Planted("a part of the waterfall as reserved", .waterfall, "catalog") {
            try $0.change(.catalog, StockReserved.self, nth: 1) {
                $0.lines[0].waterfall?.costFen += 1
            }
        },
        Planted("a part of the waterfall as the order has it", .hopDiffers, "order") {
            try $0.change(.order, Reserved.self, nth: 1) { $0.lines[0].waterfall?.costFen += 1 }
        },
        Planted("a product whose parts are not its price", .waterfall, "catalog") {
            try $0.change(.catalog, ProductPut.self) { $0.product?.priceFen += 1 }
        },
        Planted("pieces beyond the stock", .stock, "catalog") {
            try $0.change(.catalog, ProductPut.self) { $0.product?.onHand = 9 }
        },
        Planted("what an order paid", .hopDiffers, "pool") {
            try $0.change(.order, Paid.self, nth: 1) { $0.payment = "p77" }
        },
        Planted("a reward's amount", .rewards, "referral") {
            try $0.change(.referral, Shared.self, nth: 1) { $0.rows[0].amountFen += 1 }
        },
        Planted("a reward's payee", .rewards, "referral") {
            try $0.change(.referral, Shared.self, nth: 1) { $0.rows[0].payee = 1 }
        },
        Planted("what rewards leave", .budget, "referral") {
            try $0.change(.referral, Shared.self, nth: 1) { $0.unallocatedFen -= 1 }
        },
        Planted("a reward as the order has it", .hopDiffers, "order") {
            try $0.change(.order, RewardsShared.self, nth: 1) { $0.rows[0].amountFen += 1 }
        },
        Planted("an inviter", .tree, "referral") {
            try $0.change(.referral, Joined.self, nth: 0) { $0.inviter = 77 }
        },
        Planted("the end of a return window", .window, "order") {
            try $0.change(.order, Received.self, nth: 6) { $0.windowEndUs -= 1 }
            try $0.change(.pool, Settled.self, nth: 6) { $0.windowEndUs -= 1 }
        },
        Planted("a receipt of another time than it was said", .deadline, "order") {
            try $0.change(.order, Received.self, nth: 6) { $0.atUs -= 86_400_000_000 }
        },
        Planted("a receipt by itself, at once", .deadline, "order") {
            try $0.change(.order, Received.self, nth: 6) { $0.byItself = true }
        },
        Planted("a settlement number of the order's", .batch, "order") {
            try $0.change(.order, Due.self, nth: 1) { $0.firstNumber = 2 }
        },
        Planted("a result that the pool did not give", .hopDiffers, "order") {
            try $0.change(.order, OrderSettled.self, nth: 1) { $0.result?.units += 1 }
        },
        Planted("a commit written twice", .hopRepeated, "order") {
            try $0.repeatEntry(.order, Committed.self, nth: 1)
        },
        Planted("a receipt written twice in the catalog", .hopRepeated, "catalog") {
            try $0.repeatEntry(.catalog, StockCommitted.self, nth: 1)
        },
        Planted("a confirmation written twice", .hopRepeated, "referral") {
            try $0.repeatEntry(.referral, Confirmed.self, nth: 1)
        },
        Planted("a commit left out", .hopMissing, "order") {
            try $0.remove(.catalog, StockCommitted.self, nth: 1)
        },
        Planted("a hop of the order left out", .hopOrder, "order") {
            try $0.remove(.order, MoneyHeld.self, nth: 1)
        },
        Planted("a confirmation left out", .hopMissing, "order") {
            try $0.remove(.referral, Confirmed.self, nth: 1)
        },
    ]

    static let integrity: [Planted] = [
        Planted("an entry missing", .sequence, "pool") {
            try $0.alter(.pool, Settled.self, nth: 2) { group, index in group.remove(at: index) }
        },
        Planted("an entry doubled", .sequence, "pool") {
            try $0.alter(.pool, Settled.self, nth: 2) { group, index in
                group.insert(group[index], at: index)
            }
        },
        Planted("two entries swapped", .sequence, "pool") {
            try $0.alter(.pool, Settled.self, nth: 2) { group, index in
                group.swapAt(index, index + 1)
            }
        },
        Planted("a request id used twice", .requestID, "order") {
            try $0.alter(.order, Paid.self, nth: 1) { group, index in group[index].requestID = "r0"
            }
        },
        Planted("time running back", .time, "order") {
            try $0.alter(.order, Paid.self, nth: 1) { group, index in
                group[index].timeUs -= 6_000_000
            }
        },
        Planted("a group that does not count down", .group, "pool") {
            try $0.alter(.pool, Settled.self, nth: 3) { group, index in
                group[index].requestID = "again"
            }
        },
        Planted("an event of another service", .kind, "order") {
            try $0.alter(.order, Delivered.self, nth: 3) { group, index in
                group[index].kind = "exited"
            }
        },
    ]

    @Test("one figure", arguments: figures) func figure(_ planted: Planted) throws {
        try expect(planted, in: Self.correct())
    }

    @Test("one hop", arguments: hops) func hop(_ planted: Planted) throws {
        try expect(planted, in: Self.correct())
    }

    @Test("the journal itself", arguments: integrity) func journal(_ planted: Planted) throws {
        try expect(planted, in: Self.correct())
    }

    static let consequences: [Planted] = [
        Planted("an exit left out", .exitMissing, "pool") {
            try $0.remove(.pool, Exited.self, nth: 3)
        },
        Planted("what an exit pays", .exit, "pool") {
            try $0.change(.pool, Exited.self, nth: 3) { $0.payoutFen -= 1 }
        },
        Planted("who is forced out", .exit, "pool") {
            try $0.change(.pool, Exited.self, nth: 3) { $0.member = 2 }
        },
        Planted("an exit written twice", .exitEarly, "pool") {
            try $0.repeatEntry(.pool, Exited.self, nth: 3)
        },
        Planted("a split left out", .split, "pool") { try $0.remove(.pool, Split.self) },
        Planted("a split's ratio", .split, "pool") {
            try $0.change(.pool, Split.self) { $0.ratio = 3 }
        },
        Planted("the end of a series left out", .seriesEnd, "pool") {
            try $0.remove(.pool, SeriesClosed.self)
        },
        Planted("what a series leaves", .seriesEnd, "pool") {
            try $0.change(.pool, SeriesClosed.self) { $0.orphanedFen += 1 }
        },
    ]

    @Test("what follows a command", arguments: consequences)
    func consequence(_ planted: Planted) throws {
        let scenario = try Self.eventful()
        var spoiled = scenario
        try planted.spoil(&spoiled)
        let found = spoiled.violations()
        #expect(Set(found.map(\.rule)) == [planted.rule], "\(found)")
        #expect(found.first?.place.journal == "\(planted.place)/demo")
    }

    private func expect(_ planted: Planted, in scenario: AuditScenario) throws {
        var spoiled = scenario
        try planted.spoil(&spoiled)
        let found = spoiled.violations()
        #expect(found.map(\.rule) == [planted.rule], "\(found)")
        #expect(found.first?.place.journal == "\(planted.place)/demo")
    }
}
