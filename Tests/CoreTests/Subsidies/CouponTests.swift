import Testing

@testable import Domain

@Suite("Coupons and orphan money")
struct CouponTests {
    private static let buyer = MemberID(rawValue: 7)

    @Test("a coupon joins what is held; the lot is of the member's cash alone")
    func coupon() throws {
        var books = try SubsidyTests.books()
        // 400 yuan of the member and 100 of the coupon: a price of 500.
        let whole = try PoolBooksTests.order(3, member: 7, paid: 50_000)
        let order = Settlement(
            order: whole.order, member: whole.member, paid: Money(fen: 40_000),
            waterfall: whole.waterfall, rewards: [], unallocated: whole.unallocated,
            planVersion: 1)
        let before = books
        let without = try books.hold(
            order.order, member: order.member, paid: order.paid, payment: "p3")
        let events = try books.grantCoupon(
            Money(fen: 10_000), of: .advertising, for: order.order, member: Self.buyer)
        #expect(books.ledger.balance(.orderHeld(order.order)) == -50_000)
        #expect(books.ledger.balance(.subsidy(.advertising)) == 0)
        let settled = try books.settle(firstNumber: 3, [order])
        #expect(books.ledger.balance(.orderHeld(order.order)) == 0)
        #expect(books.pool.lot(LotID(rawValue: 3))?.paid.fen == 40_000)
        #expect(books.subsidies.coupons.isEmpty)
        #expect(books.subsidies.source(.advertising).coupons.fen == 10_000)
        #expect(books.subsidies.inReserve == .zero, "an order's contribution is no subsidy")
        var copy = before
        for event in without + events + settled { try copy.apply(event) }
        #expect(copy == books)
        SubsidyTests.refuses(.orderAlreadySettled(order.order), books) {
            _ = try $0.grantCoupon(
                Money(fen: 1), of: .advertising, for: order.order, member: Self.buyer)
        }
    }

    @Test("a coupon is of free money, for the order's buyer, and one an order")
    func refusals() throws {
        var books = try SubsidyTests.books()
        let order = try PoolBooksTests.order(3, member: 7)
        _ = try PoolBooksTests.hold(order, in: &books)
        func refuse(
            _ rejection: SubsidyRejection, _ fen: Int64 = 1,
            _ source: SubsidySource = .advertising, member: UInt64 = 7
        ) {
            SubsidyTests.refuses(rejection, books) {
                _ = try $0.grantCoupon(
                    Money(fen: fen), of: source, for: order.order,
                    member: MemberID(rawValue: member))
            }
        }
        refuse(.orphanIsForTheReserve, 1, .orphan)
        refuse(.amountMustBePositive(Money(fen: -1)), -1)
        refuse(.limitReached(Money(fen: 1 << 40 + 1)), 1 << 40 + 1)
        refuse(.orderOfAnother(order.order, MemberID(rawValue: 8)), 1, member: 8)
        refuse(.exceedsSubsidy(.advertising, free: Money(fen: 10_000)), 10_001)
        _ = try books.announce(
            Money(fen: 9_990), of: .advertising, notBefore: SubsidyTests.week,
            at: SubsidyTests.now)
        refuse(.exceedsSubsidy(.advertising, free: Money(fen: 10)), 11)
        _ = try books.grantCoupon(
            Money(fen: 10), of: .advertising, for: order.order, member: Self.buyer)
        refuse(.couponAlreadyGranted(order.order))
        // Its waterfall must now be of both, and of its buyer.
        let events = try books.settle(firstNumber: 3, [order])
        guard case .settled(let settlement) = events[0],
            case .skipped("waterfall_must_sum", _) = settlement.outcome
        else {
            Issue.record("\(events)")
            return
        }
    }

