import Domain
import Journal
import Wire

@testable import Services

/// The pool's journal of one platform, written by the books themselves: what tests of the pool's
/// families audit, and spoil in one place.
struct BookJournal {
    var books: PoolBooks
    private(set) var entries: [JournalEntry] = []
    /// Business and journal time, 8:00 in Shanghai at first.
    var now = Instant(microseconds: 20_000 * ShanghaiDay.microsecondsPerDay)
    private var nextOrder: UInt64 = 1

    init(sandbox: Bool = false, plan: Wire.Plan = AuditScenario.seedPlan) throws {
        let plan = Self.lawful(plan, sandbox: sandbox)
        books = PoolBooks(
            plan: try PoolPlan(plan), isSandbox: sandbox, sliceRate: plan.sliceRate)
        write([
            EntryDraft(
                PlatformCreated(
                    platform: Platform(
                        platform: "demo", sandbox: sandbox, planVersion: 1, plan: plan)),
                keys: [])
        ])
    }

    /// Runs a command of the books and writes what it recorded as one group.
    mutating func run(_ command: (inout PoolBooks, Instant) throws -> [BookEvent]) throws {
        let events = try command(&books, now)
        write(events.map { $0.entry() })
    }

    mutating func write(_ drafts: [EntryDraft]) {
        now = now.next
        let start = entries.count
        for (index, draft) in drafts.enumerated() {
            entries.append(
                JournalEntry(
                    sequence: UInt64(start + index + 1), timeUs: now.microseconds - 1,
                    kind: draft.kind, event: draft.event, keys: draft.keys,
                    caller: index == 0 ? "operator/ann" : "",
                    requestID: index == 0 ? "r\(start)" : "",
                    groupLeft: UInt32(drafts.count - index - 1),
                    method: index == 0 ? "/tidemark.test/Do" : ""))
        }
    }

    /// An order held and settled: 3 parts of 10 into the reserve, 3 as commission.
    mutating func order(by member: UInt64, paid: Int64 = 100_000) throws {
        let order = OrderID(rawValue: nextOrder)
        nextOrder += 1
        let id = MemberID(rawValue: member)
        try run { books, _ in
            try books.hold(order, member: id, paid: Money(fen: paid), payment: "p\(order)")
        }
        let part = Money(fen: paid * 3 / 10)
        let settlement = Domain.Settlement(
            order: order, member: id, paid: Money(fen: paid),
            waterfall: try Domain.Waterfall(
                cost: Money(fen: paid - 2 * part.fen), commission: part, platform: .zero,
                tax: .zero, paymentFee: .zero, contribution: part),
            rewards: [], unallocated: part, planVersion: books.plans.count)
        try run { books, now in
            try books.settle(firstNumber: books.nextNumber, [settlement], at: now)
        }
    }

    /// Outside of a sandbox goods can be given back for seven days.
    private static func lawful(_ plan: Wire.Plan, sandbox: Bool) -> Wire.Plan {
        var plan = plan
        if !sandbox { plan.returnDays = max(7, plan.returnDays) }
        return plan
    }

    mutating func wait(microseconds: Int64) { now = now.advanced(by: microseconds) }

    /// Announces a version of the plan, in force so many microseconds later.
    mutating func adopt(_ plan: Wire.Plan, after microseconds: Int64) throws {
        let plan = Self.lawful(plan, sandbox: books.isSandbox)
        let poolPlan = try PoolPlan(plan)
        let events = try books.announce(
            poolPlan, sliceRate: plan.sliceRate,
            inForceFrom: now.advanced(by: microseconds), at: now)
        writePlans(events, plan)
    }

    mutating func bringPlansIntoForce() throws {
        writePlans(books.bringIntoForce(at: now), Wire.Plan())
    }

    private mutating func writePlans(_ events: [BookEvent], _ plan: Wire.Plan) {
        write(
            events.compactMap { event in
                guard case .plan(let planned) = event else { return nil }
                return planned.entry(of: plan)
            })
    }

    // MARK: - Reading

    /// Days pass without the statements of custodians, which are another suite's subject.
    func violations() -> [Violation] {
        var reader = ScenarioReader()
        for entry in entries { reader.take(entry, of: .pool) }
        return reader.finished().filter { $0.rule != .overdue }
    }

    /// What the audit finds when the journal is silent for so long after its last entry.
    func violations(afterDays days: Int64) -> [Violation] {
        var reader = ScenarioReader()
        for entry in entries { reader.take(entry, of: .pool) }
        for day in 1...days {
            reader.pass(to: now.microseconds + day * ShanghaiDay.microsecondsPerDay)
        }
        return reader.finished()
    }

    /// The books that the entries give, read as the service reads them at its start; saved and
    /// read back each time that so many entries are in them.
    func replayed(savedEvery count: Int = .max) throws -> PoolBooks? {
        var book = PoolBook(journal: JournalName(service: "pool", platform: "demo"))
        for (index, entry) in entries.enumerated() {
            try book.apply(entry)
            if index % count == count - 1 { book = try Saved.again(book) }
        }
        return book.books
    }

    /// Records the digest of the state that the entries give, as the service does.
    mutating func digest() throws {
        var book = PoolBook(journal: JournalName(service: "pool", platform: "demo"))
        for entry in entries { try book.apply(entry) }
        write(try book.digest(every: 1))
    }

    /// Changes the event of the `nth` entry (from 0) of its kind.
    mutating func change<Event: Message>(
        _ type: Event.Type, nth: Int = 0, _ body: (inout Event) -> Void
    ) throws {
        let kind = AuditScenario.kind(of: Event.protoName)
        let found = entries.indices.filter { entries[$0].kind == kind }
        guard found.indices.contains(nth) else {
            throw AuditScenario.NoSuchEntry(kind: kind, nth: nth)
        }
        var event = try Event(decoding: entries[found[nth]].event)
        body(&event)
        entries[found[nth]].event = event.encoded()
    }
}
