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
    /// A single amount may be at most 2^40 fen.
    static let amountFenMax: Int64 = 1 << 40

    /// In file order; the row at index i is on line i + 2.
    let rows: [Row]
    let faults: [LineFault]

    /// Reads all lines and collects what is wrong with them; `rows` are those without fault.
    init(parsing bytes: some Collection<UInt8>) {
        var rows: [Row] = []
        var seen: [String: Int] = [:]
        faults = RowFile(header: Self.header, rowsMax: Self.rowsMax).read(bytes) {
            cells, line throws(LineFault) in
            let row = try Self.row(cells, line: line)
            if let earlier = seen.updateValue(line, forKey: row.evidence) {
                throw LineFault(
                    line: line, column: "evidence", value: row.evidence,
                    remedy: "line \(earlier) names it already; name each evidence once")
            }
            rows.append(row)
        }
        self.rows = rows
    }

    private static func row(_ cells: [String], line: Int) throws(LineFault) -> Row {
        func fault(_ column: Int, _ remedy: String) -> LineFault {
            LineFault(line: line, column: header[column], value: cells[column], remedy: remedy)
        }
        guard let member = UInt64(digits: cells[0]), member >= 1 else {
            throw fault(0, "give a member's number from 1")
        }
        guard let amount = UInt64(digits: cells[1]), (1...UInt64(amountFenMax)).contains(amount)
        else { throw fault(1, "give whole fen from 1 to \(amountFenMax)") }
        guard (1...evidenceBytesMax).contains(cells[2].utf8.count),
            cells[2].utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw fault(2, "give 1 to \(evidenceBytesMax) printable characters without blanks")
        }
        return Row(member: member, amountFen: Int64(amount), evidence: cells[2])
    }
}
