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
        var (world, _) = try Self.world()
        let clearing = world.books.ledger.balance(.pspClearing)
        _ = try world.books.settleProvider(
            received: Money(fen: clearing), fee: .zero, reference: "out", by: WithdrawalWorld.ann,
            at: WithdrawalWorld.midnight)
        _ = try world.books.book(.merchantPaid, Money(fen: 1), reference: "M1")
        let order = OrderID(rawValue: 500)
        _ = try world.books.hold(
            order, member: MemberID(rawValue: 9), paid: Money(fen: 5_000_000), payment: "p500")
        _ = try world.books.settleProvider(
            received: Money(fen: 5_000_000), fee: .zero, reference: "out2",
            by: WithdrawalWorld.ann, at: WithdrawalWorld.midnight)
        let free = world.books.freeCustody.fen
        _ = try world.books.book(
            .merchantPaid, Money(fen: free - 4_999_999), reference: "M2")
        let before = world.books
        #expect(
            throws: BooksRejection.refunds(
                .exceedsFreeCustody(order, free: Money(fen: 4_999_999)))
        ) { try world.books.refund(order, nil, reason: "r") }
        #expect(world.books == before)
        _ = try world.books.refund(
            order, PaymentSources(provider: Money(fen: 4_999_999)), reason: "r")
    }

    @Test("is free again when a withdrawal fails")
    func failed() throws {
        var (world, id) = try Self.world()
        try world.callback(id, 1_000, .failed(code: "closed"))
        #expect(world.books.freeCustody.fen == 2_000)
        _ = try world.books.book(.merchantPaid, Money(fen: 2_000), reference: "M1")
    }
}
