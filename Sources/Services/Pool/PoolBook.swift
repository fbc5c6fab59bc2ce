package import Domain
package import Journal
package import Transport
package import Wire

/// The pool and ledger of one platform as its journal tells them.
package struct PoolBook: Codable, JournalState {
    /// Nil until the platform is created, which is the journal's first entry.
    package private(set) var platform: Platform?
    package private(set) var books: PoolBooks?
    /// Version n is at n − 1, those that are announced too.
    private(set) var versions: [PlanVersion] = []
    /// The sequence of the last entry that is in this state.
    package private(set) var sequence: UInt64 = 0
    let name: String
    /// The last digest of the state.
    private(set) var digest = DigestChain()
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
        books?.followChanges()
        sequence += 1
        return [EntryDraft(PlatformCreated(platform: platform), keys: [])]
    }

    /// Changes the books by `command`, in place, and counts the entries that will record it.
    package mutating func run<R: Rejection>(
        _ command: (inout PoolBooks) throws(R) -> [BookEvent]
    ) throws(RPCError) -> [BookEvent] {
        // Through the optional, so that the books are changed where they are, not copied.
        let made = try refusing { () throws(R) in try books?.make(command) }
        guard let events = made else { throw notFound }
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

    /// What an entry of a pool's journal records.
    package enum Event: Sendable {
        case created(Platform, PoolPlan, sliceRate: BasisPoints)
        case book(BookEvent)
        /// A version of the plan, with all that its message says.
        case adopted(BookEvent, Plan)
        case digested(StateDigest)
    }

    package static func event(of entry: JournalEntry) throws -> Event {
        let entry = try EventUpcasts.pool.today(entry)
        switch entry.kind {
        case "platform_created":
            guard let created = try PlatformCreated(decoding: entry.event).platform,
                let plan = created.plan
            else {
                throw UnreadableEntry(
                    sequence: entry.sequence, kind: entry.kind,
                    why: "a platform is created with a plan")
            }
            return .created(created, try PoolPlan(plan), sliceRate: plan.sliceRate)
        case "plan_adopted":
            let plan = try PlanAdopted(decoding: entry.event).plan
            return .adopted(try BookEvent(entry), plan ?? Plan())
        case "state_digest": return .digested(try StateDigest(decoding: entry.event))
        default: return .book(try BookEvent(entry))
        }
    }

    package mutating func apply(_ event: Event, at stamp: EntryStamp) throws {
        sequence = stamp.sequence
        switch event {
        case .created(let platform, let plan, let sliceRate):
            guard books == nil else {
                throw UnreadableEntry(
                    sequence: stamp.sequence, kind: "platform_created",
                    why: "a platform is created once")
            }
            begin(platform, at: stamp.timeMicroseconds)
            books = PoolBooks(plan: plan, isSandbox: platform.sandbox, sliceRate: sliceRate)
            books?.followChanges()
        case .book(let event): try take(event, Plan(), at: stamp)
        case .adopted(let event, let plan): try take(event, plan, at: stamp)
        case .digested(let found): try follow(found)
        }
    }

    // MARK: - Digests

    /// Whether `entries` or more follow the last digest.
    func isDigestDue(every entries: UInt64) -> Bool {
        books != nil && sequence - digest.sequence >= entries
    }

    /// The digest of the state as it is now, if that is due. O(n log n) in the accounts that were
    /// written since the last one.
    package mutating func digest(every entries: UInt64) throws(RPCError) -> [EntryDraft] {
        guard isDigestDue(every: entries) else { return [] }
        let made = digest.next(of: try opened())
        sequence += 1
        take(made)
        return [EntryDraft(made, keys: [])]
    }

    /// A recorded digest must be that of the state which the entries before it give.
    private mutating func follow(_ found: StateDigest) throws {
        let expected = digest.next(of: try opened())
        guard found == expected else {
            throw UnreadableEntry(
                sequence: sequence, kind: "state_digest",
                why: "the entries before it give another state than it was made of, "
                    + "\(expected.json()) and not \(found.json()); restore the journal from a "
                    + "backup, or start the version that wrote it")
        }
        take(found)
    }

    private mutating func take(_ made: StateDigest) {
        digest.take(made, at: sequence)
        books?.takeChanges()
    }

    private mutating func take(_ event: BookEvent, _ plan: Plan, at stamp: EntryStamp) throws {
        // Not `books != nil`: books can be compared, and are copied for it.
        let applied: Void? = try books?.apply(
            event, at: Instant(microseconds: stamp.timeMicroseconds))
        guard applied != nil else { throw notFound }
        payees.insert(event, sequence: stamp.sequence)
        guard case .plan(let planned) = event else { return }
        follow(planned, plan)
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

extension PoolBooks {
    fileprivate mutating func make<R: Rejection>(
        _ command: (inout PoolBooks) throws(R) -> [BookEvent]
    ) throws(R) -> [BookEvent] {
        try command(&self)
    }
}
