import Domain
import Wire

/// A file of balances that a platform brings along: CSV with the header
/// `account,amount_fen,reference`, one balance per line.
struct BalanceFile: Equatable, Sendable {
    static let header = ["account", "amount_fen", "reference"]
    /// Lines of one file: a million wallets are some 30 MB.
    static let rowsMax = 1_000_000
    /// A single amount may be at most 2^40 fen.
    static let amountFenMax: UInt64 = 1 << 40

    /// In file order; the row at index i is on line i + 2.
    let rows: [Wire.OpeningRow]
    let faults: [LineFault]

    /// Reads all lines and collects what is wrong with them; `rows` are those without fault.
    init(parsing bytes: some Collection<UInt8>) {
        var rows: [Wire.OpeningRow] = []
        var seen: [String: Int] = [:]
        faults = RowFile(header: Self.header, rowsMax: Self.rowsMax).read(bytes) {
            cells, line throws(LineFault) in
            let row = try Self.row(cells, line: line)
            if let earlier = seen.updateValue(line, forKey: row.reference) {
                throw LineFault(
                    line: line, column: "reference", value: row.reference,
                    remedy: "line \(earlier) names it already; name each evidence once")
            }
            rows.append(row)
        }
        self.rows = rows
    }

    private static func row(_ cells: [String], line: Int) throws(LineFault) -> Wire.OpeningRow {
        func fault(_ column: Int, _ remedy: String) -> LineFault {
            LineFault(line: line, column: header[column], value: cells[column], remedy: remedy)
        }
        guard Account(cells[0]) != nil else {
            throw fault(0, "give an account such as wallet:42 or merchant_payable")
        }
        guard let amount = UInt64(digits: cells[1]), (1...amountFenMax).contains(amount) else {
            throw fault(1, "give whole fen from 1 to \(amountFenMax)")
        }
        guard (1...PoolBooks.referenceBytesMax).contains(cells[2].utf8.count),
            cells[2].utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw fault(
                2, "give 1 to \(PoolBooks.referenceBytesMax) printable characters without blanks")
        }
        return Wire.OpeningRow(
            account: cells[0], amountFen: Int64(amount), reference: cells[2])
    }
}
