package import Domain
package import Journal
import Transport
package import Wire

/// The pool and ledger of one platform as its journal tells them.
package struct PoolBook: JournalState {
    /// Nil until the platform is created, which is the journal's first entry.
    package private(set) var platform: Platform?
    package private(set) var books: PoolBooks?
    /// The sequence of the last entry that is in this state.
    package private(set) var sequence: UInt64 = 0
    let name: String

    package init(journal: JournalName) {
        name = journal.platform
    }

    /// The books, for reading.
    func opened() throws(RPCError) -> PoolBooks {
        guard let books else { throw notFound }
        return books
    }

    mutating func create(_ platform: Platform, _ plan: PoolPlan) throws(RPCError) -> [EntryDraft] {
        guard books == nil else {
            throw RPCError(
                .alreadyExists,
                "platform \(name) exists with other figures; choose another name",
                reason: "platform_exists", metadata: ["platform": name])
        }
        self.platform = platform
        books = PoolBooks(
            plan: plan, isSandbox: platform.sandbox,
            sliceRate: (platform.plan ?? Plan()).sliceRate)
        sequence += 1
        return [EntryDraft(PlatformCreated(platform: platform), keys: [])]
    }

    /// Changes the books by `command`, in place, and counts the entries that will record it.
    mutating func run<R: Rejection>(
        _ command: (inout PoolBooks) throws(R) -> [BookEvent]
    ) throws(RPCError) -> [BookEvent] {
        // Taken out and put back, so that the books are changed where they are, not copied.
        guard var books else { throw notFound }
        self.books = nil
        defer { self.books = books }
        let events = try refusing { () throws(R) in try command(&books) }
        sequence += UInt64(events.count)
        return events
    }

    /// Refuses an act that a freeze or winding down forbids now.
    func permit(_ act: ControlledAct, at now: Int64) throws(RPCError) {
        let books = try opened()
        try refusing { () throws(ControlRejection) in
            try books.permit(act, at: Instant(microseconds: now))
        }
    }

    package mutating func apply(_ entry: JournalEntry) throws {
        sequence = entry.sequence
        if entry.kind == "platform_created" {
            let event = try PlatformCreated(decoding: entry.event)
            guard let created = event.platform, let plan = created.plan, books == nil else {
                throw UnreadableEntry(
                    sequence: entry.sequence, kind: entry.kind,
                    why: "a platform is created once, with a plan")
            }
            platform = created
            books = PoolBooks(
                plan: try PoolPlan(plan), isSandbox: created.sandbox, sliceRate: plan.sliceRate)
            return
        }
        guard var books else { throw notFound }
        self.books = nil
        defer { self.books = books }
        try books.apply(try BookEvent(entry))
    }

    private var notFound: RPCError {
        RPCError(
            .notFound, "platform \(name) does not exist; an operator creates it first",
            reason: "platform_not_found", metadata: ["platform": name])
    }
}
