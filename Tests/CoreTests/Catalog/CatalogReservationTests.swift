import Testing

@testable import Domain

@Suite("Catalog: reservations")
struct CatalogReservationTests {
    @Test("a reservation keeps price and waterfall of its lines whatever comes later")
    func snapshot() throws {
        var world = CatalogWorld()
        try world.run(.put(.seed(stock: 6, delivery: .shipped)))
        try world.run(.reserve(1, [OrderLine(1, 3)]))
        var draft = try ProductDraft.seed()
        draft.id = ProductID(rawValue: 1)
        draft.pricing = .fixed(price: Money(fen: 0), waterfall: .zero)
        try world.run(.put(draft))
        let line = try #require(world.catalog.reservations[OrderID(rawValue: 1)]?.lines.first)
        #expect(line.price == Money(fen: 300_000))
        #expect(line.waterfall.contribution == Money(fen: 90_000))
        #expect(line.delivery == .shipped)
    }

    @Test("an open price comes with the order, its contribution is the floor")
    func openPrice() throws {
        var world = CatalogWorld()
        try world.run(.put(.openPrice()))
        try world.run(.put(.seed()))
        for (fen, contribution) in [
            (0, 0), (3, 0), (4, 1), (2_933, 879), (1 << 40, 329_853_488_332),
        ] {
            let order = UInt64(fen + 1)
            try world.run(.reserve(order, [OrderLine(1, 1, open: Int64(fen))]))
            let line = world.catalog.reservations[OrderID(rawValue: order)]?.lines.first
            #expect(line?.price == Money(fen: Int64(fen)))
            #expect(line?.waterfall.contribution == Money(fen: Int64(contribution)))
        }
        for fen in [-1, 1 << 40 + 1] as [Int64] {
            let refusal = CatalogRejection.of(
                .reserve(77, [OrderLine(1, 1, open: fen)]), in: world.catalog)
            #expect(refusal?.reason == "limit_reached")
        }
        #expect(
            CatalogRejection.of(.reserve(77, [OrderLine(1, 1)]), in: world.catalog)
                == .openPriceMissing(ProductID(rawValue: 1)))
        #expect(
            CatalogRejection.of(.reserve(77, [OrderLine(2, 1, open: 9)]), in: world.catalog)
                == .priceIsFixed(ProductID(rawValue: 2)))
    }

    @Test("stock is reserved for all lines or for none, one product's lines together")
    func allOrNothing() throws {
        var world = CatalogWorld()
        try world.run(.put(.seed(stock: 10)))
        try world.run(.put(.seed(stock: 1)))
        try world.run(.reserve(9, member: 9, [OrderLine(1, 5)]))
        let before = world.catalog
        let short = CatalogRejection.of(
            .reserve(1, [OrderLine(1, 3), OrderLine(2, 1), OrderLine(1, 3)]), in: before)
        #expect(short == .insufficientStock(ProductID(rawValue: 1), asked: 6, available: 5))
        #expect(world.catalog == before)
        try world.run(.reserve(1, [OrderLine(1, 3), OrderLine(2, 1), OrderLine(1, 2)]))
        #expect(world.stock(1)?.available == 0)
        let second = CatalogRejection.of(.reserve(2, [OrderLine(2, 1)]), in: world.catalog)
        #expect(second?.reason == "insufficient_stock")
        #expect(second?.kind == .failedPrecondition)
    }

    @Test("lines and quantities have their limits")
    func limits() throws {
        var world = CatalogWorld()
        try world.run(.put(.openPrice()))
        for (count, fits) in [(0, false), (1, true), (64, true), (65, false)] {
            let lines = Array(repeating: OrderLine(1, 1, open: 1), count: count)
            #expect((CatalogRejection.of(.reserve(1, lines), in: world.catalog) == nil) == fits)
        }
        for (quantity, fits) in [
            (-1, false), (0, false), (1, true), (1_000_000, true), (1_000_001, false),
        ] {
            let lines = [OrderLine(1, Int64(quantity), open: 1)]
            #expect((CatalogRejection.of(.reserve(1, lines), in: world.catalog) == nil) == fits)
        }
        let half = OrderLine(1, 1, open: 1 << 39)
        #expect(CatalogRejection.of(.reserve(1, [half, half]), in: world.catalog) == nil)
        #expect(
            CatalogRejection.of(
                .reserve(1, [half, half, OrderLine(1, 1, open: 1)]), in: world.catalog)
                == .orderTotalOutOfRange)
    }

    @Test("only what is on sale is sold", arguments: ProductStatus.allCases)
    func status(status: ProductStatus) throws {
        var world = CatalogWorld()
        try world.run(.put(.seed(status: status)))
        let refusal = CatalogRejection.of(.reserve(1, [OrderLine(1, 1)]), in: world.catalog)
        let expected = CatalogRejection.productNotOnSale(ProductID(rawValue: 1), status)
        #expect(refusal == (status == .onSale ? nil : expected))
    }

    @Test("a member holds at most three unpaid reservations; imports are not counted out")
    func unpaid() throws {
        var world = CatalogWorld()
        try world.run(.put(.seed()))
        try world.run(.put(.openPrice()))
        for order in 1...3 as ClosedRange<UInt64> {
            try world.run(.reserve(order, [OrderLine(1, 1)]))
        }
        let fourth = CatalogCommand.reserve(4, [OrderLine(1, 1)])
        #expect(
            CatalogRejection.of(fourth, in: world.catalog)
                == .tooManyUnpaidReservations(MemberID(rawValue: 1)))
        try world.run(.reserve(5, [OrderLine(2, 1, open: 5)]))
        try world.run(.reserve(6, member: 2, [OrderLine(1, 1)]))
        try world.run(.commit(5))
        try world.run(.commit(1))
        #expect(CatalogRejection.of(fourth, in: world.catalog) == nil)
    }

    @Test("an order reserves once; what is over stays over")
    func once() throws {
        var world = CatalogWorld()
        try world.run(.put(.seed(stock: 10)))
        for order in 1...2 as ClosedRange<UInt64> {
            try world.run(.reserve(order, [OrderLine(1, 1)]))
        }
        try world.run(.commit(1))
        try world.run(.release(2))
        #expect(world.stock(1) == Stock(onHand: 9, sold: 1, isUnlimited: false))
        for order in 1...2 as ClosedRange<UInt64> {
            #expect(
                CatalogRejection.of(.reserve(order, [OrderLine(1, 1)]), in: world.catalog)
                    == .orderAlreadyReserved(OrderID(rawValue: order)))
        }
        #expect(
            CatalogRejection.of(.commit(1), in: world.catalog)
                == .reservationIsCommitted(OrderID(rawValue: 1)))
        #expect(
            CatalogRejection.of(.release(1), in: world.catalog)
                == .reservationIsCommitted(OrderID(rawValue: 1)))
        #expect(
            CatalogRejection.of(.commit(2), in: world.catalog)
                == .reservationIsReleased(OrderID(rawValue: 2)))
        #expect(try world.run(.release(2)).isEmpty)
        for command in [CatalogCommand.commit(3), .release(3)] {
            #expect(
                CatalogRejection.of(command, in: world.catalog)
                    == .reservationNotFound(OrderID(rawValue: 3)))
        }
    }

    @Test("a reservation expires at its time, not before, and frees its stock")
    func expiry() throws {
        var world = CatalogWorld()
        try world.run(.put(.seed(stock: 4)))
        try world.run(.reserve(1, [OrderLine(1, 1)], expires: 100))
        try world.run(.reserve(2, member: 2, [OrderLine(1, 1)], expires: 99))
        try world.run(.reserve(3, member: 3, [OrderLine(1, 1)], expires: 99))
        try world.run(.reserve(4, member: 4, [OrderLine(1, 1)]))
        try world.run(.commit(3))
        #expect(try world.run(.expire(atMost: 10), at: 98).isEmpty)
        #expect(
            try world.run(.expire(atMost: 10), at: 99)
                == [.reservationExpired(OrderID(rawValue: 2))])
        #expect(
            try world.run(.expire(atMost: 10), at: .max)
                == [1, 4].map { .reservationExpired(OrderID(rawValue: $0)) })
        #expect(world.stock(1) == Stock(onHand: 3, reserved: 0, sold: 1, isUnlimited: false))
        #expect(
            CatalogRejection.of(.commit(1), in: world.catalog)
                == .reservationIsReleased(OrderID(rawValue: 1)))
        #expect(try world.rebuilt() == world.catalog)
    }

    @Test("events that do not follow are refused, not trusted")
    func foreignEvents() throws {
        var world = CatalogWorld()
        try world.run(.put(.seed(stock: 1)))
        try world.run(.reserve(1, [OrderLine(1, 1)]))
        let product = ProductID(rawValue: 1)
        let twice = Reservation(
            order: OrderID(rawValue: 1), member: MemberID(rawValue: 1), lines: [],
            expiresAt: nil)
        let events: [CatalogEvent] = [
            .stockCommitted(OrderID(rawValue: 2)), .stockReleased(OrderID(rawValue: 2)),
            .stockReserved(twice), .stockAdjusted(product, by: -1, reason: "x"),
            .stockAdjusted(product, by: .min, reason: "x"),
            .stockAdjusted(ProductID(rawValue: 9), by: 1, reason: "x"),
        ]
        for event in events {
            var copy = world.catalog
            #expect(throws: ReplayFault.self) { try copy.apply(event) }
        }
    }
}
