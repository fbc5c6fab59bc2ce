/// Rows in columns for people: numbers end where their column ends, words begin where it begins.
struct Table: Sendable {
    enum Alignment: Sendable {
        case left
        case right
    }

    private let titles: [String]
    private let alignments: [Alignment]
    private var rows: [[String]] = []

    init(_ columns: (title: String, alignment: Alignment)...) {
        titles = columns.map(\.title)
        alignments = columns.map(\.alignment)
    }

    mutating func add(_ cells: String...) {
        precondition(cells.count == titles.count, "a row has a cell for each column")
        rows.append(cells)
    }

    /// The title line, a rule and the rows, indented by two.
    var lines: [String] {
        let widths = titles.indices.map { column in
            ([titles] + rows).map { $0[column].count }.max() ?? 0
        }
        let rule = widths.map { String(repeating: "─", count: $0) }
        return ([titles, rule] + rows).map { cells in
            let padded = cells.indices.map { column in
                Self.pad(cells[column], to: widths[column], alignments[column])
            }
            let line = "  " + padded.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }

    private static func pad(_ cell: String, to width: Int, _ alignment: Alignment) -> String {
        let blanks = String(repeating: " ", count: max(0, width - cell.count))
        return alignment == .left ? cell + blanks : blanks + cell
    }
}
