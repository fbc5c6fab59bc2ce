import Testing

@testable import Domain

@Suite("Coupons of orders that come back")
struct CouponRefundTests {
    static let order = OrderID(rawValue: 3)
    static let buyer = MemberID(rawValue: 7)
    static let coupon = Money(fen: 10_000)

    static func sources(_ provider: Int64, _ subsidy: Int64) -> PaymentSources {
        PaymentSources(provider: Money(fen: provider), subsidy: Money(fen: subsidy))
    }

    /// Order 3 of 500 yuan: 400 of the member's and 100 of advertising, which is all it gave.
    static func held() throws -> (before: PoolBooks, books: PoolBooks, events: [BookEvent]) {
        let before = try SubsidyTests.books()
        var books = before
        var events = try books.hold(
            order, member: buyer, paid: Money(fen: 40_000), payment: "p3")
        events += try books.grantCoupon(coupon, of: .advertising, for: order, member: buyer)
        return (before, books, events)
    }

    static func settlement(_ paid: Int64, of price: Int64) throws -> Settlement {
        let whole = try PoolBooksTests.order(3, member: 7, paid: price)
        return Settlement(
            order: whole.order, member: whole.member, paid: Money(fen: paid),
            waterfall: whole.waterfall, rewards: [], unallocated: whole.unallocated,
            planVersion: 1)
    }

    @Test("all of an order gives the coupon back to its subsidy, which is free again")
    func whole() throws {
        let world = try Self.held()
        let before = world.before
        var (books, events) = (world.books, world.events)
        events += try books.refund(Self.order, nil, reason: "cancelled")
        #expect(books.ledger.balance(.orderHeld(Self.order)) == 0)
        #expect(books.ledger.balance(.subsidy(.advertising)) == -10_000)
        #expect(books.free(of: .advertising) == Self.coupon)
        #expect(books.subsidies.source(.advertising).coupons == .zero)
        let money = try books.money(of: Self.order)
        #expect(money.state == .refunded)
        #expect(money.back == Self.sources(40_000, 10_000))
        var copy = before
        for event in events { try copy.apply(event) }
        #expect(copy == books)
        // What is free can be announced again, to the last fen.
        _ = try books.announce(
            Self.coupon, of: .advertising, notBefore: SubsidyTests.week, at: SubsidyTests.now)
    }

    @Test("a part gives the stated share back, and the rest settles with what is left")
    func part() throws {
        let world = try Self.held()
        let before = world.before
        var (books, events) = (world.books, world.events)
        #expect(books.free(of: .advertising) == .zero)
        events += try books.refund(Self.order, Self.sources(20_000, 4_000), reason: "one piece")
        #expect(books.ledger.balance(.orderHeld(Self.order)) == -26_000)
        #expect(books.free(of: .advertising).fen == 4_000)
        #expect(try books.money(of: Self.order).left == Self.sources(20_000, 6_000))
        events += try books.settle(
            firstNumber: 3, [try Self.settlement(20_000, of: 26_000)])
        #expect(books.ledger.balance(.orderHeld(Self.order)) == 0)
        #expect(books.pool.lot(LotID(rawValue: 3))?.paid.fen == 20_000)
        #expect(books.subsidies.source(.advertising).coupons.fen == 6_000)
        #expect(try books.money(of: Self.order).paid == Self.sources(20_000, 6_000))
        var copy = before
        for event in events { try copy.apply(event) }
        #expect(copy == books)
    }

