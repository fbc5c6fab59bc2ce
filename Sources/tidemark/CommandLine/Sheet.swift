/// Names and values, a line each, the values beginning in one column.
struct Sheet: Sendable {
    private var rows: [(name: String, value: String)] = []

    mutating func add(_ name: String, _ value: String) { rows.append((name, value)) }

    var lines: [String] {
        let width = rows.map(\.name.count).max() ?? 0
        return rows.flatMap { row in
            let name = row.name + String(repeating: " ", count: width - row.name.count)
            let wrapped = Prose.wrapped(row.value, columns: Terminal.columns - width - 4)
            return wrapped.enumerated().map { index, part in
                let start = index == 0 ? name : String(repeating: " ", count: width)
                return "  \(start)  \(part)"
            }
        }
    }
}
