import Services
import Transparency
import Wire

/// One thing that was checked, and whether it holds.
struct ProofCheck: Equatable, Sendable {
    var journal: String
    /// Such as `root`.
    var what: String
    var holds: Bool
    /// What was compared, with values.
    var detail: String

    var line: String {
        "\(holds ? "✓" : "✗") \(journal.padded(to: 16)) \(what.padded(to: 11)) \(detail)"
    }

    var json: String {
        JSONText.object([
            ("journal", JSONText.quoted(journal)), ("check", JSONText.quoted(what)),
            ("holds", "\(holds)"), ("detail", JSONText.quoted(detail)),
        ])
    }
}

/// Checks what the audit serves, trusting nothing but a key.
struct JournalVerifier {
    private let services: Connections
    private let key: VerifyingKey
    /// Of each journal the newest checkpoint that was fetched, if the key signed it.
    private var checkpoints: [String: Result<Checkpoint, Failure>] = [:]

    init(services: Connections, key: VerifyingKey) {
        self.services = services
        self.key = key
    }

    // MARK: - A whole journal

    /// Every check of a journal, up to the size of its newest checkpoint.
    mutating func check(_ journal: String) async throws -> [ProofCheck] {
        func made(_ what: String, _ holds: Bool, _ detail: String) -> ProofCheck {
            ProofCheck(journal: journal, what: what, holds: holds, detail: detail)
        }
        let signed: Checkpoint
        switch try await checkpoint(of: journal) {
        case .failure(let failure): return [made("signature", false, failure.message)]
        case .success(let checkpoint): signed = checkpoint
        }
        var checks = [
            made(
                "signature", true,
                "\(FigureText.count(signed.size)) entries of \(signed.origin)")
        ]
        let sizes = Self.sizes(upTo: signed.size)
        let copy = try await JournalCopy.fetch(journal, signed.size, sizes) { request in
            try await services.call(.audit, AuditMethods.getEntries, request)
        }
        if let fault = copy.fault { checks.append(made("entries", false, fault)) }
        checks.append(
            made(
                "root", copy.root == signed.root,
                copy.root == signed.root
                    ? "\(signed.root.hex.prefix(16))… recomputed from all entries"
                    : "recomputed \(copy.root.hex), signed \(signed.root.hex)"))
        var wrong: [UInt64] = []
        for size in sizes {
            let holds = try await isConsistent(journal, size, copy.roots[size], signed)
            if !holds { wrong.append(size) }
        }
        checks.append(
            made("consistency", wrong.isEmpty, Self.detail("the tree at sizes", sizes, wrong)))
        wrong = []
        let sequences = copy.leaves.keys.sorted()
        for (sequence, leaf) in copy.leaves {
            let holds = try await isIncluded(journal, sequence, leaf, signed)
            if !holds { wrong.append(sequence) }
        }
        checks.append(made("inclusion", wrong.isEmpty, Self.detail("entries", sequences, wrong)))
        return checks
    }

    private static func detail(_ what: String, _ all: [UInt64], _ wrong: [UInt64]) -> String {
        func list(_ numbers: [UInt64]) -> String {
            numbers.map { FigureText.count($0) }.joined(separator: ", ")
        }
        guard wrong.isEmpty else { return "NOT proved: \(what) \(list(wrong.sorted()))" }
        return all.isEmpty ? "nothing to prove yet" : "\(what) \(list(all))"
    }

    /// A quarter, a half, three quarters: sizes at which the tree must have been the same.
    static func sizes(upTo size: UInt64) -> [UInt64] {
        let quarter = size / 4
        return Set([quarter, quarter * 2, quarter * 3]).filter { $0 > 0 && $0 < size }.sorted()
    }

    private func isConsistent(
        _ journal: String, _ size: UInt64, _ root: Digest?, _ signed: Checkpoint
    ) async throws -> Bool {
        let proof = try await services.call(
            .audit, AuditMethods.getConsistencyProof,
            GetConsistencyProofRequest(
                journal: journal, firstSize: size, secondSize: signed.size))
        guard let root, let hashes = Self.digests(proof.hashes) else { return false }
        return MerkleProof.verifyConsistency(
            from: size, fromRoot: root, to: signed.size, toRoot: signed.root, proof: hashes)
    }

    private func isIncluded(
        _ journal: String, _ sequence: UInt64, _ leaf: Digest, _ signed: Checkpoint
    ) async throws -> Bool {
        let proof = try await services.call(
            .audit, AuditMethods.getInclusionProof,
            GetInclusionProofRequest(
                journal: journal, sequence: sequence, treeSize: signed.size))
        guard let hashes = Self.digests(proof.hashes), sequence > 0 else { return false }
        return MerkleProof.verifyInclusion(
            leaf: leaf, index: sequence - 1, size: signed.size, proof: hashes, root: signed.root)
    }

    // MARK: - One entry

    /// Whether an entry is in a tree that the key signed, and is what the audit says it is.
    mutating func check(_ entry: ExplainedEntry) async throws -> ProofCheck {
        var check = ProofCheck(
            journal: entry.journal, what: "inclusion", holds: false,
            detail: "entry \(entry.sequence)")
        let signed: Checkpoint
        switch try await checkpoint(of: entry.journal) {
        case .failure(let failure):
            check.detail = failure.message
            return check
        case .success(let checkpoint): signed = checkpoint
        }
        let leaf = Digest.leaf(entry.entry)
        guard let recorded = Self.decoded(entry.entry), recorded.sequence == entry.sequence,
            recorded.kind == entry.kind, entry.sequence > 0
        else {
            check.detail = "the bytes are not those of entry \(entry.sequence)"
            return check
        }
        if entry.treeSize == signed.size, let hashes = Self.digests(entry.inclusion) {
            check.holds = MerkleProof.verifyInclusion(
                leaf: leaf, index: entry.sequence - 1, size: signed.size, proof: hashes,
                root: signed.root)
            return check
        }
        // The audit signed another checkpoint in between; the proof is asked for again.
        check.holds = try await isIncluded(entry.journal, entry.sequence, leaf, signed)
        return check
    }

    private static func decoded(_ bytes: [UInt8]) -> JournalEntry? {
        do { return try JournalEntry(decoding: bytes, unknown: .skip) } catch { return nil }
    }

    // MARK: - Checkpoints

    private mutating func checkpoint(of journal: String) async throws -> Result<Checkpoint, Failure>
    {
        if let known = checkpoints[journal] { return known }
        let reply = try await services.call(
            .audit, AuditMethods.getCheckpoint, GetCheckpointRequest(journal: journal))
        let checked = Self.read(reply.note, of: journal, key)
        checkpoints[journal] = checked
        return checked
    }

    static func read(
        _ note: String, of journal: String, _ key: VerifyingKey
    ) -> Result<Checkpoint, Failure> {
        do throws(TransparencyError) {
            let note = try SignedNote(text: note)
            return .success(
                try Checkpoint(note: note, key: key, origin: Self.origin(of: journal)))
        } catch {
            let words = "\(error.message) (the key checked with is \(key.text))"
            return .failure(Failure(.failed, words))
        }
    }

    /// The origin line of a journal's checkpoints.
    static func origin(of journal: String) -> String { "tidemark/\(journal)" }

    private static func digests(_ hashes: [[UInt8]]) -> [Digest]? {
        let digests = hashes.compactMap { Digest($0) }
        return digests.count == hashes.count ? digests : nil
    }
}
