/// A file of historical orders: CSV with the header `date,member,quantity,amount_fen`, one order
/// per line, never going back in time.
struct PurchaseFile: Equatable, Sendable {
    struct Row: Equatable, Sendable {
        /// `YYYY-MM-DD`.
        var date: String
        var member: UInt64
        /// Kept as written.
        var quantity: String
        var amountFen: Int64
    }

    static let header = ["date", "member", "quantity", "amount_fen"]
    /// Lines of one file: ten million orders are some 300 MB.
    static let rowsMax = 10_000_000
    static let quantityBytesMax = 32

    /// In file order; the row at index i is on line i + 2.
    let rows: [Row]
    let faults: [LineFault]

    /// Reads all lines and collects what is wrong with them; `rows` are those without fault.
    init(parsing bytes: some Collection<UInt8>) {
        var rows: [Row] = []
        var lastDate = ""
        faults = RowFile(header: Self.header, rowsMax: Self.rowsMax).read(bytes) {
            cells, line throws(LineFault) in
            let cells = RowCells(header: Self.header, cells: cells, line: line)
            let row = try Self.row(cells, after: lastDate)
            lastDate = row.date
            rows.append(row)
        }
        self.rows = rows
    }

    private static func row(_ row: RowCells, after lastDate: String) throws(LineFault) -> Row {
        let (date, quantity) = (row.cells[0], row.cells[2])
        guard CalendarDate.isValid(date) else {
            throw row.fault(0, "give a day that exists, as YYYY-MM-DD")
        }
        guard date >= lastDate else {
            throw row.fault(0, "sort the file by date; the line before is of \(lastDate)")
        }
        let member = try row.member(1)
        guard (1...quantityBytesMax).contains(quantity.utf8.count),
            quantity.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else { throw row.fault(2, "give 1 to \(quantityBytesMax) printable characters") }
        return Row(
            date: date, member: member, quantity: quantity, amountFen: try row.fen(3, from: 0))
    }
}

extension UInt64 {
    /// Nil for anything but ASCII digits, which `UInt64(_:)` alone does not refuse (`+1`).
    init?(digits text: String) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        self.init(text)
    }
}
