internal import NIOCore
internal import Synchronization

/// One event loop with what belongs to it: the executor of its handlers, the connections that
/// have something to send, and the scratch memory.
///
/// Work is done in batches: everything that wakes the loop runs inside `enter`, and when the
/// outermost batch ends, each connection it touched writes once.
// `shared` is under its lock; all else is reached only on the loop, which every entry checks.
final class Loop: TaskExecutor, @unchecked Sendable {
    private enum Item {
        case job(UnownedJob)
        case work(@Sendable () -> Void)
    }

    private struct Shared {
        var items: [Item] = []
        var isScheduled = false
    }

    let eventLoop: any EventLoop
    let scratch = Scratch()
    let gzip = GzipCodec()
    let memory = MemoryPool()
    let spares = SpareMessages()
    let handlerTasks = HandlerTasks()
    var deadlines = DeadlineWheel()
    /// When the loop next looks at its deadlines.
    var wakeTick = Int64.max
    var wakeTimer: LoopTimer?
    private let shared = Mutex(Shared())
    private var depth = 0
    /// Jobs that became ready on the loop itself, inside the batch.
    private var ready: [UnownedJob] = []
    private var spareReady: [UnownedJob] = []
    private var dirty: [Link] = []
    private var spareDirty: [Link] = []

    init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    var isCurrent: Bool { eventLoop.inEventLoop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isCurrent, depth > 0 {
            ready.append(job)
        } else {
            push(.job(job))
        }
    }

    /// Runs `work` on the loop: now if this is the loop, else soon, in order.
    func execute(_ work: @escaping @Sendable () -> Void) {
        if isCurrent {
            enter(work)
        } else {
            push(.work(work))
        }
    }

    /// One wake-up of the loop serves all that is pushed before it runs.
    private func push(_ item: Item) {
        let mustSchedule = shared.withLock { shared in
            shared.items.append(item)
            defer { shared.isScheduled = true }
            return !shared.isScheduled
        }
        if mustSchedule { eventLoop.execute { self.drain() } }
    }

    private func drain() {
        let items = shared.withLock { shared in
            defer { shared.items = [] }
            shared.isScheduled = false
            return shared.items
        }
        enter {
            for item in items {
                switch item {
                case .job(let job): unsafe job.runSynchronously(on: asUnownedTaskExecutor())
                case .work(let work): work()
                }
            }
        }
    }

    /// Runs `body` as part of a batch. A batch that does not flush leaves the writing to the next
    /// one that does.
    func enter(flushing: Bool = true, _ body: () -> Void) {
        eventLoop.preconditionInEventLoop()
        depth += 1
        body()
        if depth == 1 {
            runReady()
            if flushing { flush() }
        }
        depth -= 1
    }

    /// Runs what became ready, a bounded number of rounds so that tasks which keep waking each
    /// other cannot starve the sockets.
    private func runReady() {
        var rounds = 0
        while !ready.isEmpty {
            var jobs = spareReady
            spareReady = []
            swap(&jobs, &ready)
            guard rounds < 16 else {
                for job in jobs { push(.job(job)) }
                return
            }
            for job in jobs { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
            jobs.removeAll(keepingCapacity: true)
            spareReady = jobs
            rounds += 1
        }
    }

    private func flush() {
        while !dirty.isEmpty {
            var links = spareDirty
            spareDirty = []
            swap(&links, &dirty)
            for link in links { link.flush() }
            links.removeAll(keepingCapacity: true)
            spareDirty = links
            runReady()
        }
    }

    /// Has `link` write when the batch ends.
    func markDirty(_ link: Link) {
        dirty.append(link)
        if depth == 0 { eventLoop.execute { self.enter {} } }
    }

    /// Ends the tasks that wait for calls. The loop is shut down next.
    func endHandlerTasks() async {
        await withCheckedContinuation { continuation in
            execute {
                self.handlerTasks.shutDown()
                continuation.resume()
            }
        }
    }

    func schedule(
        milliseconds: Int64, _ work: @escaping @Sendable () -> Void
    ) -> LoopTimer {
        schedule(nanoseconds: milliseconds * 1_000_000, work)
    }

    func schedule(nanoseconds: Int64, _ work: @escaping @Sendable () -> Void) -> LoopTimer {
        LoopTimer(
            scheduled: eventLoop.scheduleTask(in: .nanoseconds(nanoseconds)) {
                self.enter(work)
            })
    }
}

/// Work that will be done later unless it is cancelled.
struct LoopTimer {
    fileprivate let scheduled: Scheduled<Void>

    func cancel() { scheduled.cancel() }
}
