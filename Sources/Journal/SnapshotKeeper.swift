internal import Dispatch
internal import Synchronization

/// Writes snapshots beside the writer, one at a time.
final class SnapshotKeeper<State: JournalState>: Sendable {
    private let directory: String
    private let freeBytesMin: UInt64
    private let environment: JournalEnvironment
    private let queue = DispatchQueue(label: "tidemark.journal.snapshots", qos: .utility)
    private let busy = Atomic(false)
    private let isGivenUp = Atomic(false)
    private let sizes: Mutex<[JournalName: UInt64]>

    /// `sizes` are the entries that the snapshots have which are there.
    init(
        directory: String, limits: JournalLimits, environment: JournalEnvironment,
        sizes: [JournalName: UInt64]
    ) {
        self.directory = directory
        freeBytesMin = limits.freeBytesMin
        self.environment = environment
        self.sizes = Mutex(sizes)
    }

    /// Whether one is being written.
    var isBusy: Bool { busy.load(ordering: .acquiring) }

    /// Entries that the last durable snapshot of a journal has; 0 where there is none.
    func size(_ journal: JournalName) -> UInt64 { sizes.withLock { $0[journal] ?? 0 } }

    /// Writes a state as the snapshot of its journal, in place of the one before. A failure is
    /// said, and costs the next start its time. Only the writer calls this, when none is being
    /// written. O(state).
    func keep(_ head: SnapshotFile.Head, _ state: State) {
        busy.store(true, ordering: .relaxed)
        queue.async { [self] in
            if write(head, state) { sizes.withLock { $0[head.journal] = head.sequence } }
            busy.store(false, ordering: .releasing)
        }
    }

    private func write(_ head: SnapshotFile.Head, _ state: State) -> Bool {
        guard let coding = State.snapshotCoding, let build = environment.build() else {
            return false
        }
        do {
            let file = SnapshotFile(directory: directory, journal: head.journal)
            try file.write(head, build: build, goOn: goOn) { try coding.write(state, $0) }
            return true
        } catch is SnapshotGivenUp {
            return false
        } catch {
            environment.onNotice(
                "\(error); the next start folds the entries of \(head.journal) instead")
            return false
        }
    }

    private func goOn() throws {
        if isGivenUp.load(ordering: .relaxed) { throw SnapshotGivenUp() }
        // What is left of the disk is for commands.
        guard let free = environment.freeBytes(directory), free / 2 < freeBytesMin else { return }
        throw JournalError(
            .diskLow, "a snapshot needs twice \(freeBytesMin) bytes free below \(directory)")
    }

    /// Returns when none is being written any more; those that come later are not written.
    func giveUp() async {
        isGivenUp.store(true, ordering: .relaxed)
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume() }
        }
    }
}

/// The service stops: the snapshot is not worth the wait.
struct SnapshotGivenUp: Error {}
