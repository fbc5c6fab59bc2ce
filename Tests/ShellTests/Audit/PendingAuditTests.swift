import Domain
import Testing
import Wire

@testable import Services

/// Same-rank rewards that are taken back before their period closes.
@Suite("The audit of rewards that wait")
struct PendingAuditTests {
    /// An order of 1,000 yuan with 30 that wait, half of which come back.
    static func correct() throws -> BookJournal {
        var journal = try BookJournal()
        let order = OrderID(rawValue: 1)
        let member = MemberID(rawValue: 7)
        let paid = Money(fen: 100_000)
        try journal.run { books, _ in
            try books.hold(order, member: member, paid: paid, payment: "p1")
        }
        let settlement = Domain.Settlement(
            order: order, member: member, paid: paid,
            waterfall: try Domain.Waterfall(
                cost: Money(fen: 40_000), commission: Money(fen: 30_000), platform: .zero,
                tax: .zero, paymentFee: .zero, contribution: Money(fen: 30_000)),
            rewards: [
                RewardCredit(
                    payee: MemberID(rawValue: 8), amount: Money(fen: 3_000), isPending: true)
            ],
            unallocated: Money(fen: 27_000), planVersion: 1)
        try journal.run { books, now in
            try books.settle(firstNumber: 1, [settlement], at: now)
        }
        try journal.run { books, _ in
            try books.clawback(
                ClawbackClaim(
                    order: order, paidBack: Money(fen: 50_000),
                    contributionBack: Money(fen: 15_000),
                    back: PaymentSources(provider: Money(fen: 50_000)),
                    reversed: ReversibleParts(
                        cost: Money(fen: 20_000), unallocated: Money(fen: 13_500),
                        pending: Money(fen: 1_500)),
                    rewards: [], proceeds: .deducted, reason: "returned"))
        }
        return journal
    }

    @Test("finds nothing in what the books record")
    func sound() throws {
        let journal = try Self.correct()
        #expect(journal.violations() == [])
        #expect(try journal.replayed() == journal.books)
        #expect(journal.books.ledger.balance(.commissionPending) == -1_500)
    }

    static let planted: [PlantedInBooks] = [
        PlantedInBooks("more than waits is taken back", [.clawback]) {
            try $0.change(ClawedBack.self) { $0.claim?.reversed?.pendingFen = 3_001 }
        },
        PlantedInBooks("less is taken back than the claim says", [.clawback]) {
            try $0.change(ClawedBack.self) { $0.claim?.reversed?.pendingFen = 1_499 }
        },
        PlantedInBooks("another account gives what waits", [.posting]) {
            try $0.change(ClawedBack.self) { event in
                for index in event.lines.indices {
                    let account = event.lines[index].account
                    if account == "commission_pending" { event.lines[index].amount -= 1 }
                    if account == "commission_unallocated" { event.lines[index].amount += 1 }
                }
            }
        },
    ]

    @Test("one figure", arguments: planted)
    func figure(_ planted: PlantedInBooks) throws {
        let found = try planted.found(in: Self.correct())
        #expect(Set(found.map(\.rule)) == planted.rules, "\(found)")
    }
}
