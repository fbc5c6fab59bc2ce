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

    /// What is wrong with a line.
    struct Fault: Equatable, Sendable, CustomStringConvertible {
        /// Counted from 1, the header being line 1.
        var line: Int
        var column: String
        var value: String
        var remedy: String

        var description: String {
            "line \(line), column \(column): \"\(value.prefix(40))\"; \(remedy)"
        }
    }

    static let header = ["date", "member", "quantity", "amount_fen"]
    /// Lines of one file: ten million orders are some 300 MB.
    static let rowsMax = 10_000_000
    static let quantityBytesMax = 32
    /// A single amount may be at most 2^40 fen.
    static let amountFenMax: Int64 = 1 << 40

    /// In file order; the row at index i is on line i + 2.
    private(set) var rows: [Row] = []
    private(set) var faults: [Fault] = []

    /// Reads all lines and collects what is wrong with them; `rows` are those without fault.
    init(parsing bytes: some Collection<UInt8>) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty ?? false { lines.removeLast() }
        guard let first = lines.first, Self.cells(first) == Self.header else {
            let text = lines.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
            let remedy = "begin the file with the header \(Self.header.joined(separator: ","))"
            faults = [Fault(line: 1, column: "all", value: text, remedy: remedy)]
            return
        }
        guard lines.count - 1 <= Self.rowsMax else {
            let remedy = "split the file; it may have at most \(Self.rowsMax) rows"
            faults = [Fault(line: 1, column: "all", value: "\(lines.count)", remedy: remedy)]
            return
        }
        var lastDate = ""
        for (index, line) in lines.enumerated().dropFirst() {
            do throws(Fault) {
                let row = try Self.row(Self.cells(line), line: index + 1, after: lastDate)
                lastDate = row.date
                rows.append(row)
            } catch {
                faults.append(error)
            }
        }
    }

    private static func cells(_ line: some Collection<UInt8>) -> [String] {
        String(decoding: line, as: UTF8.self).split(
            separator: ",", omittingEmptySubsequences: false
        ).map { cell in
            // Files from other systems end their lines with a carriage return.
            String(cell.hasSuffix("\r") ? cell.dropLast() : cell)
        }
    }

    private static func row(
        _ cells: [String], line: Int, after lastDate: String
    ) throws(Fault) -> Row {
        func fault(_ column: Int, _ remedy: String) -> Fault {
            Fault(line: line, column: header[column], value: cells[column], remedy: remedy)
        }
        guard cells.count == header.count else {
            let text = cells.joined(separator: ",")
            let remedy = "give \(header.count) values; this line has \(cells.count)"
            throw Fault(line: line, column: "all", value: text, remedy: remedy)
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

extension PurchaseFile.Fault: Error {}

extension UInt64 {
    /// Nil for anything but ASCII digits, which `UInt64(_:)` alone does not refuse (`+1`).
    init?(digits text: String) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        self.init(text)
    }
}
