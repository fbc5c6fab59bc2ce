internal import Transparency
internal import Wire

/// Follows one journal from after a sequence: durable entries, cut between groups where batches
/// can hold them, read from disk by one loop for the past and the present, so a slow subscriber
/// holds up nobody and no memory.
///
/// Ends with OUT_OF_RANGE when the journal ends before the resume point, and with DATA_LOSS when
/// its root there is another: in both cases the journal went back, and the subscriber must stop.
package struct Subscription: AsyncSequence, Sendable {
    package enum Item: Sendable, Equatable {
        /// Exact bytes of entries in sequence. The last of them is the end of its group, or, of a
        /// group that is larger than a batch may be, the end of a part: then `group_left` says how
        /// many follow, and nothing of the group is to be applied before they are there.
        case batch(first: UInt64, entries: [[UInt8]])
        /// All that was durable has been sent; comes once.
        case caughtUp(UInt64)
        /// The durable head, at least as often as the limits say.
        case heartbeat(JournalHead, timeMicroseconds: Int64)
    }

    let store: JournalStore
    let journal: JournalName
    let after: UInt64
    let rootAtAfter: [UInt8]?

    package func makeAsyncIterator() -> Iterator {
        Iterator(subscription: self)
    }

    package struct Iterator: AsyncIteratorProtocol {
        private let subscription: Subscription
        private var sequence: UInt64
        private var isChecked = false
        private var isCaughtUp = false
        private var nextHeartbeat: Int64

        fileprivate init(subscription: Subscription) {
            self.subscription = subscription
            sequence = subscription.after
            nextHeartbeat = 0
        }

        private var store: JournalStore { subscription.store }
        private var journal: JournalName { subscription.journal }
        private var heartbeatMicroseconds: Int64 {
            Int64(store.limits.heartbeatMilliseconds) * 1_000
        }

        package mutating func next() async throws -> Item? {
            if !isChecked {
                try await subscription.checkResumePoint()
                isChecked = true
                nextHeartbeat = store.environment.now() &+ heartbeatMicroseconds
            }
            while !Task.isCancelled {
                guard !store.heads.isClosed else {
                    throw JournalError(
                        .stopping, "\(journal) is stopping; subscribe again after its restart")
                }
                let now = store.environment.now()
                if now >= nextHeartbeat || nextHeartbeat &- now > heartbeatMicroseconds {
                    nextHeartbeat = now &+ heartbeatMicroseconds
                    return .heartbeat(store.head(journal), timeMicroseconds: now)
                }
                if store.head(journal).size > sequence {
                    let first = sequence + 1
                    let entries = try await subscription.entries(after: sequence)
                    sequence += UInt64(entries.count)
                    return .batch(first: first, entries: entries)
                }
                if !isCaughtUp {
                    isCaughtUp = true
                    return .caughtUp(sequence)
                }
                let milliseconds = Int((nextHeartbeat &- now) / 1_000) + 1
                if await subscription.isSilent(after: sequence, milliseconds: milliseconds) {
                    nextHeartbeat = .min
                }
            }
            throw CancellationError()
        }
    }

    private func checkResumePoint() async throws(JournalError) {
        let head = store.head(journal)
        guard after <= head.size else {
            throw JournalError(
                .beyondHead,
                "\(journal) ends at entry \(head.size), and you hold entry \(after): it went back;"
                    + " stop, and keep what you hold as evidence")
        }
        guard let rootAtAfter, !(rootAtAfter.isEmpty && after == 0) else { return }
        let root = try await store.root(journal, size: after)
        guard rootAtAfter == root.bytes else {
            throw JournalError(
                .historyDiffers,
                "the root of \(journal) over \(after) entries is \(root.hex), and yours is another:"
                    + " history was rewritten; stop, and keep what you hold as evidence")
        }
    }

    /// The next entries, cut at the end of a group if there is one among them.
    private func entries(after sequence: UInt64) async throws -> [[UInt8]] {
        let entries = try await store.entries(
            journal, after: sequence, entriesMax: store.limits.subscriptionEntriesMax,
            bytesMax: store.limits.subscriptionBytesMax)
        guard !entries.isEmpty else {
            throw JournalError(
                .corrupt, "\(journal) entry \(sequence + 1) is not in the database")
        }
        // What the limits cut off may be the rest of a group: the batch ends before that group, or
        // with them where it holds nothing else.
        var end = entries.count
        while end > 0, try JournalEntry(decoding: entries[end - 1]).groupLeft > 0 { end -= 1 }
        return end > 0 ? Array(entries[..<end]) : entries
    }

    /// Waits for an entry after `sequence`; true when `milliseconds` passed without one.
    private func isSilent(after sequence: UInt64, milliseconds: Int) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                await store.heads.wait(journal, beyond: sequence)
                return false
            }
            group.addTask {
                do {
                    try await store.environment.sleep(milliseconds)
                    return true
                } catch {
                    return false  // Cancelled: an entry came first, or the subscriber went.
                }
            }
            let isSilent = await group.next() ?? false
            group.cancelAll()
            return isSilent
        }
    }
}
