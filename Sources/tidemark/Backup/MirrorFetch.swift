import Journal
import Services
import Transparency
import Wire

/// Fetches what the audit mirrored of a service's journals after a backup was taken.
struct MirrorFetch {
    /// How long the audit may take to sign what it has mirrored; it does so once a second.
    private static let patienceMilliseconds = 15_000
    private static let pageEntriesMax: UInt32 = 1_000

    let services: Connections
    let key: VerifyingKey

    /// Extends the journals in `folder` up to the audit's newest checkpoints, each proved to extend
    /// what is there. Durable on return. Refuses a fork, and entries that are not those signed.
    func extend(
        _ folder: String, service: ServiceName, _ journals: [RestoredJournal]
    ) async throws(Failure) -> [RestoredJournal] {
        let mirrored = try await signed(service)
        let environment = JournalEnvironment { _ in }
        let mirror = try JournalFolder.failing(.failed) { () throws(JournalError) in
            try JournalMirror(directory: folder, environment: environment) { _, _, _ in }
        }
        var all = journals
        for (name, checkpoint) in mirrored {
            let index = all.firstIndex { $0.journal == "\(name)" } ?? all.count
            if index == all.count {
                // A platform that is younger than the backup.
                let none = BackupManifest.Head(
                    journal: "\(name)", size: 0, root: Digest.emptyRoot.hex)
                all.append(RestoredJournal(inBackup: none))
            }
            let head = try await extend(name, to: checkpoint, in: mirror)
            all[index].size = head.size
            all[index].root = head.root.hex
            all[index].signedSize = checkpoint.size
        }
        do throws(JournalError) {
            try await mirror.stop()
        } catch {
            throw Failure(.failed, "\(error)")
        }
        return all
    }

    /// The newest checkpoints of the service's journals, once they cover what is mirrored.
    private func signed(_ service: ServiceName) async throws(Failure) -> [(JournalName, Checkpoint)]
    {
        let deadline = ContinuousClock.now + .milliseconds(Self.patienceMilliseconds)
        while true {
            let status = try await services.call(.audit, AuditMethods.status, StatusRequest())
            var found: [(JournalName, Checkpoint)] = []
            var isWhole = true
            for journal in status.journals where journal.journal.hasPrefix("\(service.rawValue)/") {
                guard !journal.checkpoint.isEmpty else {
                    isWhole = isWhole && journal.size == 0
                    continue
                }
                let checkpoint = try JournalVerifier.read(
                    journal.checkpoint, of: journal.journal, key
                ).get()
                isWhole = isWhole && checkpoint.size >= journal.size
                let platform = journal.journal.dropFirst(service.rawValue.count + 1)
                found.append(
                    (JournalName(service: service.rawValue, platform: String(platform)), checkpoint)
                )
            }
            // What is mirrored and never signed is not taken: nobody vouches for it.
            if isWhole || ContinuousClock.now >= deadline { return found }
            do {
                try await Task.sleep(for: .milliseconds(100))
            } catch {
                throw Failure(.failed, "interrupted")
            }
        }
    }
}

extension MirrorFetch {
    private func extend(
        _ name: JournalName, to checkpoint: Checkpoint, in mirror: JournalMirror
    ) async throws(Failure) -> JournalHead {
        var head = mirror.store.head(name)
        try await refuseFork(name, head, checkpoint, mirror)
        var last: [UInt8] = []
        while head.size < checkpoint.size {
            let left = UInt32(clamping: checkpoint.size - head.size)
            let reply = try await services.call(
                .audit, AuditMethods.getEntries,
                GetEntriesRequest(
                    journal: "\(name)", afterSequence: head.size,
                    limit: min(Self.pageEntriesMax, left)))
            let entries = Array(reply.entries.prefix(Int(left)))
            guard let newest = entries.last else {
                throw Failure(
                    .failed,
                    "the audit signed \(name) up to entry \(checkpoint.size) and does not serve "
                        + "entry \(head.size + 1); restore from another audit")
            }
            last = newest
            do throws(JournalError) {
                head = try await mirror.append(name, first: head.size + 1, entries: entries)
            } catch {
                throw Failure(.failed, "\(error)")
            }
        }
        guard head.size > checkpoint.size || head.root == checkpoint.root else {
            throw Failure(
                .failed,
                "the entries that the audit serves of \(name) give root \(head.root.hex), and it "
                    + "signed \(checkpoint.root.hex); restore from another audit")
        }
        try refuseHalfGroup(last, of: name)
        return head
    }

    /// A command's entries are in one commit, and so in one checkpoint.
    private func refuseHalfGroup(_ last: [UInt8], of name: JournalName) throws(Failure) {
        guard !last.isEmpty else { return }
        do {
            guard try JournalEntry(decoding: last, unknown: .skip).groupLeft > 0 else { return }
        } catch {
            throw Failure(.failed, "the last entry of \(name) cannot be read: \(error.message)")
        }
        throw Failure(
            .failed, "the audit's checkpoint of \(name) ends within a group; restore from another")
    }

    private func refuseFork(
        _ name: JournalName, _ head: JournalHead, _ checkpoint: Checkpoint,
        _ mirror: JournalMirror
    ) async throws(Failure) {
        guard head.size > 0 else { return }
        let fork = Failure(
            .failed,
            "\(name) forks: the backup's root over \(head.size) entries is \(head.root.hex), and "
                + "the audit's checkpoint of \(checkpoint.size) entries does not fit it; find out "
                + "which history is the true one before anything is restored")
        if checkpoint.size <= head.size {
            let root: Digest
            do throws(JournalError) {
                root = try await mirror.store.root(name, size: checkpoint.size)
            } catch {
                throw Failure(.failed, "\(error)")
            }
            guard root == checkpoint.root else { throw fork }
            return
        }
        let proof = try await services.call(
            .audit, AuditMethods.getConsistencyProof,
            GetConsistencyProofRequest(
                journal: "\(name)", firstSize: head.size, secondSize: checkpoint.size))
        let hashes = proof.hashes.compactMap { Digest($0) }
        guard hashes.count == proof.hashes.count,
            MerkleProof.verifyConsistency(
                from: head.size, fromRoot: head.root, to: checkpoint.size, toRoot: checkpoint.root,
                proof: hashes)
        else { throw fork }
    }
}
