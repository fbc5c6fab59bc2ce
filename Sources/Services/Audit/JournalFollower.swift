import Journal
import Logging
import Transparency
import Transport
import Wire

/// Follows one journal: checks what arrives, keeps its exact bytes, records what is wrong.
///
/// A journal that goes back, whose history differs or whose next entry is not the next is a
/// finding, and is followed no further; the others go on.
struct JournalFollower: Sendable {
    let journal: JournalName
    let client: Client
    let mirror: JournalMirror
    let checks: Recomputation
    let book: AuditJournal
    let logger: Logger

    /// Why a journal is followed no further.
    private struct Stopped: Error {}

    /// Runs until the task is cancelled or the journal is stopped.
    func run() async {
        var pause = AuditLimits.pauseFirstMilliseconds
        while !Task.isCancelled, await !checks.look({ $0.isStopped(journal) }) {
            do {
                try await follow { pause = AuditLimits.pauseFirstMilliseconds }
            } catch is Stopped {
                return
            } catch let error as RPCError where error.code == .outOfRange {
                await stop(.history, error, expected: "a journal that only grows")
            } catch let error as RPCError where error.code == .dataLoss {
                await stop(.history, error, expected: "the history that was mirrored")
            } catch let error as JournalError where error.code != .diskLow {
                guard error.code != .stopping else { return }
                logger.critical(
                    "the mirror cannot be written", metadata: ["error": "\(error)"])
                return
            } catch {
                logger.debug(
                    "\(journal) is subscribed to again", metadata: ["error": "\(error)"])
            }
            await checks.change { $0.note(journal, isConnected: false) }
            do {
                try await Task.sleep(for: .milliseconds(Int.random(in: pause / 2...pause)))
            } catch {
                return
            }
            pause = min(pause * 2, AuditLimits.pauseMaxMilliseconds)
        }
    }

    private func stop(_ rule: AuditRule, _ error: RPCError, expected: String) async {
        await stop(
            rule, at: mirror.store.head(journal).size, "its owner refuses to go on from the mirror",
            expected: expected, found: "\(error.code): \(error.message)")
    }

    private func stop(
        _ rule: AuditRule, at sequence: UInt64, _ sentence: String, expected: String, found: String
    ) async {
        let violation = Violation(
            rule: rule, place: EntryPlace(journal: journal.description, sequence: sequence),
            sentence: sentence, expected: expected, found: found)
        _ = await record([violation])
        await checks.change { $0.stop(journal, "\(sentence): \(found)") }
    }

    /// False when they cannot be recorded: nothing may then be said of the journal.
    private func record(_ violations: [Violation]) async -> Bool {
        guard !violations.isEmpty else { return true }
        for violation in violations.prefix(10) {
            logger.error(
                "finding",
                metadata: [
                    "rule": "\(violation.rule.rawValue)",
                    "entry": "\(violation.place.journal) \(violation.place.sequence)",
                    "sentence": "\(violation.sentence)", "expected": "\(violation.expected)",
                    "found": "\(violation.found)",
                ])
        }
        do {
            try await book.record(violations)
            return true
        } catch {
            // They are found again at the next start, from the mirror.
            logger.critical("findings are not recorded", metadata: ["error": "\(error)"])
            return false
        }
    }

    // MARK: - One subscription

    private func follow(connected: () -> Void) async throws {
        let head = mirror.store.head(journal)
        let responses = client.stream(
            JournalsMethods.subscribe,
            SubscribeRequest(
                platform: journal.platform, afterSequence: head.size,
                rootAtAfter: head.size == 0 ? [] : head.root.bytes))
        // What came of a group that is not whole is forgotten with the subscription: the mirror
        // holds whole groups, so the next one begins with this group again.
        var open = OpenGroup()
        for try await response in responses {
            connected()
            await checks.change { $0.note(journal, isConnected: true) }
            if let batch = response.batch { try await take(batch, &open) }
            if let heartbeat = response.heartbeat { try await take(heartbeat) }
            try Task.checkCancellation()
        }
    }

    private func take(_ batch: Batch, _ open: inout OpenGroup) async throws {
        let size = mirror.store.head(journal).size + UInt64(open.entries.count)
        guard batch.firstSequence == size + 1 else {
            await stop(
                .sequence, at: size, "the owner sends entries that do not follow the last one",
                expected: "entry \(size + 1)", found: "entry \(batch.firstSequence)")
            throw Stopped()
        }
        switch open.add(batch.entries, limits: mirror.store.limits) {
        case .open: break
        case .whole(let entries): try await take(entries)
        case .tooLarge(let words):
            await stop(
                .group, at: size, "the owner sends a group that no journal takes",
                expected: "at most \(mirror.store.limits.groupEntriesMax) entries", found: words)
            throw Stopped()
        }
    }

    /// Takes whole groups: checked, kept in one commit, then relied on.
    private func take(_ entries: [[UInt8]]) async throws {
        let first = mirror.store.head(journal).size + 1
        let taken = try await check(entries)
        try await keep(Array(entries.prefix(taken.accepted)), first: first)
        guard await record(taken.violations) else { throw Stopped() }
        await checks.change { $0.settle(journal) }
        if taken.stopped != nil { throw Stopped() }
    }

    /// Waits while the pool is asked for its figures: what it says is of an entry to come.
    private func check(_ entries: [[UInt8]]) async throws -> CheckedJournals.Taken {
        let isPool = journal.service == ServiceName.pool.rawValue
        while true {
            let taken = await checks.change { checked -> CheckedJournals.Taken? in
                guard !isPool || !checked.truths.isHeld(journal.platform) else { return nil }
                return checked.take(journal, entries)
            }
            if let taken { return taken }
            try await Task.sleep(for: .milliseconds(AuditLimits.holdMilliseconds))
        }
    }

    /// What is checked must be kept: while the disk is full this waits, and so does the owner.
    private func keep(_ entries: [[UInt8]], first: UInt64) async throws {
        guard !entries.isEmpty else { return }
        while true {
            do throws(JournalError) {
                _ = try await mirror.append(journal, first: first, entries: entries)
                return
            } catch {
                guard error.code == .diskLow || error.code == .overloaded else { throw error }
                logger.error("the mirror waits", metadata: ["error": "\(error)"])
            }
            try await Task.sleep(for: .milliseconds(AuditLimits.roundMilliseconds))
        }
    }

    private func take(_ heartbeat: Heartbeat) async throws {
        let head = mirror.store.head(journal)
        await checks.change { $0.note(journal, ownerSize: heartbeat.size) }
        if heartbeat.size < head.size {
            await stop(
                .history, at: head.size, "the owner's journal is shorter than its mirror",
                expected: "at least \(head.size) entries", found: "\(heartbeat.size) entries")
            throw Stopped()
        }
        if heartbeat.size == head.size, heartbeat.root != head.root.bytes {
            await stop(
                .root, at: head.size, "the owner's root is not that of the mirrored entries",
                expected: head.root.hex,
                found: heartbeat.root.map { String($0, radix: 16) }.joined(separator: " "))
            throw Stopped()
        }
    }
}
