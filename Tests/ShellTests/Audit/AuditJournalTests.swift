import Foundation
import Journal
import Synchronization
import Testing
import Wire

@testable import Services

@Suite("The audit's own journal", .timeLimit(.minutes(3)))
struct AuditJournalTests {
    private static let violations = (1...3).map { sequence in
        Violation(
            rule: .root, place: EntryPlace(journal: "pool/demo", sequence: sequence),
            sentence: "planted", expected: "a", found: "b")
    }

    @Test("records what was found while its disk was full, once there is room", arguments: 0...2)
    func diskLow(pauses: Int) async throws {
        let folder = try TemporaryFolder()
        let free = Mutex<UInt64>(pauses == 0 ? 1 << 30 : 0)
        let slept = Mutex(0)
        var environment = JournalEnvironment.testing()
        environment.freeBytes = { _ in free.withLock { $0 } }
        environment.sleep = { _ in
            let count = slept.withLock { slept in
                slept += 1
                return slept
            }
            if count == pauses { free.withLock { $0 = 1 << 30 } }
        }
        let lines = LogLines()
        let runner = try JournalRunner<AuditState>(
            directory: folder.path, service: ServiceName.audit.rawValue, limits: JournalLimits(),
            environment: environment)
        let book = AuditJournal(
            runner: runner, environment: environment, logger: lines.logger())
        if pauses > 0 {
            await expectCode(.diskLow) { try await book.recordNow(Self.violations) }
        }
        #expect(try await book.record(Self.violations) == 3)
        #expect(try await book.record(Self.violations) == 0, "they are recorded already")
        #expect(try await book.findingCount() == 3)
        #expect(slept.withLock { $0 } == pauses)
        #expect(lines.all.count == pauses)
        try await runner.stop()
    }
}
