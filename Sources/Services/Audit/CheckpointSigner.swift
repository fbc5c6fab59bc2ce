import Journal
import Transparency
import Wire

/// Signs what the audit has mirrored: a checkpoint of each journal, after proof that it extends
/// the last one signed (audit.md §3).
struct CheckpointSigner: Sendable {
    /// The name that the audit signs under.
    static let keyName = "tidemark/audit"
    static let keyFile = "signing.key"

    let key: SigningKey
    let mirror: JournalMirror
    let book: AuditJournal

    /// The key of this folder, made on first use and readable by its owner alone.
    static func key(in directory: String) throws -> SigningKey {
        let text = try SecretFile.loadOrCreate(directory: directory, name: keyFile) {
            [UInt8](try SigningKey(generatingFor: keyName).secretText.utf8)
        }
        return try SigningKey(secretText: String(decoding: text, as: UTF8.self))
    }

    static func origin(of journal: JournalName) -> String { "tidemark/\(journal)" }

    /// The checkpoint of a note that this key signed.
    func checkpoint(_ note: String, of journal: JournalName) throws -> Checkpoint {
        try Checkpoint(
            note: SignedNote(text: note), key: key.verifyingKey,
            origin: Self.origin(of: journal))
    }

    /// Signs every journal that grew since its last checkpoint, in one entry group, durable on
    /// return. Journals whose mirror is not an extension of what was signed are given back.
    func sign() async throws -> [JournalName: String] {
        let signed = try await book.checkpoints()
        var new: [CheckpointSigned] = []
        var broken: [JournalName: String] = [:]
        for (journal, head) in mirror.store.journals.sorted(by: { $0.key < $1.key }) {
            let old = try signed[journal.description].map { try checkpoint($0, of: journal) }
            guard head.size > old?.size ?? 0 else { continue }
            if let old, try await !extends(old, head, journal) {
                broken[journal] = "the mirror is no extension of checkpoint \(old.size)"
                continue
            }
            let next = Checkpoint(
                origin: Self.origin(of: journal), size: head.size, root: head.root)
            new.append(
                CheckpointSigned(
                    journal: journal.description, note: try next.signed(by: key).text))
        }
        if !new.isEmpty { try await book.record(new) }
        return broken
    }

    /// Whether the mirror, as it was found at start, still begins with what was signed.
    func verify() async throws -> [JournalName: String] {
        var broken: [JournalName: String] = [:]
        for (name, note) in try await book.checkpoints() {
            guard let journal = JournalName(name) else { continue }
            let old = try checkpoint(note, of: journal)
            let head = mirror.store.head(journal)
            guard old.size <= head.size else {
                broken[journal] = "the mirror has \(head.size) entries, and \(old.size) were signed"
                continue
            }
            guard try await mirror.store.root(journal, size: old.size) == old.root else {
                broken[journal] = "the mirror's root at \(old.size) is not the one that was signed"
                continue
            }
        }
        return broken
    }

    private func extends(
        _ old: Checkpoint, _ head: JournalHead, _ journal: JournalName
    ) async throws -> Bool {
        let proof = try await mirror.store.consistency(journal, from: old.size, size: head.size)
        return MerkleProof.verifyConsistency(
            from: old.size, fromRoot: old.root, to: head.size, toRoot: head.root, proof: proof)
    }
}

extension JournalName {
    /// Nil for a text that is not `service/platform`.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        self.init(service: String(parts[0]), platform: String(parts[1]))
        guard isWellFormed else { return nil }
    }
}
