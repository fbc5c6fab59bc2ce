import Domain
import Testing
import Wire

@testable import Services

/// What the audit says of withdrawals, shares and refunds beside freezes and winding down.
@Suite("The audit of freezes beside withdrawals, shares and refunds")
struct FreezeAuditTests {
    private static let frozen = PayoutsFrozen(by: "operator/ann", reason: "why")

    @Test("an approval and a payout file while payouts are frozen are found, a request is not")
    func withdrawals() throws {
        var scenario = try PayoutScenario()
        scenario.request()
        scenario.request()
        scenario.approve(1)
        var frozen = Self.frozen
        frozen.atUs = scenario.base.now
        scenario.base.add(.pool, frozen)
        scenario.request()
        #expect(scenario.base.violations() == [])
        scenario.approve(2)
        #expect(scenario.base.violations().map(\.rule) == [.control])
        scenario.send([1, 2])
        #expect(scenario.base.violations().map(\.rule) == [.control, .control])
    }

    private static func withIssue() throws -> BookJournal {
        var journal = try BookJournal()
        try journal.order(by: 1)
        let terms = Domain.ShareTerms(
            price: Money(fen: 1_000), shares: 20, opens: journal.now,
            closes: Instant(microseconds: .max), lockUpDays: 0,
            listing: ShareListing(registration: "R", broker: "B", date: "2030-06-01"))
        try journal.run { books, _ in try books.openProgramme(terms) }
        return journal
    }

    private static func subscribe(in journal: inout BookJournal) throws {
        try journal.run { books, now in
            try books.subscribe(
                1, MemberID(rawValue: 1), lot: LotID(rawValue: 1), shares: 3, at: now)
        }
    }

    @Test("a conversion into shares while payouts are frozen is found")
    func conversion() throws {
        var journal = try Self.withIssue()
        try Self.subscribe(in: &journal)
        try journal.run { books, now in
            try books.freezePayouts(ControlNotice(by: "operator/ann", reason: "why", at: now))
        }
        #expect(journal.violations() == [])
        // The books' rules leave the refusal to the service: this entry should not be here.
        try Self.subscribe(in: &journal)
        #expect(journal.violations().map(\.rule) == [.control])
    }

    @Test("winding down while an issue is open is found", arguments: [true, false])
    func issue(isOpen: Bool) throws {
        var journal = try BookJournal()
        try journal.order(by: 1)
        try journal.run { books, now in
            try books.propose(
                .windDown, ControlNotice(by: "operator/ann", reason: "over", at: now), days: 0,
                skipsNotice: false)
        }
        try journal.run { try $0.confirm(1, by: "operator/bob", at: $1) }
        journal.wait(
            microseconds: ControlBook.windDownNoticeDays * ShanghaiDay.microsecondsPerDay)
        if isOpen {
            // Not in the books, which would refuse what comes.
            var copy = journal.books
            let terms = Domain.ShareTerms(
                price: Money(fen: 1_000), shares: 20, opens: journal.now,
                closes: Instant(microseconds: .max), lockUpDays: 0,
                listing: ShareListing(registration: "R", broker: "B", date: "2030-06-01"))
            journal.write(try copy.openProgramme(terms).map { $0.entry() })
        }
        try journal.run { try $0.windDown(at: $1) }
        #expect(journal.violations().map(\.rule) == (isOpen ? [.programme] : []))
    }

    /// An order of 12,000 fen with 3,000 as a reward of member 9.
    private static func order(_ number: UInt64, in journal: inout BookJournal) throws {
        let (order, buyer) = (OrderID(rawValue: number), MemberID(rawValue: 7))
        let reward = RewardCredit(
            payee: MemberID(rawValue: 9), amount: Money(fen: 3_000), isPending: false)
        let settlement = Domain.Settlement(
            order: order, member: buyer, paid: Money(fen: 12_000),
            waterfall: try Domain.Waterfall(
                cost: Money(fen: 5_400), commission: Money(fen: 3_000), platform: .zero,
                tax: .zero, paymentFee: .zero, contribution: Money(fen: 3_600)),
            rewards: [reward], unallocated: .zero, planVersion: 1)
        try journal.run { books, _ in
            try books.hold(order, member: buyer, paid: Money(fen: 12_000), payment: "p\(number)")
        }
        try journal.run { books, now in
            try books.settle(firstNumber: number, [settlement], at: now)
        }
    }

    @Test("what is free of a wallet may go when a reward that was held has been taken back")
    func reversal() throws {
        var journal = try BookJournal()
        try Self.order(1, in: &journal)
        journal.wait(microseconds: 8 * ShanghaiDay.microsecondsPerDay)
        try Self.order(2, in: &journal)
        let claim = Domain.ClawbackClaim(
            order: OrderID(rawValue: 2), paidBack: Money(fen: 12_000),
            contributionBack: Money(fen: 3_600),
            back: PaymentSources(provider: Money(fen: 12_000)),
            reversed: ReversibleParts(cost: Money(fen: 5_400)),
            rewards: [RewardReversal(payee: MemberID(rawValue: 9), amount: Money(fen: 3_000))],
            proceeds: .deducted, reason: "returned")
        try journal.run { books, _ in try books.clawback(claim) }
        let (member, person) = (MemberID(rawValue: 9), Person("operator/ann"))
        try journal.run { books, now in
            try books.registerPayoutAccount(
                PayoutScenario.reference, .bank, of: member, by: person, at: now)
        }
        try journal.run { books, now in
            try books.requestWithdrawal(Money(fen: 3_000), of: member, by: person, at: now)
        }
        #expect(journal.violations() == [])
        #expect(try journal.replayed() == journal.books)
    }
}
