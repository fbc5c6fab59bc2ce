import Journal
import Transparency
import Wire

/// All that is checked in memory: each mirrored journal's integrity, and each platform's figures.
/// A value, built again from the mirror at every start.
struct CheckedJournals: Sendable {
    private struct Followed: Sendable {
        var check: JournalCheck
        var keys = KeyIndex()
        /// Why it is followed no further; empty while it is.
        var stopped = ""
        var isConnected = false
        var ownerSize: UInt64 = 0
        /// Entries that are mirrored, and whose findings are recorded: what may be relied on.
        var settledSize: UInt64 = 0
    }

    private var journals: [JournalName: Followed] = [:]
    private(set) var platforms: [String: PlatformAudit] = [:]
    /// What pools were asked for, and wait to be compared with.
    var truths = TruthQuestions()

    /// What a batch gave.
    struct Taken: Sendable {
        /// Entries that follow the last one and can be read: these are to be mirrored.
        var accepted = 0
        var violations: [Violation] = []
        /// Why the journal is followed no further; nil while it is.
        var stopped: String?
    }

    static func service(of journal: JournalName) -> AuditedService? {
        AuditedService(rawValue: journal.service)
    }

    private func followed(_ journal: JournalName) -> Followed? {
        if let known = journals[journal] { return known }
        guard let service = Self.service(of: journal) else { return nil }
        return Followed(
            check: JournalCheck(journal: journal.description, service: service))
    }

    /// Checks entries in sequence and applies each group that they make whole.
    mutating func take(_ journal: JournalName, _ entries: [[UInt8]]) -> Taken {
        var taken = Taken()
        guard var followed = followed(journal), followed.stopped.isEmpty else {
            taken.stopped = journals[journal]?.stopped ?? "no journal of a service"
            return taken
        }
        // Taken out while it is changed, so that nothing in it is copied.
        journals[journal] = nil
        var audit = platforms.removeValue(forKey: journal.platform) ?? PlatformAudit()
        var sheet = ViolationSheet()
        for bytes in entries {
            let outcome = followed.check.take(bytes, &sheet) { key, sequence in
                followed.keys.insert(key, sequence: sequence)
            }
            if case .stopped(let reason) = outcome {
                followed.stopped = reason
                taken.stopped = reason
                break
            }
            taken.accepted += 1
            if case .group(let group) = outcome {
                audit.apply(group, of: followed.check.service, &sheet)
                if followed.check.service == .pool {
                    truths.reach(followed.check.size, of: journal.platform, audit)
                }
            }
        }
        journals[journal] = followed
        platforms[journal.platform] = audit
        taken.violations = sheet.take()
        return taken
    }

    /// Stops a journal for what is no entry's fault.
    mutating func stop(_ journal: JournalName, _ reason: String) {
        guard var followed = followed(journal), followed.stopped.isEmpty else { return }
        followed.stopped = reason
        followed.isConnected = false
        journals[journal] = followed
    }

    mutating func note(_ journal: JournalName, isConnected: Bool) {
        guard var followed = followed(journal) else { return }
        followed.isConnected = isConnected && followed.stopped.isEmpty
        journals[journal] = followed
    }

    mutating func note(_ journal: JournalName, ownerSize: UInt64) {
        guard var followed = followed(journal) else { return }
        followed.ownerSize = ownerSize
        journals[journal] = followed
    }

    /// All entries checked so far are mirrored and their findings recorded.
    mutating func settle(_ journal: JournalName) {
        guard var followed = journals[journal] else { return }
        followed.settledSize = followed.check.size
        journals[journal] = followed
    }

    /// As above, for every journal: what the mirror held at start.
    mutating func settleAll() {
        for journal in journals.keys { settle(journal) }
    }

    func isFollowed(_ journal: JournalName) -> Bool {
        journals[journal]?.stopped.isEmpty ?? false
    }

    /// Compares what a pool said of an entry once that is checked; gives the number of the
    /// question.
    mutating func askTruth(
        _ journal: JournalName, at sequence: UInt64,
        _ compare: @escaping @Sendable (PlatformAudit) -> [TruthFigure]
    ) -> UInt64 {
        truths.ask(
            of: journal.platform, at: sequence, size: journals[journal]?.check.size ?? 0,
            platforms[journal.platform] ?? PlatformAudit(), compare)
    }

    func isStopped(_ journal: JournalName) -> Bool {
        !(journals[journal]?.stopped.isEmpty ?? true)
    }

    /// The latest entries about a key, ascending; those of another key may be among them.
    func sequences(_ journal: JournalName, key: String, count: Int) -> [UInt64] {
        journals[journal]?.keys.sequences(key, before: .max, count: count) ?? []
    }

    // MARK: - Completeness

    typealias Claims = [String: [OrderChecks.Outstanding]]

    /// Hops that are claimed and have not arrived, by platform.
    var claims: Claims {
        platforms.compactMapValues { audit in
            let missing = audit.orders.outstanding()
            return missing.isEmpty ? nil : missing
        }
    }

    /// Whether every journal is checked up to these heads, with all findings recorded and its
    /// owner going on from there, and none that is held is missing.
    func hasReached(_ heads: [JournalName: JournalHead]) -> Bool {
        heads.allSatisfy { journal, head in
            guard let followed = journals[journal] else { return false }
            return followed.settledSize >= head.size && followed.isConnected
        } && journals.keys.allSatisfy { heads[$0] != nil }
    }

    /// Violations of those claims that are still open, made when every journal has reached a head
    /// that was read after the claims: what was claimed was durable then.
    mutating func report(_ claims: Claims) -> [Violation] {
        var sheet = ViolationSheet()
        for (platform, missing) in claims {
            platforms[platform]?.report(missing, &sheet)
        }
        return sheet.take()
    }

    /// What became overdue by now; to be asked like `report`.
    mutating func passTime(to nowUs: Int64) -> [Violation] {
        var sheet = ViolationSheet()
        for platform in platforms.keys { platforms[platform]?.passTime(to: nowUs, &sheet) }
        return sheet.take()
    }

    // MARK: - Figures

    func status(_ journal: JournalName, _ head: JournalHead, checkpoint: String) -> JournalStatus {
        let followed = journals[journal]
        return JournalStatus(
            journal: journal.description, size: head.size, root: head.root.bytes,
            ownerSize: followed?.ownerSize ?? 0, connected: followed?.isConnected ?? false,
            stopped: followed?.stopped ?? "", checkpoint: checkpoint)
    }

    var names: [JournalName] { journals.keys.sorted() }

    var platformStatus: [PlatformStatus] {
        platforms.sorted { $0.key < $1.key }.filter { $0.key != JournalName.noPlatform }.map {
            platform, audit in
            PlatformStatus(
                platform: platform, ordersChecked: audit.orders.checked,
                nextNumber: audit.pool.nextNumber,
                reserveFen: Int64(clamping: audit.pool.figures.reserve),
                supplyUnits: Int64(clamping: audit.pool.figures.supply),
                exits: audit.pool.exits)
        }
    }
}

/// The checks, one change at a time.
actor Recomputation {
    private var checked: CheckedJournals

    init(_ checked: CheckedJournals) {
        self.checked = checked
    }

    func look<Result: Sendable>(_ body: @Sendable (CheckedJournals) -> Result) -> Result {
        body(checked)
    }

    func change<Result: Sendable>(
        _ body: @Sendable (inout CheckedJournals) -> Result
    ) -> Result {
        body(&checked)
    }
}
