import Domain
import Testing
import Wire

@testable import Services

/// Random lives of books with subsidies, plans, freezes and the operator's money: two rules
/// written apart agree on every entry, and the entries give the same books again.
@Suite("The audit of random lives of the books")
struct FamilyLivesTests {
    private struct Life {
        var journal: BookJournal
        var chance: SeededGenerator
        var count = 0
        var plan: Wire.Plan

        init(seed: UInt64) throws {
            chance = SeededGenerator(seed: seed)
            plan = AuditScenario.seedPlan
            plan.returnDays = 7
            plan.exitMultipleBps = [0, 10_001, 15_000, 30_000][Int(seed % 4)]
            plan.retentionBps = [0, 2_000, 5_000][Int(seed % 3)]
            plan.splitPriceMultiple = [0, 2, 10][Int(seed % 3)]
            journal = try BookJournal(sandbox: seed.isMultiple(of: 2), plan: plan)
        }

        mutating func money(_ most: Int64) -> Money {
            Money(fen: .random(in: 1...most, using: &chance))
        }

        /// One command; what the rules refuse leaves no entry.
        mutating func step() throws {
            count += 1
            journal.wait(
                microseconds: .random(in: 1...ShanghaiDay.microsecondsPerDay, using: &chance))
            do {
                try act()
            } catch is SubsidyRejection {
                return
            } catch is BooksRejection {
                return
            } catch is ControlRejection {
                return
            } catch is PlanRejection {
                return
            } catch is OperatorRejection {
                return
            }
        }

        private mutating func act() throws {
            let source =
                [SubsidySource.game, .financingB, .unallocated, .orphan]
                .randomElement(using: &chance) ?? .game
            let (amount, reference) = (money(3_000), "R\(count)")
            switch Int.random(in: 0..<20, using: &chance) {
            case 0..<6:
                try journal.order(
                    by: .random(in: 1...15, using: &chance),
                    paid: .random(in: 1_000...200_000, using: &chance))
            case 6, 7: try redeem()
            case 8:
                try journal.run { books, _ in
                    try books.receive(amount, from: source, reference: reference)
                }
            case 9, 10:
                let week = SubsidyBook.noticeMicroseconds
                try journal.run { books, now in
                    try books.announce(
                        amount, of: source, notBefore: now.advanced(by: week), at: now)
                }
            case 11..<15: try inject()
            case 15: try adopt()
            case 16: try journal.bringPlansIntoForce()
            case 17, 18:
                let move = Domain.OperatorMove.allCases.randomElement(using: &chance) ?? .deposited
                try journal.run { books, now in
                    guard move == .providerSettled else {
                        return try books.book(move, amount, reference: reference)
                    }
                    return try books.settleProvider(
                        received: amount, fee: .zero, reference: reference,
                        by: Person("operator/ann"), at: now)
                }
            default: try freeze()
            }
        }

        private mutating func redeem() throws {
            let lots = UInt64(journal.books.pool.lotCount)
            guard lots > 0 else { return }
            let lot = LotID(rawValue: .random(in: 1...lots, using: &chance))
            guard let found = journal.books.pool.lot(lot), found.isOpen else { return }
            let part = Int64.random(in: 1...found.units.units, using: &chance)
            let units = Bool.random(using: &chance) ? found.units : Points(units: part)
            try journal.run { books, now in
                try books.permit(.payout, at: now)
                return try books.redeem(
                    found.member, lot: lot, units: units, minimumPayout: .zero)
            }
        }

        private mutating func inject() throws {
            let slices = journal.books.subsidies.slices.keys.sorted()
            guard let slice = slices.randomElement(using: &chance) else { return }
            let beyond = journal.books.isSandbox && Bool.random(using: &chance)
            let part = Bool.random(using: &chance) ? money(300) : nil
            try journal.run { books, now in
                try books.inject(slice, part, beyondLimit: beyond, at: now)
            }
        }

        private mutating func adopt() throws {
            plan.retentionBps = .random(in: 0...5_000, using: &chance)
            plan.grantBps = .random(in: 1_000...10_000, using: &chance)
            plan.openingPriceFen = .random(in: 1...1_000, using: &chance)
            plan.injectionSliceBps = .random(in: 0...100, using: &chance)
            try journal.adopt(plan, after: PlanBook.noticeMicroseconds)
        }

        /// Payouts, by the audit or by an operator, and their thaw.
        private mutating func freeze() throws {
            let by = Bool.random(using: &chance) ? "service/audit" : "operator/ann"
            let isFrozen = journal.books.control.payouts != nil
            try journal.run { books, now in
                let notice = ControlNotice(by: by, reason: "chance", at: now)
                return isFrozen
                    ? try books.thaw(.payouts, notice) : try books.freezePayouts(notice)
            }
        }

        /// Everything that two operators do to end it.
        mutating func windDown() throws {
            try journal.run { books, now in
                try books.propose(
                    .windDown, ControlNotice(by: "operator/ann", reason: "over", at: now),
                    days: 0, skipsNotice: false)
            }
            try journal.run { books, now in
                try books.confirm(
                    books.control.nextProposal - 1, by: "operator/bob", at: now)
            }
            journal.wait(
                microseconds: ControlBook.windDownNoticeDays * ShanghaiDay.microsecondsPerDay)
            try journal.run { try $0.windDown(at: $1) }
        }
    }

    @Test("finds nothing, and the entries are the books", arguments: UInt64(1)...24)
    func lives(seed: UInt64) throws {
        var life = try Life(seed: seed)
        for count in 1...400 {
            try life.step()
            if count.isMultiple(of: 50) { try life.journal.digest() }
        }
        let pot = life.journal.books.pool.reserve.fen + life.journal.books.pool.orphan.fen
        try life.windDown()
        let journal = life.journal
        #expect(journal.violations() == [], "seed \(seed)")
        #expect(try journal.replayed() == journal.books)
        #expect(try journal.replayed(savedEvery: 25) == journal.books)
        let books = journal.books
        #expect(books.pool.phase == .woundDown)
        #expect(books.pool.flows.woundUp.fen == pot || books.pool.openLotCount == 0)
        #expect(books.subsidies.inReserve <= books.pool.reserve)
        let kinds = Set(journal.entries.map(\.kind))
        #expect(
            kinds.isSuperset(of: [
                "slice_injected", "plan_in_force", "operator_moved", "state_digest",
            ]))
        #expect(books.ledger.balance(.reserve) == -books.pool.reserve.fen)
        #expect(books.ledger.trialBalance().allSatisfy { $0.amount != 0 })
    }
}
