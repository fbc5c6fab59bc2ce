internal import Transparency

/// The snapshots in a store's folder that this build wrote and that are of this store's history.
struct Snapshots<State: JournalState> {
    private let store: JournalStore
    private let build: Digest?
    private(set) var heads: [JournalName: SnapshotFile.Head] = [:]

    /// Looks for them by their heads; one that does not fit is said and left out. Their roots are
    /// compared with stored hashes, of which `JournalStore.load` finds out whether they are true.
    init(fitting store: JournalStore) {
        self.store = store
        let rows = Self.journals(store).filter {
            SnapshotFile(directory: store.directory, journal: $0.journal).isThere
        }
        build = rows.isEmpty ? nil : store.environment.build()
        guard let build else { return }
        for row in rows {
            do throws(JournalError) {
                heads[row.journal] = try Self.head(row, store, build)
            } catch {
                store.environment.onNotice("\(error.message); every entry is folded instead")
            }
        }
    }

    private static func journals(_ store: JournalStore) -> [JournalStore.JournalRow] {
        guard State.snapshotCoding != nil else { return [] }
        do {
            return try store.storedJournals()
        } catch {
            // What is wrong with the tables `JournalStore.load` finds too, and says in full.
            return []
        }
    }

    private init(_ store: JournalStore) {
        self.store = store
        build = nil
    }

    /// None, whatever is in the folder.
    static func none(of store: JournalStore) -> Snapshots { Snapshots(store) }

    private static func head(
        _ row: JournalStore.JournalRow, _ store: JournalStore, _ build: Digest
    ) throws(JournalError) -> SnapshotFile.Head {
        let file = SnapshotFile(directory: store.directory, journal: row.journal)
        let head = try file.head(build: build)
        guard head.journal == row.journal,
            try store.storedRoot(row, at: head.sequence) == head.root
        else {
            throw JournalError(
                .corrupt,
                "snapshot \(file.path) is of \(head.journal) at entry \(head.sequence) with root"
                    + " \(head.root.hex), which this journal never had")
        }
        return head
    }

    /// The journals as their snapshots say. O(state).
    func read() throws(JournalError) -> [JournalCell<State>] {
        guard let build, let coding = State.snapshotCoding else { return [] }
        var cells: [JournalCell<State>] = []
        for (journal, head) in heads {
            let file = SnapshotFile(directory: store.directory, journal: journal)
            do {
                cells.append(JournalCell(head, state: try file.read(head, build, coding.read)))
            } catch {
                throw JournalStore.failure(error, "read snapshot \(file.path)")
            }
        }
        return cells
    }
}