    /// A series that ended with something left, and a new one of ten members and one that holds
    /// `units` more.
    private static func afterSeries(members: UInt64) throws -> PoolBooks {
        var books = PoolBooks(plan: .seed, isSandbox: true)
        let first = try PoolBooksTests.order(1, member: 99)
        _ = try PoolBooksTests.hold(first, in: &books)
        _ = try books.settle(firstNumber: 1, [first])
        let units = try #require(books.pool.lot(LotID(rawValue: 1))).units
        _ = try books.redeem(
            MemberID(rawValue: 99), lot: LotID(rawValue: 1), units: units, minimumPayout: .zero)
        // Each grants the same points: the whole contribution is granted.
        let plan = try PoolPlan(
            openingPrice: Money(fen: 100), grant: BasisPoints(10_000), retention: .zero,
            exitMultiple: .zero, splitPriceMultiple: 0, legacyRelease: .zero)
        _ = books.adopt(plan)
        for member in 1...members {
            let order = try PoolBooksTests.order(member + 1, member: member, version: 2)
            _ = try PoolBooksTests.hold(order, in: &books)
            _ = try books.settle(firstNumber: member + 1, [order])
        }
        return books
    }

    @Test("orphan money enters by slices, as no new inflow, while nobody holds more than 10 %")
    func orphan() throws {
        var books = try Self.afterSeries(members: 10)
        #expect(books.pool.orphan.fen == 6_000)
        let inflow = books.pool.flows.inflow
        SubsidyTests.refuses(.exceedsSubsidy(.orphan, free: Money(fen: 6_000)), books) {
            _ = try $0.announce(
                Money(fen: 6_001), of: .orphan, notBefore: SubsidyTests.now, at: SubsidyTests.now)
        }
        _ = try books.announce(
            Money(fen: 6_000), of: .orphan, notBefore: SubsidyTests.now, at: SubsidyTests.now)
        let before = books
        // Ten members hold exactly a tenth each: that is not more.
        let events = try books.inject(
            1, Money(fen: 3_000), beyondLimit: false, at: SubsidyTests.now)
        #expect(books.pool.orphan.fen == 3_000)
        #expect(books.ledger.balance(.orphanReserve) == -3_000)
        #expect(books.ledger.balance(.reserve) == -303_000)
        #expect(books.pool.flows.inflow == inflow)
        #expect(books.subsidies.inReserve.fen == 3_000)
        var copy = before
        for event in events { try copy.apply(event) }
        #expect(copy == books)
        let lot = LotID(rawValue: 2)
        let units = try #require(books.pool.lot(lot)).units
        _ = try books.redeem(
            MemberID(rawValue: 1), lot: lot, units: Points(units: 1_000_000),
            minimumPayout: .zero)
        #expect(units > Points(units: 1_000_000))
        SubsidyTests.refuses(.exceedsHolding(MemberID(rawValue: 2)), books) {
            _ = try $0.inject(1, Money(fen: 1), beyondLimit: true, at: SubsidyTests.now)
        }
    }

    @Test("a record that the rules would not have given is refused")
    func forged() throws {
        var books = try SubsidyTests.books(sandbox: true)
        let made = try books.announce(
            Money(fen: 600), of: .advertising, notBefore: SubsidyTests.now, at: SubsidyTests.now)
        let before = books
        guard case .subsidy(.announced(let slice)) = made[0],
            case .subsidy(.injected(let good)) = try books.inject(
                1, nil, beyondLimit: false, at: SubsidyTests.now)[0]
        else {
            Issue.record("\(made)")
            return
        }
        func forge(
            amount: Int64 = 600, source: SubsidySource = .advertising, lines: [Line]? = nil,
            reserve: Int64? = nil, at: Instant = SubsidyTests.now
        ) -> BookEvent {
            .subsidy(
                .injected(
                    SliceInjection(
                        slice: slice.number, source: source, amount: Money(fen: amount), at: at,
                        isBeyondLimit: false, lines: lines ?? good.lines,
                        reserve: reserve.map { Money(fen: $0) } ?? good.reserve,
                        supply: good.supply)))
        }
        let early = Instant(microseconds: SubsidyTests.now.microseconds - 1)
        let forged = [
            forge(amount: 601), forge(amount: 599), forge(source: .game), forge(lines: []),
            forge(reserve: 60_601), forge(at: early), made[0],
        ]
        for event in forged {
            var copy = before
            #expect(throws: BooksReplayFault.self) { try copy.apply(event) }
        }
        var copy = before
        try copy.apply(forge())
        #expect(copy == books)
    }
}
