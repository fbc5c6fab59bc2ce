import Domain
import Wire

/// A file of balances that a platform brings along: CSV with the header
/// `account,amount_fen,reference`, one balance per line.
struct BalanceFile: Equatable, Sendable {
    static let header = ["account", "amount_fen", "reference"]
    /// Lines of one file: a million wallets are some 30 MB.
    static let rowsMax = 1_000_000

    /// In file order; the row at index i is on line i + 2.
    let rows: [Wire.OpeningRow]
    let faults: [LineFault]

    /// Reads all lines and collects what is wrong with them; `rows` are those without fault.
    init(parsing bytes: some Collection<UInt8>) {
        var rows: [Wire.OpeningRow] = []
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
    ) throws(LineFault) -> Wire.OpeningRow {
        guard Account(row.cells[0]) != nil else {
            throw row.fault(0, "give an account such as wallet:42 or merchant_payable")
        }
        return Wire.OpeningRow(
            account: row.cells[0], amountFen: try row.fen(1),
            reference: try row.evidence(2, bytesMax: PoolBooks.referenceBytesMax, &seen))
    }
}
