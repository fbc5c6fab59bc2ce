import Foundation
import Journal
import Logging
import Synchronization
import Testing

@testable import Services

@Suite("A service's own work on its journals", .timeLimit(.minutes(3)))
struct JournalRoundsTests {
    private struct Failing: Error {}

    private static let journals = ["a", "b", "c"].map {
        JournalName(service: "pool", platform: $0)
    }

    /// Whose `sleep` ends the work after so many rounds, and calls `between` with their number.
    private static func environment(
        rounds: Int, between: @escaping @Sendable (Int) -> Void = { _ in }
    ) -> JournalEnvironment {
        var environment = JournalEnvironment { Issue.record("journal failed: \($0)") }
        let done = Mutex(0)
        environment.sleep = { milliseconds in
            #expect(milliseconds == JournalRounds.pauseMilliseconds)
            let count = done.withLock { done in
                done += 1
                return done
            }
            between(count)
            if count == rounds { throw CancellationError() }
        }
        return environment
    }

    @Test("goes on where some fails, says so once, and says when it is over")
    func failure() async {
        let lines = LogLines()
        let rounds = JournalRounds(
            failure: "nothing is done", environment: Self.environment(rounds: 5),
            logger: lines.logger())
        var done: [String: Int] = [:]
        await rounds.run(over: { Self.journals }) { journal in
            done[journal.platform, default: 0] += 1
            // The second journal fails in its rounds 2, 3 and 5.
            if journal.platform == "b", [2, 3, 5].contains(done["b"]) { throw Failing() }
        }
        #expect(done == ["a": 5, "b": 5, "c": 5])
        #expect(
            lines.all == [
                "nothing is done, tried again every second error=Failing() journal=pool/b",
                "over: nothing is done journal=pool/b",
                "nothing is done, tried again every second error=Failing() journal=pool/b",
            ])
    }

    @Test("is done on a journal that comes later")
    func later() async {
        let known = Mutex(Self.journals.prefix(1))
        let environment = Self.environment(rounds: 2) { _ in
            known.withLock { $0 = Self.journals.prefix(3) }
        }
        let rounds = JournalRounds(
            failure: "", environment: environment, logger: LogLines().logger())
        var done: [JournalName] = []
        await rounds.run(over: { Array(known.withLock { $0 }) }) { done.append($0) }
        #expect(done == Self.journals.prefix(1) + Self.journals)
    }

    @Test("ends without a word when it is cancelled")
    func cancelled() async {
        let lines = LogLines()
        let rounds = JournalRounds(
            failure: "nothing is done", environment: Self.environment(rounds: 9),
            logger: lines.logger())
        let task = Task {
            await rounds.run(over: { Self.journals }) { _ in
                unsafe withUnsafeCurrentTask { task in unsafe task?.cancel() }
                throw Failing()
            }
        }
        await task.value
        #expect(lines.all.isEmpty)
    }
}
