import Domain
import Journal
import Synchronization
import Testing
import Wire

@testable import Services

/// Members' figures that a large pool serves from a copy of up to a minute ago.
@Suite("The audit of figures from an aged copy")
struct AgedCopyAuditTests {
    private typealias Copy = (figures: PoolWideFigures, sequence: UInt64)

    private static func copy(_ journal: BookJournal) -> Copy {
        (journal.books.pool.poolWideFigures(), UInt64(journal.entries.count))
    }

    private static let membersFigures = ["members", "members_in_profit", "net_value_fen"]

    /// A copy of when five members held points, and what happened since: a subsidy that forced
    /// lots out and split the points, a redemption, a lower retention and more members.
    private static func aged() throws -> (BookJournal, Copy) {
        var plan = AuditScenario.seedPlan
        plan.exitMultipleBps = 20_000
        plan.splitPriceMultiple = 5
        var journal = try BookJournal(sandbox: true, plan: plan)
        for member in UInt64(1)...5 { try journal.order(by: member, paid: 70_000) }
        let copy = Self.copy(journal)
        try journal.run { books, _ in
            try books.receive(Money(fen: 900_000), from: .game, reference: "B1")
        }
        try journal.run { books, now in
            try books.announce(Money(fen: 400_000), of: .game, notBefore: now, at: now)
        }
        try journal.run { try $0.inject(1, nil, beyondLimit: true, at: $1) }
        try journal.run { books, _ in
            let lots = books.pool.openLots(of: MemberID(rawValue: 5))
            let units = lots.reduce(Int64(0)) { $0 + (books.pool.lot($1)?.units.units ?? 0) }
            return try books.redeem(
                MemberID(rawValue: 5), points: Points(units: units), minimumPayout: .zero)
        }
        plan.retentionBps = 500
        try journal.adopt(plan, after: 0)
        try journal.bringPlansIntoForce()
        for member in UInt64(6)...8 { try journal.order(by: member, paid: 90_000) }
        return (journal, copy)
    }

    @Test("are held against the entry that the copy is of")
    func sound() throws {
        let (journal, copy) = try Self.aged()
        let (pool, now) = (journal.books.pool, Self.copy(journal).figures)
        #expect(pool.exits > 0 && pool.splits > 0 && pool.flows.redeemed > .zero)
        #expect(copy.figures.netValue != now.netValue)
        #expect(copy.figures.members != now.members)
        #expect(copy.figures.membersInProfit != now.membersInProfit)
        let figures = ServedTruth.audit(journal).compare(ServedTruth.pool(journal, copy: copy))
        #expect(figures.count == 25 && ServedTruth.agree(figures), "\(figures)")
    }

    @Test("that are wrong, or of today, are exactly that finding", arguments: membersFigures)
    func planted(name: String) throws {
        let (journal, copy) = try Self.aged()
        let audit = ServedTruth.audit(journal)
        let (then, now) = (ServedTruth.pool(journal, copy: copy), ServedTruth.pool(journal))
        for isToday in [false, true] {
            var served = then
            let expected: (right: String, wrong: String)
            switch name {
            case "members":
                served.members = isToday ? now.members : then.members + 1
                expected = ("\(then.members)", "\(served.members)")
            case "members_in_profit":
                served.membersInProfit =
                    isToday ? now.membersInProfit : then.membersInProfit + 1
                expected = ("\(then.membersInProfit)", "\(served.membersInProfit)")
            default:
                served.netValueFen = isToday ? now.netValueFen : then.netValueFen + 1
                expected = ("\(then.netValueFen)", "\(served.netValueFen)")
            }
            let figures = audit.compare(served)
            #expect(ServedTruth.differing(figures) == [name])
            let found = TruthFigure.violations(
                figures, in: JournalName(service: "pool", platform: "demo"))
            #expect(found.map(\.expected) == [expected.right])
            #expect(found.map(\.found) == [expected.wrong])
        }
    }

    // MARK: - How old

