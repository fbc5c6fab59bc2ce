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
