internal import GRDB
internal import Transparency
internal import Wire

extension JournalArchive {
    /// Re-hashes every entry and holds it against everything stored and noted about it, SQLite's
    /// pages too; goes on after a fault, so that all of them are seen. `visit` is told how far it
    /// is, once per entry. O(all entries).
    package func check(
        _ visit: (JournalName, _ sequence: UInt64) -> Void = { _, _ in }
    ) throws(JournalError) -> JournalReport {
        var report = JournalReport()
        // Read before the database: a head is noted after its commit, so that what a running
        // service does meanwhile cannot look like a loss.
        let noted = try notedHeads(&report)
        do {
            try database.read { database in
                let rows = try JournalStore.journalRows(database)
                for row in rows {
                    var check = EntryCheck(row: row, noted: noted[row.number])
                    do {
                        try check.readEntries(database, &report, visit)
                        try check.finish(database, &report)
                    } catch let error as DatabaseError {
                        report.add(
                            "page", row.journal, check.frontier.size + 1,
                            "\(row.journal) cannot be read after entry \(check.frontier.size):"
                                + " \(error)")
                    }
                    report.journals.append((row.journal, check.head))
                }
                try JournalArchive.checkStrays(database, rows, noted, &report)
                for row in rows { checkSnapshot(row.journal, &report) }
            }
        } catch {
            report.add("page", "the tables cannot be read: \(error)")
        }
        checkPages(&report)
        do throws(JournalError) {
            try SecretFile.verify(directory: directory, name: SecretFile.requestKey)
        } catch {
            report.add("key", "\(error)")
        }
        return report
    }

    private func checkSnapshot(_ journal: JournalName, _ report: inout JournalReport) {
        do throws(JournalError) {
            try SnapshotFile(directory: directory, journal: journal).verify()
        } catch {
            report.add(
                "snapshot", journal, 0,
                "\(error.message); remove it, the next start folds every entry instead")
        }
    }

    private func notedHeads(
        _ report: inout JournalReport
    ) throws(JournalError) -> [Int64: JournalHead] {
        guard let file = try HeadsFile(reading: directory) else { return [:] }
        var slots = try file.slots()
        // A running service may have been writing a slot at this very moment.
        if !slots.unreadable.isEmpty { slots = try file.slots() }
        for slot in slots.unreadable {
            report.add(
                "heads",
                "\(HeadsFile.name) slot \(slot): its bytes do not match their check; a start of"
                    + " the service writes it anew, and until then entries lost from the end of"
                    + " that journal would not show")
        }
        return slots.heads
    }

    /// Entries and noted heads of journals that have no row.
    private static func checkStrays(
        _ database: Database, _ rows: [JournalStore.JournalRow], _ noted: [Int64: JournalHead],
        _ report: inout JournalReport
    ) throws {
        let known = Set(rows.map(\.number))
        let numbers = try Int64.fetchAll(
            database, sql: "SELECT DISTINCT position >> 40 FROM entry")
        for number in numbers where !known.contains(number) {
            report.add(
                "row", "entries belong to journal number \(number), which has no row")
        }
        let hashed = try Int64.fetchAll(database, sql: "SELECT DISTINCT journal FROM subtree")
        for number in hashed where !known.contains(number) {
            report.add(
                "row", "stored hashes belong to journal number \(number), which has no row")
        }
        for (number, head) in noted.sorted(by: { $0.key < $1.key })
        where !known.contains(number) {
            report.add(
                "heads",
                "journal number \(number) was acknowledged up to entry \(head.size) and is not in"
                    + " the database")
        }
    }

    /// SQLite's own check, which names page and cell.
    private func checkPages(_ report: inout JournalReport) {
        do {
            let findings = try database.read { database in
                try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
            }
            for finding in findings where finding != "ok" {
                report.add("page", "\(JournalStore.fileName): \(finding)")
            }
        } catch {
            report.add("page", "\(JournalStore.fileName): SQLite's own check fails: \(error)")
        }
    }
}
