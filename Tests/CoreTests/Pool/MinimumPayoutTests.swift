import Testing

@testable import Domain

@Suite("The least that a redemption may pay")
struct MinimumPayoutTests {
    static let member = MemberID(rawValue: 1)

    /// Three lots of one member; what is redeemed takes all of the first and part of two more.
    private static func world() throws -> (books: PoolBooks, points: Points, pays: Int64) {
        var books = PoolBooks(plan: .seed)
        for number in UInt64(1)...3 {
            let order = try PoolBooksTests.order(number, member: 1)
            _ = try PoolBooksTests.hold(order, in: &books)
            _ = try books.settle(firstNumber: number, [order])
        }
        let points = Points(units: 400_000_000)
        let quoted = try books.quoteRedeem(member, points: points)
        #expect(quoted.count == 3)
        return (books, points, quoted.reduce(0) { $0 + $1.payout.fen })
    }

    @Test(
        "is of all lots together: at one fen less, at exactly that, at one fen more",
        arguments: [(-1, true), (0, true), (1, false)] as [(Int64, Bool)])
    func total(more: Int64, isPaid: Bool) throws {
        var (books, points, pays) = try Self.world()
        let before = books
        let minimum = Money(fen: pays + more)
        guard isPaid else {
            do throws(BooksRejection) {
                _ = try books.redeem(Self.member, points: points, minimumPayout: minimum)
                Issue.record("not refused")
            } catch {
                #expect(error.reason == "price_moved")
                #expect(error.kind == .aborted)
            }
            #expect(books == before)
            return
        }
        let events = try books.redeem(Self.member, points: points, minimumPayout: minimum)
        #expect(events.count == 3)
        #expect(books.wallet(of: Self.member).fen == pays)
    }

    @Test("of one lot alone is no bound: no single sale reaches what all together do")
    func oneLot() throws {
        var (books, points, pays) = try Self.world()
        let quoted = try books.quoteRedeem(Self.member, points: points)
        #expect(quoted.allSatisfy { $0.payout.fen < pays })
        _ = try books.redeem(Self.member, points: points, minimumPayout: Money(fen: pays))
    }
}
