import Journal
import Transparency
import Transport
import Wire

/// What auditors ask.
struct AuditFace: Sendable {
    let service: AuditService

    func register(on router: inout Router) {
        router.unary(AuditMethods.status) { [self] _, _ in try await status() }
        router.unary(AuditMethods.getCheckpoint) { [self] in try await getCheckpoint($1) }
        router.unary(AuditMethods.listFindings) { [self] in try await listFindings($1) }
        router.unary(AuditMethods.getEntries) { [self] in try await getEntries($1) }
        router.unary(AuditMethods.getInclusionProof) { [self] in try await proveInclusion($1) }
        router.unary(AuditMethods.getConsistencyProof) { [self] in
            try await proveConsistency($1)
        }
        router.unary(AuditMethods.explain) { [self] in try await explain($1) }
        router.unary(AuditMethods.checkTruth) { [self] _, request in
            try await translating { try await service.checkTruth(request) }
        }
    }

    var book: AuditJournal { service.book }
    private var mirror: JournalMirror { service.mirror }

    /// Journal errors as statuses.
    private func translating<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let error as JournalError {
            throw RPCError(error)
        }
    }

    // MARK: - Status

    private func status() async throws -> StatusResponse {
        try await translating {
            let (_, isCaughtUp) = await service.settleUp()
            let checkpoints = try await book.checkpoints()
            let findings = UInt64(try await book.findingCount())
            let heads = mirror.store.journals
            var response = await service.checks.look { checked in
                let names = Set(checked.names).union(heads.keys).sorted()
                return StatusResponse(
                    journals: names.map { name in
                        checked.status(
                            name, heads[name] ?? .empty,
                            checkpoint: checkpoints[name.description] ?? "")
                    },
                    platforms: checked.platformStatus)
            }
            response.findings = findings
            response.caughtUp = isCaughtUp && response.journals.allSatisfy(\.stopped.isEmpty)
            response.verifierKey = service.signer.key.verifyingKey.text
            response.verdict = Self.verdict(response)
            return response
        }
    }

    /// One sentence.
    static func verdict(_ status: StatusResponse) -> String {
        let entries = status.journals.reduce(UInt64(0)) { $0 &+ $1.size }
        let orders = status.platforms.reduce(UInt64(0)) { $0 &+ $1.ordersChecked }
        let seen =
            "\(entries) entries of \(status.journals.count) journals mirrored and recomputed, "
            + "\(orders) orders followed through all services"
        let stopped = status.journals.filter { !$0.stopped.isEmpty }.map(\.journal)
        let behind = status.journals.filter { $0.stopped.isEmpty && $0.size < $0.ownerSize }
        var sentence: String
        switch status.findings {
        case 0: sentence = status.caughtUp ? "No finding" : "No finding so far"
        case 1: sentence = "1 finding"
        default: sentence = "\(status.findings) findings"
        }
        sentence += ": \(seen)"
        if !stopped.isEmpty {
            sentence += "; followed no further: \(stopped.joined(separator: ", "))"
        }
        if !behind.isEmpty {
            let rest = behind.map { "\($0.journal) by \($0.ownerSize - $0.size)" }
            sentence += "; behind: \(rest.joined(separator: ", "))"
        } else if !status.caughtUp, stopped.isEmpty {
            sentence += "; not every service answers"
        }
        return sentence + "."
    }

    // MARK: - Checkpoints and findings

    private func getCheckpoint(
        _ request: GetCheckpointRequest
    ) async throws -> GetCheckpointResponse {
        try await translating {
            GetCheckpointResponse(note: try await note(of: try journal(request.journal)))
        }
    }

    private func note(of journal: JournalName) async throws -> String {
        guard let note = try await book.checkpoints()[journal.description] else {
            throw RPCError(
                .notFound,
                "no checkpoint of \(journal) is signed yet; ask Status which journals there are, "
                    + "or again in a second",
                reason: "checkpoint_not_found")
        }
        return note
    }

    /// The tree that a proof is asked for: `size`, or 0 for that of the newest checkpoint.
    private func treeSize(_ size: UInt64, of journal: JournalName) async throws -> UInt64 {
        guard size == 0 else { return size }
        return try service.signer.checkpoint(try await note(of: journal), of: journal).size
    }

    private func listFindings(
        _ request: ListFindingsRequest
    ) async throws -> ListFindingsResponse {
        let count = try Self.count(request.limit, most: 500)
        return try await translating {
            ListFindingsResponse(
                findings: try await book.findings(after: request.afterFinding, limit: count))
        }
    }

    private static func count(_ limit: UInt32, most: UInt32) throws(RPCError) -> Int {
        guard limit <= most else {
            throw RPCError(
                .invalidArgument, "limit is \(limit); state 1 to \(most), or 0 for 100",
                reason: "field_malformed", metadata: ["field": "limit"])
        }
        return limit == 0 ? 100 : Int(limit)
    }

    // MARK: - Entries and proofs

    func journal(_ name: String) throws(RPCError) -> JournalName {
        guard let journal = JournalName(name) else {
            throw RPCError(
                .invalidArgument,
                "journal \"\(name.prefix(80))\" is no name of a journal; give service/platform, "
                    + "such as pool/demo",
                reason: "field_malformed", metadata: ["field": "journal"])
        }
        return journal
    }

    /// Where the journal is kept: the audit's own beside its mirrors.
    func store(of journal: JournalName) -> JournalStore {
        journal == AuditJournal.name ? book.runner.store : mirror.store
    }

    private func getEntries(_ request: GetEntriesRequest) async throws -> GetEntriesResponse {
        let journal = try journal(request.journal)
        let count = try Self.count(request.limit, most: 1_000)
        return try await translating {
            guard !request.key.isEmpty else {
                return GetEntriesResponse(
                    entries: try await store(of: journal).entries(
                        journal, after: request.afterSequence, entriesMax: count))
            }
            let entries = try await entries(journal, key: request.key, AuditLimits.keyedEntriesMax)
            let later = entries.filter { $0.entry.sequence > request.afterSequence }
            return GetEntriesResponse(entries: later.prefix(count).map(\.bytes))
        }
    }

    /// The latest entries about a key, ascending.
    func entries(
        _ journal: JournalName, key: String, _ countMax: Int
    ) async throws -> [(bytes: [UInt8], entry: JournalEntry)] {
        let found: [[UInt8]]
        if journal == AuditJournal.name {
            found = try await book.runner.entries(journal, key: key, count: countMax)
        } else {
            let size = mirror.store.head(journal).size
            let sequences = await service.checks.look { checked in
                checked.sequences(journal, key: key, count: countMax).filter { $0 <= size }
            }
            found = try await mirror.store.entries(journal, sequences: sequences)
        }
        return try found.compactMap { bytes in
            let entry = try JournalEntry(decoding: bytes)
            return entry.keys.contains(key) ? (bytes, entry) : nil
        }
    }

    private func proveInclusion(
        _ request: GetInclusionProofRequest
    ) async throws -> GetInclusionProofResponse {
        let journal = try journal(request.journal)
        return try await translating {
            let size = try await treeSize(request.treeSize, of: journal)
            let store = store(of: journal)
            let proof = try await store.inclusion(journal, sequence: request.sequence, size: size)
            let root = try await store.root(journal, size: size)
            return GetInclusionProofResponse(
                leafIndex: request.sequence - 1, treeSize: size,
                hashes: proof.proof.map(\.bytes), root: root.bytes)
        }
    }

    private func proveConsistency(
        _ request: GetConsistencyProofRequest
    ) async throws -> GetConsistencyProofResponse {
        let journal = try journal(request.journal)
        return try await translating {
            let second = try await treeSize(request.secondSize, of: journal)
            let store = store(of: journal)
            let proof = try await store.consistency(
                journal, from: request.firstSize, size: second)
            let firstRoot = try await store.root(journal, size: request.firstSize)
            let secondRoot = try await store.root(journal, size: second)
            return GetConsistencyProofResponse(
                firstSize: request.firstSize, secondSize: second, hashes: proof.map(\.bytes),
                firstRoot: firstRoot.bytes, secondRoot: secondRoot.bytes)
        }
    }

    private func explain(_ request: ExplainRequest) async throws -> ExplainResponse {
        try await translating { try await Explanation(face: self, request).response() }
    }

    /// The size that an entry is proven in: the newest checkpoint's, or nil while it is not in it.
    func provenSize(of journal: JournalName) async throws -> UInt64? {
        guard let note = try await book.checkpoints()[journal.description] else { return nil }
        return try service.signer.checkpoint(note, of: journal).size
    }
}
