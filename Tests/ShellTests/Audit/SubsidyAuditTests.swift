import Domain
import Testing
import Wire

@testable import Services

/// Subsidies as the books record them, and one figure of them spoiled.
@Suite("The audit of subsidies")
struct SubsidyAuditTests {
    /// Eleven members, slices of two sources, one of orphan money, and a coupon.
    static func correct() throws -> BookJournal {
        var plan = AuditScenario.seedPlan
        plan.grantBps = 10_000
        plan.retentionBps = 1_000
        var journal = try BookJournal(plan: plan)
        try journal.order(by: 99)
        try journal.run { books, _ in
            let units = books.pool.supply
            return try books.redeem(
                MemberID(rawValue: 99), points: units, minimumPayout: .zero)
        }
        for member in 1...11 { try journal.order(by: UInt64(member)) }
        try journal.run { books, _ in
            try books.receive(Money(fen: 20_000), from: .financingA, reference: "B1")
        }
        try journal.run { books, _ in
            try books.receive(Money(fen: 5_000), from: .unallocated, reference: "D1")
        }
        for (source, fen) in [(SubsidySource.financingA, Int64(9_000)), (.orphan, 3_000)] {
            try journal.run { books, now in
                try books.announce(
                    Money(fen: fen), of: source,
                    notBefore: now.advanced(by: SubsidyBook.noticeMicroseconds),
                    at: now)
            }
        }
        for _ in 0..<8 {
            journal.now = journal.now.advanced(by: ShanghaiDay.microsecondsPerDay)
        }
        for slice in UInt64(1)...2 {
            try journal.run { books, now in
                try books.inject(slice, Money(fen: 1_650), beyondLimit: false, at: now)
            }
        }
        try journal.run { books, _ in
            try books.grantCoupon(
                Money(fen: 700), of: .unallocated, for: OrderID(rawValue: 500),
                member: MemberID(rawValue: 1))
        }
        return journal
    }

    @Test("finds nothing in what the books record, which read back is the same books")
    func sound() throws {
        let journal = try Self.correct()
        #expect(journal.violations() == [])
        #expect(try journal.replayed() == journal.books)
        let kinds = Set(journal.entries.map(\.kind))
        #expect(
            kinds.isSuperset(of: [
                "subsidy_received", "slice_announced", "slice_injected", "coupon_granted",
                "series_closed",
            ]))
    }

    static let planted: [PlantedInBooks] = [
        PlantedInBooks("a receipt booked twice", [.subsidy]) {
            try $0.change(SubsidyReceived.self, nth: 1) { $0.reference = "B1" }
        },
        PlantedInBooks("a receipt without a reference", [.subsidy]) {
            try $0.change(SubsidyReceived.self) { $0.reference = "" }
        },
        PlantedInBooks("what arrived", [.posting]) {
            try $0.change(SubsidyReceived.self) { $0.amountFen += 1 }
        },
        PlantedInBooks("money out of nothing", [.unbalanced]) {
            try $0.change(SubsidyReceived.self) { $0.lines[1].amount -= 1 }
        },
        PlantedInBooks("a slice announced too late", [.injection]) {
            try $0.change(SliceAnnounced.self) { $0.notBeforeUs -= 1 }
        },
        PlantedInBooks("a slice of more than there is", [.injection]) {
            try $0.change(SliceAnnounced.self) { $0.amountFen = 20_001 }
        },
        PlantedInBooks("a slice that was not announced", [.injection]) {
            try $0.change(SliceInjected.self) { $0.slice = 9 }
        },
        PlantedInBooks("an injection of another source", [.injection, .posting]) {
            try $0.change(SliceInjected.self) { $0.source = "game" }
        },
        PlantedInBooks("a slice before its time", [.injection]) {
            try $0.change(SliceAnnounced.self) {
                $0.notBeforeUs += 10 * ShanghaiDay.microsecondsPerDay
            }
        },
        PlantedInBooks("the limit waived where money is real", [.injection]) {
            try $0.change(SliceInjected.self) { $0.beyondDailyLimit = true }
        },
        PlantedInBooks("the reserve after a slice", [.reserve]) {
            try $0.change(SliceInjected.self) { $0.reserveFen += 1 }
        },
        PlantedInBooks("a coupon of orphan money", [.subsidy, .posting]) {
            try $0.change(CouponGranted.self) { $0.source = "orphan" }
        },
        PlantedInBooks("a coupon for nobody's order", [.subsidy, .posting]) {
            try $0.change(CouponGranted.self) { $0.order = 0 }
        },
    ]

    @Test("one figure", arguments: planted)
    func figure(_ planted: PlantedInBooks) throws {
        let found = try planted.found(in: Self.correct())
        #expect(Set(found.map(\.rule)) == planted.rules, "\(found)")
    }

    @Test("a day's slices beyond 1 %, and orphan money while one member holds much")
    func limits() throws {
        var journal = try BookJournal(sandbox: true)
        try journal.order(by: 99)
        try journal.run { books, _ in
            try books.redeem(
                MemberID(rawValue: 99), points: books.pool.supply, minimumPayout: .zero)
        }
        for member in 1...11 { try journal.order(by: UInt64(member)) }
        try journal.run { books, _ in
            try books.receive(Money(fen: 9_000), from: .game, reference: "B1")
        }
        try journal.run { try $0.announce(Money(fen: 9_000), of: .game, notBefore: $1, at: $1) }
        try journal.run { try $0.inject(1, Money(fen: 9_000), beyondLimit: true, at: $1) }
        #expect(journal.violations() == [])
        // The same entries of a platform with real money break four rules.
        try journal.change(PlatformCreated.self) {
            $0.platform?.sandbox = false
            $0.platform?.plan?.returnDays = 7
        }
        let found = journal.violations()
        #expect(found.map(\.rule) == [.injection, .injection], "\(found)")
    }
}
