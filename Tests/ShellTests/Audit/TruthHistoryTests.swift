import Domain
import Testing
import Wire

@testable import Services

/// Orders, redemptions, subsidies, plans, returns and links by chance: after each, whatever the
/// service would say agrees with the audit.
@Suite("The audit of truth figures over a history by chance")
struct TruthHistoryTests {
    private struct History {
        var journal: BookJournal
        var chance: SeededGenerator
        private var reader = ScenarioReader()
        private var read = 0
        private var slices: UInt64 = 0
        private var orders: [(member: UInt64, paid: Int64)] = []
        private(set) var plan: Wire.Plan
        /// Members' figures as they were after each step.
        private(set) var copies: [(figures: PoolWideFigures, sequence: UInt64)] = []

        init(seed: UInt64) throws {
            chance = SeededGenerator(seed: seed)
            plan = AuditScenario.seedPlan
            plan.exitMultipleBps = [0, 10_001, 15_000, 30_000].randomElement(using: &chance) ?? 0
            plan.splitPriceMultiple = [0, 2, 1_000].randomElement(using: &chance) ?? 0
            journal = try BookJournal(sandbox: true, plan: plan)
        }

        private mutating func below(_ bound: Int64) -> Int64 {
            Int64.random(in: 0..<bound, using: &chance)
        }

        /// A refused command is a step too: it changes nothing.
        mutating func step() throws {
            journal.wait(microseconds: below(12_000_000))
            let member = UInt64(below(7)) + 1
            switch below(12) {
            case 0..<5: try order(by: member)
            case 5..<7: redeem(by: member)
            case 7: try inject()
            case 8: try adopt()
            case 9: giveBack()
            default: try link(member)
            }
            copies.append(
                (journal.books.pool.poolWideFigures(), UInt64(journal.entries.count)))
        }

        private mutating func order(by member: UInt64) throws {
            let paid = 1_000 + below(200_000)
            try journal.order(by: member, paid: paid)
            orders.append((member, paid))
        }

        private mutating func redeem(by member: UInt64) {
            let id = MemberID(rawValue: member)
            let pool = journal.books.pool
            let units = pool.openLots(of: id).reduce(0) { $0 + (pool.lot($1)?.units.units ?? 0) }
            guard units > 0 else { return }
            let part = below(3) == 0 ? units : below(units) + 1
            try? journal.run { books, _ in
                try books.redeem(id, points: Points(units: part), minimumPayout: .zero)
            }
        }

        private mutating func inject() throws {
            slices += 1
            let (slice, amount) = (slices, Money(fen: 1_000 + below(300_000)))
            try journal.run { books, _ in
                try books.receive(amount, from: .game, reference: "B\(slice)")
            }
            try journal.run { try $0.announce(amount, of: .game, notBefore: $1, at: $1) }
            try? journal.run {
                try $0.inject(slice, nil, beyondLimit: true, at: $1)
            }
        }

        private mutating func adopt() throws {
            plan.grantBps = UInt32(1 + below(10_000))
            plan.legacyReleaseBps = UInt32(below(3) * 5_000)
            plan.retentionBps = UInt32(below(5_001))
            try journal.adopt(plan, after: 0)
            try journal.bringPlansIntoForce()
        }

        private mutating func giveBack() {
            guard let number = orders.indices.randomElement(using: &chance) else { return }
            let order = orders[number]
            let paid = Money(fen: order.paid)
            try? journal.run { books, _ in
                try books.clawback(
                    ClawbackClaim(
                        order: OrderID(rawValue: UInt64(number) + 1), paidBack: paid,
                        contributionBack: Money(fen: order.paid * 3 / 10),
                        back: PaymentSources(provider: paid), reversed: .zero, rewards: [],
                        proceeds: .deducted, reason: "returned"))
            }
        }

        private mutating func link(_ member: UInt64) throws {
            try? journal.run { books, now in
                try books.linkOperator(
                    "ann", to: MemberID(rawValue: member), isLinked: true,
                    by: Person("operator/ann"), at: now)
            }
        }

        /// The audit of all that is written by now.
        mutating func audit() -> PlatformAudit {
            for entry in journal.entries[read...] { reader.take(entry, of: .pool) }
            read = journal.entries.count
            return reader.audit
        }

        mutating func finished() -> [Violation] { reader.finished() }

        /// One of the last copies, and whether the entry after it is within a minute and the five
        /// seconds that a journal may err.
        mutating func copy() -> (copy: (PoolWideFigures, UInt64), isInReach: Bool) {
            let copy = copies.suffix(16).randomElement(using: &chance) ?? copies[0]
            let entries = journal.entries
            guard let last = entries.last, Int(copy.sequence) < entries.count else {
                return (copy, true)
            }
            return (copy, last.timeUs - entries[Int(copy.sequence)].timeUs <= 65_000_000)
        }
    }

    @Test("agrees after every step, and copies as far as a minute back", arguments: UInt64(1)...12)
    func agrees(seed: UInt64) throws {
        var history = try History(seed: seed)
        var (aged, late, estimates) = (0, 0, Set<String>())
        for _ in 0..<120 {
            try history.step()
            let audit = history.audit()
            let (copy, isInReach) = history.copy()
            let pool = audit.compare(ServedTruth.pool(history.journal, copy: copy))
            #expect(ServedTruth.differing(pool) == (isInReach ? [] : ["figures_sequence"]))
            #expect(ServedTruth.notCompared(pool).count == (isInReach ? 0 : 3))
            #expect(pool.count == 25)
            if isInReach { aged += 1 } else { late += 1 }
            let member = UInt64.random(in: 1...7, using: &history.chance)
            let position = ServedTruth.position(of: member, history.journal)
            #expect(ServedTruth.differing(audit.compare(position)) == [])
            estimates.formUnion(position.lots.map(\.ordersToBreakEven))
            let paid = Int64.random(in: 1...3_000_000, using: &history.chance)
            let contribution = Int64.random(in: 1...paid, using: &history.chance)
            let quote = try ServedTruth.quote(
                history.journal, paid: paid, contribution: contribution)
            let quoted = audit.compare(quote, paid: paid, contribution: contribution)
            #expect(ServedTruth.differing(quoted) == [], "\(quoted.filter(\.differs))")
        }
        #expect(aged > 0 && late > 0 && estimates.count > 5)
        let (pool, plan) = (history.journal.books.pool, history.plan)
        #expect(pool.flows.redeemed > .zero && pool.flows.returned > .zero)
        #expect(plan.exitMultipleBps == 0 || pool.exits > 0)
        #expect(plan.splitPriceMultiple != 2 || pool.splits > 0)
        let found = history.finished()
        #expect(found.allSatisfy { $0.rule == .related }, "\(found.first { $0.rule != .related })")
    }
}
