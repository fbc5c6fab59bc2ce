internal import Dispatch
internal import Synchronization
internal import Transparency
internal import Wire

/// Hands entries from a thread that reads and hashes a store to the one that folds them, so that a
/// start takes as long as the slower of the two. Holds a bounded number of entries in between.
final class LoadHandoff: Sendable {
    /// Entries of one journal, in sequence.
    struct Part: Sendable {
        var journal: JournalName
        var entries: [JournalEntry] = []
    }

    private static let partEntries = 2_048
    private static let partsMax = 8

    private struct State {
        var parts: [Part] = []
        var outcome: Result<[JournalName: MerkleFrontier], JournalError>?
        var isGivenUp = false
    }

    private struct GivenUp: Error {}

    private let state = Mutex(State())
    private let room = DispatchSemaphore(value: partsMax)
    private let filled = DispatchSemaphore(value: 0)

    /// Loads the store on another thread; `decode` is called there with each entry.
    func read(
        _ store: JournalStore,
        decode:
            @escaping @Sendable (JournalName, UInt64, [UInt8]) throws(JournalError) -> JournalEntry
    ) {
        DispatchQueue.global(qos: .userInitiated).async { [self] in
            var part: Part?
            let outcome = Result { () throws(JournalError) in
                let frontiers = try store.load { journal, sequence, bytes in
                    let entry = try decode(journal, sequence, bytes)
                    if let full = part,
                        full.journal != journal || full.entries.count == Self.partEntries
                    {
                        part = nil
                        try hand(full)
                    }
                    part = part ?? Part(journal: journal)
                    part?.entries.append(entry)
                }
                return frontiers
            }
            finish(outcome, last: part)
        }
    }

    /// Waits for room. Throws once nobody folds any more.
    private func hand(_ part: Part) throws {
        room.wait()
        let isGivenUp = state.withLock { state in
            state.parts.append(part)
            return state.isGivenUp
        }
        filled.signal()
        if isGivenUp { throw GivenUp() }
    }

    private func finish(
        _ outcome: Result<[JournalName: MerkleFrontier], JournalError>, last: Part?
    ) {
        state.withLock { $0.outcome = outcome }
        if case .success = outcome, let last {
            state.withLock { $0.parts.append(last) }
            filled.signal()
        }
        filled.signal()
    }

    /// The next part, once it is there; nil after the last, and when reading failed.
    func next() -> Part? {
        filled.wait()
        let part: Part? = state.withLock { state in
            guard !state.parts.isEmpty else { return nil }
            return state.parts.removeFirst()
        }
        if part != nil { room.signal() }
        return part
    }

    /// What reading ended with. To be asked after `next` returned nil.
    func frontiers() throws(JournalError) -> [JournalName: MerkleFrontier] {
        let outcome = state.withLock { $0.outcome }
        guard let outcome else { preconditionFailure("asked before the last part was taken") }
        return try outcome.get()
    }

    /// Ends the reading, and returns when it has ended.
    func giveUp() {
        state.withLock { $0.isGivenUp = true }
        while next() != nil {}
    }
}
