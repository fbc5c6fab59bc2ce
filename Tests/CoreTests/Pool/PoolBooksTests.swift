import Testing

@testable import Domain

@Suite("Books of a platform")
struct PoolBooksTests {
    static func order(
        _ number: UInt64, member: UInt64, paid: Int64 = 100_000, contribution: Int64? = nil,
        rewards: [RewardCredit] = [], unallocated: Int64? = nil, version: Int = 1
    ) throws -> Settlement {
        let into = contribution ?? paid * 3 / 10
        let commission = paid * 3 / 10
        let waterfall = try Waterfall(
            cost: Money(fen: paid - into - commission), commission: Money(fen: commission),
            platform: .zero, tax: .zero, paymentFee: .zero, contribution: Money(fen: into))
        let rewarded = rewards.reduce(Int64(0)) { $0 + $1.amount.fen }
        return Settlement(
            order: OrderID(rawValue: number), member: MemberID(rawValue: member),
            paid: Money(fen: paid), waterfall: waterfall, rewards: rewards,
            unallocated: Money(fen: unallocated ?? commission - rewarded), planVersion: version)
    }

    static func hold(_ order: Settlement, in books: inout PoolBooks) throws -> [BookEvent] {
        try books.hold(
            order.order, member: order.member, paid: order.paid, payment: "p\(order.order)")
    }

    private static func settled(_ event: BookEvent) throws -> BookSettlement {
        guard case .settled(let settlement) = event else { throw Unexpected(event: event) }
        return settlement
    }

    private struct Unexpected: Error {
        var event: BookEvent
    }

    private static func reward(_ payee: UInt64, _ fen: Int64, pending: Bool = false)
        -> RewardCredit
    {
        RewardCredit(
            payee: MemberID(rawValue: payee), amount: Money(fen: fen), isPending: pending)
    }

    @Test("an order's money goes where its waterfall says, to the fen")
    func waterfall() throws {
        var books = PoolBooks(plan: .seed)
        let order = try Self.order(
            1, member: 7, rewards: [Self.reward(3, 5_000), Self.reward(4, 700, pending: true)])
        let held = try Self.hold(order, in: &books)
        #expect(books.ledger.balance(.orderHeld(OrderID(rawValue: 1))) == -100_000)
        let events = try books.settle(firstNumber: 1, [order])
        #expect(books.ledger.balance(.orderHeld(OrderID(rawValue: 1))) == 0)
        #expect(books.ledger.balance(.pspClearing) == 100_000)
        #expect(books.ledger.balance(.merchantPayable) == -40_000)
        #expect(books.ledger.balance(.wallet(MemberID(rawValue: 3))) == -5_000)
        #expect(books.ledger.balance(.commissionPending) == -700)
        #expect(books.ledger.balance(.commissionUnallocated) == -24_300)
        #expect(books.ledger.balance(.reserve) == -30_000)
        #expect(books.ledger.balance(.lot(LotID(rawValue: 1))) == 210_000_000)
        #expect(books.ledger.balance(.issued) == -210_000_000)
        #expect(books.order(of: LotID(rawValue: 1)) == OrderID(rawValue: 1))
        #expect(books.paidByMembers.fen == 100_000)
        #expect(books.reserveOfPaid.rawValue == 3_000)
        var copy = PoolBooks(plan: .seed)
        for event in held + events { try copy.apply(event) }
        #expect(copy == books)
    }

