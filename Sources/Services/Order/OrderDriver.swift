import Domain
import Logging
import Synchronization
import Transport

/// Something that goes on by itself: an order on its way, the settlements of a platform, or what
/// others are told of its clock.
enum OrderWork: Hashable, Sendable {
    case order(OrderID, platform: String)
    case settlements(platform: String)
    case clock(platform: String)
}

/// Runs the paths: one at a time for each order and for each platform's settlements, a bounded
/// number at once, until the service stops. What it leaves undone is found again at start.
final class OrderDriver: Sendable {
    /// Paths at once. Each waits for disks and services most of the time.
    private static let runningMax = 256
    /// Orders of imports that wait for a path; the import itself waits beyond.
    private static let waitingMax = 2_048

    private static let pauseMilliseconds = 500

    private struct State {
        /// Work that waits or runs; true if it was asked for again while running.
        var active: [OrderWork: Bool] = [:]
        var ends: [OrderWork: [Waiter]] = [:]
        var room: [CheckedContinuation<Void, Never>] = []
        var nextWaiter = 0
        var isClosed = false

        /// Nil if the waiter is gone already.
        mutating func removeEnd(of work: OrderWork, _ number: Int) -> Waiter? {
            guard let index = ends[work]?.firstIndex(where: { $0.number == number }) else {
                return nil
            }
            return ends[work]?.remove(at: index)
        }
    }

    private struct Waiter {
        let number: Int
        let continuation: CheckedContinuation<Void, Never>
    }

    private let path: OrderPath
    private let logger: Logger
    private let state = Mutex(State())
    private let queue: AsyncStream<OrderWork>
    private let entrance: AsyncStream<OrderWork>.Continuation

    init(path: OrderPath, logger: Logger) {
        self.path = path
        self.logger = logger
        (queue, entrance) = AsyncStream.makeStream(of: OrderWork.self)
    }

    /// Asks for `work` to be taken up, now or again when it is running already.
    func wake(_ work: OrderWork) {
        let isNew = state.withLock { state in
            guard !state.isClosed else { return false }
            let isNew = state.active[work] == nil
            state.active[work] = !isNew
            return isNew
        }
        if isNew { entrance.yield(work) }
    }

    /// Wakes `work` and returns when its path has come as far as it goes, or the service stops.
    /// Cancelling the task ends the waiting, not the work.
    func finish(_ work: OrderWork) async throws {
        let number = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waits = state.withLock { state in
                    let waits = !state.isClosed && !Task.isCancelled
                    if waits {
                        state.ends[work, default: []].append(
                            Waiter(number: number, continuation: continuation))
                    }
                    return waits
                }
                guard waits else { return continuation.resume() }
                wake(work)
            }
        } onCancel: {
            state.withLock { $0.removeEnd(of: work, number) }?.continuation.resume()
        }
        try Task.checkCancellation()
    }

    /// Returns when fewer orders wait than an import may queue.
    func waitForRoom() async {
        await withCheckedContinuation { continuation in
            let hasRoom = state.withLock { state in
                let hasRoom = state.isClosed || state.active.count < Self.waitingMax
                if !hasRoom { state.room.append(continuation) }
                return hasRoom
            }
            if hasRoom { continuation.resume() }
        }
    }

    /// Runs until the task is cancelled.
    func run() async {
        let slots = Slots(count: Self.runningMax)
        await withDiscardingTaskGroup { group in
            for await work in queue {
                await slots.take()
                group.addTask { [self] in
                    await perform(work)
                    slots.release()
                }
            }
            group.cancelAll()
        }
        close()
    }

    private func perform(_ work: OrderWork) async {
        repeat {
            state.withLock { $0.active[work] = false }
            do {
                switch work {
                case .order(let id, let platform):
                    try await path.advance(id, on: platform)
                    wake(.settlements(platform: platform))
                case .settlements(let platform):
                    for id in try await path.passTime(on: platform) {
                        wake(.order(id, platform: platform))
                    }
                    try await path.settle(on: platform)
                case .clock(let platform): try await path.tellClock(of: platform)
                }
            } catch {
                guard !Task.isCancelled else { return }
                logger.error("\(work) is tried again", metadata: ["error": "\(error)"])
                await pause(before: work)
            }
        } while !isOver(work)
    }

    /// What failed without a refusal, because this service was overloaded or met an answer that
    /// should not be, is tried again after a while: nothing is left lying.
    private func pause(before work: OrderWork) async {
        do {
            try await Task.sleep(for: .milliseconds(Self.pauseMilliseconds))
            state.withLock { $0.active[work] = true }
        } catch {
            return  // Cancelled: the next start finds the work again.
        }
    }

    /// Takes the work off the list, unless it was asked for again.
    private func isOver(_ work: OrderWork) -> Bool {
        let (ends, room) = state.withLock { state in
            guard state.active[work] != true else { return (nil, []) as Waiters }
            state.active[work] = nil
            let ends = (state.ends.removeValue(forKey: work) ?? []).map(\.continuation)
            guard state.active.count < Self.waitingMax else { return (ends, []) }
            defer { state.room = [] }
            return (ends, state.room)
        }
        for waiter in (ends ?? []) + room { waiter.resume() }
        return ends != nil
    }

    private typealias Waiters = (
        ends: [CheckedContinuation<Void, Never>]?, room: [CheckedContinuation<Void, Never>]
    )

    private func close() {
        entrance.finish()
        let waiters = state.withLock { state in
            state.isClosed = true
            defer {
                state.ends = [:]
                state.room = []
            }
            return state.ends.values.flatMap { $0.map(\.continuation) } + state.room
        }
        for waiter in waiters { waiter.resume() }
    }
}

/// A bounded number of places.
private final class Slots: Sendable {
    private struct State {
        var free: Int
        var waiting: CheckedContinuation<Void, Never>?
    }

    private let state: Mutex<State>

    init(count: Int) {
        state = Mutex(State(free: count))
    }

    /// Waits for a place. Only one task may wait.
    func take() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                precondition(state.waiting == nil, "one task hands out the places")
                state.waiting = continuation
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    func release() {
        let next = state.withLock { state in
            guard let next = state.waiting else {
                state.free += 1
                return nil as CheckedContinuation<Void, Never>?
            }
            state.waiting = nil
            return next
        }
        next?.resume()
    }
}
