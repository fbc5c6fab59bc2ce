import Domain
import Testing
import Wire

@testable import Services

/// Plan versions as the service records them, and one figure of them spoiled.
@Suite("The audit of plan versions")
struct PlanAuditTests {
    private static let week = PlanBook.noticeMicroseconds

    /// The exit multiple falls, then the retention; lots of all three versions are redeemed.
    static func correct() throws -> BookJournal {
        var journal = try BookJournal()
        for member in 1...3 { try journal.order(by: UInt64(member)) }
        var plan = AuditScenario.seedPlan
        plan.returnDays = 7
        plan.exitMultipleBps = 20_000
        plan.retentionBps = 3_000
        try journal.adopt(plan, after: week)
        plan.retentionBps = 1_000
        plan.openingPriceFen = 700
        try journal.adopt(plan, after: week + 1)
        try journal.order(by: 4)
        journal.wait(microseconds: week)
        try journal.bringPlansIntoForce()
        try journal.order(by: 5)
        journal.wait(microseconds: 10_000)
        try journal.bringPlansIntoForce()
        for member in 1...6 { try journal.order(by: UInt64(member)) }
        for lot in UInt64(1)...6 {
            try journal.run { books, _ in
                guard let owner = books.pool.lot(LotID(rawValue: lot)), owner.isOpen else {
                    return []
                }
                return try books.redeem(
                    owner.member, lot: LotID(rawValue: lot), units: Points(units: 1_000_000),
                    minimumPayout: .zero)
            }
        }
        return journal
    }

    @Test("finds nothing in what the service records, which read back is the same books")
    func sound() throws {
        let journal = try Self.correct()
        #expect(journal.violations() == [])
        #expect(try journal.replayed() == journal.books)
        #expect(journal.books.plans.count == 3)
        #expect(journal.entries.count { $0.kind == "plan_in_force" } == 2)
        #expect(journal.entries.count { $0.kind == "sold" } >= 4)
    }

    static let planted: [PlantedInBooks] = [
        PlantedInBooks("coins that pay more than a whole order", [.plan]) {
            try $0.change(PlanAdopted.self) { $0.plan?.coinShareBps = 10_001 }
        },
        PlantedInBooks("a version announced too late", [.plan]) {
            try $0.change(PlanAdopted.self) { $0.inForceFromUs -= 1 }
        },
        PlantedInBooks("a version out of its numbers", [.plan]) {
            try $0.change(PlanAdopted.self) { $0.version = 3 }
        },
        PlantedInBooks("a version in force too early", [.plan]) {
            try $0.change(PlanAdopted.self, nth: 1) { $0.inForceFromUs += 1_000_000_000 }
        },
        PlantedInBooks("a version out of bounds", [.plan]) {
            try $0.change(PlanAdopted.self, nth: 1) { $0.plan?.legacyReleaseBps = 10_001 }
        },
        PlantedInBooks("another version in force", [.plan]) {
            try $0.change(PlanInForce.self) { $0.version = 9 }
        },
        PlantedInBooks("a retention that was not announced", [.redemption]) {
            try $0.change(PlanAdopted.self, nth: 1) { $0.plan?.retentionBps = 900 }
        },
    ]

    @Test("one figure", arguments: planted)
    func figure(_ planted: PlantedInBooks) throws {
        let found = try planted.found(in: Self.correct())
        #expect(found.contains { planted.rules.contains($0.rule) }, "\(found)")
    }
}
