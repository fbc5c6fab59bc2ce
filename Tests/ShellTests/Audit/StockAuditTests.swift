import Testing
import Wire

@testable import Services

@Suite("The audit of stock")
struct StockAuditTests {
    private static let quarter: Int64 = 900_000_000

    private static func line(_ pieces: UInt32) -> Wire.ReservedLine {
        let price = PlainWaterfall(AuditScenario.seedPrice).times(pieces) ?? PlainWaterfall(nil)
        return Wire.ReservedLine(
            product: 1, quantity: pieces, paidFen: price.parts.reduce(0, +),
            waterfall: Wire.Waterfall(
                costFen: price.cost, commissionFen: price.commission,
                platformFen: price.platform, taxFen: price.tax, paymentFeeFen: price.fee,
                contributionFen: price.contribution),
            delivery: .shipped)
    }

    /// Order 1 bought 5 pieces, and gives back these.
    private static func returning(_ parts: [UInt32]) throws -> AuditScenario {
        var scenario = try AuditScenario()
        scenario.join(1)
        _ = scenario.order(by: 1, pieces: 5)
        for part in parts {
            scenario.add(
                .catalog,
                StockRestocked(order: 1, lines: [RestockLine(product: 1, quantity: part)]))
        }
        return scenario
    }

    @Test(
        "no more comes back than was sold",
        arguments: [
            ([5], 0), ([2, 3], 0), ([6], 1), ([4, 2], 1), ([0], 1),
        ] as [([UInt32], Int)])
    func restock(parts: [UInt32], findings: Int) throws {
        let violations = try Self.returning(parts).violations()
        #expect(violations.map(\.rule) == Array(repeating: .stock, count: findings))
    }

    @Test(
        "a reservation expires at its time, not before",
        arguments: [(-1, 1), (0, 0), (1, 0)] as [(Int64, Int)])
    func expiry(late: Int64, findings: Int) throws {
        var scenario = try AuditScenario()
        let end = scenario.now + Self.quarter
        scenario.add(.order, Placed(order: 1, member: 1, atUs: scenario.now))
        scenario.add(
            .catalog,
            StockReserved(order: 1, member: 1, lines: [Self.line(2)], expiresUs: end))
        scenario.pass(microseconds: end + late - scenario.now)
        scenario.add(.catalog, ReservationExpired(order: 1))
        let violations = scenario.violations()
        #expect(violations.map(\.rule) == Array(repeating: .stock, count: findings))
    }

    @Test("what was to stand for ever does not expire")
    func endless() throws {
        var scenario = try AuditScenario()
        scenario.add(.order, Placed(order: 1, member: 1, atUs: scenario.now))
        scenario.add(.catalog, StockReserved(order: 1, member: 1, lines: [Self.line(2)]))
        scenario.add(.catalog, ReservationExpired(order: 1))
        #expect(scenario.violations().map(\.rule) == [.stock])
    }
}
