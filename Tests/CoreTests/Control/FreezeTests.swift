import Testing

@testable import Domain

/// What freezes and winding down say to withdrawals, shares and refunds.
@Suite("Freezes beside withdrawals, shares and refunds")
struct FreezeTests {
    private static func notice(_ at: Instant, by: String = "operator/ann") -> ControlNotice {
        ControlNotice(by: by, reason: "why", at: at)
    }

    private static func agree(
        on action: ControlAction, days: Int = 0, at: Instant, in books: inout PoolBooks
    ) throws -> [BookEvent] {
        try books.propose(action, notice(at), days: days, skipsNotice: false)
            + books.confirm(books.control.nextProposal - 1, by: "operator/bob", at: at)
    }

    /// One withdrawal is asked for and one is approved.
    private static func withdrawals() throws -> WithdrawalWorld {
        var world = WithdrawalWorld()
        try world.reward(1, 10_000)
        try world.fundCustody(10_000)
        try world.register(1)
        #expect(try world.request(1, 1_000).rawValue == 1)
        #expect(try world.request(1, 1_000).rawValue == 2)
        try world.approve(WithdrawalID(rawValue: 2))
        return world
    }

    private static func refused(_ world: WithdrawalWorld, at: Instant) -> Bool {
        var world = world
        var refusals = 0
        do throws(BooksRejection) {
            try world.approve(WithdrawalID(rawValue: 1), at: at)
        } catch {
            if error == .withdrawal(.payoutsFrozen) { refusals += 1 }
        }
        do throws(BooksRejection) {
            try world.send([WithdrawalID(rawValue: 2)], at: at)
        } catch {
            if error == .withdrawal(.payoutsFrozen) { refusals += 1 }
        }
        #expect(refusals == 0 || refusals == 2)
        return refusals == 2
    }

    @Test("approving and sending wait until payouts are thawed; asking and cancelling go on")
    func payouts() throws {
        var world = try Self.withdrawals()
        let at = WithdrawalWorld.at(1)
        #expect(!Self.refused(world, at: at))
        _ = try world.books.freezePayouts(Self.notice(at))
        #expect(Self.refused(world, at: at))
        #expect(Self.refused(world, at: WithdrawalWorld.at(24 * 400)))
        #expect(try world.request(1, 1_000, at: at).rawValue == 3)
        try world.cancel(WithdrawalID(rawValue: 3), of: 1, at: at)
        _ = try world.books.thaw(.payouts, Self.notice(at))
        #expect(!Self.refused(world, at: at))
    }

    @Test("while the pool is frozen payouts are too, to the microsecond")
    func pool() throws {
        var world = try Self.withdrawals()
        let (at, days) = (WithdrawalWorld.at(1), Int64(24 * 3))
        _ = try Self.agree(on: .freeze, days: 3, at: at, in: &world.books)
        #expect(Self.refused(world, at: WithdrawalWorld.at(1 + days, plus: -1)))
        #expect(!Self.refused(world, at: WithdrawalWorld.at(1 + days)))
    }

    @Test("receipts and refunds of every kind go on while pool and payouts are frozen")
    func refunds() throws {
        var world = RefundWorld()
        try world.hold(1, RefundWorld.provider(100_000))
        try world.settle(1, paid: 100_000)
        let at = Instant(microseconds: 1)
        world.events += try world.books.freezePayouts(Self.notice(at))
        world.events += try Self.agree(on: .freeze, days: 14, at: at, in: &world.books)
        try world.hold(2, RefundWorld.provider(500))
        try world.refund(2, nil)
        world.events += try world.books.redirect(
            RefundWorld.order(2), refund: 1,
            RedirectionEvidence(failure: "F", identityCheck: "C", checkedBy: "operator/ann"))
        try world.clawback(.pieces())
        #expect(world.balance(.wallet(RefundWorld.member(7))) == -500)
        try world.expectReplay()
    }

    @Test("a reward that was taken back is held no longer, and what was free before is free")
    func reversal() throws {
        var world = WithdrawalWorld()
        let member = MemberID(rawValue: 9)
        func withdrawable() -> Int64 {
            world.books.withdrawals.withdrawable(
                member, at: WithdrawalWorld.midnight, in: world.books.ledger
            ).fen
        }
        try world.reward(9, 5_000)
        try world.reward(9, 3_000, at: WithdrawalWorld.at(-1))
        #expect(withdrawable() == 5_000)
        for rest in [2_000, 0] as [Int64] {
            let taken = rest == 0 ? Int64(2_000) : 1_000
            let claim = ClawbackClaim.pieces(
                order: 2, paid: rest == 0 ? 8_000 : 4_000, reversed: .zero,
                rewards: [RewardReversal(payee: member, amount: Money(fen: taken))])
            try world.run { books throws(BooksRejection) in try books.clawback(claim) }
            #expect(world.books.wallet(of: member).fen == 5_000 + rest)
            #expect(withdrawable() == 5_000)
        }
        var copy = PoolBooks(plan: .seed)
        for (event, at) in world.events { try copy.apply(event, at: at) }
        #expect(copy == world.books)
    }

    // MARK: - Shares

    private static let announced = Instant(microseconds: 150)
    private static let over = announced.advanced(
        by: ControlBook.windDownNoticeDays * ShanghaiDay.microsecondsPerDay)

    private static func refusal(_ books: PoolBooks) -> ControlRejection? {
        var tried = books
        do throws(ControlRejection) { _ = try tried.windDown(at: over) } catch { return error }
        return nil
    }

    @Test("a pool is wound down when no issue of shares is open and all is given back")
    func issue() throws {
        var world = try SharesWorld()
        try world.order(by: 1)
        try world.open(SharesWorld.terms(price: 10, shares: 2_000))
        for _ in 0...SharesBook.returnsMax {
            _ = try world.books.subscribe(
                1, MemberID(rawValue: 1), lot: LotID(rawValue: 1), shares: 1,
                at: Instant(microseconds: 100))
        }
        _ = try Self.agree(on: .windDown, at: Self.announced, in: &world.books)
        #expect(Self.refusal(world.books) == .programmeIsOpen(1))
        var closed = world.books
        _ = try closed.closeProgramme(
            1, isSuccessful: true, reference: "minutes", at: Instant(microseconds: 200))
        #expect(Self.refusal(closed) == nil)
        _ = try world.books.closeProgramme(
            1, isSuccessful: false, reference: "minutes", at: Instant(microseconds: 200))
        #expect(world.books.shares.isReturning)
        #expect(Self.refusal(world.books) == .programmeIsOpen(1))
        _ = world.books.continueReturns()
        #expect(Self.refusal(world.books) == nil)
    }

    @Test("a recorded winding down while an issue is open is not of these books")
    func forged() throws {
        var world = try SharesWorld()
        try world.order(by: 1)
        try world.follow(try Self.agree(on: .windDown, at: Self.announced, in: &world.books))
        let events = try world.books.windDown(at: Self.over)
        _ = try world.copy.openProgramme(SharesWorld.terms())
        #expect(throws: BooksReplayFault.notAsDecided("wound_up")) {
            for event in events { try world.copy.apply(event) }
        }
    }
}
