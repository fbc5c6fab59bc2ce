import Services
import Transparency
import Wire

/// Sends the rows of a file of claims to the pool, a chunk after the other. Every chunk has a
/// request id of the file's hash and its first line, so sending the file again does nothing twice
/// and completes what was begun.
struct ClaimImporter {
    /// Rows of one request, and one group of entries.
    static let chunkRows = 500

    let patience: Patience
    let platform: String

    struct Outcome: Sendable {
        var rows = 0
        var taken: UInt64 = 0
        var takenFen: Int64 = 0
        /// What the pool did not take, by line.
        var refused: [RefusedRow] = []
    }

    func run(_ file: ClaimFile, hash: Digest) async throws -> Outcome {
        var outcome = Outcome(rows: file.rows.count)
        for first in stride(from: 0, to: file.rows.count, by: Self.chunkRows) {
            let rows = file.rows[first..<min(first + Self.chunkRows, file.rows.count)]
            let line = first + 2
            let reply = try await patience.call(
                .pool, LegacyMethods.importClaims,
                ImportClaimsRequest(
                    requestID: "claims/\(hash.hex.prefix(16))/\(line)", platform: platform,
                    fileSHA256: hash.bytes, firstLine: UInt64(line),
                    rows: rows.map { row in
                        ClaimRow(
                            member: row.member, amountFen: row.amountFen, evidence: row.evidence)
                    }))
            outcome.taken += reply.taken
            outcome.takenFen += reply.takenFen
            outcome.refused += reply.refused
        }
        return outcome
    }
}
