internal import Dispatch
internal import Synchronization

/// Hands work in parts from one thread to the next, in order, so that a chain of them takes as
/// long as its slowest. Holds a bounded number of parts in between.
final class Handoff<Part: Sendable, End: Sendable>: Sendable {
    /// Nobody takes parts any more.
    struct GivenUp: Error {}

    private struct State {
        var parts: [Part] = []
        var outcome: Result<End, JournalError>?
        var isGivenUp = false
    }

    private let state = Mutex(State())
    private let room: DispatchSemaphore
    private let filled = DispatchSemaphore(value: 0)

    init(partsMax: Int) {
        room = DispatchSemaphore(value: partsMax)
    }

    /// Waits for room. Throws once nobody takes parts any more.
    func hand(_ part: Part) throws(GivenUp) {
        room.wait()
        let isGivenUp = state.withLock { state in
            state.parts.append(part)
            return state.isGivenUp
        }
        filled.signal()
        if isGivenUp { throw GivenUp() }
    }

    /// No part follows. What was handed over is still taken.
    func end(_ outcome: Result<End, JournalError>) {
        state.withLock { $0.outcome = outcome }
        filled.signal()
    }

    /// The next part, once it is there; nil after the last.
    func next() -> Part? {
        filled.wait()
        let part: Part? = state.withLock { state in
            guard !state.parts.isEmpty else { return nil }
            return state.parts.removeFirst()
        }
        if part != nil { room.signal() }
        return part
    }

    /// What it ended with. To be asked after `next` returned nil.
    func outcome() throws(JournalError) -> End {
        let outcome = state.withLock { $0.outcome }
        guard let outcome else { preconditionFailure("asked before the last part was taken") }
        return try outcome.get()
    }

    /// Takes no further part, and returns when the other thread has ended.
    func giveUp() {
        state.withLock { $0.isGivenUp = true }
        while next() != nil {}
    }
}
