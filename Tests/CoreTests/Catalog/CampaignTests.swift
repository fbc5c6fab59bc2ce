import Testing

@testable import Domain

@Suite("Catalog: campaigns")
struct CampaignTests {
    /// Half of the usual thousand yuan.
    private static func terms(
        product: UInt64 = 1, from starts: Int64 = 100, to ends: Int64 = 200, each: Int64 = 2
    ) throws -> Campaign.Terms {
        Campaign.Terms(
            product: ProductID(rawValue: product), starts: Instant(microseconds: starts),
            ends: Instant(microseconds: ends), waterfall: try .seed(yuan: 500),
            piecesPerMember: each)
    }

    private static func open(
        product: UInt64 = 1, from starts: Int64 = 100, to ends: Int64 = 200, each: Int64 = 2,
        price: Int64 = 50_000
    ) throws -> CatalogCommand {
        .openCampaign(
            try terms(product: product, from: starts, to: ends, each: each),
            price: Money(fen: price))
    }

    private static func world() throws -> CatalogWorld {
        var world = CatalogWorld()
        try world.run(.put(.seed(stock: 100)))
        try world.run(.put(.openPrice()))
        return world
    }

    @Test(
        "its price holds from its start until its end, not a moment more",
        arguments: [(99, 100_000), (100, 50_000), (199, 50_000), (200, 100_000)]
            as [(Int64, Int64)])
    func window(now: Int64, fen: Int64) throws {
        var world = try Self.world()
        try world.run(Self.open())
        try world.run(.reserve(1, [OrderLine(1, 2)]), at: now)
        let line = world.catalog.reservations[OrderID(rawValue: 1)]?.lines.first
        #expect(line?.price == Money(fen: 2 * fen))
        #expect(line?.campaign == (fen == 50_000 ? CampaignID(rawValue: 1) : nil))
        #expect(try world.rebuilt() == world.catalog)
    }

    @Test("what cannot be is refused, first rule first")
    func refusals() throws {
        var world = try Self.world()
        let long = CatalogLimits.campaignMicrosecondsMax
        let rows: [(CatalogCommand, String?)] = [
            (try Self.open(product: 9), "product_not_found"),
            (try Self.open(from: 200), "window_out_of_range"),
            (try Self.open(from: -9, to: 0), "window_out_of_range"),
            (try Self.open(from: -9, to: 1), nil),
            (try Self.open(from: 100, to: 100 + long), nil),
            (try Self.open(from: 100, to: 101 + long), "window_out_of_range"),
            (try Self.open(each: 0), "pieces_per_member_out_of_range"),
            (try Self.open(each: 1_000_000), nil),
            (try Self.open(each: 1_000_001), "pieces_per_member_out_of_range"),
            (try Self.open(price: 49_999), "waterfall_does_not_sum"),
            (try Self.open(price: 50_001), "waterfall_does_not_sum"),
            (try Self.open(product: 2), "price_is_open"),
            (.endCampaign(CampaignID(rawValue: 1)), "campaign_not_found"),
        ]
        for (command, reason) in rows {
            #expect(CatalogRejection.of(command, in: world.catalog)?.reason == reason)
        }
        try world.run(Self.open())
        for (starts, ends, fits) in [
            (50, 100, true), (50, 101, false), (199, 300, false), (200, 300, true),
            (120, 130, false), (1, 999, false),
        ] as [(Int64, Int64, Bool)] {
            let refusal = CatalogRejection.of(
                try Self.open(from: starts, to: ends), in: world.catalog)
            #expect(refusal == (fits ? nil : .campaign(.overlaps(CampaignID(rawValue: 1)))))
        }
        #expect(
            CatalogRejection.of(
                .endCampaign(CampaignID(rawValue: 1)), in: world.catalog, at: 200)
                == .campaign(.isOver(CampaignID(rawValue: 1))))
    }

    @Test("a member orders at most the campaign's pieces, and gets back what expires")
    func memberLimit() throws {
        var world = try Self.world()
        try world.run(Self.open(to: 10_000, each: 3))
        try world.run(.reserve(1, [OrderLine(1, 2)], expires: 500), at: 100)
        let two = CatalogCommand.reserve(2, [OrderLine(1, 1), OrderLine(1, 1)], expires: 900)
        #expect(
            CatalogRejection.of(two, in: world.catalog, at: 499)
                == .campaign(.memberLimit(CampaignID(rawValue: 1), asked: 2, left: 1)))
        #expect(CatalogRejection.of(two, in: world.catalog, at: 500) == nil)
        try world.run(.reserve(3, [OrderLine(1, 1)]), at: 200)
        // Paid pieces stay counted, released ones do not.
        try world.run(.commit(1))
        let other = CatalogCommand.reserve(4, [OrderLine(1, 1)])
        #expect(
            CatalogRejection.of(other, in: world.catalog, at: 300)
                == .campaign(.memberLimit(CampaignID(rawValue: 1), asked: 1, left: 0)))
        try world.run(.release(3))
        #expect(CatalogRejection.of(other, in: world.catalog, at: 300) == nil)
        try world.run(.reserve(5, member: 2, [OrderLine(1, 3)]), at: 300)
        #expect(try world.rebuilt() == world.catalog)
    }

    @Test("a campaign that is ended gives way to the usual price, and to another")
    func end() throws {
        var world = try Self.world()
        try world.run(Self.open())
        try world.run(.endCampaign(CampaignID(rawValue: 1)), at: 150)
        try world.run(.reserve(1, [OrderLine(1, 1)]), at: 150)
        #expect(
            world.catalog.reservations[OrderID(rawValue: 1)]?.lines.first?.price
                == Money(fen: 100_000))
        try world.run(Self.open(from: 150, to: 160), at: 150)
        #expect(
            world.catalog.campaign(of: ProductID(rawValue: 1), at: .init(microseconds: 155))?
                .id == CampaignID(rawValue: 2))
        // One that has not begun never begins.
        try world.run(Self.open(from: 500, to: 600), at: 160)
        try world.run(.endCampaign(CampaignID(rawValue: 3)), at: 170)
        let later = Instant(microseconds: 550)
        #expect(world.catalog.campaign(of: ProductID(rawValue: 1), at: later) == nil)
        #expect(try world.rebuilt() == world.catalog)
    }
}
