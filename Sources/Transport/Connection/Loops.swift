internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// The event loops of a process, which servers and clients share. A process with one loop answers
/// its calls and makes its own without changing threads.
package final class Loops: Sendable {
    let group: MultiThreadedEventLoopGroup
    private let loops: [Loop]
    private let turn = Atomic(0)

    package init(threads: Int) {
        precondition(threads > 0, "a process needs a loop")
        group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
        loops = group.makeIterator().map { Loop($0) }
    }

    /// The current loop if the caller runs on one of them, else the loops in turn.
    func next() -> Loop {
        if let current = loops.first(where: \.isCurrent) { return current }
        let number = turn.wrappingAdd(1, ordering: .relaxed).oldValue
        return loops[Int(UInt(bitPattern: number) % UInt(loops.count))]
    }

    func loop(of eventLoop: any EventLoop) -> Loop {
        guard let loop = loops.first(where: { $0.eventLoop === eventLoop }) else {
            preconditionFailure("every channel is on a loop of its own group")
        }
        return loop
    }

    /// Runs `body` on one of the loops: the calls it makes there are sent, answered and gone on
    /// from without a change of threads, of which each costs tens of microseconds where a processor
    /// slept. `body` must not block; actors it calls run where they always do.
    package func run<T: Sendable>(
        _ body: @escaping @Sendable @concurrent () async throws -> T
    ) async throws -> T {
        try await withTaskExecutorPreference(next()) { try await body() }
    }

    /// Ends the loops. Servers are drained and clients closed before.
    package func shutdown() async {
        for loop in loops { await loop.endHandlerTasks() }
        do {
            try await group.shutdownGracefully()
        } catch {
            preconditionFailure("the loops of a process are shut down once: \(error)")
        }
    }
}
