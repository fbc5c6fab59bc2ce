import Testing

@testable import Domain

@Suite("Refunds before settlement")
struct RefundTests {
    typealias World = RefundWorld
    static let both = PaymentSources(
        provider: Money(fen: 70_000), wallet: Money(fen: 20_000))

    /// Member 7 has 50,000 fen in the wallet, 3,000 in coupons and 500 coins.
    static func richWorld() throws -> World {
        var world = World()
        try world.hold(90, World.provider(1_000_000))
        try world.settle(90, paid: 1_000_000)
        try world.redeemAll()
        return world
    }

    @Test("held money goes back to what paid it, in parts, and the rest settles")
    func partial() throws {
        var world = try Self.richWorld()
        let wallet = world.balance(.wallet(World.member(7)))
        try world.hold(1, Self.both)
        #expect(world.balance(.wallet(World.member(7))) == wallet + 20_000)
        #expect(world.balance(.orderHeld(World.order(1))) == -90_000)
        try world.refund(1, PaymentSources(provider: Money(fen: 30_000)))
        try world.refund(1, PaymentSources(wallet: Money(fen: 20_000)))
        #expect(world.balance(.wallet(World.member(7))) == wallet)
        #expect(world.balance(.orderHeld(World.order(1))) == -40_000)
        try world.settle(1, paid: 40_000)
        #expect(world.balance(.orderHeld(World.order(1))) == 0)
        let money = try world.books.money(of: World.order(1))
        #expect(money.paid == World.provider(40_000))
        try world.expectReplay()
    }

    @Test("what is left of an order when all that was paid is back settles as an order of 0 fen")
    func freeRest() throws {
        var world = World()
        try world.hold(1, World.provider(50_000))
        try world.refund(1, World.provider(50_000))
        func settled(by member: UInt64, paid: Int64) throws -> BookSettlement {
            var copy = world
            let order = try PoolBooksTests.order(1, member: member, paid: paid, rewards: [])
            let events = try copy.books.settle(firstNumber: copy.books.nextNumber, [order])
            copy.events += events
            try copy.expectReplay()
            guard case .settled(let settlement) = events.first else {
                throw World.Unexpected(events: events)
            }
            return settlement
        }
        let free = try settled(by: 7, paid: 0)
        #expect(free.outcome == .noContribution)
        #expect(free.lines.isEmpty)
        #expect(try settled(by: 8, paid: 0).isSkipped, "another member's")
        #expect(try settled(by: 7, paid: 1).isSkipped, "nothing is held")
    }

