/// A file of verified claims: CSV with the header `member,amount_fen,evidence`, one claim per
/// line.
struct ClaimFile: Equatable, Sendable {
    struct Row: Equatable, Sendable {
        var member: UInt64
        var amountFen: Int64
        /// Where the evidence is; each is named once.
        var evidence: String
    }

    /// What is wrong with a line.
    struct Fault: Error, Equatable, Sendable, CustomStringConvertible {
        /// Counted from 1, the header being line 1.
        var line: Int
        var column: String
        var value: String
        var remedy: String

        var description: String {
            "line \(line), column \(column): \"\(value.prefix(40))\"; \(remedy)"
        }
    }

    static let header = ["member", "amount_fen", "evidence"]
    /// Lines of one file: a million claims are some 30 MB.
    static let rowsMax = 1_000_000
    static let evidenceBytesMax = 64
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
        var seen: [String: Int] = [:]
        for (index, line) in lines.enumerated().dropFirst() {
            do throws(Fault) {
                let row = try Self.row(Self.cells(line), line: index + 1)
                if let earlier = seen.updateValue(index + 1, forKey: row.evidence) {
                    throw Fault(
                        line: index + 1, column: "evidence", value: row.evidence,
                        remedy: "line \(earlier) names it already; name each evidence once")
                }
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

    private static func row(_ cells: [String], line: Int) throws(Fault) -> Row {
        func fault(_ column: Int, _ remedy: String) -> Fault {
            Fault(line: line, column: header[column], value: cells[column], remedy: remedy)
        }
        guard cells.count == header.count else {
            let text = cells.joined(separator: ",")
            let remedy = "give \(header.count) values; this line has \(cells.count)"
            throw Fault(line: line, column: "all", value: text, remedy: remedy)
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
