internal import Dispatch

/// Runs an actor on a dispatch queue of its own: a writer that blocks in fsync must not hold up the
/// cooperative pool, which has no threads to spare.
package final class QueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    package init(label: String) {
        queue = DispatchQueue(label: label, qos: .userInitiated)
    }

    /// Runs `body` after all that was given before it; actors on this executor may assume their
    /// isolation in it.
    func run(_ body: @escaping @Sendable () -> Void) {
        queue.async { body() }
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = unsafe asUnownedSerialExecutor()
        queue.async {
            unsafe job.runSynchronously(on: executor)
        }
    }

    package func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(queue))
    }

    package func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        unsafe UnownedSerialExecutor(ordinary: self)
    }
}
