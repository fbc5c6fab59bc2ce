internal import Transparency
internal import Wire

/// Decides commands and appends what they decided: takes all that wait, changes memory ahead of the
/// disk, commits once, then answers. Nothing suspends inside a batch, so nothing comes between.
actor JournalWriter<State: JournalState> {
    /// Tells those who wait, once a batch's outcome is known; no failure means durable.
    typealias Answer = @Sendable (_ failure: JournalError?) -> Void

    enum Item: Sendable {
        case command(JournalCommand<State>)
        /// Looks at the writer's memory; what it saw is told when that is durable.
        case look(@Sendable (isolated JournalWriter<State>) -> Answer)
    }

    nonisolated let executor: QueueExecutor
    private let store: JournalStore
    private let environment: JournalEnvironment
    private var cells: [JournalName: JournalCell<State>]
    private var batch = JournalBatch()
    private let keeper: SnapshotKeeper<State>
    /// Set when an append failed; then nothing in memory is shown any more.
    private var failure: JournalError?

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    init(
        store: JournalStore, environment: JournalEnvironment,
        cells: sending [JournalName: JournalCell<State>], keeper: SnapshotKeeper<State>
    ) {
        executor = QueueExecutor(label: "tidemark.journal.writer")
        self.store = store
        self.environment = environment
        self.cells = cells
        self.keeper = keeper
    }

    /// Does all that waits, in order.
    func process(_ items: [Item]) {
        let room = Result<Void, JournalError> { () throws(JournalError) in try store.checkRoom() }
        for item in items {
            switch item {
            case .look(let look):
                batch.answers.append(look(self))
            case .command(let command):
                accept(command, room: room)
            }
            if batch.byteCount >= store.limits.batchBytesMax { commit() }
        }
        commit()
    }

    /// Decides one command, or finds its remembered reply, and queues the answer. A refusal waits
    /// for the batch as well: what it rests on may be in it.
    private func accept(_ command: JournalCommand<State>, room: Result<Void, JournalError>) {
        let result = Result<Outcome, any Error> {
            if let failure { throw failure }
            if let outcome = try remembered(command) { return outcome }
            try room.get()
            return try decide(command)
        }
        batch.answers.append { failure in
            if let failure {
                command.continuation.resume(throwing: failure)
            } else {
                command.continuation.resume(with: result)
            }
        }
    }

    private func decide(_ command: JournalCommand<State>) throws -> Outcome {
        let journal = command.header.journal
        let cell = cells[journal] ?? JournalCell(journal: journal)
        let time = max(environment.now(), cell.timeMicroseconds)
        let decision = try command.decide(&cell.state, time)
        guard !decision.entries.isEmpty else {
            return Outcome(reply: decision.reply, replayed: false, lastSequence: cell.size)
        }
        let group: [NewEntry]
        do {
            group = try command.group(
                decision, after: cell.size, timeMicroseconds: time, limits: store.limits)
            try store.checkRoom(entryBytes: group.reduce(0) { $0 + $1.bytes.count })
        } catch {
            try restore(journal)
            throw error
        }
        batch.add(group, to: journal, after: cell.frontier)
        cell.size += UInt64(group.count)
        cell.timeMicroseconds = time
        // A journal comes to exist with its first entry.
        cells[journal] = cell
        let outcome = Outcome(reply: decision.reply, replayed: false, lastSequence: cell.size)
        batch.remember(command.header, mac: command.mac, outcome: outcome)
        return outcome
    }

    /// The outcome of an earlier command under the same id; nil for a new or unremembered one.
    private func remembered(_ command: JournalCommand<State>) throws -> Outcome? {
        let header = command.header
        guard !header.requestID.isEmpty else { return nil }
        let key = header.requestKey
        if let pending = batch.pending(key, journal: header.journal) {
            try command.checkSame(mac: pending.mac)
            return pending.outcome
        }
        for sequence in cells[header.journal]?.index.requests.candidates(key) ?? [] {
            let first = try entry(header.journal, sequence)
            guard first.requestID == key.requestID, first.caller == key.caller,
                first.method == key.method
            else { continue }
            try command.checkSame(mac: first.requestMac)
            let last = sequence + UInt64(first.groupLeft)
            let reply = first.groupLeft == 0 ? first.reply : try entry(header.journal, last).reply
            return Outcome(reply: reply, replayed: true, lastSequence: last)
        }
        return nil
    }

    private func entry(
        _ journal: JournalName, _ sequence: UInt64
    ) throws(JournalError) -> JournalEntry {
        guard let bytes = try store.read(journal, after: sequence - 1, count: 1).first else {
            throw JournalError(
                .corrupt, "\(journal) entry \(sequence) was written and is not in the database")
        }
        return try JournalCell<State>.decode(bytes, journal: journal, sequence: sequence)
    }

    /// Folds a journal anew from its entries, after a decision changed the state in a way that
    /// cannot be written. O(its entries): rare, our own mistake, and better than a wrong state.
    private func restore(_ journal: JournalName) throws(JournalError) {
        commit()
        if let failure { throw failure }
        let frontier = cells.removeValue(forKey: journal)?.frontier
        guard let frontier else { return }
        let cell = JournalCell<State>(journal: journal)
        while cell.size < frontier.size {
            let chunk = try store.read(journal, after: cell.size, count: 1_024)
            for bytes in chunk {
                let entry = try JournalCell<State>.decode(
                    bytes, journal: journal, sequence: cell.size + 1)
                try cell.take(RecordedEntry(entry, of: State.self, in: journal))
                cell.index.insert(entry)
            }
            guard !chunk.isEmpty else {
                throw JournalError(
                    .corrupt, "\(journal) ends at entry \(cell.size) and not \(frontier.size)")
            }
        }
        cell.frontier = frontier
        cells[journal] = cell
    }

    /// Makes the batch durable and visible, answers, and only then does what nobody waits for. A
    /// failure is final.
    private func commit() {
        let finished = batch
        batch = JournalBatch()
        let appends = failure == nil ? finished.additions.values.map(\.append) : []
        if !appends.isEmpty { ending { () throws(JournalError) in try store.append(appends) } }
        for answer in finished.answers { answer(failure) }
        guard !appends.isEmpty, failure == nil else { return }
        for (journal, addition) in finished.additions {
            guard let cell = cells[journal] else { continue }
            cell.frontier = addition.append.frontier
            for group in addition.groups {
                for new in group { cell.index.insert(new.entry) }
            }
        }
        ending { () throws(JournalError) in try store.tendLog() }
        keepSnapshot(finished.additions.keys)
    }

    /// Does what the service cannot go on without.
    private func ending(_ body: () throws(JournalError) -> Void) {
        do throws(JournalError) {
            try body()
        } catch {
            failure = error
            environment.onFatal(error)
        }
    }

    /// Begins a snapshot of one of these journals, beside the writer, if it is time for one and
    /// none is being made.
    private func keepSnapshot(_ journals: some Sequence<JournalName>) {
        guard failure == nil, State.snapshotCoding != nil, !keeper.isBusy else { return }
        let entries = store.limits.snapshotEntries
        let due = journals.lazy.compactMap { self.cells[$0] }
            .first { $0.isSnapshotDue(first: entries) }
        guard let due else { return }
        let (head, state) = due.snapshot()
        keeper.keep(head, state)
    }

    /// Looks at a journal's state; one without entries is seen as it begins.
    func read<T>(
        _ journal: JournalName, _ body: (borrowing State) throws -> T
    ) rethrows -> T {
        if let cell = cells[journal] { return try body(cell.state) }
        return try body(State(journal: journal))
    }

    /// The entries that a journal's state has, those of the batch being made included.
    func size(_ journal: JournalName) -> UInt64 { cells[journal]?.size ?? 0 }

    func sequences(_ journal: JournalName, key: String, before: UInt64, count: Int) -> [UInt64] {
        cells[journal]?.index.keys.sequences(key, before: before, count: count) ?? []
    }
}
