/// The tasks that run a loop's unary handlers. A task that has answered waits for the next call: to
/// wake it costs less than to make another, which takes five allocations.
///
/// A task whose call was cancelled stays cancelled, so it ends instead of waiting.
// Reached only on the loop.
final class HandlerTasks {
    /// One call, as a task gets it.
    struct Work {
        let connection: ServerConnection
        let stream: ServerStream
        let call: Call
        let message: [UInt8]
        let handler: @Sendable (Call, [UInt8]) async throws -> [UInt8]
    }

    /// Tasks that wait at most: as many as one connection may have handlers. A task that waits
    /// keeps about 1 KB.
    static let idleMax = 240

    private var idle: [HandlerTask] = []
    private var isShutDown = false

    var idleCount: Int { idle.count }

    /// Begins the call within this batch of its loop. Gives its task to the stream for as long as
    /// the call is unanswered.
    func run(_ work: Work, on loop: Loop) {
        if let task = idle.popLast() {
            work.stream.task = task.task
            task.wake(with: work)
            return
        }
        let runner = HandlerTask(work)
        // Started here and now: a handler that does not suspend answers within this batch.
        let task = Task.immediate(executorPreference: loop) {
            await runner.run(on: loop)
        }
        runner.task = task
        if work.stream.phase == .running { work.stream.task = task }
    }

    /// False if enough tasks wait already: this one is to end.
    fileprivate func takeBack(_ task: HandlerTask) -> Bool {
        guard !isShutDown, idle.count < Self.idleMax else { return false }
        idle.append(task)
        return true
    }

    /// Ends the tasks that wait; those that run end when they have answered.
    func shutDown() {
        isShutDown = true
        let tasks = idle
        idle = []
        for task in tasks { task.wake(with: nil) }
    }
}

/// A task that runs handlers, one after another.
// Reached only on the loop, which its task prefers; its continuation is taken out to be resumed, so
// that happens once.
@safe private final class HandlerTask: @unchecked Sendable {
    var task: Task<Void, Never>?
    private var waiting: UnsafeContinuation<Bool, Never>?

    /// Kept here and nowhere else: what a task was begun with, it would hold as long as it waits.
    private var work: HandlerTasks.Work?

    init(_ first: HandlerTasks.Work) {
        work = first
    }

    func run(on loop: Loop) async {
        repeat {
            await serve()
            // A task that has strayed from its loop, or was cancelled, is not used again.
            guard loop.isCurrent, !Task.isCancelled else { return }
        } while await waitForWork(loop)
    }

    /// On return the task refers to nothing of the call.
    private func serve() async {
        guard let work else { preconditionFailure("a task that is woken has a call to serve") }
        self.work = nil
        do {
            let reply = try await work.handler(work.call, work.message)
            work.connection.ended(work.stream, .success(reply))
        } catch {
            work.connection.ended(work.stream, .failure(error))
        }
    }

    /// False when the task is to end.
    private func waitForWork(_ loop: Loop) async -> Bool {
        unsafe await withUnsafeContinuation { continuation in
            unsafe waiting = continuation
            if !loop.handlerTasks.takeBack(self) { wake(with: nil) }
        }
    }

    func wake(with work: HandlerTasks.Work?) {
        guard let continuation = unsafe waiting else {
            preconditionFailure("a task that waits has left a continuation")
        }
        unsafe waiting = nil
        self.work = work
        unsafe continuation.resume(returning: work != nil)
    }
}
