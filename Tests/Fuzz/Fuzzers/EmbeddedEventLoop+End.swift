import NIOCore
import NIOEmbedded

@testable import Transport

extension EmbeddedEventLoop {
    /// Ends the loop as its process does: timers that were forgotten fire, the tasks that wait for
    /// calls end, and what lies further ahead than a day never comes. Afterwards nothing may hold
    /// `loop`, which its fuzzer checks.
    func end(_ loop: Loop) throws(BrokenPromise) {
        advanceTime(by: .hours(24))
        loop.enter { loop.handlerTasks.shutDown() }
        for _ in 0..<8 { run() }
        try BrokenPromise.check(
            loop.handlerTasks.idleCount == 0, "handlers' tasks wait on after the shutdown")
        do {
            try syncShutdownGracefully()
        } catch {
            throw BrokenPromise("the loop cannot be shut down: \(error)")
        }
    }
}
