import Journal
import Logging
import Transparency
import Wire

/// The audit's own journal, `audit/_`: findings and signed checkpoints, kept for ever.
struct AuditJournal: Sendable {
    static let name = JournalName(
        service: ServiceName.audit.rawValue, platform: JournalName.noPlatform)

    let runner: JournalRunner<AuditState>
    let environment: JournalEnvironment
    let logger: Logger

    /// Records what is not recorded yet. Durable on return; returns how many are new. Waits while
    /// the disk is full: what was found is not looked for again before the next start.
    @discardableResult
    func record(_ violations: [Violation]) async throws -> Int {
        while true {
            do {
                return try await recordNow(violations)
            } catch let error as JournalError
                where error.code == .diskLow || error.code == .overloaded
            {
                logger.error("findings wait", metadata: ["error": "\(error)"])
            }
            try await environment.sleep(AuditLimits.roundMilliseconds)
        }
    }

    /// The same for whoever can find it again: throws where it cannot be recorded.
    @discardableResult
    func recordNow(_ violations: [Violation]) async throws -> Int {
        var rest = violations[...]
        var recorded = 0
        while !rest.isEmpty {
            let part = Array(rest.prefix(AuditLimits.findingsPerGroupMax))
            rest = rest.dropFirst(part.count)
            let outcome = try await execute { state, time in
                part.compactMap { state.record($0, at: time) }.map { finding in
                    EntryDraft(
                        FindingRecorded(finding: finding), keys: ["journal:\(finding.journal)"])
                }
            }
            recorded += outcome
        }
        return recorded
    }

    /// Records checkpoints that were just signed. Durable on return: only then may they be shown.
    func record(_ checkpoints: [CheckpointSigned]) async throws {
        _ = try await execute { state, _ in
            for checkpoint in checkpoints { state.add(checkpoint) }
            return checkpoints.map { EntryDraft($0, keys: ["journal:\($0.journal)"]) }
        }
    }

    /// Returns the number of entries written.
    private func execute(
        _ decide: @escaping @Sendable (inout AuditState, Int64) -> [EntryDraft]
    ) async throws -> Int {
        let header = CommandHeader(
            journal: Self.name, caller: "service/\(ServiceName.audit.rawValue)", method: "",
            requestID: "", request: [])
        let outcome = try await runner.execute(header) { state, time in
            let entries = decide(&state, time)
            return Decision(entries: entries, reply: [UInt8](String(entries.count).utf8))
        }
        return Int(String(decoding: outcome.reply, as: UTF8.self)) ?? 0
    }

    /// All newest signed notes, by journal.
    func checkpoints() async throws -> [String: String] {
        try await runner.read(Self.name) { $0.checkpoints }
    }

    func findingCount() async throws -> Int {
        try await runner.read(Self.name) { $0.findings.count }
    }

    /// Findings above a number, in order of their numbers.
    func findings(after number: UInt64, limit: Int) async throws -> [Finding] {
        try await runner.read(Self.name) { state in
            let first = Int(clamping: number)
            return Array(state.findings.dropFirst(first).prefix(limit))
        }
    }

    /// The findings about any of these entries.
    func findings(at places: Set<EntryPlace>) async throws -> [Finding] {
        try await runner.read(Self.name) { state in
            state.findings.filter { finding in
                places.contains(
                    EntryPlace(journal: finding.journal, sequence: finding.sequence))
            }
        }
    }
}
