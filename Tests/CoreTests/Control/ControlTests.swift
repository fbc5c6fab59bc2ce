import Testing

@testable import Domain

@Suite("Freezes and winding down")
struct ControlTests {
    static let day = ShanghaiDay.microsecondsPerDay
    static let now = Instant(microseconds: 20_000 * day)

    static func notice(_ by: String, at: Instant = now, reason: String = "why") -> ControlNotice {
        ControlNotice(by: by, reason: reason, at: at)
    }

    static func later(_ days: Int64, _ microseconds: Int64 = 0) -> Instant {
        Instant(microseconds: now.microseconds + days * day + microseconds)
    }

    private static func refuses(
        _ rejection: ControlRejection, _ books: PoolBooks,
        location: SourceLocation = #_sourceLocation,
        _ command: (inout PoolBooks) throws -> Void
    ) {
        var tried = books
        #expect(throws: rejection, sourceLocation: location) { try command(&tried) }
        #expect(tried == books, "a refusal changes nothing", sourceLocation: location)
        #expect(!rejection.sentence.isEmpty, sourceLocation: location)
    }

    private static func propose(
        _ action: ControlAction, days: Int = 0, skips: Bool = false, by: String = "operator/ann",
        at: Instant = now, in books: inout PoolBooks
    ) throws -> [BookEvent] {
        try books.propose(action, notice(by, at: at), days: days, skipsNotice: skips)
    }

    private static func permits(_ books: PoolBooks, at: Instant) -> [Bool] {
        [ControlledAct.receipt, .settlement, .injection, .payout].map { act in
            do throws(ControlRejection) { try books.permit(act, at: at) } catch { return false }
            return true
        }
    }

