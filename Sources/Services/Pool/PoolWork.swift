import Journal

/// What the pool goes on with by itself: commands that are made in parts, one group after the
/// other. Whoever begins one says so here, so that it is finished even if the caller is gone.
struct PoolWork: Sendable {
    private let journals: AsyncStream<JournalName>
    private let wake: AsyncStream<JournalName>.Continuation

    init() {
        (journals, wake) = AsyncStream.makeStream()
    }

    func begun(on journal: JournalName) {
        wake.yield(journal)
    }

    /// Calls `body` for each journal on which something was begun, until the task is cancelled.
    func forEach(_ body: (JournalName) async -> Void) async {
        for await journal in journals { await body(journal) }
    }
}
