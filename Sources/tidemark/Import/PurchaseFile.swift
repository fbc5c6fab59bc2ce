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
    /// A single amount may be at most 2^40 fen.
    static let amountFenMax: Int64 = 1 << 40

    /// In file order; the row at index i is on line i + 2.
    let rows: [Row]
    let faults: [LineFault]

    /// Reads all lines and collects what is wrong with them; `rows` are those without fault.
    init(parsing bytes: some Collection<UInt8>) {
        var rows: [Row] = []
        var lastDate = ""
        faults = RowFile(header: Self.header, rowsMax: Self.rowsMax).read(bytes) {
            cells, line throws(LineFault) in
            let row = try Self.row(cells, line: line, after: lastDate)
            lastDate = row.date
            rows.append(row)
        }
        self.rows = rows
    }

    private static func row(
        _ cells: [String], line: Int, after lastDate: String
    ) throws(LineFault) -> Row {
        func fault(_ column: Int, _ remedy: String) -> LineFault {
            LineFault(line: line, column: header[column], value: cells[column], remedy: remedy)
        }
        guard CalendarDate.isValid(cells[0]) else {
            throw fault(0, "give a day that exists, as YYYY-MM-DD")
        }
        guard cells[0] >= lastDate else {
            throw fault(0, "sort the file by date; the line before is of \(lastDate)")
        }
        guard let member = UInt64(digits: cells[1]), member >= 1 else {
            throw fault(1, "give a member's number from 1")
        }
        guard (1...quantityBytesMax).contains(cells[2].utf8.count),
            cells[2].utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else { throw fault(2, "give 1 to \(quantityBytesMax) printable characters") }
        guard let amount = UInt64(digits: cells[3]), amount <= UInt64(amountFenMax) else {
            throw fault(3, "give whole fen from 0 to \(amountFenMax)")
        }
        return Row(
            date: cells[0], member: member, quantity: cells[2], amountFen: Int64(amount))
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
