import Journal
import Wire

/// The audit's own journal, folded: every finding, and the newest checkpoint of each journal.
struct AuditState: JournalState {
    /// What makes two findings the same one: checks are repeated at every start.
    private struct Key: Hashable {
        var rule: String
        var journal: String
        var sequence: UInt64
        var sentence: String
    }

    private(set) var findings: [Finding] = []
    private var known: Set<Key> = []
    /// By rule and journal, those beyond `AuditLimits.findingsPerRuleMax` included.
    private var counts: [String: Int] = [:]
    /// Signed notes by journal.
    private(set) var checkpoints: [String: String] = [:]

    init(journal: JournalName) {}

    enum Event: Sendable {
        case finding(FindingRecorded)
        case checkpoint(CheckpointSigned)
    }

    static func event(of entry: JournalEntry) throws -> Event {
        let entry = try EventUpcasts.audit.today(entry)
        return switch entry.kind {
        case "finding_recorded": .finding(try FindingRecorded(decoding: entry.event))
        case "checkpoint_signed": .checkpoint(try CheckpointSigned(decoding: entry.event))
        default: throw UnknownAuditEntry(kind: entry.kind)
        }
    }

    mutating func apply(_ event: Event, at stamp: EntryStamp) throws {
        switch event {
        case .finding(let recorded): if let finding = recorded.finding { add(finding) }
        case .checkpoint(let signed): add(signed)
        }
    }

    struct UnknownAuditEntry: Error {
        var kind: String
    }

    private mutating func add(_ finding: Finding) {
        findings.append(finding)
        known.insert(Self.key(finding))
    }

    mutating func add(_ checkpoint: CheckpointSigned) {
        checkpoints[checkpoint.journal] = checkpoint.note
    }

    /// The finding that `violation` becomes. Nil when it is known; and when its rule was broken
    /// so often in that journal that more findings would tell nothing.
    mutating func record(_ violation: Violation, at timeMicroseconds: Int64) -> Finding? {
        var finding = Finding(
            finding: UInt64(findings.count) + 1, rule: violation.rule.rawValue,
            severity: violation.rule.severity, journal: violation.place.journal,
            sequence: violation.place.sequence,
            sentence: AuditLimits.shortened(violation.sentence),
            expected: AuditLimits.shortened(violation.expected),
            found: AuditLimits.shortened(violation.found), timeUs: timeMicroseconds)
        guard !known.contains(Self.key(finding)) else { return nil }
        let scope = "\(finding.rule) \(finding.journal)"
        let count = counts[scope, default: 0] + 1
        counts[scope] = count
        guard count <= AuditLimits.findingsPerRuleMax else { return nil }
        if count == AuditLimits.findingsPerRuleMax {
            finding.sentence += "; further findings of this rule in this journal are not listed"
        }
        add(finding)
        return finding
    }

    private static func key(_ finding: Finding) -> Key {
        Key(
            rule: finding.rule, journal: finding.journal, sequence: finding.sequence,
            sentence: finding.sentence)
    }
}

/// The bounds of the audit, each with its unit and reason.
enum AuditLimits {
    /// Findings of one rule in one journal: a service that goes on after an error would fill the
    /// audit's journal with its consequences.
    static let findingsPerRuleMax = 1_000
    /// Findings in one entry group of the audit's journal; below a group's 1,024 entries.
    static let findingsPerGroupMax = 500
    /// Bytes of a finding's sentence and figures each: an entry holds all three.
    static let textBytesMax = 8_192
    /// Entries that are answered about one order.
    static let explainedEntriesMax = 256
    /// Sequences that are looked at for one key.
    static let keyedEntriesMax = 100_000
    /// How long money that is no order's, or a refund that its provider failed, may stay where it
    /// is, in microseconds: a day, as for all that must go back (orders.md §2).
    static let owedMicroseconds: Int64 = 86_400_000_000
    /// How often journals are looked for and checkpoints are signed, in milliseconds.
    static let roundMilliseconds = 1_000
    /// How long a service may take to say what journals it has, in milliseconds.
    static let listMilliseconds = 2_000
    /// How long a look at the heads waits for the mirrors to reach them, in milliseconds.
    static let reachMilliseconds = 1_000
    /// How long an answer of a pool waits for the entry that it is of, in milliseconds.
    static let truthMilliseconds = 5_000
    /// Changes of a pool's lots and groups of entries that are kept to tell the members' figures
    /// of a minute ago: some 5,000 orders a second, and about 100 bytes each.
    static let pastChangesMax = 1_000_000
    /// How often a journal that is held looks whether it is let go, in milliseconds: while a pool
    /// is asked for its figures.
    static let holdMilliseconds = 5
    /// Pauses between attempts to follow a journal, in milliseconds.
    static let pauseFirstMilliseconds = 50
    static let pauseMaxMilliseconds = 2_000

    static func shortened(_ text: String) -> String {
        guard text.utf8.count > textBytesMax else { return text }
        return String(text.prefix(textBytesMax / 4)) + " …"
    }
}

extension AuditRule {
    /// What a journal says of money and points is a violation; a clock that runs back and an entry
    /// of a kind that only a newer version can check are warnings, and so is what is disclosed
    /// (money.md §4) but not forbidden, and what compliance.md calls HIGH.
    var severity: Severity {
        switch self {
        case .time, .kind, .related, .organiserMeter, .rewardShare, .depositMeter: .warning
        default: .violation
        }
    }
}