    @Test(
        "may be a minute old by the journal's time, which may err by five seconds",
        arguments: [-1, 0, 1] as [Int64])
    func age(beyond: Int64) throws {
        var journal = try BookJournal(sandbox: true)
        for member in UInt64(1)...3 { try journal.order(by: member) }
        let copy = Self.copy(journal)
        let followed = journal.now.microseconds
        try journal.order(by: 4)
        journal.wait(microseconds: 65_000_000 + beyond - (journal.now.microseconds - followed))
        try journal.run { books, now in
            try books.linkOperator(
                "ann", to: MemberID(rawValue: 9), isLinked: true, by: Person("operator/ann"),
                at: now)
        }
        let figures = ServedTruth.audit(journal).compare(ServedTruth.pool(journal, copy: copy))
        guard beyond > 0 else {
            #expect(figures.count == 25 && ServedTruth.agree(figures), "\(figures)")
            return
        }
        #expect(ServedTruth.differing(figures) == ["figures_sequence"])
        #expect(ServedTruth.notCompared(figures) == Self.membersFigures)
        #expect(figures.filter(\.agrees).count == 21)
        let late = try #require(figures.filter(\.differs).first)
        #expect(late.served == "\(copy.sequence)")
        #expect(late.recomputed == "at least \(copy.sequence + 1)")
        for figure in figures where !figure.notCompared.isEmpty {
            #expect(figure.notCompared.contains("more than a minute past"))
        }
    }

