internal import Dispatch

/// Runs an actor on a dispatch queue of its own: a writer that blocks in fsync must not hold up the
/// cooperative pool, which has no threads to spare.
final class QueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    init(label: String) {
        queue = DispatchQueue(label: label, qos: .userInitiated)
    }

    /// Runs `body` after all that was given before it; actors on this executor may assume their
    /// isolation in it.
    func run(_ body: @escaping @Sendable () -> Void) {
        queue.async { body() }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = unsafe asUnownedSerialExecutor()
        queue.async {
            unsafe job.runSynchronously(on: executor)
        }
    }

    func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(queue))
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        unsafe UnownedSerialExecutor(ordinary: self)
    }
}