    @Test("a number out of turn is refused with the expected one, and uses none")
    func outOfTurn() throws {
        var books = PoolBooks(plan: .seed)
        let order = try Self.order(1, member: 7)
        _ = try Self.hold(order, in: &books)
        let before = books
        for number in [0, 2, .max] as [UInt64] {
            let expected = BooksRejection.settlementOutOfTurn(expected: 1, found: number)
            #expect(throws: expected) { try books.settle(firstNumber: number, [order]) }
            #expect(expected.kind == .aborted)
        }
        #expect(throws: BooksRejection.tooManyOrders(0)) {
            try books.settle(firstNumber: 1, [])
        }
        #expect(books == before)
    }

    @Test("an order refused for its content keeps its number as skipped; the queue goes on")
    func skipped() throws {
        var books = PoolBooks(plan: .seed)
        let good = try Self.order(1, member: 7)
        let held = try Self.hold(good, in: &books)
        let other = try Self.order(2, member: 7)
        let held2 = try Self.hold(other, in: &books)
        let batch = [
            try Self.order(1, member: 8), try Self.order(1, member: 7, paid: 90_000),
            try Self.order(3, member: 7), try Self.order(1, member: 7, unallocated: 29_999),
            try Self.order(1, member: 7, rewards: [Self.reward(3, 0)]),
            try Self.order(1, member: 7, rewards: [Self.reward(3, 30_001)]),
            try Self.order(1, member: 7, version: 2), good, good, other,
        ]
        let events = try books.settle(firstNumber: 1, batch)
        let reasons = try events.map { event in
            guard case .skipped(let reason, _) = try Self.settled(event).outcome else { return "" }
            return reason
        }
        #expect(
            reasons == [
                "hold_does_not_match", "hold_does_not_match", "order_not_found",
                "rewards_must_sum", "reward_must_be_positive", "rewards_must_sum",
                "plan_version_not_found", "", "order_already_settled", "",
            ])
        #expect(try events.map { try Self.settled($0).number } == Array(1...10))
        #expect(books.nextNumber == 11)
        var copy = PoolBooks(plan: .seed)
        for event in held + held2 + events { try copy.apply(event) }
        #expect(copy == books)
    }

    @Test("a waterfall that is not the price is skipped")
    func waterfallMustSum() throws {
        var books = PoolBooks(plan: .seed)
        let order = try Self.order(1, member: 7)
        _ = try Self.hold(order, in: &books)
        let wrong = Settlement(
            order: order.order, member: order.member, paid: order.paid,
            waterfall: try order.waterfall.adding(order.waterfall), rewards: [],
            unallocated: Money(fen: 60_000), planVersion: 1)
        let event = try Self.settled(try books.settle(firstNumber: 1, [wrong])[0])
        guard case .skipped(let reason, let note) = event.outcome else {
            Issue.record("\(event.outcome)")
            return
        }
        #expect(reason == "waterfall_must_sum")
        #expect(note.contains("200000") && note.contains("100000"))
    }

    @Test("an order of 0 fen settles once, without hold and lines")
    func nothingPaid() throws {
        var books = PoolBooks(plan: .seed)
        let order = try Self.order(1, member: 7, paid: 0)
        let events = try books.settle(firstNumber: 1, [order, order])
        #expect(try Self.settled(events[0]).outcome == .noContribution)
        #expect(try Self.settled(events[0]).lines.isEmpty)
        #expect(try Self.settled(events[1]).isSkipped)
        #expect(books.ledger == Ledger())
    }

    @Test("a grant below one unit goes to the reserve, without points to the orphan reserve")
    func roundsToZero() throws {
        var books = PoolBooks(plan: .seed)
        var events: [BookEvent] = []
        let small = try Self.order(1, member: 7, paid: 10, contribution: 1)
        let big = try Self.order(2, member: 7)
        let last = try Self.order(3, member: 7, paid: 10, contribution: 1)
        let none = try Self.order(4, member: 7, contribution: 0)
        for order in [small, big, last, none] { events += try Self.hold(order, in: &books) }
        events += try books.settle(firstNumber: 1, [small, big, last, none])
        let outcomes = try events.dropFirst(4).map { try Self.settled($0).outcome }
        #expect(outcomes[0] == .roundsToZero)
        #expect(outcomes[0].note == "no points: below one unit")
        #expect(books.ledger.balance(.orphanReserve) == -1)
        #expect(outcomes[2] == .roundsToZero)
        #expect(books.ledger.balance(.reserve) == -30_001)
        #expect(outcomes[3] == .noContribution)
        var copy = PoolBooks(plan: .seed)
        for event in events { try copy.apply(event) }
        #expect(copy == books)
    }

    @Test("a payment is accepted once and has a name and an amount")
    func holds() throws {
        var books = PoolBooks(plan: .seed)
        let order = try Self.order(1, member: 7)
        _ = try Self.hold(order, in: &books)
        #expect(throws: BooksRejection.orderAlreadyHeld(order.order)) {
            try Self.hold(order, in: &books)
        }
        let next = OrderID(rawValue: 2)
        let member = MemberID(rawValue: 7)
        #expect(throws: BooksRejection.paidMustBePositive(next, .zero)) {
            try books.hold(next, member: member, paid: .zero, payment: "p")
        }
        let tooMuch = Money(fen: 1 << 40 + 1)
        #expect(throws: BooksRejection.receiptsLimitReached(next, tooMuch)) {
            try books.hold(next, member: member, paid: tooMuch, payment: "p")
        }
        for name in ["", String(repeating: "p", count: 129)] {
            #expect(throws: BooksRejection.paymentMustBeNamed(next)) {
                try books.hold(next, member: member, paid: Money(fen: 1), payment: name)
            }
        }
        _ = try books.hold(
            next, member: member, paid: Money.amountMax,
            payment: String(repeating: "p", count: 128))
    }

    @Test("a redemption pays the owner's wallet, and nobody else may ask for it")
    func redeem() throws {
        var books = PoolBooks(plan: .seed)
        for number in UInt64(1)...2 {
            let order = try Self.order(number, member: number)
            _ = try Self.hold(order, in: &books)
            _ = try books.settle(firstNumber: number, [order])
        }
        let (lot, units) = (LotID(rawValue: 1), Points(units: 100_000_000))
        let before = books
        #expect(throws: BooksRejection.notTheOwner(lot, MemberID(rawValue: 2))) {
            try books.redeem(MemberID(rawValue: 2), lot: lot, units: units, minimumPayout: .zero)
        }
        #expect(
            throws: BooksRejection.pool(
                .lotNotFound, subject: "redeeming 100000000 units of lot 3")
        ) {
            try books.redeem(
                MemberID(rawValue: 1), lot: LotID(rawValue: 3), units: units,
                minimumPayout: .zero)
        }
        do throws(BooksRejection) {
            _ = try books.redeem(
                MemberID(rawValue: 1), lot: lot, units: units, minimumPayout: Money(fen: 13_446))
            Issue.record("the payout is below the minimum")
        } catch {
            #expect(error.reason == "price_moved")
            #expect(
                error.sentence
                    == "redeeming 100000000 units of lot 1, which has 210000000 and now pays "
                    + "13445 fen: the payout is below minimum_payout; ask for a new quote")
        }
        #expect(books == before)
        _ = try books.redeem(
            MemberID(rawValue: 1), lot: lot, units: units, minimumPayout: Money(fen: 13_445))
        #expect(books.wallet(of: MemberID(rawValue: 1)).fen == 13_445)
        #expect(books.ledger.balance(.lot(lot)) == 110_000_000)
        #expect(books.ledger.wallets(after: MemberID(rawValue: 0), limit: 5).count == 1)
    }

    @Test("every refusal has a code, a kind and a sentence that names the remedy")
    func words() {
        for rejection in PoolRejection.allCases {
            let wrapped = BooksRejection.pool(rejection, subject: "lot 3")
            #expect(wrapped.reason == rejection.rawValue)
            #expect(wrapped.sentence.hasPrefix("lot 3: "))
            #expect(wrapped.kind == rejection.kind)
        }
        #expect(PoolRejection.priceMoved.kind == .aborted)
        #expect(PoolRejection.limitReached.kind == .outOfRange)
        #expect(PoolRejection.lotNotFound.kind == .notFound)
        #expect(PoolRejection.piecesDoNotMatch.kind == .invalidArgument)
        #expect(
            BooksRejection.notTheOwner(LotID(rawValue: 1), MemberID(rawValue: 1)).kind
                == .permissionDenied)
    }

    @Test("a record that these books cannot have made is refused, not followed")
    func forged() throws {
        var books = PoolBooks(plan: .seed)
        let order = try Self.order(1, member: 7)
        let held = try Self.hold(order, in: &books)
        let empty = books
        let good = try Self.settled(try books.settle(firstNumber: 1, [order])[0])
        func forge(
            number: UInt64 = 1, paid: Money? = nil, lines: [Line]? = nil, reserve: Money? = nil,
            outcome: SettlementOutcome? = nil
        ) -> BookEvent {
            .settled(
                BookSettlement(
                    number: number, order: good.order, member: good.member,
                    paid: paid ?? good.paid, contribution: good.contribution, planVersion: 1,
                    outcome: outcome ?? good.outcome, lines: lines ?? good.lines,
                    reserve: reserve ?? good.reserve, supply: good.supply))
        }
        let forged = [
            held[0], forge(number: 2), forge(paid: Money(fen: .max)), forge(lines: []),
            forge(reserve: .zero), forge(outcome: .noContribution), forge(outcome: .roundsToZero),
            forge(outcome: .skipped(reason: "", note: "")),
            forge(lines: [Line(.reserve, .min), Line(.pspClearing, .max)]),
            .moved(
                BookMovement(
                    event: PoolEvent(
                        change: .split(ratio: .max), reserve: .zero, supply: .zero),
                    member: nil, lines: [])),
        ]
        for event in forged {
            var copy = empty
            #expect(throws: BooksReplayFault.self) { try copy.apply(event) }
        }
        var copy = empty
        try copy.apply(forge())
        #expect(copy == books)
    }
}