    @Test("each source gives back at most what it paid less what it has had back")
    func exceeds() throws {
        var world = try Self.richWorld()
        try world.hold(1, Self.both)
        try world.refund(1, World.provider(69_999))
        let before = world.books
        let left = RefundRejection.exceedsSource(
            World.order(1), .provider, left: 1, stated: 2)
        #expect(throws: BooksRejection.refunds(left)) {
            try world.refund(1, World.provider(2))
        }
        #expect(
            throws: BooksRejection.refunds(
                .exceedsSource(World.order(1), .wallet, left: 20_000, stated: 20_001))
        ) {
            try world.refund(1, PaymentSources(wallet: Money(fen: 20_001)))
        }
        #expect(
            throws: BooksRejection.refunds(
                .exceedsSource(World.order(1), .coins, left: 0, stated: 1))
        ) {
            try world.refund(1, PaymentSources(coins: 1))
        }
        #expect(world.books == before)
        try world.refund(1, World.provider(1))
        try world.refund(1, PaymentSources(wallet: Money(fen: 20_000)))
        #expect(throws: BooksRejection.refunds(.orderAlreadyRefunded(World.order(1)))) {
            try world.refund(1, nil)
        }
        try world.expectReplay()
    }

    @Test("refusals come in order, and change nothing")
    func refusals() throws {
        var world = try Self.richWorld()
        try world.hold(1, Self.both)
        let before = world.books
        let order = World.order(1)
        func refused(
            _ expected: RefundRejection, _ order: OrderID, _ back: PaymentSources?,
            _ reason: String = "r"
        ) {
            #expect(throws: BooksRejection.refunds(expected)) {
                try world.books.refund(order, back, reason: reason)
            }
        }
        refused(.orderNotFound(World.order(5)), World.order(5), nil, "")
        refused(.orderAlreadySettled(World.order(90)), World.order(90), nil, "")
        refused(.textMustBeStated(field: "reason", bytes: 0), order, World.provider(-1), "")
        let long = String(repeating: "x", count: 257)
        refused(.textMustBeStated(field: "reason", bytes: 257), order, nil, long)
        refused(
            .amountMustBePositive(field: "back.provider", -1), order, World.provider(-1))
        refused(.amountMustBePositive(field: "back", 0), order, .zero)
        #expect(world.books == before)
        #expect(RefundRejection.orderAlreadySettled(order).kind == .failedPrecondition)
        #expect(RefundRejection.orderNotFound(order).kind == .notFound)
    }

    @Test("wallet, coupons and coins must hold what they pay; a receipt needs no balance")
    func floors() throws {
        var world = try Self.richWorld()
        let has = -world.balance(.wallet(World.member(7)))
        let before = world.books
        #expect(
            throws: BooksRejection.ledger(
                .insufficientBalance(.wallet(World.member(7)), balance: -has))
        ) {
            try world.hold(1, PaymentSources(wallet: Money(fen: has + 1)))
        }
        #expect(
            throws: BooksRejection.ledger(
                .insufficientBalance(.coupon(World.member(7)), balance: 0))
        ) {
            try world.hold(1, PaymentSources(coupon: Money(fen: 1)))
        }
        #expect(
            throws: BooksRejection.ledger(
                .insufficientBalance(.legacyCoin(World.member(7)), balance: 0))
        ) {
            try world.hold(1, PaymentSources(provider: Money(fen: 1), coins: 1))
        }
        #expect(world.books == before)
        try world.hold(1, PaymentSources(wallet: Money(fen: has)))
        try world.expectReplay()
    }

    @Test("the parts are held first or with the receipt, once; the receipt once")
    func twice() throws {
        var world = try Self.richWorld()
        let wallet = PaymentSources(wallet: Money(fen: 10))
        func refused(_ sources: PaymentSources, by member: UInt64 = 7) {
            let expected = BooksRejection.orderAlreadyHeld(World.order(1))
            #expect(throws: expected) { try world.hold(1, by: member, sources) }
        }
        try world.hold(1, wallet)
        refused(wallet)
        refused(World.provider(90), by: 8)
        refused(Self.both)
        try world.hold(1, World.provider(90))
        refused(World.provider(1))
        refused(wallet)
        #expect(
            world.books.booking(of: World.order(1))
                == .held(member: World.member(7), paid: Money(fen: 100)))
        try world.settle(1, paid: 100)
        refused(World.provider(1))
        try world.expectReplay()
    }

    @Test("a late receipt of a cancelled order is taken, and goes back")
    func late() throws {
        var world = try Self.richWorld()
        let wallet = world.balance(.wallet(World.member(7)))
        try world.hold(1, PaymentSources(wallet: Money(fen: 10)))
        try world.refund(1, nil)
        #expect(world.balance(.wallet(World.member(7))) == wallet)
        let refunded = BooksRejection.orderAlreadyRefunded(World.order(1))
        let settled = try world.books.settle(
            firstNumber: 2, [try PoolBooksTests.order(1, member: 7, paid: 10)])
        world.events += settled
        guard case .settled(let skipped) = settled[0] else { return }
        #expect(skipped.outcome == .skipped(reason: refunded.reason, note: refunded.sentence))
        try world.hold(1, World.provider(90))
        try world.refund(1, nil)
        #expect(world.balance(.orderHeld(World.order(1))) == 0)
        #expect(throws: BooksRejection.orderAlreadyHeld(World.order(1))) {
            try world.hold(1, World.provider(90))
        }
        try world.expectReplay()
    }

    @Test("a receipt without a name, or a name without a receipt, is refused for its form")
    func form() throws {
        var world = try Self.richWorld()
        let named = BooksRejection.paymentMustBeNamed(World.order(1))
        #expect(throws: named) { try world.hold(1, World.provider(1), payment: "") }
        #expect(throws: named) {
            try world.hold(1, PaymentSources(wallet: Money(fen: 1)), payment: "p")
        }
        #expect(throws: named) {
            try world.hold(
                1, World.provider(1), payment: String(repeating: "p", count: 129))
        }
        for fen in [Int64.min, -1, 0] {
            #expect(
                throws: BooksRejection.paidMustBePositive(
                    World.order(1), Money(fen: fen))
            ) {
                try world.hold(1, World.provider(fen), payment: "p")
            }
        }
        #expect(
            throws: BooksRejection.paidMustBePositive(
                World.order(1), Money(fen: -1))
        ) {
            try world.hold(
                1, PaymentSources(provider: Money(fen: 1), wallet: Money(fen: -1)))
        }
        let most = Money.amountMax.fen
        let limit = BooksRejection.receiptsLimitReached(
            World.order(1), Money(fen: most + 1))
        #expect(throws: limit) { try world.hold(1, World.provider(most + 1)) }
        #expect(throws: BooksRejection.self) {
            try world.hold(1, World.provider(.max))
        }
        try world.hold(1, PaymentSources(wallet: Money(fen: 1)))
        #expect(
            throws: BooksRejection.receiptsLimitReached(
                World.order(1), Money(fen: most))
        ) {
            try world.hold(1, World.provider(most))
        }
        try world.hold(1, World.provider(most - 1))
        try world.expectReplay()
    }

    @Test("a refund that the provider cannot pay out is the wallet's, once and no more")
    func redirected() throws {
        var world = try Self.richWorld()
        try world.hold(1, Self.both)
        try world.refund(1, PaymentSources(wallet: Money(fen: 5)))
        try world.refund(1, World.provider(30_000))
        let wallet = world.balance(.wallet(World.member(7)))
        let (clearing, order) = (world.balance(.pspClearing), World.order(1))
        let evidence = RedirectionEvidence(
            failure: "f1", identityCheck: "id1", checkedBy: "operator/ann")
        func refused(
            _ expected: RefundRejection, refund: Int = 2, order: OrderID = order,
            _ evidence: RedirectionEvidence = evidence
        ) {
            #expect(throws: BooksRejection.refunds(expected)) {
                try world.books.redirect(order, refund: refund, evidence)
            }
        }
        refused(.orderNotFound(World.order(5)), order: World.order(5))
        refused(
            .textMustBeStated(field: "failure", bytes: 0),
            RedirectionEvidence(failure: "", identityCheck: "i", checkedBy: "o"))
        refused(
            .textMustBeStated(field: "identity_check", bytes: 0),
            RedirectionEvidence(failure: "f", identityCheck: "", checkedBy: "o"))
        for number in [-1, 0, 3, .max] { refused(.refundNotFound(order, number), refund: number) }
        refused(.refundNotByProvider(order, 1), refund: 1)
        world.events += try world.books.redirect(order, refund: 2, evidence)
        #expect(world.balance(.wallet(World.member(7))) == wallet - 30_000)
        #expect(world.balance(.pspClearing) == clearing + 30_000)
        refused(.refundAlreadyRedirected(order, 2))
        try world.settle(1, paid: 59_995)
        refused(.refundAlreadyRedirected(order, 2))
        try world.expectReplay()
    }
}
