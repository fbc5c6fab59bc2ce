internal import Synchronization

/// What waits for a writer: a bounded queue whose items are handed over on the writer's own
/// executor, all that wait at once.
final class Inbox<Item: Sendable>: Sendable {
    private struct State {
        var items: [Item] = []
        var isDraining = false
        var isClosed = false
    }

    private enum Posted {
        case queued
        case mustDrain
        case full
        case closed
    }

    private let itemsMax: Int
    private let batchMax: Int
    private let executor: QueueExecutor
    private let hand: @Sendable ([Item]) -> Void
    private let state = Mutex(State())

    /// `hand` is called on `executor`, with 1 to `batchMax` items, one call at a time.
    init(
        itemsMax: Int, batchMax: Int, executor: QueueExecutor,
        hand: @escaping @Sendable ([Item]) -> Void
    ) {
        self.itemsMax = itemsMax
        self.batchMax = batchMax
        self.executor = executor
        self.hand = hand
    }

    /// Queues an item. Refuses when the queue is full, and after `finish`.
    func post(_ item: Item) throws(JournalError) {
        let posted = state.withLock { state -> Posted in
            guard !state.isClosed else { return .closed }
            guard state.items.count < itemsMax else { return .full }
            state.items.append(item)
            guard !state.isDraining else { return .queued }
            state.isDraining = true
            return .mustDrain
        }
        switch posted {
        case .queued: break
        case .mustDrain: executor.run { [self] in drain() }
        case .full:
            throw JournalError(
                .overloaded, "\(itemsMax) commands wait for the journal already; try again later")
        case .closed:
            throw JournalError(.stopping, "the journal is stopping; try again after its restart")
        }
    }

    /// Refuses further items and returns once those that wait have been handed over.
    func finish() async {
        state.withLock { $0.isClosed = true }
        await withCheckedContinuation { continuation in
            // The executor is serial, and what waits is being drained there already.
            executor.run { continuation.resume() }
        }
    }

    private func drain() {
        while true {
            let items = state.withLock { state -> [Item] in
                guard state.items.count > batchMax else {
                    defer { state.items = [] }
                    state.isDraining = !state.items.isEmpty
                    return state.items
                }
                defer { state.items.removeFirst(batchMax) }
                return Array(state.items.prefix(batchMax))
            }
            guard !items.isEmpty else { return }
            hand(items)
        }
    }
}
