import Wire

/// A file of verified claims: CSV with the header `member,amount_fen,evidence`, one claim per
/// line.
struct ClaimFile: Equatable, Sendable {
    struct Row: Equatable, Sendable {
        var member: UInt64
        var amountFen: Int64
        /// Where the evidence is; each is named once.
        var evidence: String

        var message: ClaimRow {
            ClaimRow(member: member, amountFen: amountFen, evidence: evidence)
        }
    }

    static let header = ["member", "amount_fen", "evidence"]
    /// Lines of one file: a million claims are some 30 MB.
    static let rowsMax = 1_000_000
    static let evidenceBytesMax = 64

    /// In file order; the row at index i is on line i + 2.
    let rows: [Row]
    let faults: [LineFault]

    /// Reads all lines and collects what is wrong with them; `rows` are those without fault.
    init(parsing bytes: some Collection<UInt8>) {
        var rows: [Row] = []
        var seen: [String: Int] = [:]
        faults = RowFile(header: Self.header, rowsMax: Self.rowsMax).read(bytes) {
            cells, line throws(LineFault) in
            let cells = RowCells(header: Self.header, cells: cells, line: line)
            rows.append(try Self.row(cells, &seen))
        }
        self.rows = rows
    }

    private static func row(
        _ row: RowCells, _ seen: inout [String: Int]
    ) throws(LineFault) -> Row {
        Row(
            member: try row.member(0), amountFen: try row.fen(1),
            evidence: try row.evidence(2, bytesMax: evidenceBytesMax, &seen))
    }
}
