internal import GRDB
internal import Transparency
internal import Wire

/// The check of one journal's entries, one after the other, against all that is stored about them.
/// Each fault is reported and gone past.
struct EntryCheck {
    let row: JournalStore.JournalRow
    let noted: JournalHead?
    /// The tree over the leaves as they are stored: where its root is the journal's, a leaf that
    /// differs from its entry tells that the entry was changed, and not the leaf.
    private(set) var frontier = MerkleFrontier()
    private var subtrees: [Int: [Digest]] = [:]
    private var sequence: UInt64 = 0
    private var timeMicroseconds: Int64 = .min
    /// What the entry before said is left of its group.
    private var groupLeft: UInt32 = 0
    private var requests: [RequestKey: UInt64] = [:]

    init(row: JournalStore.JournalRow, noted: JournalHead?) {
        self.row = row
        self.noted = noted
    }

    var head: JournalHead { JournalHead(size: frontier.size, root: frontier.root) }
    private var journal: JournalName { row.journal }

    mutating func readEntries(
        _ database: Database, _ report: inout JournalReport,
        _ visit: (JournalName, UInt64) -> Void
    ) throws {
        try row.forEachEntry(database) { entry in
            checkPlace(JournalPosition(rowID: entry.integer(0)).sequence, &report)
            checkLeaf(entry, &report)
            checkContent(entry.bytes(2), &report)
            report.entries += 1
            report.entryBytes += UInt64(entry.byteCount(2))
            visit(journal, sequence)
        }
    }

    private mutating func checkPlace(_ found: UInt64, _ report: inout JournalReport) {
        if found != sequence + 1 {
            report.add(
                "gap", journal, sequence + 1,
                "\(journal) entry \(sequence + 1) is missing, entry \(found) comes instead")
        }
        sequence = found
    }

    private mutating func checkLeaf(_ entry: RawRow, _ report: inout JournalReport) {
        let hash = entry.leafHash(2)
        let stored = entry.digest(1)
        if stored != hash {
            let text = stored?.hex ?? "\(entry.byteCount(1)) bytes"
            report.add(
                "leaf", journal, sequence,
                "\(journal) entry \(sequence): stored bytes hash to \(hash.hex), the leaf stored"
                    + " with it is \(text)")
        }
        frontier.append(stored ?? hash) { level, _, root in
            guard level.isMultiple(of: Tile.height) else { return }
            subtrees[level, default: []].append(root)
        }
        if let noted, noted.size == frontier.size, noted.root != frontier.root {
            report.add(
                "heads", journal, sequence,
                "\(journal): the root over the first \(noted.size) entries is"
                    + " \(frontier.root.hex), and \(noted.root.hex) was acknowledged")
        }
    }

    private mutating func checkContent(_ bytes: [UInt8], _ report: inout JournalReport) {
        let entry: JournalEntry
        do {
            entry = try JournalEntry(decoding: bytes, unknown: .skip)
        } catch {
            report.add(
                "entry", journal, sequence,
                "\(journal) entry \(sequence) is no entry: \(error.message)")
            groupLeft = 0
            return
        }
        func fault(_ rule: String, _ what: String) {
            report.add(rule, journal, sequence, "\(journal) entry \(sequence) \(what)")
        }
        if entry.sequence != sequence { fault("gap", "says it is entry \(entry.sequence)") }
        if entry.timeUs < timeMicroseconds {
            fault("time", "has time \(entry.timeUs), and the one before \(timeMicroseconds)")
        }
        timeMicroseconds = max(timeMicroseconds, entry.timeUs)
        let isFirst = groupLeft == 0
        if !isFirst, entry.groupLeft != groupLeft - 1 {
            fault(
                "group",
                "says \(entry.groupLeft) entries of its group follow, and the one before says"
                    + " \(groupLeft)")
        }
        if !isFirst, !entry.requestID.isEmpty {
            fault("group", "has a request id, and is not the first of its group")
        }
        if entry.groupLeft > 0, !entry.reply.isEmpty {
            fault("group", "has a reply, and is not the last of its group")
        }
        groupLeft = entry.groupLeft
        guard !entry.requestID.isEmpty else { return }
        let key = RequestKey(
            caller: entry.caller, method: entry.method, requestID: entry.requestID)
        if let earlier = requests.updateValue(sequence, forKey: key) {
            fault(
                "request",
                "has request id \(entry.requestID) of \(entry.caller) for \(entry.method), and so"
                    + " has entry \(earlier)")
        }
        if entry.requestMac.count != 32 {
            fault("request", "has a request id and a MAC of \(entry.requestMac.count) bytes")
        }
    }
}

extension EntryCheck {
    /// What is known once all entries are read.
    func finish(_ database: Database, _ report: inout JournalReport) throws {
        func fault(_ rule: String, _ message: String) {
            report.add(rule, journal, head.size, message)
        }
        if groupLeft > 0 {
            fault(
                "group",
                "\(journal) ends at entry \(head.size), with \(groupLeft) of its group"
                    + " to follow")
        }
        if let noted, noted.size > head.size {
            fault(
                "heads",
                "\(journal) ends at entry \(head.size), and entry \(noted.size) was acknowledged:"
                    + " the end of \(JournalStore.logName) is damaged or was removed")
        }
        if row.size != head.size || row.root != head.root.bytes {
            fault(
                "root",
                "\(journal) has \(head.size) entries with root \(head.root.hex), and its row says"
                    + " \(row.size) with root \(Digest(row.root)?.hex ?? "of another length")")
        }
        let rowHead = JournalHead(size: row.size, root: Digest(row.root) ?? .emptyRoot)
        let seal = JournalStore.seal(number: row.number, journal: journal, head: rowHead)
        if row.seal != seal.bytes {
            fault(
                "seal",
                "the row of journal number \(row.number), named \(journal), does not match its"
                    + " seal")
        }
        try checkSubtrees(database, &report)
    }

    private func checkSubtrees(_ database: Database, _ report: inout JournalReport) throws {
        let statement = try database.cachedStatement(
            sql: "SELECT level, place, root FROM subtree WHERE journal = ? ORDER BY level, place")
        var seen: [Int: Set<Int>] = [:]
        try statement.rows([row.number]) { stored in
            let (level, place) = (Int(stored.integer(0)), Int(stored.integer(1)))
            let known = subtrees[level] ?? []
            guard known.indices.contains(place), stored.digest(2) == known[place] else {
                report.add(
                    "subtree", journal, 0,
                    "\(journal): the stored root of the 2^\(level) entries at place \(place) is not"
                        + " theirs")
                return true
            }
            seen[level, default: []].insert(place)
            return true
        }
        for (level, roots) in subtrees.sorted(by: { $0.key < $1.key })
        where seen[level]?.count != roots.count {
            report.add(
                "subtree", journal, 0,
                "\(journal): of the roots of 2^\(level) entries \(roots.count) must be stored, and"
                    + " \(seen[level]?.count ?? 0) are")
        }
    }
}