    @Test("a coupon gives back at most what is left of it", arguments: [3_999, 4_000, 4_001])
    func limits(share: Int64) throws {
        var books = try Self.held().books
        _ = try books.refund(Self.order, Self.sources(1, 6_000), reason: "r")
        let before = books
        let rest = Self.sources(0, share)
        if share <= 4_000 {
            _ = try books.refund(Self.order, rest, reason: "r")
            #expect(books.ledger.balance(.subsidy(.advertising)) == -(6_000 + share))
        } else {
            #expect(
                throws: BooksRejection.refunds(
                    .exceedsSource(Self.order, .subsidy, left: 4_000, stated: 4_001))
            ) { try books.refund(Self.order, rest, reason: "r") }
            #expect(books == before)
        }
    }

    @Test("with the last of the member's money the rest of the coupon goes back unasked")
    func last() throws {
        let world = try Self.held()
        let before = world.before
        var (books, events) = (world.books, world.events)
        events += try books.refund(Self.order, Self.sources(39_999, 0), reason: "r")
        #expect(books.ledger.balance(.orderHeld(Self.order)) == -10_001)
        events += try books.refund(Self.order, Self.sources(1, 0), reason: "r")
        #expect(books.ledger.balance(.orderHeld(Self.order)) == 0)
        #expect(books.free(of: .advertising) == Self.coupon)
        #expect(throws: BooksRejection.refunds(.orderAlreadyRefunded(Self.order))) {
            try books.refund(Self.order, nil, reason: "r")
        }
        var copy = before
        for event in events { try copy.apply(event) }
        #expect(copy == books)
    }

    @Test("a coupon alone goes back once, and a late receipt is held all the same")
    func alone() throws {
        let before = try SubsidyTests.books()
        var books = before
        var events = try books.grantCoupon(
            Self.coupon, of: .advertising, for: Self.order, member: Self.buyer)
        #expect(try books.money(of: Self.order).state == .held)
        events += try books.refund(Self.order, nil, reason: "never paid")
        #expect(books.free(of: .advertising) == Self.coupon)
        #expect(try books.money(of: Self.order).state == .refunded)
        #expect(throws: BooksRejection.refunds(.orderNotFound(Self.order))) {
            try books.refund(Self.order, nil, reason: "r")
        }
        events += try books.hold(
            Self.order, member: Self.buyer, paid: Money(fen: 9), payment: "late")
        events += try books.refund(Self.order, nil, reason: "late")
        #expect(books.ledger.balance(.orderHeld(Self.order)) == 0)
        var copy = before
        for event in events { try copy.apply(event) }
        #expect(copy == books)
    }

    /// All of order 3's pieces, or a part; `subsidy` is what the claim states.
    static func claim(_ paid: Int64, _ contribution: Int64, subsidy: Int64) -> ClawbackClaim {
        ClawbackClaim(
            order: order, paidBack: Money(fen: paid), contributionBack: Money(fen: contribution),
            back: sources(paid, subsidy), reversed: .zero, rewards: [], proceeds: .deducted,
            reason: "returned")
    }

    @Test("after settlement the coupon's share goes to its subsidy, out of what comes back")
    func clawback() throws {
        let world = try Self.held()
        let before = world.before
        var (books, events) = (world.books, world.events)
        let settlement = try Self.settlement(40_000, of: 50_000)
        events += try books.settle(firstNumber: 3, [settlement])
        let contribution = settlement.waterfall.contribution.fen
        func claw(_ claim: ClawbackClaim) throws -> BookClawback {
            let quoted = try books.quoteClawback(claim)
            let made = try books.clawback(claim)
            events += made
            guard case .refunds(.clawedBack(let clawback)) = made[0] else {
                throw RefundWorld.Unexpected(events: made)
            }
            #expect(clawback == quoted)
            return clawback
        }
        #expect(
            throws: BooksRejection.refunds(
                .exceedsSource(Self.order, .subsidy, left: 10_000, stated: 10_001))
        ) { try books.clawback(Self.claim(1, 1, subsidy: 10_001)) }
        let first = try claw(Self.claim(10_000, contribution / 4, subsidy: 2_500))
        #expect(books.free(of: .advertising).fen == 2_500)
        #expect(first.back == Self.sources(10_000, 2_500))
        #expect(first.operatorPart.fen == 12_500 - (first.burnt?.returned.fen ?? 0))
        let rest = try claw(
            Self.claim(30_000, contribution - contribution / 4, subsidy: 0))
        #expect(rest.back.subsidy.fen == 7_500, "with the last pieces all of it")
        #expect(books.free(of: .advertising) == Self.coupon)
        #expect(books.subsidies.source(.advertising).coupons == .zero)
        #expect(try books.money(of: Self.order).left.isZero)
        var copy = before
        for event in events { try copy.apply(event) }
        #expect(copy == books)
    }

    @Test("a record that keeps a coupon's share or names another is refused")
    func forged() throws {
        let made = try Self.held()
        var books = made.books
        guard
            case .refunds(.refunded(let refund)) = try books.refund(
                Self.order, nil, reason: "r")[0]
        else {
            Issue.record("refunding refunds")
            return
        }
        for back in [Self.sources(40_000, 9_999), Self.sources(40_000, 0)] {
            var copy = made.books
            let forged = BookRefund(
                order: refund.order, member: refund.member, number: refund.number, back: back,
                reason: refund.reason, lines: refund.lines)
            #expect(throws: BooksReplayFault.self) {
                try copy.apply(.refunds(.refunded(forged)))
            }
        }
    }
}
