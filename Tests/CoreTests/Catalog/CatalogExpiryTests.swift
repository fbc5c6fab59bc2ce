import Testing

@testable import Domain

@Suite("Catalog: unpaid stock and returned stock")
struct CatalogExpiryTests {
    private static let quarter = CatalogLimits.reservationMicroseconds

    @Test("a reservation stands for 15 minutes if its order does not say, imports for ever")
    func usualTime() throws {
        var world = CatalogWorld()
        try world.run(.put(.seed()))
        try world.run(.put(.openPrice()))
        try world.run(.reserve(1, [OrderLine(1, 1)]), at: 50)
        try world.run(.reserve(2, [OrderLine(2, 1, open: 1)]), at: 50)
        #expect(try world.run(.expire(atMost: 9), at: 49 + Self.quarter).isEmpty)
        #expect(
            try world.run(.expire(atMost: 9), at: 50 + Self.quarter)
                == [.reservationExpired(OrderID(rawValue: 1))])
        #expect(try world.run(.expire(atMost: 9), at: .max).isEmpty)
        #expect(try world.rebuilt() == world.catalog)
    }

    @Test("the clock follows forward only, and is rebuilt from the events")
    func followedClock() throws {
        var world = CatalogWorld()
        #expect(
            try world.run(.followClock(aheadMicroseconds: 7))
                == [.clockFollowed(aheadMicroseconds: 7)])
        for old in [7, 6, 0, -1, OrderLimits.clockAheadMicrosecondsMax + 1] {
            #expect(try world.run(.followClock(aheadMicroseconds: old)).isEmpty)
        }
        #expect(world.catalog.clock.instant(atWall: 1) == Instant(microseconds: 8))
        #expect(try world.rebuilt() == world.catalog)
        var copy = world.catalog
        #expect(throws: ReplayFault.self) {
            try copy.apply(.clockFollowed(aheadMicroseconds: 7))
        }
    }

    @Test("an expiry at or before now is refused", arguments: [(9, true), (10, true), (11, false)])
    func pastExpiry(expires: Int64, isPast: Bool) throws {
        var world = CatalogWorld()
        try world.run(.put(.seed()))
        let refusal = CatalogRejection.of(
            .reserve(1, [OrderLine(1, 1)], expires: expires), in: world.catalog, at: 10)
        #expect(refusal == (isPast ? .expiryIsPast(OrderID(rawValue: 1)) : nil))
    }

    @Test("who reserves finds free what has expired, though nobody has recorded it yet")
    func expiryBeforeReserving() throws {
        var world = CatalogWorld()
        try world.run(.put(.seed(stock: 2)))
        try world.run(.reserve(1, member: 1, [OrderLine(1, 1)], expires: 100))
        try world.run(.reserve(2, member: 2, [OrderLine(1, 1)], expires: 200))
        let third = CatalogCommand.reserve(3, member: 3, [OrderLine(1, 1)])
        #expect(
            CatalogRejection.of(third, in: world.catalog, at: 99)
                == .insufficientStock(ProductID(rawValue: 1), asked: 1, available: 0))
        let events = try world.run(third, at: 100)
        #expect(events.first == .reservationExpired(OrderID(rawValue: 1)))
        #expect(events.count == 2)
        #expect(world.stock(1) == Stock(onHand: 2, reserved: 2, isUnlimited: false))
        #expect(try world.rebuilt() == world.catalog)
    }

    @Test("a member's expired reservations do not count against the member")
    func expiredCount() throws {
        var world = CatalogWorld()
        try world.run(.put(.seed(stock: 8)))
        for order in 1...3 as ClosedRange<UInt64> {
            try world.run(.reserve(order, [OrderLine(1, 1)], expires: 100))
        }
        let fourth = CatalogCommand.reserve(4, [OrderLine(1, 4)])
        #expect(
            CatalogRejection.of(fourth, in: world.catalog, at: 99)
                == .heldByOneMember(ProductID(rawValue: 1), asked: 4, held: 3, most: 4))
        #expect(try world.run(fourth, at: 100).count == 4)
    }

    @Test(
        "a member holds at most half of a product's stock unpaid, of a single piece that one",
        arguments: [
            (1, 1, true), (2, 1, true), (2, 2, false), (3, 1, true), (3, 2, false), (10, 4, true),
            (10, 5, true), (10, 6, false),
        ] as [(Int64, Int64, Bool)])
    func half(stock: Int64, pieces: Int64, fits: Bool) throws {
        var world = CatalogWorld()
        try world.run(.put(.seed(stock: stock)))
        let whole = CatalogCommand.reserve(1, [OrderLine(1, pieces)])
        let refusal = CatalogRejection.of(whole, in: world.catalog)
        #expect((refusal == nil) == fits)
        guard fits, pieces > 1 else { return }
        // The same pieces in two orders are refused alike.
        try world.run(.reserve(1, [OrderLine(1, pieces - 1)]))
        try world.run(.reserve(2, [OrderLine(1, 1)]))
        let more = CatalogRejection.of(.reserve(3, [OrderLine(1, 2)]), in: world.catalog)
        #expect(more?.reason == "held_by_one_member")
        try world.run(.commit(1))
        #expect(try world.rebuilt() == world.catalog)
    }

    @Test("at most what an order bought comes back, in parts or at once")
    func restock() throws {
        var world = CatalogWorld()
        try world.run(.put(.seed(stock: 10)))
        try world.run(.put(.seed()))
        try world.run(.reserve(1, [OrderLine(1, 3), OrderLine(2, 2)]))
        let sold: [UInt64: Int64] = [1: 3, 2: 2]
        let early = CatalogCommand.restock(1, [(1, 1)], of: sold)
        #expect(
            CatalogRejection.of(early, in: world.catalog) == .orderIsNotSold(OrderID(rawValue: 1)))
        try world.run(.commit(1))
        let refusals: [([(UInt64, Int64)], String)] = [
            ([(1, 4)], "more_than_sold"), ([(1, 2), (1, 2)], "more_than_sold"),
            ([(3, 1)], "product_not_found"), ([(1, 0)], "quantity_out_of_range"),
            ([], "lines_out_of_range"),
        ]
        for (lines, reason) in refusals {
            let command = CatalogCommand.restock(1, lines, of: sold)
            #expect(CatalogRejection.of(command, in: world.catalog)?.reason == reason)
        }
        try world.run(.restock(1, [(1, 2), (2, 2)], of: sold))
        #expect(world.stock(1) == Stock(onHand: 9, sold: 1, isUnlimited: false))
        #expect(world.stock(2) == Stock(onHand: 0, sold: 0, isUnlimited: true))
        #expect(
            CatalogRejection.of(.restock(1, [(1, 2)], of: sold), in: world.catalog)
                == .moreThanSold(ProductID(rawValue: 1), asked: 2, left: 1))
        try world.run(.restock(1, [(1, 1)], of: sold))
        #expect(world.stock(1) == Stock(onHand: 10, isUnlimited: false))
        #expect(try world.rebuilt() == world.catalog)
    }
}
