import Journal
import Logging
import Transparency
import Transport
import Wire

/// The audit: mirror, monitor and witness of every journal (audit.md §1).
final class AuditService: Sendable {
    let mirror: JournalMirror
    let checks: Recomputation
    let book: AuditJournal
    let signer: CheckpointSigner
    let owners: [ServiceName: Client]
    private let logger: Logger
    /// Microseconds since 1970 UTC.
    private let now: @Sendable () -> Int64
    /// What the mirror itself gave while it was read at start.
    private let foundAtStart: [Violation]

    /// Opens mirror and own journal in `directory`, re-hashes every entry, and repeats every
    /// check. Blocks for as long as that takes: O(all entries). Throws where a file was changed,
    /// with the entry or page named.
    init(
        directory: String, limits: JournalLimits, environment: JournalEnvironment,
        owners: [ServiceName: Client], logger: Logger
    ) throws {
        let runner = try JournalRunner<AuditState>(
            directory: directory, service: ServiceName.audit.rawValue, limits: limits,
            environment: environment)
        var loading = MirrorLoading()
        mirror = try JournalMirror(
            directory: "\(directory)/mirror", limits: limits, environment: environment
        ) { journal, _, bytes in
            loading.take(journal, bytes)
        }
        foundAtStart = loading.finish()
        checks = Recomputation(loading.checked)
        book = AuditJournal(runner: runner, environment: environment, logger: logger)
        signer = CheckpointSigner(
            key: try CheckpointSigner.key(in: directory), mirror: mirror, book: book)
        self.owners = owners
        self.logger = logger
        now = environment.now
    }

    /// Follows all journals of all services until the task is cancelled.
    func run() async {
        await recordStart()
        await withDiscardingTaskGroup { group in
            var followed: Set<JournalName> = []
            func follow(_ journals: some Sequence<JournalName>) {
                for journal in journals where followed.insert(journal).inserted {
                    guard let name = ServiceName(rawValue: journal.service),
                        let client = owners[name]
                    else { continue }
                    let follower = JournalFollower(
                        journal: journal, client: client, mirror: mirror, checks: checks,
                        book: book, logger: logger)
                    group.addTask { await follower.run() }
                }
            }
            follow(mirror.store.journals.keys)
            while !Task.isCancelled {
                let (heads, _) = await settleUp()
                follow(heads.keys)
                await sign()
                do {
                    try await Task.sleep(for: .milliseconds(AuditLimits.roundMilliseconds))
                } catch {
                    return
                }
            }
        }
    }

    /// Signs what is mirrored and closes the files. All calls and all following have ended.
    func close() async throws {
        await sign()
        for client in owners.values { await client.close() }
        try await mirror.stop()
        try await book.runner.stop()
    }

    // MARK: - Rounds

    private func recordStart() async {
        do {
            try await book.record(foundAtStart)
            try await report(try await signer.verify(), rule: .history)
            await checks.change { $0.settleAll() }
        } catch {
            logger.critical(
                "the findings of the start are not recorded", metadata: ["error": "\(error)"])
        }
    }

    private func sign() async {
        do {
            try await report(try await signer.sign(), rule: .history)
        } catch {
            logger.critical("checkpoints are not signed", metadata: ["error": "\(error)"])
        }
    }

    private func report(_ broken: [JournalName: String], rule: AuditRule) async throws {
        for (journal, sentence) in broken {
            let head = mirror.store.head(journal)
            try await book.record([
                Violation(
                    rule: rule,
                    place: EntryPlace(journal: journal.description, sequence: head.size),
                    sentence: sentence, expected: "the history that was signed",
                    found: "root \(head.root.hex) over \(head.size) entries")
            ])
            await checks.change { $0.stop(journal, sentence) }
        }
    }

    /// Asks every service for its heads, and waits a moment for the mirrors to reach them. Where
    /// they do and hold the same history, hops that were claimed before and are still missing are
    /// findings, and so is what is overdue.
    func settleUp() async -> (heads: [JournalName: JournalHead], isCaughtUp: Bool) {
        let claims = await checks.look { $0.claims }
        let (heads, isWhole) = await listHeads()
        await checks.change { checked in
            for (journal, head) in heads { checked.note(journal, ownerSize: head.size) }
        }
        guard isWhole, await reaches(heads) else { return (heads, false) }
        do {
            guard try await holds(heads) else { return (heads, false) }
            let nowUs = now()
            let violations = await checks.change { checked in
                checked.report(claims) + checked.passTime(to: nowUs)
            }
            try await book.record(violations)
            return (heads, true)
        } catch {
            logger.critical("the round is not finished", metadata: ["error": "\(error)"])
            return (heads, false)
        }
    }

    private func reaches(_ heads: [JournalName: JournalHead]) async -> Bool {
        var waited = 0
        let step = 20
        while await !checks.look({ $0.hasReached(heads) }) {
            guard waited < AuditLimits.reachMilliseconds else { return false }
            do {
                try await Task.sleep(for: .milliseconds(step))
            } catch {
                return false
            }
            waited += step
        }
        return true
    }

    /// Whether every owner's history is the beginning of its mirror; another one is a finding.
    private func holds(_ heads: [JournalName: JournalHead]) async throws -> Bool {
        var broken: [JournalName: String] = [:]
        for (journal, head) in heads {
            let root = try await mirror.store.root(journal, size: head.size)
            guard root != head.root else { continue }
            broken[journal] = "the owner's root over \(head.size) entries is \(head.root.hex)"
        }
        try await report(broken, rule: .root)
        return broken.isEmpty
    }

    /// The heads of all journals, and whether every service answered.
    private func listHeads() async -> (heads: [JournalName: JournalHead], isWhole: Bool) {
        await withTaskGroup(of: [Head]?.self) { group in
            for (name, client) in owners {
                group.addTask {
                    do throws(RPCError) {
                        let response = try await client.call(
                            JournalsMethods.listJournals, ListJournalsRequest(),
                            timeoutMilliseconds: AuditLimits.listMilliseconds)
                        return response.journals.filter { $0.service == name.rawValue }
                    } catch {
                        return nil
                    }
                }
            }
            var heads: [JournalName: JournalHead] = [:]
            var isWhole = true
            for await answer in group {
                if answer == nil { isWhole = false }
                for head in answer ?? [] {
                    let journal = JournalName(service: head.service, platform: head.platform)
                    guard journal.isWellFormed, head.size > 0, let root = Digest(head.root) else {
                        continue
                    }
                    heads[journal] = JournalHead(size: head.size, root: root)
                }
            }
            return (heads, isWhole)
        }
    }
}

/// The checks while the mirror is read at start, in parts, so that few calls carry many entries.
private struct MirrorLoading {
    private static let partEntries = 1_024

    var checked = CheckedJournals()
    private var journal: JournalName?
    private var part: [[UInt8]] = []
    private var violations: [Violation] = []

    mutating func take(_ journal: JournalName, _ bytes: [UInt8]) {
        if journal != self.journal || part.count == Self.partEntries { flush() }
        self.journal = journal
        part.append(bytes)
    }

    private mutating func flush() {
        if let journal { violations += checked.take(journal, part).violations }
        part = []
    }

    mutating func finish() -> [Violation] {
        flush()
        return violations
    }
}
