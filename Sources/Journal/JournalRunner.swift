internal import Synchronization
internal import Transparency
internal import Wire

/// Runs the journals of one service: every command is decided against memory, appended with others
/// in one commit, and answered when durable. Reads never show what is not.
package final class JournalRunner<State: JournalState>: Sendable {
    package let service: String
    /// Entries, proofs, heads and subscriptions.
    package let store: JournalStore
    /// Entries that were not folded at the start, because snapshots have them.
    package let keptAtStart: UInt64
    private let environment: JournalEnvironment
    private let authenticator: MessageAuthenticator
    private let inbox: Inbox<JournalWriter<State>.Item>
    let keeper: SnapshotKeeper<State>

    /// Opens or makes the journals in `directory`, re-hashes every entry against what is stored,
    /// and folds the states. Blocks for as long as that takes: O(all entries). Refuses a folder
    /// that is open elsewhere, and one where anything was changed, with the entry or page named.
    package init(
        directory: String, service: String, limits: JournalLimits = .init(),
        environment: JournalEnvironment
    ) throws(JournalError) {
        self.service = service
        self.environment = environment
        store = try JournalStore(
            directory: directory, limits: limits, environment: environment)
        authenticator = MessageAuthenticator(
            key: try SecretFile.key(directory: directory, name: SecretFile.requestKey))
        let cells: [JournalName: JournalCell<State>]
        do throws(JournalError) {
            cells = try JournalRunner.load(store, service: service, Snapshots(fitting: store))
        } catch {
            // The thread that read may hold the store a moment longer than this one does.
            store.letGo()
            throw error
        }
        keptAtStart = cells.values.reduce(0) { $0 + $1.snapshotTried }
        keeper = SnapshotKeeper(
            directory: directory, limits: limits, environment: environment,
            sizes: cells.mapValues(\.snapshotTried))
        let writer = JournalWriter(
            store: store, environment: environment, cells: cells, keeper: keeper)
        inbox = Inbox(
            itemsMax: limits.queuedMax, batchMax: limits.batchCommandsMax,
            executor: writer.executor
        ) { items in
            writer.assumeIsolated { $0.process(items) }
        }
    }

    /// Folds on this thread what others read, from the snapshots on where there are any that fit.
    private static func load(
        _ store: JournalStore, service: String, _ snapshots: Snapshots<State>
    ) throws(JournalError) -> sending [JournalName: JournalCell<State>] {
        let load = JournalLoad<State>(
            store, service: service, kept: snapshots.heads.mapValues(\.sequence))
        var cells: [JournalName: JournalCell<State>] = [:]
        do throws(JournalError) {
            for cell in try snapshots.read() { cells[cell.journal] = cell }
        } catch {
            load.giveUp()
            store.environment.onNotice("\(error.message); every entry is folded instead")
            return try Self.load(store, service: service, .none(of: store))
        }
        while let part = load.next() {
            let cell = cells[part.journal] ?? JournalCell<State>(journal: part.journal)
            cells[part.journal] = cell
            do throws(JournalError) {
                for entry in part.entries { try cell.take(entry) }
            } catch {
                load.giveUp()
                throw error
            }
        }
        let end = try load.end()
        for (journal, cell) in cells {
            cell.frontier = end.frontiers[journal] ?? MerkleFrontier()
            cell.index = end.indexes[journal] ?? EntryIndex()
            try cell.checkEnd()
        }
        return cells
    }

    /// Runs a command: `decide` is called on the writer with the state and the time of the entries,
    /// and changes the state or throws having changed nothing; what it throws is thrown here.
    /// Durable on return. The same id again (scope: journal, caller, method) gives the remembered
    /// reply, and with another request is refused. A refusal is not remembered.
    package func execute(
        _ header: CommandHeader,
        decide: @escaping @Sendable (inout State, _ timeMicroseconds: Int64) throws -> Decision
    ) async throws -> Outcome {
        try check(header)
        let mac = authenticator.authenticate(Array(header.method.utf8) + [0] + header.request)
        return try await withCheckedThrowingContinuation { continuation in
            let command = JournalCommand(
                header: header, mac: mac, decide: decide, continuation: continuation)
            do throws(JournalError) {
                try inbox.post(.command(command))
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    /// Looks at a journal's state; a journal without entries is seen as it begins. Answers once all
    /// that `body` saw is durable. `body` runs on the writer, so it is short.
    package func read<T: Sendable>(
        _ journal: JournalName, _ body: @escaping @Sendable (borrowing State) throws -> T
    ) async throws -> T {
        try await look { writer in Result { try writer.read(journal, body) } }
    }

    /// The exact bytes of the latest durable entries about `key`, such as `order:17`, below
    /// sequence `before`; ascending, at most `count`.
    package func entries(
        _ journal: JournalName, key: String, before: UInt64 = .max, count: Int = 1_000
    ) async throws -> [[UInt8]] {
        let sequences = try await look { writer in
            .success(writer.sequences(journal, key: key, before: before, count: count))
        }
        // The index knows hashes of keys; the entry says what it is about.
        return try await store.entries(journal, sequences: sequences).filter { bytes in
            try JournalEntry(decoding: bytes).keys.contains(key)
        }
    }

    /// Refuses new commands, finishes those that wait, and closes the store, whose log is then
    /// empty. A snapshot that is being made is given up. Calls after the first do nothing.
    package func stop() async throws(JournalError) {
        await inbox.finish()
        await keeper.giveUp()
        try store.close()
    }

    /// Entries that the last snapshot of a journal has; 0 where there is none.
    package func snapshotSize(_ journal: JournalName) -> UInt64 { keeper.size(journal) }

    func look<T: Sendable>(
        _ body: @escaping @Sendable (isolated JournalWriter<State>) -> Result<T, any Error>
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            do throws(JournalError) {
                try inbox.post(
                    .look { writer in
                        let result = body(writer)
                        return { failure in
                            if let failure {
                                continuation.resume(throwing: failure)
                            } else {
                                continuation.resume(with: result)
                            }
                        }
                    })
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    private func check(_ header: CommandHeader) throws(JournalError) {
        guard header.journal.service == service, header.journal.isWellFormed else {
            throw JournalError(
                .malformedCommand,
                "journal \(header.journal) is none of service \(service); a platform is 1 to 32 of"
                    + " a-z, 0-9 and -")
        }
        let isPrintable = header.requestID.utf8.allSatisfy { (0x20...0x7e).contains($0) }
        guard isPrintable, header.requestID.utf8.count <= JournalLimits.requestIDBytesMax else {
            throw JournalError(
                .malformedCommand,
                "a request id has 1 to \(JournalLimits.requestIDBytesMax) printable ASCII bytes;"
                    + " got \(header.requestID.utf8.count) bytes")
        }
    }
}

extension JournalRunner {
    /// The journals that have an entry, in order of name.
    package func journals() -> [JournalName] { store.journals.keys.sorted() }

    /// A journal's durable head.
    package func head(_ journal: JournalName) -> JournalHead { store.head(journal) }

    /// Follows a journal; see `Subscription`.
    package func subscribe(
        _ journal: JournalName, after sequence: UInt64, rootAtAfter: [UInt8]?
    ) -> Subscription {
        Subscription(
            store: store, journal: journal, after: sequence, rootAtAfter: rootAtAfter)
    }
}
