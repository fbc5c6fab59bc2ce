import Domain
import Testing
import Wire

@testable import Services

/// Freezes and winding down as the books record them, and one figure of them spoiled.
@Suite("The audit of freezes and of winding down")
struct ControlAuditTests {
    private static func notice(_ by: String, _ at: Instant) -> ControlNotice {
        ControlNotice(by: by, reason: "why", at: at)
    }

    private static func agree(
        on action: Domain.ControlAction, days: Int = 0, in journal: inout BookJournal
    ) throws {
        try journal.run { books, now in
            try books.propose(action, notice("operator/ann", now), days: days, skipsNotice: false)
        }
        try journal.run { books, now in
            try books.confirm(
                books.control.nextProposal - 1, by: "operator/bob", at: now)
        }
    }

    private static func wait(_ days: Int64, _ journal: inout BookJournal) {
        journal.now = journal.now.advanced(
            by: days * ShanghaiDay.microsecondsPerDay)
    }

    /// A series that ended, another one, payouts frozen and thawed; no freeze of the pool.
    static func correct() throws -> BookJournal {
        var journal = try BookJournal()
        try journal.order(by: 99)
        try journal.run { books, _ in
            try books.redeem(
                MemberID(rawValue: 99), points: books.pool.supply, minimumPayout: .zero)
        }
        for member in 1...7 { try journal.order(by: UInt64(member), paid: 77_777) }
        try journal.run { try $0.freezePayouts(notice("service/audit", $1)) }
        try agree(on: .thawPayouts, in: &journal)
        try journal.run { try $0.freezePayouts(notice("operator/ann", $1)) }
        try journal.run { try $0.thaw(.payouts, notice("operator/bob", $1)) }
        try journal.run { books, _ in
            try books.redeem(
                MemberID(rawValue: 1), lot: LotID(rawValue: 2), units: Points(units: 1_234_567),
                minimumPayout: .zero)
        }
        try agree(on: .windDown, in: &journal)
        wait(30, &journal)
        try journal.run { try $0.windDown(at: $1) }
        return journal
    }

    @Test("finds nothing in what the books record, which read back is the same books")
    func sound() throws {
        let journal = try Self.correct()
        #expect(journal.violations() == [])
        #expect(try journal.replayed() == journal.books)
        #expect(journal.entries.count { $0.kind == "wound_up" } == 7)
        #expect(journal.entries.last?.kind == "wound_down")
    }

    @Test("a freeze of the pool is a finding in itself, and what it refuses is one too")
    func freeze() throws {
        var journal = try BookJournal()
        try journal.order(by: 1)
        try Self.agree(on: .freeze, days: 3, in: &journal)
        #expect(journal.violations().map(\.rule) == [.frozen])
        // The books' rules leave the refusal to the service: this entry should not be here.
        try journal.order(by: 2)
        #expect(journal.violations().map(\.rule) == [.frozen, .control])
        Self.wait(3, &journal)
        try journal.order(by: 3)
        #expect(journal.violations().map(\.rule) == [.frozen, .control])
    }

    @Test("a redemption while payouts are frozen, and a receipt while winding down, are found")
    func refused() throws {
        var journal = try BookJournal()
        try journal.order(by: 1)
        try journal.run { try $0.freezePayouts(Self.notice("operator/ann", $1)) }
        try journal.run { books, _ in
            try books.redeem(
                MemberID(rawValue: 1), points: Points(units: 1_000_000), minimumPayout: .zero)
        }
        #expect(journal.violations().map(\.rule) == [.control])
        try Self.agree(on: .windDown, in: &journal)
        try journal.order(by: 2)
        #expect(journal.violations().map(\.rule) == [.control, .control])
    }

    static let planted: [PlantedInBooks] = [
        PlantedInBooks("one operator for both", [.control]) {
            try $0.change(ControlConfirmed.self, nth: 1) { $0.by = "operator/ann" }
        },
        PlantedInBooks("a notice cut short", [.control]) {
            try $0.change(ControlConfirmed.self, nth: 1) { $0.untilUs -= 1 }
        },
        PlantedInBooks("a notice skipped where money is real", [.control]) {
            try $0.change(ControlProposed.self, nth: 1) { $0.skipNotice = true }
        },
        PlantedInBooks("a freeze of 15 days proposed", [.control]) {
            try $0.change(ControlProposed.self) {
                $0.action = .freeze
                $0.days = 15
            }
        },
        PlantedInBooks("an operator thaws what the audit froze", [.control]) {
            try $0.change(PayoutsFrozen.self, nth: 1) { $0.by = "service/audit" }
        },
        PlantedInBooks("a share of one fen more", [.windDown]) {
            try $0.change(WoundUp.self, nth: 2) { $0.payoutFen += 1 }
        },
        PlantedInBooks("a share of another lot", [.windDown, .lotAccount]) {
            try $0.change(WoundUp.self, nth: 2) { $0.lot = 7 }
        },
        PlantedInBooks("where a share goes", [.posting]) {
            try $0.change(WoundUp.self, nth: 2) { event in
                for index in event.lines.indices where event.lines[index].account == "wallet:3" {
                    event.lines[index].account = "wallet:4"
                }
            }
        },
        PlantedInBooks("the reserve after a share", [.reserve]) {
            try $0.change(WoundUp.self, nth: 2) { $0.reserveFen += 1 }
        },
    ]

    @Test("one figure", arguments: planted)
    func figure(_ planted: PlantedInBooks) throws {
        let found = try planted.found(in: Self.correct())
        #expect(planted.rules.isSuperset(of: found.map(\.rule)), "\(found)")
        #expect(!found.isEmpty)
    }
}
