import Journal
import Transparency

/// What a check of journals says.
enum CheckText {
    static func lines(_ report: JournalReport, _ folder: String) -> [String] {
        var lines = ["\(folder)"]
        var table = Table(("journal", .left), ("entries", .right), ("root", .left))
        for (journal, head) in report.journals {
            table.add(
                "\(journal)", FigureText.count(head.size), "\(head.root.hex.prefix(16))…")
        }
        if !report.journals.isEmpty { lines += table.lines }
        for fault in report.faults {
            let wrapped = Prose.wrapped(fault.message, columns: Terminal.columns - 4)
            lines += wrapped.enumerated().map { ($0 == 0 ? "  ✗ " : "    ") + $1 }
        }
        let untold = report.faultCount - report.faults.count
        if untold > 0 { lines.append("  ✗ and \(FigureText.count(UInt64(untold))) more") }
        if report.faultCount == 0 {
            lines.append(
                "  ✓ \(FigureText.count(report.entries)) entries, "
                    + "\(FigureText.count(report.entryBytes)) bytes: no fault")
        }
        return lines
    }

    /// A line for each fault, and one for the folder.
    static func json(_ report: JournalReport, _ folder: String) -> [String] {
        let faults = report.faults.map { fault in
            JSONText.object([
                ("directory", JSONText.quoted(folder)), ("rule", JSONText.quoted(fault.rule)),
                ("journal", fault.journal.map { JSONText.quoted("\($0)") } ?? "null"),
                ("sequence", "\(fault.sequence)"), ("message", JSONText.quoted(fault.message)),
            ])
        }
        let journals = report.journals.map { journal, head in
            JSONText.object([
                ("journal", JSONText.quoted("\(journal)")), ("size", "\(head.size)"),
                ("root", JSONText.quoted(head.root.hex)),
            ])
        }
        let summary = JSONText.object([
            ("directory", JSONText.quoted(folder)), ("journals", JSONText.array(journals)),
            ("entries", "\(report.entries)"), ("entryBytes", "\(report.entryBytes)"),
            ("faults", "\(report.faultCount)"),
        ])
        return faults + [summary]
    }
}
