internal import Synchronization
internal import Transparency

/// The heads that are durable, for every thread; and who waits for one to move.
final class DurableHeads: Sendable {
    private struct State {
        var heads: [JournalName: JournalHead] = [:]
        var waiters: [JournalName: [UInt64: CheckedContinuation<Void, Never>]] = [:]
        var lastWaiter: UInt64 = 0
        var isClosed = false
    }

    private let state = Mutex(State())

    var all: [JournalName: JournalHead] { state.withLock { $0.heads } }

    var isClosed: Bool { state.withLock { $0.isClosed } }

    func head(_ journal: JournalName) -> JournalHead {
        state.withLock { $0.heads[journal] ?? .empty }
    }

    /// Makes heads visible and wakes who waits for them.
    func publish(_ heads: [(journal: JournalName, head: JournalHead)]) {
        let woken = state.withLock { state in
            var woken: [CheckedContinuation<Void, Never>] = []
            for (journal, head) in heads {
                state.heads[journal] = head
                woken += state.waiters.removeValue(forKey: journal)?.values.map { $0 } ?? []
            }
            return woken
        }
        for continuation in woken { continuation.resume() }
    }

    /// Wakes everybody; nothing is waited for any more. False where that was so already.
    func close() -> Bool {
        let (wasOpen, woken) = state.withLock { state in
            let wasOpen = !state.isClosed
            state.isClosed = true
            let woken = state.waiters.values.flatMap(\.values)
            state.waiters = [:]
            return (wasOpen, woken)
        }
        for continuation in woken { continuation.resume() }
        return wasOpen
    }

    /// Returns once the journal is longer than `size`, on close, or when the task is cancelled.
    func wait(_ journal: JournalName, beyond size: UInt64) async {
        let number = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mustWait = state.withLock { state in
                    let isThere = (state.heads[journal]?.size ?? 0) > size
                    // The handler below may have run already, and found nobody to wake.
                    guard !isThere, !state.isClosed, !Task.isCancelled else { return false }
                    state.waiters[journal, default: [:]][number] = continuation
                    return true
                }
                if !mustWait { continuation.resume() }
            }
        } onCancel: {
            let continuation = state.withLock { state in
                state.waiters[journal]?.removeValue(forKey: number)
            }
            continuation?.resume()
        }
    }
}