    @Test(
        "of an entry that is none, or in the midst of a group, are not compared",
        arguments: [true, false])
    func noEntry(isLater: Bool) throws {
        let (journal, copy) = try Self.aged()
        let inside = try #require(
            journal.entries.lastIndex { $0.groupLeft > 0 }.map { UInt64($0 + 1) })
        let sequence = isLater ? UInt64(journal.entries.count) + 1 : inside
        let served = ServedTruth.pool(journal, copy: (copy.figures, sequence))
        let figures = ServedTruth.audit(journal).compare(served)
        #expect(ServedTruth.differing(figures) == (isLater ? ["figures_sequence"] : []))
        #expect(
            ServedTruth.notCompared(figures)
                == (isLater ? [] : ["figures_sequence"]) + Self.membersFigures)
        let found = TruthFigure.violations(
            figures, in: JournalName(service: "pool", platform: "demo"))
        #expect(found.map(\.sentence).allSatisfy { $0.contains("another figures_sequence") })
        #expect(found.count == (isLater ? 1 : 0))
    }

    // MARK: - How many changes

    /// Three groups of one entry and one changed lot each: two of the audit's changes a group.
    @Test(
        "go back as many changes as the audit keeps, and no further",
        arguments: [
            (7, 0), (6, 0), (5, 1), (4, 1), (3, 2), (2, 2), (1, 3), (0, 3),
        ] as [(Int, UInt64)])
    func bounded(changesMax: Int, oldest: UInt64) {
        var past = PlainPast(changesMax: changesMax)
        var lots = PlainPast.Lots()
        for sequence in UInt64(1)...3 {
            lots[7] = PlainPool.Lot(
                member: 1, target: 0, granted: 9, units: sequence, retentionBps: 0)
            past.note(
                [
                    AuditedEntry(
                        place: EntryPlace(journal: "pool/demo", sequence: sequence),
                        timeMicroseconds: Int64(sequence), event: .held(Held()))
                ], before: .init(reserve: sequence - 1, supply: 0), lots.takeChanges(), [])
        }
        for sequence in UInt64(0)...3 {
            let recalled = past.recall(after: sequence, now: .init(reserve: 3, supply: 0))
            switch recalled {
            case .view(let view):
                #expect(sequence >= oldest)
                #expect(view.figures.reserve == sequence)
                let lot = view.lots[7] ?? lots[7]
                #expect(lot?.units == (sequence == 0 ? nil : sequence))
            case .unknown(let words):
                #expect(sequence < oldest)
                #expect(words.contains("at most \(changesMax) changes"))
                #expect(words.hasSuffix("entry \(oldest)"))
            case .tooOld: Issue.record("nothing shows how old it is")
            }
        }
    }

    @Test("groups are forgotten when a minute has passed, however many there were")
    func forgotten() {
        var past = PlainPast(changesMax: 1_000_000)
        func note(_ sequence: UInt64, seconds: Int64) {
            let entry = AuditedEntry(
                place: EntryPlace(journal: "pool/demo", sequence: sequence),
                timeMicroseconds: seconds * 1_000_000, event: .held(Held()))
            past.note([entry], before: .init(reserve: sequence - 1, supply: 0), [], [])
        }
        for sequence in UInt64(1)...5_000 { note(sequence, seconds: Int64(sequence)) }
        for sequence in UInt64(1)...5_000 {
            let recalled = past.recall(after: sequence, now: .init(reserve: 5_000, supply: 0))
            // Entry 4,935 came 65 seconds before the last one: what stood before it is in reach.
            guard sequence >= 4_934 else {
                guard case .tooOld(oldest: 4_934) = recalled else {
                    Issue.record("entry \(sequence): \(recalled)")
                    return
                }
                continue
            }
            guard case .view(let view) = recalled else {
                Issue.record("entry \(sequence): \(recalled)")
                return
            }
            #expect(view.figures.reserve == sequence)
        }
    }

    // MARK: - A pool that is large

    @Test("agree with the copy that the service serves of more lots than it walks over each time")
    func large() throws {
        let time = Mutex<Int64>(0)
        let copies = PoolWideCopies { time.withLock { $0 } }
        var journal = try BookJournal(sandbox: true)
        try Self.settle(PoolWideCopies.lotsWalkedAlways + 1, in: &journal)
        func served() -> GetPoolResponse {
            let sequence = UInt64(journal.entries.count)
            let copy = copies.figures(journal.books.pool, of: "demo", at: sequence)
            return ServedTruth.pool(journal, copy: (copy.figures, copy.sequence))
        }
        let sequence = served().figuresSequence
        #expect(sequence == UInt64(journal.entries.count))
        try journal.order(by: 1)
        try journal.run { books, _ in
            let lot = LotID(rawValue: UInt64(PoolWideCopies.lotsWalkedAlways))
            let units = books.pool.lot(lot)?.units ?? .zero
            return try books.redeem(
                MemberID(rawValue: lot.rawValue), points: units, minimumPayout: .zero)
        }
        let aged = served()
        #expect(aged.figuresSequence == sequence && aged.sequence > sequence)
        let audit = ServedTruth.audit(journal)
        #expect(ServedTruth.agree(audit.compare(aged)))
        time.withLock { $0 += PoolWideCopies.agedMilliseconds }
        let fresh = served()
        #expect(fresh.figuresSequence == fresh.sequence)
        #expect(ServedTruth.agree(audit.compare(fresh)))
        #expect(fresh.netValueFen != aged.netValueFen)
    }

    /// So many orders of a yuan by as many members, 256 in a group.
    private static func settle(_ lots: Int, in journal: inout BookJournal) throws {
        let part = Money(fen: 30)
        let settlements = try (1...UInt64(lots)).map { member in
            Domain.Settlement(
                order: OrderID(rawValue: 1_000_000 + member), member: MemberID(rawValue: member),
                paid: Money(fen: 100),
                waterfall: try Domain.Waterfall(
                    cost: Money(fen: 40), commission: part, platform: .zero, tax: .zero,
                    paymentFee: .zero, contribution: part),
                rewards: [], unallocated: part, planVersion: 1)
        }
        for start in stride(from: 0, to: lots, by: 256) {
            let batch = settlements[start..<min(lots, start + 256)]
            try journal.run { books, _ in
                try batch.flatMap { order in
                    try books.hold(
                        order.order, member: order.member, paid: order.paid,
                        payment: "p\(order.order)")
                }
            }
            try journal.run { books, now in
                try books.settle(firstNumber: books.nextNumber, Array(batch), at: now)
            }
        }
    }
}