    @Test("frozen payouts are refused, with the reason, until they are thawed; all else goes on")
    func payouts() throws {
        var books = try SubsidyTests.books()
        Self.refuses(.notFrozen(.payouts), books) {
            _ = try $0.thaw(.payouts, Self.notice("operator/ann"))
        }
        for reason in ["", String(repeating: "r", count: 501)] {
            Self.refuses(.reasonMustBeGiven(bytes: reason.utf8.count), books) {
                _ = try $0.freezePayouts(Self.notice("operator/ann", reason: reason))
            }
        }
        _ = try books.freezePayouts(Self.notice("operator/ann"))
        #expect(throws: ControlRejection.payoutsFrozen(reason: "why")) {
            try books.permit(.payout, at: Self.later(400))
        }
        #expect(Self.permits(books, at: Self.later(400)) == [true, true, true, false])
        Self.refuses(.alreadyFrozen, books) {
            _ = try $0.freezePayouts(Self.notice("operator/bob"))
        }
        _ = try books.thaw(.payouts, Self.notice("operator/ann"))
        #expect(Self.permits(books, at: Self.now) == [true, true, true, true])
    }

    @Test("what the audit froze the audit thaws, or two operators together")
    func audit() throws {
        var books = try SubsidyTests.books()
        Self.refuses(.notFrozen(.payouts), books) { _ = try Self.propose(.thawPayouts, in: &$0) }
        _ = try books.freezePayouts(Self.notice("service/audit"))
        Self.refuses(.frozenByTheAudit, books) {
            _ = try $0.thaw(.payouts, Self.notice("operator/ann"))
        }
        var thawed = books
        _ = try thawed.thaw(.payouts, Self.notice("service/audit"))
        #expect(thawed.control.payouts == nil)
        _ = try Self.propose(.thawPayouts, in: &books)
        _ = try books.confirm(1, by: "operator/bob", at: Self.now)
        #expect(books.control.payouts == nil)
    }

    @Test("two operators freeze the pool for at most 14 days, over by itself")
    func freeze() throws {
        var books = try SubsidyTests.books()
        for days in [0, 15] {
            Self.refuses(.daysOutOfRange(days), books) {
                _ = try Self.propose(.freeze, days: days, in: &$0)
            }
        }
        Self.refuses(.noticeIsForAll, books) {
            _ = try Self.propose(.freeze, days: 1, skips: true, in: &$0)
        }
        _ = try Self.propose(.freeze, days: 14, in: &books)
        #expect(Self.permits(books, at: Self.now) == [true, true, true, true])
        Self.refuses(.sameOperator(1, by: "operator/ann"), books) {
            _ = try $0.confirm(1, by: "operator/ann", at: Self.now)
        }
        Self.refuses(.proposalNotFound(2), books) {
            _ = try $0.confirm(2, by: "operator/bob", at: Self.now)
        }
        Self.refuses(.proposalExpired(1, at: Self.later(7)), books) {
            _ = try $0.confirm(1, by: "operator/bob", at: Self.later(7))
        }
        _ = try books.confirm(1, by: "operator/bob", at: Self.later(7, -1))
        Self.refuses(.proposalIsClosed(1), books) {
            _ = try $0.confirm(1, by: "operator/bob", at: Self.later(7))
        }
        #expect(Self.permits(books, at: Self.later(21, -2)) == [true, false, false, false])
        #expect(Self.permits(books, at: Self.later(21, -1)) == [true, true, true, true])
        var thawed = books
        _ = try thawed.thaw(.pool, Self.notice("operator/ann", at: Self.later(8)))
        #expect(Self.permits(thawed, at: Self.later(8)) == [true, true, true, true])
        Self.refuses(.notFrozen(.pool), books) {
            _ = try $0.thaw(.pool, Self.notice("operator/ann", at: Self.later(21)))
        }
    }

    @Test("a hundred proposals wait; those that expired are forgotten")
    func proposals() throws {
        var books = try SubsidyTests.books()
        for _ in 1...100 { _ = try Self.propose(.freeze, days: 1, in: &books) }
        Self.refuses(.tooManyProposals(100), books) {
            _ = try Self.propose(.freeze, days: 1, in: &$0)
        }
        _ = try Self.propose(.freeze, days: 1, at: Self.later(7), in: &books)
        #expect(books.control.proposals.keys.sorted() == [101])
    }

    @Test("winding down takes two operators and 30 days in which no receipt is accepted")
    func notice() throws {
        var books = try SubsidyTests.books()
        let order = try PoolBooksTests.order(3, member: 3)
        _ = try PoolBooksTests.hold(order, in: &books)
        Self.refuses(.windDownNotAnnounced, books) { _ = try $0.windDown(at: Self.now) }
        Self.refuses(.daysOutOfRange(1), books) {
            _ = try Self.propose(.windDown, days: 1, in: &$0)
        }
        Self.refuses(.noticeIsForAll, books) {
            _ = try Self.propose(.windDown, skips: true, in: &$0)
        }
        _ = try Self.propose(.windDown, in: &books)
        _ = try books.confirm(1, by: "operator/bob", at: Self.now)
        #expect(Self.permits(books, at: Self.now) == [false, true, true, true])
        Self.refuses(.windingDown(until: Self.later(30)), books) {
            _ = try Self.propose(.windDown, in: &$0)
        }
        Self.refuses(.noticeRuns(until: Self.later(30)), books) {
            _ = try $0.windDown(at: Self.later(30, -1))
        }
        Self.refuses(.ordersAreHeld(Money(fen: 100_000)), books) {
            _ = try $0.windDown(at: Self.later(30))
        }
        _ = try books.settle(firstNumber: 3, [order])
        _ = try books.windDown(at: Self.later(30))
        #expect(books.pool.phase == .woundDown)
        Self.refuses(.woundDown, books) { _ = try $0.windDown(at: Self.later(30)) }
        Self.refuses(.woundDown, books) { _ = try $0.freezePayouts(Self.notice("operator/ann")) }
        Self.refuses(.woundDown, books) { _ = try Self.propose(.freeze, days: 1, in: &$0) }
        #expect(throws: ControlRejection.woundDown) {
            try books.permit(.receipt, at: Self.later(30))
        }
        SubsidyTests.refuses(.woundDown, books) {
            _ = try $0.receive(Money(fen: 1), from: .game, reference: "B9")
        }
        #expect(throws: BooksRejection.self) { try books.settle(firstNumber: 4, [order]) }
    }

    @Test("the trust is allotted before a pool is wound down")
    func trust() throws {
        let plan = try PoolPlan(
            openingPrice: Money(fen: 100), grant: BasisPoints(7_000), retention: .zero,
            exitMultiple: .zero, splitPriceMultiple: 0, legacyRelease: BasisPoints(5_000))
        var books = PoolBooks(plan: plan, isSandbox: true)
        let claim = ClaimRow(
            member: MemberID(rawValue: 9), amount: Money(fen: 1_000_000), evidence: "contract")
        _ = try books.importClaims([claim], file: [UInt8](repeating: 7, count: 32), firstLine: 1)
        let order = try PoolBooksTests.order(1, member: 1)
        _ = try PoolBooksTests.hold(order, in: &books)
        _ = try books.settle(firstNumber: 1, [order])
        _ = try Self.propose(.windDown, skips: true, in: &books)
        _ = try books.confirm(1, by: "operator/bob", at: Self.now)
        Self.refuses(.pool(.trustNotAllotted), books) { _ = try $0.windDown(at: Self.now) }
    }

    @Test("all there is goes to those who hold points, to the fen", arguments: UInt64(1)...20)
    func windUp(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        var books = try SubsidyTests.books(sandbox: true)
        // A series that ended leaves orphan money; the next is wound up.
        for member in UInt64(1)...2 {
            let id = MemberID(rawValue: member)
            let units = books.pool.openLots(of: id)
                .reduce(Int64(0)) { $0 + (books.pool.lot($1)?.units.units ?? 0) }
            if units > 0 {
                _ = try books.redeem(id, points: Points(units: units), minimumPayout: .zero)
            }
        }
        let orphan = books.pool.orphan
        #expect(orphan > .zero)
        for number in UInt64(3)...12 {
            let order = try PoolBooksTests.order(
                number, member: .random(in: 1...4, using: &chance),
                paid: .random(in: 1_000...200_000, using: &chance))
            _ = try PoolBooksTests.hold(order, in: &books)
            _ = try books.settle(firstNumber: number, [order])
        }
        let begun = books
        var events = try Self.propose(.windDown, skips: true, in: &books)
        events += try books.confirm(1, by: "operator/bob", at: Self.now)
        let pot = books.pool.reserve.fen + orphan.fen
        let expected = Self.plainShares(of: books.pool, pot: pot)
        let walletsBefore = books
        let made = try books.windDown(at: Self.now)
        events += made
        let paid = made.compactMap { event -> Int64? in
            guard case .woundUp(_, _, let payout) = event.poolEvent?.change else { return nil }
            return payout.fen
        }
        #expect(paid == expected)
        #expect(paid.reduce(0, +) == pot)
        #expect(books.ledger.balance(.reserve) == 0)
        #expect(books.ledger.balance(.orphanReserve) == 0)
        #expect(books.ledger.balance(.issued) == 0)
        #expect(books.subsidies.inReserve == .zero)
        var received: Int64 = 0
        for member in UInt64(1)...4 {
            let id = MemberID(rawValue: member)
            received += books.wallet(of: id).fen - walletsBefore.wallet(of: id).fen
        }
        #expect(received == pot)
        var copy = begun
        for event in events {
            copy = try Saved.again(copy)
            try copy.apply(event)
        }
        #expect(copy == books)
    }

    /// Floors, then a fen each by what is left over, the lower lot first.
    private static func plainShares(of pool: Pool, pot: Int64) -> [Int64] {
        var lots: [(id: UInt64, units: Int64)] = []
        for id in 1...UInt64(pool.lotCount) {
            let units = pool.lot(LotID(rawValue: id))?.units.units ?? 0
            if units > 0 { lots.append((id, units)) }
        }
        let supply = Int128(pool.supply.units)
        var shares = lots.map { Int64(Int128($0.units) * Int128(pot) / supply) }
        var rests = lots.map { Int128($0.units) * Int128(pot) % supply }
        for _ in 0..<(pot - shares.reduce(0, +)) {
            let most = rests.max() ?? 0
            let index = rests.firstIndex(of: most) ?? 0
            shares[index] += 1
            rests[index] = -1
        }
        return shares
    }

    @Test("a record that the rules would not have given is refused")
    func forged() throws {
        var books = try SubsidyTests.books()
        _ = try Self.propose(.freeze, days: 3, in: &books)
        let good = ControlConfirmation(
            proposal: 1, action: .freeze, by: "operator/bob", at: Self.now, until: Self.later(3))
        let forged = [
            ControlEvent.confirmed(
                ControlConfirmation(
                    proposal: 1, action: .freeze, by: "operator/ann", at: Self.now,
                    until: Self.later(3))),
            .confirmed(
                ControlConfirmation(
                    proposal: 1, action: .freeze, by: "operator/bob", at: Self.now,
                    until: Self.later(4))),
            .confirmed(
                ControlConfirmation(
                    proposal: 1, action: .windDown, by: "operator/bob", at: Self.now,
                    until: Self.later(3))),
            .thawed(.payouts, Self.notice("operator/ann")),
            .proposed(
                ControlProposal(
                    number: 1, action: .freeze, notice: Self.notice("operator/ann"), days: 1,
                    skipsNotice: false)),
        ]
        for event in forged {
            var copy = books
            #expect(throws: BooksReplayFault.self) { try copy.apply(.control(event)) }
        }
        var copy = books
        try copy.apply(.control(.confirmed(good)))
        let woundDown = BookMovement(
            event: PoolEvent(
                change: .woundDown, reserve: books.pool.reserve, supply: books.pool.supply),
            member: nil, lines: [])
        #expect(throws: BooksReplayFault.self) { try copy.apply(.moved(woundDown)) }
    }
}
