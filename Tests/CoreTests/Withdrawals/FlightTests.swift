import Testing

@testable import Domain

@Suite("Custody that withdrawals are on their way out of")
struct FlightTests {
    /// Member 1 has 1,000 fen on their way out of a custody that has 1,000 more.
    private static func world() throws -> (WithdrawalWorld, WithdrawalID) {
        var world = try WithdrawalTests.world()
        let id = try world.sent(1, 1_000)
        _ = try world.books.book(.merchantPaid, Money(fen: 9_998_000), reference: "all")
        #expect(world.books.freeCustody.fen == 1_000)
        return (world, id)
    }

    @Test("is not the operator's to spend, and its confirmation finds it")
    func spend() throws {
        var (world, id) = try Self.world()
        #expect(throws: OperatorRejection.exceedsFreeCustody(Money(fen: 1_000))) {
            try world.books.book(.merchantPaid, Money(fen: 1_001), reference: "M1")
        }
        _ = try world.books.book(.merchantPaid, Money(fen: 1_000), reference: "M2")
        #expect(world.books.freeCustody == .zero)
        try world.callback(id, 1_000)
        #expect(world.books.withdrawals.inFlight == .zero)
        #expect(world.books.ledger.balance(.custody) == 0)
    }

    @Test("is no refund's either, where the provider has nothing left")
    func refund() throws {
        let (world, _) = try Self.world()
        let order = OrderID(rawValue: 500)
        func lines(_ fen: Int64) -> [Line] {
            [Line(.orderHeld(order), fen), Line(.custody, -fen)]
        }
        try world.books.checkFlight(order, lines(1_000))
        #expect(
            throws: BooksRejection.refunds(
                .exceedsFreeCustody(order, free: Money(fen: 1_000)))
        ) { try world.books.checkFlight(order, lines(1_001)) }
    }

    @Test("is free again when a withdrawal fails")
    func failed() throws {
        var (world, id) = try Self.world()
        try world.callback(id, 1_000, .failed(code: "closed"))
        #expect(world.books.freeCustody.fen == 2_000)
        _ = try world.books.book(.merchantPaid, Money(fen: 2_000), reference: "M1")
    }
}
