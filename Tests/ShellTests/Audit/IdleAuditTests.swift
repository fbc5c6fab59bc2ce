import Domain
import Testing
import Wire

@testable import Services

/// What the audit finds though nothing is recorded, and who holds points while subsidies enter.
@Suite("The audit of silence and of related members")
struct IdleAuditTests {
    @Test("a silent pool's custodians are overdue after two working days", arguments: 1...6)
    func overdue(days: Int64) throws {
        // The journal begins on a Friday, 4 October 2024.
        var journal = try BookJournal()
        try journal.order(by: 1)
        let first = ShanghaiDay(of: journal.now).number
        let missing = (first..<first + Int64(days)).count { (($0 % 7) + 7 + 3) % 7 < 5 }
        let found = journal.violations(afterDays: days).map(\.rule)
        #expect(Set(found) == (missing >= 2 ? [.overdue] : []), "\(missing) of \(days)")
        var sandbox = try BookJournal(sandbox: true)
        try sandbox.order(by: 1)
        #expect(sandbox.violations(afterDays: days) == [])
    }

    /// Two members with points; member 2 is linked to ann unless `linked` is another.
    private static func journal(linked: UInt64, redeemed: Bool = false) throws -> BookJournal {
        var journal = try BookJournal(sandbox: true)
        try journal.order(by: 1)
        try journal.order(by: 2)
        if redeemed {
            try journal.run { books, _ in
                let lots = books.pool.openLots(of: MemberID(rawValue: 2))
                let units = lots.reduce(Int64(0)) { $0 + (books.pool.lot($1)?.units.units ?? 0) }
                return try books.redeem(
                    MemberID(rawValue: 2), points: Points(units: units), minimumPayout: .zero)
            }
        }
        try journal.run { books, now in
            try books.linkOperator(
                "ann", to: MemberID(rawValue: linked), isLinked: true,
                by: Person("operator/ann"), at: now)
        }
        try journal.run { books, _ in
            try books.receive(Money(fen: 900), from: .game, reference: "B1")
        }
        try journal.run { try $0.announce(Money(fen: 900), of: .game, notBefore: $1, at: $1) }
        for _ in 0..<2 {
            try journal.run { try $0.inject(1, Money(fen: 300), beyondLimit: true, at: $1) }
        }
        return journal
    }

    @Test("a related member with points is found at every slice, and shown beside the price")
    func related() throws {
        let journal = try Self.journal(linked: 2)
        let found = journal.violations()
        #expect(found.map(\.rule) == [.related, .related], "\(found)")
        #expect(found.allSatisfy { $0.rule.severity == .warning })
        #expect(found.first?.sentence.hasSuffix("enters: 2") ?? false)
        let holdings = journal.books.relatedHoldings
        #expect(holdings.members == 1)
        #expect(holdings.units == journal.books.pool.lot(LotID(rawValue: 2))?.units)
    }

    @Test("a related member without points is no finding")
    func withoutPoints() throws {
        for journal in [
            try Self.journal(linked: 3), try Self.journal(linked: 2, redeemed: true),
        ] {
            #expect(journal.violations() == [])
            #expect(journal.books.relatedHoldings.members == 0)
            #expect(journal.books.relatedHoldings.units == .zero)
        }
    }
}
