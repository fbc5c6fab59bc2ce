/// What is wrong with a line of a file of rows.
struct LineFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// Counted from 1, the header being line 1.
    var line: Int
    var column: String
    var value: String
    var remedy: String

    var description: String {
        "line \(line), column \(column): \"\(value.prefix(40))\"; \(remedy)"
    }
}

/// The cells of a row, for what every file of amounts has.
struct RowCells {
    let header: [String]
    let cells: [String]
    let line: Int

    func fault(_ column: Int, _ remedy: String) -> LineFault {
        LineFault(line: line, column: header[column], value: cells[column], remedy: remedy)
    }

    func member(_ column: Int) throws(LineFault) -> UInt64 {
        guard let member = UInt64(digits: cells[column]), member >= 1 else {
            throw fault(column, "give a member's number from 1")
        }
        return member
    }

    /// A single amount: at most 2^40 fen.
    func fen(_ column: Int, from least: UInt64 = 1) throws(LineFault) -> Int64 {
        let most: UInt64 = 1 << 40
        guard let fen = UInt64(digits: cells[column]), (least...most).contains(fen) else {
            throw fault(column, "give whole fen from \(least) to \(most)")
        }
        return Int64(fen)
    }

    /// What names a row's evidence. `seen` are those of the file so far, with their lines.
    func evidence(
        _ column: Int, bytesMax: Int, _ seen: inout [String: Int]
    ) throws(LineFault) -> String {
        let name = cells[column]
        guard (1...bytesMax).contains(name.utf8.count),
            name.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw fault(column, "give 1 to \(bytesMax) printable characters without blanks")
        }
        if let earlier = seen.updateValue(line, forKey: name) {
            throw fault(column, "line \(earlier) names it already; name each evidence once")
        }
        return name
    }
}

/// A CSV file without quoting: a header, then a line for each row.
struct RowFile {
    let header: [String]
    /// Rows of one file.
    let rowsMax: Int

    /// Hands each row's cells and line number to `take`, whose faults are collected; a file with
    /// another header or too many rows has that one fault.
    func read(
        _ bytes: some Collection<UInt8>, _ take: ([String], Int) throws(LineFault) -> Void
    ) -> [LineFault] {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty ?? false { lines.removeLast() }
        guard let first = lines.first, Self.cells(first) == header else {
            let text = lines.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
            let remedy = "begin the file with the header \(header.joined(separator: ","))"
            return [LineFault(line: 1, column: "all", value: text, remedy: remedy)]
        }
        guard lines.count - 1 <= rowsMax else {
            let remedy = "split the file; it may have at most \(rowsMax) rows"
            return [LineFault(line: 1, column: "all", value: "\(lines.count)", remedy: remedy)]
        }
        var faults: [LineFault] = []
        for (index, line) in lines.enumerated().dropFirst() {
            do throws(LineFault) {
                let cells = Self.cells(line)
                guard cells.count == header.count else {
                    throw LineFault(
                        line: index + 1, column: "all", value: cells.joined(separator: ","),
                        remedy: "give \(header.count) values; this line has \(cells.count)")
                }
                try take(cells, index + 1)
            } catch {
                faults.append(error)
            }
        }
        return faults
    }

    private static func cells(_ line: some Collection<UInt8>) -> [String] {
        String(decoding: line, as: UTF8.self).split(
            separator: ",", omittingEmptySubsequences: false
        ).map { cell in
            // Files from other systems end their lines with a carriage return.
            String(cell.hasSuffix("\r") ? cell.dropLast() : cell)
        }
    }
}
