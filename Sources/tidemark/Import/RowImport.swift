import Services
import Transparency
import Wire

/// Rows of a file that are sent to the pool, a chunk after the other. Every chunk has a request id
/// of the file's hash and its first line, so sending the file again does nothing twice and
/// completes what was begun.
struct RowImport: Sendable {
    /// Rows of one request, and one group of entries.
    static let chunkRows = 500
    /// Faults of a file that are shown; the rest are counted.
    private static let faultsShownMax = 1_000

    /// What the pool made of a chunk.
    struct Reply: Sendable {
        var taken: UInt64
        var takenFen: Int64
        var refused: [RefusedRow]
    }

    /// Refused, with every faulty line by number, unless all lines are good.
    static func check(_ faults: [LineFault], of path: String) throws(Failure) {
        guard !faults.isEmpty else { return }
        let shown = faults.prefix(faultsShownMax).map { "\($0)" }
        let more = faults.count - shown.count
        let rest = more > 0 ? ["and \(more) more"] : []
        throw Failure(
            .malformedInput,
            "\(path): nothing was sent. \((shown + rest).joined(separator: "; "))")
    }

    /// What the rows are, such as `claims`: in request ids and in words.
    let kind: String
    let rows: Int
    let hash: Digest
    private(set) var taken: UInt64 = 0
    private(set) var takenFen: Int64 = 0
    /// What the pool did not take, by line.
    private(set) var refused: [RefusedRow] = []

    init(_ kind: String, rows: Int, of hash: Digest) {
        self.kind = kind
        self.rows = rows
        self.hash = hash
    }

    /// `send` is given the rows' indexes, the first one's line and the request id.
    mutating func run(
        _ send: (Range<Int>, _ firstLine: UInt64, _ requestID: String) async throws -> Reply
    ) async throws {
        for first in stride(from: 0, to: rows, by: Self.chunkRows) {
            let line = first + 2
            let reply = try await send(
                first..<min(first + Self.chunkRows, rows), UInt64(line),
                "\(kind)/\(hash.hex.prefix(16))/\(line)")
            taken += reply.taken
            takenFen += reply.takenFen
            refused += reply.refused
        }
    }

    func show(_ platform: Platform, _ output: OutputOptions) {
        if output.json {
            Terminal.output.line(Sandbox.marked(json, platform))
        } else {
            Terminal.output.line(Sandbox.heading(platform))
            lines.forEach { Terminal.output.line($0) }
        }
    }

    /// Fails where rows were refused.
    func conclude() throws(Failure) {
        guard !refused.isEmpty else { return }
        throw Failure(
            .failed,
            "\(refused.count) of \(rows) \(kind) were not taken; put them right in a file of "
                + "their own")
    }

    var lines: [String] {
        var sheet = Sheet()
        sheet.add("\(kind) of the file", FigureText.count(rows))
        sheet.add("taken", "\(FigureText.count(taken)), over \(FigureText.yuan(takenFen)) yuan")
        sheet.add("refused", FigureText.count(refused.count))
        guard !refused.isEmpty else { return sheet.lines }
        var table = Table(("line", .right), ("reason", .left), ("what to do", .left))
        for row in refused { table.add("\(row.line)", row.reason, row.sentence) }
        return sheet.lines + [""] + table.lines
    }

    private var json: String {
        let refused = refused.map { row in
            JSONText.object([
                ("line", "\(row.line)"), ("reason", JSONText.quoted(row.reason)),
                ("sentence", JSONText.quoted(row.sentence)),
            ])
        }
        return JSONText.object([
            ("file_sha256", JSONText.quoted(hash.hex)), ("rows", "\(rows)"),
            ("taken", "\(taken)"), ("taken_fen", "\(takenFen)"),
            ("refused", "[\(refused.joined(separator: ","))]"),
        ])
    }
}
