package import Domain
package import Journal
package import Transport
package import Wire

/// The pool and ledger of one platform as its journal tells them.
package struct PoolBook: JournalState {
    /// Nil until the platform is created, which is the journal's first entry.
    package private(set) var platform: Platform?
    package private(set) var books: PoolBooks?
    /// Version n is at n − 1, those that are announced too.
    private(set) var versions: [PlanVersion] = []
    /// The sequence of the last entry that is in this state.
    package private(set) var sequence: UInt64 = 0
    let name: String
    /// Who was moved by which entry, beside the entries' own keys.
    private(set) var payees = PayeeIndex()

    package init(journal: JournalName) {
        name = journal.platform
    }

    /// The books, for reading.
    func opened() throws(RPCError) -> PoolBooks {
        guard let books else { throw notFound }
        return books
    }

    package mutating func create(
        _ platform: Platform, _ plan: PoolPlan, at now: Int64
    ) throws(RPCError) -> [EntryDraft] {
        guard books == nil else {
            throw RPCError(
                .alreadyExists,
                "platform \(name) exists with other figures; choose another name",
                reason: "platform_exists", metadata: ["platform": name])
        }
        begin(platform, at: now)
        books = PoolBooks(
            plan: plan, isSandbox: platform.sandbox,
            sliceRate: (platform.plan ?? Plan()).sliceRate)
        sequence += 1
        return [EntryDraft(PlatformCreated(platform: platform), keys: [])]
    }

    /// Changes the books by `command`, in place, and counts the entries that will record it.
    package mutating func run<R: Rejection>(
        _ command: (inout PoolBooks) throws(R) -> [BookEvent]
    ) throws(RPCError) -> [BookEvent] {
        // Taken out and put back, so that the books are changed where they are, not copied.
        guard var books else { throw notFound }
        self.books = nil
        defer { self.books = books }
        let events = try refusing { () throws(R) in try command(&books) }
        for event in events {
            sequence += 1
            payees.insert(event, sequence: sequence)
        }
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
        let entry = try EventUpcasts.pool.today(entry)
        if entry.kind == "platform_created" {
            let event = try PlatformCreated(decoding: entry.event)
            guard let created = event.platform, let plan = created.plan, books == nil else {
                throw UnreadableEntry(
                    sequence: entry.sequence, kind: entry.kind,
                    why: "a platform is created once, with a plan")
            }
            begin(created, at: entry.timeUs)
            books = PoolBooks(
                plan: try PoolPlan(plan), isSandbox: created.sandbox, sliceRate: plan.sliceRate)
            return
        }
        guard var books else { throw notFound }
        self.books = nil
        defer { self.books = books }
        let event = try BookEvent(entry)
        try books.apply(event, at: Instant(microseconds: entry.timeUs))
        payees.insert(event, sequence: sequence)
        guard case .plan(let planned) = event else { return }
        let plan = entry.kind == "plan_adopted" ? try PlanAdopted(decoding: entry.event).plan : nil
        follow(planned, plan ?? Plan())
    }

    private mutating func begin(_ platform: Platform, at time: Int64) {
        self.platform = platform
        versions = [
            PlanVersion(
                version: 1, plan: platform.plan, inForceFromUs: time, inForceUs: time,
                adoptedUs: time)
        ]
    }

    /// Keeps what the books know of a version as its message, which has more.
    mutating func follow(_ event: PlanEvent, _ plan: Plan) {
        switch event {
        case .adopted(let adoption):
            versions.append(
                PlanVersion(
                    version: UInt32(clamping: adoption.version), plan: plan,
                    inForceFromUs: adoption.inForceFrom.microseconds,
                    adoptedUs: adoption.at.microseconds))
        case .cameIntoForce(let version, let at):
            versions[version - 1].inForceUs = at.microseconds
            platform?.planVersion = UInt32(clamping: version)
            platform?.plan = versions[version - 1].plan
        }
    }

    private var notFound: RPCError {
        RPCError(
            .notFound, "platform \(name) does not exist; an operator creates it first",
            reason: "platform_not_found", metadata: ["platform": name])
    }
}
