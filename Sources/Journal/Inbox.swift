internal import Synchronization

/// What waits for a writer: a bounded queue with one taker, which gets all that waits at once.
final class Inbox<Item: Sendable>: Sendable {
    private struct State {
        var items: [Item] = []
        var taker: CheckedContinuation<[Item], Never>?
        var isClosed = false
    }

    private enum Posted {
        case queued
        case handed(CheckedContinuation<[Item], Never>)
        case full
        case closed
    }

    private let itemsMax: Int
    private let state = Mutex(State())

    init(itemsMax: Int) {
        self.itemsMax = itemsMax
    }

    /// Queues an item. Refuses when the queue is full, and after `close`.
    func post(_ item: Item) throws(JournalError) {
        let result = state.withLock { state -> Posted in
            guard !state.isClosed else { return .closed }
            if let taker = state.taker {
                state.taker = nil
                return .handed(taker)
            }
            guard state.items.count < itemsMax else { return .full }
            state.items.append(item)
            return .queued
        }
        switch result {
        case .queued: break
        case .handed(let taker): taker.resume(returning: [item])
        case .full:
            throw JournalError(
                .overloaded, "\(itemsMax) commands wait for the journal already; try again later")
        case .closed:
            throw JournalError(.stopping, "the journal is stopping; try again after its restart")
        }
    }

    /// All that waits, up to `count`; suspends while there is nothing. Empty once the inbox is
    /// closed and drained.
    func next(count: Int) async -> [Item] {
        await withCheckedContinuation { continuation in
            let items = state.withLock { state -> [Item]? in
                if state.items.isEmpty, !state.isClosed {
                    state.taker = continuation
                    return nil
                }
                guard state.items.count > count else {
                    defer { state.items = [] }
                    return state.items
                }
                defer { state.items.removeFirst(count) }
                return Array(state.items.prefix(count))
            }
            if let items { continuation.resume(returning: items) }
        }
    }

    /// Refuses further items. What waits is still handed out.
    func close() {
        let taker = state.withLock { state in
            state.isClosed = true
            defer { state.taker = nil }
            return state.taker
        }
        taker?.resume(returning: [])
    }
}
