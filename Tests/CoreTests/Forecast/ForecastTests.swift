import Testing

@testable import Domain

@Suite("Forecast: what a plan would do")
struct ForecastTests {
    private static func question(
        orders: Int, redemption: Int = 0, seed: UInt64 = 1, exit: Int = 30_000
    ) throws -> Forecast.Question {
        let plan = try PoolPlan(
            openingPrice: Money(fen: 100), grant: BasisPoints(7_000), retention: BasisPoints(2_000),
            exitMultiple: BasisPoints(exit), splitPriceMultiple: 1_000, legacyRelease: .zero)
        return try Forecast.Question(
            plan: plan, paid: Money(fen: 100_000), contribution: Money(fen: 30_000),
            orders: orders, redemption: BasisPoints(redemption), seed: seed)
    }

    @Test("the first orders give the prices of the worked example")
    func workedExample() throws {
        let answer = Forecast.run(try Self.question(orders: 4), rowsAfter: [1, 2, 3, 4])
        #expect(
            answer.rows.map { $0.price?.text(rounded: .down) }
                == ["1.4285", "1.6806", "1.8674", "2.0188"])
        #expect(answer.rows.map(\.reserve.fen) == [30_000, 60_000, 90_000, 120_000])
        #expect(answer.rows.last?.supply.units == 594_405_000)
    }

    // The orders at which the prices 4.7619, 5.9524 and 14.2857 are passed (the specification's
    // own figures, from exact integers).
    @Test("if nobody redeems the first buyer waits as long as the specification says")
    func marks() throws {
        let answer = Forecast.run(try Self.question(orders: 3_000), rowsAfter: [])
        #expect(answer.marks == [.gross: 76, .net: 160, .exit: 2_965])
        let double = Forecast.run(
            try Self.question(orders: 800, exit: 20_000), rowsAfter: [800])
        #expect(double.marks[.exit] == 768)
        #expect(double.rows[0].exits >= 1)
    }

    @Test("a mark that is not reached is missing, one order before and at it")
    func markAtItsLimit() throws {
        #expect(Forecast.run(try Self.question(orders: 159), rowsAfter: []).marks[.net] == nil)
        #expect(Forecast.run(try Self.question(orders: 160), rowsAfter: []).marks[.net] == 160)
    }

    @Test("the same seed gives the same rows, another seed others")
    func seeds() throws {
        func rows(_ seed: UInt64) throws -> [Forecast.Row] {
            let question = try Self.question(orders: 400, redemption: 5_000, seed: seed)
            return Forecast.run(question, rowsAfter: Array(stride(from: 20, through: 400, by: 20)))
                .rows
        }
        #expect(try rows(7) == rows(7))
        #expect(try rows(7) != rows(8))
    }

    @Test("money is where the sums say, whatever the rate", arguments: [1, 500, 5_000, 9_999])
    func conservation(rate: Int) throws {
        let question = try Self.question(orders: 2_000, redemption: rate, seed: UInt64(rate))
        for row in Forecast.run(question, rowsAfter: [1, 10, 100, 1_000, 2_000]).rows {
            let inflow = Int64(row.order) * 30_000
            #expect(row.reserve.fen + row.received.fen <= inflow)
            if row.series == 1 { #expect(row.reserve.fen + row.received.fen == inflow) }
            #expect(row.netValue <= row.reserve)
            #expect(row.redemptions <= row.order)
        }
    }

    @Test("everybody redeeming after each order ends every series at once")
    func everybodyRedeems() throws {
        let answer = Forecast.run(
            try Self.question(orders: 50, redemption: 10_000), rowsAfter: [50])
        #expect(answer.rows[0].redemptions == 50)
        #expect(answer.rows[0].supply == .zero)
        #expect(answer.rows[0].price == nil)
        #expect(answer.rows[0].series == 51)
        #expect(answer.rows[0].membersInProfit == 0)
    }

    @Test("the share of redemptions is near the chance")
    func chance() throws {
        let answer = Forecast.run(
            try Self.question(orders: 10_000, redemption: 2_500), rowsAfter: [10_000])
        // Four standard deviations of 10,000 draws.
        #expect((2_326...2_674).contains(answer.rows[0].redemptions))
    }

    @Test("a question beyond its bounds is refused by name")
    func bounds() throws {
        func ask(
            paid: Int64 = 2, contribution: Int64 = 1, orders: Int = 1, redemption: Int = 0
        ) throws(ForecastRejection) {
            _ = try Forecast.Question(
                plan: .seed, paid: Money(fen: paid), contribution: Money(fen: contribution),
                orders: orders, redemption: BasisPoints(redemption), seed: 0)
        }
        try ask(paid: 1)
        try ask(paid: 1 << 40)
        try ask(contribution: 2)
        try ask(orders: Forecast.ordersMax)
        try ask(redemption: 10_000)
        #expect(throws: ForecastRejection.paidOutOfRange(.zero)) { try ask(paid: 0) }
        #expect(throws: ForecastRejection.paidOutOfRange(Money(fen: 1 << 40 + 1))) {
            try ask(paid: 1 << 40 + 1)
        }
        #expect(throws: ForecastRejection.self) { try ask(contribution: 0) }
        #expect(throws: ForecastRejection.self) { try ask(contribution: 3) }
        #expect(throws: ForecastRejection.ordersOutOfRange(0)) { try ask(orders: 0) }
        #expect(throws: ForecastRejection.self) { try ask(orders: Forecast.ordersMax + 1) }
        #expect(throws: ForecastRejection.self) { try ask(redemption: -1) }
        #expect(throws: ForecastRejection.self) { try ask(redemption: 10_001) }
    }
}
