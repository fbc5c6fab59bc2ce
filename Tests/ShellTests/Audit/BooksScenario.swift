import Domain
import Journal
import Wire

@testable import Services

/// A pool's journal as the books write it: a correct set of entries, which tests then spoil in one
/// place. The other journals are not there, so nothing is said about hops.
struct BooksScenario {
    var books: PoolBooks
    private(set) var entries: [JournalEntry] = []
    private var clock: Int64 = 1_800_000_000_000_000
    private var nextOrder: UInt64 = 1

    init(_ plan: Wire.Plan) throws {
        books = PoolBooks(plan: try PoolPlan(plan))
        let created = PlatformCreated(
            platform: Platform(platform: "demo", sandbox: true, planVersion: 1, plan: plan))
        write([EntryDraft(created, keys: [])])
    }

    private mutating func write(_ group: [EntryDraft]) {
        clock += 1_000
        let size = entries.count
        for (index, draft) in group.enumerated() {
            entries.append(
                JournalEntry(
                    sequence: UInt64(size + index + 1), timeUs: clock, kind: draft.kind,
                    event: draft.event, keys: draft.keys, caller: index == 0 ? "operator/ann" : "",
                    requestID: index == 0 ? "r\(size)" : "",
                    groupLeft: UInt32(group.count - index - 1),
                    method: index == 0 ? "/tidemark.test/Do" : ""))
        }
    }

    /// The time of the group that comes next.
    var nextTime: Instant { Instant(microseconds: clock + 1_000) }

    /// Makes a command and writes its group.
    mutating func run(_ command: (inout PoolBooks) throws -> [BookEvent]) throws {
        write(try command(&books).map { $0.entry() })
    }

    mutating func order(by member: UInt64, paid: Int64 = 100_000) throws {
        let order = OrderID(rawValue: nextOrder)
        nextOrder += 1
        let contribution = paid * 3 / 10
        let waterfall = try Domain.Waterfall(
            cost: Money(fen: paid - contribution), commission: .zero, platform: .zero, tax: .zero,
            paymentFee: .zero, contribution: Money(fen: contribution))
        let settlement = Domain.Settlement(
            order: order, member: MemberID(rawValue: member), paid: Money(fen: paid),
            waterfall: waterfall, rewards: [], unallocated: .zero, planVersion: 1)
        try run { books in
            try books.hold(
                order, member: settlement.member, paid: settlement.paid, payment: "p\(order)")
        }
        try run { books in
            try books.settle(firstNumber: books.nextNumber, [settlement])
        }
    }

    /// Changes the event of the `nth` entry (from 0) of its kind.
    mutating func change<Event: Message>(
        _ type: Event.Type, nth: Int = 0, _ body: (inout Event) -> Void
    ) throws {
        let index = try place(type, nth)
        var event = try Event(decoding: entries[index].event)
        body(&event)
        entries[index].event = event.encoded()
    }

    /// Takes the entry out, and numbers the rest anew.
    mutating func remove<Event: Message>(_ type: Event.Type, nth: Int = 0) throws {
        let index = try place(type, nth)
        let isFirst = index == 0 || entries[index - 1].groupLeft == 0
        if !isFirst {
            for before in stride(from: index - 1, through: 0, by: -1) {
                guard entries[before].groupLeft > 0 else { break }
                entries[before].groupLeft -= 1
            }
        }
        entries.remove(at: index)
        for later in entries.indices { entries[later].sequence = UInt64(later) + 1 }
    }

    private func place<Event: Message>(_ type: Event.Type, _ nth: Int) throws -> Int {
        let kind = AuditScenario.kind(of: Event.protoName)
        let places = entries.indices.filter { entries[$0].kind == kind }
        guard places.indices.contains(nth) else {
            throw AuditScenario.NoSuchEntry(kind: kind, nth: nth)
        }
        return places[nth]
    }

    func violations() -> [Violation] {
        var audit = PlatformAudit()
        var check = JournalCheck(journal: "pool/demo", service: .pool)
        var sheet = ViolationSheet()
        for entry in entries {
            guard case .group(let group) = check.take(entry.encoded(), &sheet) else { continue }
            audit.apply(group, of: .pool, &sheet)
        }
        return sheet.take()
    }
}
