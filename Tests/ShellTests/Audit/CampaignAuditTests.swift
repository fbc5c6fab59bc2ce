import Testing
import Wire

@testable import Services

@Suite("The audit of campaigns")
struct CampaignAuditTests {
    private static let half = Wire.Waterfall(
        costFen: 15_000, commissionFen: 15_000, platformFen: 5_000, contributionFen: 15_000)

    /// Campaign 1 of product 1, two pieces each, now and for a second.
    private static func scenario(
        _ change: (inout Wire.Campaign) -> Void = { _ in }
    ) throws -> AuditScenario {
        var scenario = try AuditScenario()
        var campaign = Wire.Campaign(
            campaign: 1, product: 1, startsUs: scenario.now, endsUs: scenario.now + 1_000_000,
            priceFen: 50_000, waterfall: half, piecesPerMember: 2)
        change(&campaign)
        scenario.add(.catalog, CampaignOpened(campaign: campaign))
        return scenario
    }

    private static func reserve(
        _ scenario: inout AuditScenario, _ order: UInt64, pieces: UInt32 = 1,
        campaign: UInt64 = 1
    ) {
        let piece = campaign == 0 ? AuditScenario.seedPrice : half
        let parts = PlainWaterfall(piece).times(pieces) ?? PlainWaterfall(nil)
        scenario.add(.order, Placed(order: order, member: 1, atUs: scenario.now))
        scenario.add(
            .catalog,
            StockReserved(
                order: order, member: 1,
                lines: [
                    Wire.ReservedLine(
                        product: 1, quantity: pieces, paidFen: parts.parts.reduce(0, +),
                        waterfall: Wire.Waterfall(
                            costFen: parts.cost, commissionFen: parts.commission,
                            platformFen: parts.platform, taxFen: parts.tax,
                            paymentFeeFen: parts.fee, contributionFen: parts.contribution),
                        delivery: .shipped, campaign: campaign)
                ]))
    }

    @Test("orders at a campaign's price within its window and limit are right")
    func right() throws {
        var scenario = try Self.scenario()
        Self.reserve(&scenario, 1)
        Self.reserve(&scenario, 2)
        scenario.add(.catalog, StockReleased(order: 2))
        Self.reserve(&scenario, 3)
        scenario.add(.catalog, CampaignEnded(campaign: 1, atUs: scenario.now))
        Self.reserve(&scenario, 4, campaign: 0)
        #expect(scenario.violations() == [])
    }

    @Test("what breaks a campaign's terms is found")
    func broken() throws {
        var usual = try Self.scenario()
        Self.reserve(&usual, 1, campaign: 0)
        #expect(usual.violations().map(\.rule) == [.campaign])
        var many = try Self.scenario()
        Self.reserve(&many, 1, pieces: 2)
        Self.reserve(&many, 2)
        #expect(many.violations().map(\.rule) == [.campaign])
        var late = try Self.scenario()
        late.pass(microseconds: 1_000_000)
        Self.reserve(&late, 1)
        #expect(late.violations().map(\.rule) == [.campaign])
        let parts = try Self.scenario { $0.priceFen += 1 }
        #expect(parts.violations().map(\.rule) == [.waterfall])
        var twice = try Self.scenario()
        twice.add(
            .catalog,
            CampaignOpened(
                campaign: Wire.Campaign(
                    campaign: 2, product: 1, startsUs: twice.now, endsUs: twice.now + 1,
                    priceFen: 50_000, waterfall: Self.half, piecesPerMember: 2)))
        #expect(twice.violations().map(\.rule) == [.campaign])
    }
}
