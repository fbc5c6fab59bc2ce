import Testing

@testable import Domain

@Suite("Coins of orders in the books")
struct CoinRefundTests {
    private static let order = OrderID(rawValue: 3)
    private static let buyer = MemberID(rawValue: 7)

    /// Two settled orders, 100 yuan from advertising, and the buyer's 500 yuan in coins.
    private static func books() throws -> PoolBooks {
        var books = try SubsidyTests.books()
        let row = ClaimRow(member: buyer, amount: Money(fen: 50_000), evidence: "E1")
        let taken = try books.importClaims(
            [row], file: [UInt8](repeating: 1, count: 32), firstLine: 2)
        #expect(taken.events.count == 1)
        _ = try books.convertClaim(of: buyer, Money(fen: 50_000))
        return books
    }

    private static func settlement(
        paid: Int64, cost: Int64, commission: Int64, contribution: Int64
    ) throws -> Settlement {
        let waterfall = try Waterfall(
            cost: Money(fen: cost), commission: Money(fen: commission), platform: .zero,
            tax: .zero, paymentFee: .zero, contribution: Money(fen: contribution))
        return Settlement(
            order: order, member: buyer, paid: Money(fen: paid), waterfall: waterfall,
            rewards: [], unallocated: Money(fen: commission), planVersion: 1)
    }

    @Test("coins are beside the money: the lot has the money alone, and both come back")
    func settles() throws {
        let before = try Self.books()
        var books = before
        var events = try books.hold(
            Self.order, member: Self.buyer, PaymentSources(coins: 30_000), payment: "")
        events += try books.hold(
            Self.order, member: Self.buyer, paid: Money(fen: 70_000), payment: "p3")
        #expect(books.coins(of: Self.buyer) == 20_000)
        #expect(books.ledger.balance(.orderHeld(Self.order)) == -70_000)
        events += try books.settle(
            firstNumber: 3,
            [
                try Self.settlement(
                    paid: 70_000, cost: 30_000, commission: 10_000, contribution: 30_000)
            ])
        #expect(books.pool.lot(LotID(rawValue: 3))?.paid == Money(fen: 70_000))
        #expect(books.ledger.balance(.orderHeld(Self.order)) == 0)
        #expect(books.ledger.balance(.coinSpent) == -30_000)
        events += try books.clawback(
            ClawbackClaim(
                order: Self.order, paidBack: Money(fen: 70_000),
                contributionBack: Money(fen: 30_000),
                back: PaymentSources(provider: Money(fen: 70_000), coins: 30_000),
                reversed: ReversibleParts(
                    cost: Money(fen: 30_000), platform: .zero, tax: .zero,
                    unallocated: Money(fen: 10_000)), rewards: [], proceeds: .deducted,
                reason: "returned"))
        #expect(books.coins(of: Self.buyer) == 50_000)
        #expect(books.ledger.balance(.coinSpent) == 0)
        #expect(try books.money(of: Self.order).left.isZero)
        var copy = before
        for event in events { try copy.apply(event) }
        #expect(copy == books)
    }

    @Test(
        "coins that are not there are refused, one fewer not",
        arguments: [(49_999, true), (50_000, true), (50_001, false)] as [(Int64, Bool)])
    func limits(coins: Int64, isTaken: Bool) throws {
        var books = try Self.books()
        let before = books
        let sources = PaymentSources(coins: coins)
        if isTaken {
            _ = try books.hold(Self.order, member: Self.buyer, sources, payment: "")
            #expect(books.coins(of: Self.buyer) == 50_000 - coins)
        } else {
            #expect(throws: BooksRejection.self) {
                try books.hold(Self.order, member: Self.buyer, sources, payment: "")
            }
            #expect(books == before)
        }
    }

    @Test("pieces that coins and a subsidy paid alone give the subsidy back piece by piece")
    func withoutMoney() throws {
        var books = try Self.books()
        _ = try books.hold(
            Self.order, member: Self.buyer, PaymentSources(coins: 100), payment: "")
        _ = try books.grantCoupon(
            Money(fen: 50), of: .advertising, for: Self.order, member: Self.buyer)
        _ = try books.settle(
            firstNumber: 3,
            [try Self.settlement(paid: 0, cost: 50, commission: 0, contribution: 0)])
        func give(_ coins: Int64, _ subsidy: Int64) throws {
            _ = try books.clawback(
                ClawbackClaim(
                    order: Self.order, paidBack: .zero, contributionBack: .zero,
                    back: PaymentSources(coins: coins, subsidy: Money(fen: subsidy)),
                    reversed: .zero, rewards: [], proceeds: .deducted, reason: "returned"))
        }
        try give(50, 25)
        #expect(try books.money(of: Self.order).left.subsidy == Money(fen: 25))
        try give(50, 0)
        #expect(try books.money(of: Self.order).left.isZero, "with the last pieces all of it")
        #expect(books.coins(of: Self.buyer) == 50_000)
        #expect(books.free(of: .advertising) == Money(fen: 10_000))
    }
}
