internal import Wire

/// The integrity of one journal, entry by entry: no gaps, whole groups, time, request ids
/// (audit.md §4, first row). Gives out groups when they are whole.
struct JournalCheck: Sendable {
    /// Bytes of one entry (architecture.md §3).
    static let entryBytesMax = 65_535
    /// How far an entry's time may lie before that of the one before it.
    static let timeBackMicrosecondsMax: Int64 = 5_000_000

    let journal: String
    let service: AuditedService
    /// Entries seen.
    private(set) var size: UInt64 = 0
    private var latestMicroseconds = Int64.min
    /// How many entries of the open group are to come.
    private var groupLeft: UInt32 = 0
    private var group: [AuditedEntry] = []
    private var requests: Set<Request> = []

    /// Scope and id of a command, as the journal's own uniqueness rule has it: 128 bits of hashes
    /// under this process's own seed, so that a million requests take 16 MB and nobody can make
    /// two of them meet.
    private struct Request: Hashable {
        var first: Int
        var second: Int

        init(_ entry: JournalEntry) {
            var hasher = Hasher()
            hasher.combine(entry.caller)
            hasher.combine(entry.method)
            hasher.combine(entry.requestID)
            first = hasher.finalize()
            hasher = Hasher()
            hasher.combine(first)
            hasher.combine(entry.requestID)
            hasher.combine(entry.method)
            hasher.combine(entry.caller)
            second = hasher.finalize()
        }
    }

    init(journal: String, service: AuditedService) {
        self.journal = journal
        self.service = service
    }

    enum Outcome: Sendable {
        /// More entries of the group are to come.
        case open
        /// The group is whole.
        case group([AuditedEntry])
        /// What comes after this cannot be understood: the journal is followed no further.
        case stopped(String)
    }

    /// Checks the next entry; `index` gets what it is about.
    mutating func take(
        _ bytes: [UInt8], _ sheet: inout ViolationSheet,
        index: (_ key: String, _ sequence: UInt64) -> Void = { _, _ in }
    ) -> Outcome {
        let place = EntryPlace(journal: journal, sequence: size + 1)
        guard bytes.count <= Self.entryBytesMax else {
            return stop(
                .entryBytes, place, "the entry is too long",
                expected: "at most \(Self.entryBytesMax) bytes", found: "\(bytes.count) bytes",
                &sheet)
        }
        let entry: JournalEntry
        do throws(WireError) {
            entry = try JournalEntry(decoding: bytes)
        } catch {
            return stop(
                .entryBytes, place, "the entry cannot be read", expected: "a JournalEntry",
                found: error.message, &sheet)
        }
        guard entry.sequence == place.sequence else {
            return stop(
                .sequence, place, "the entry is not the one that comes next",
                expected: "sequence \(place.sequence)", found: "sequence \(entry.sequence)",
                &sheet)
        }
        size += 1
        checkTime(entry, place, &sheet)
        checkGroup(entry, place, &sheet)
        groupLeft = entry.groupLeft
        for key in entry.keys { index(key, entry.sequence) }
        do throws(WireError) {
            if let event = try JournalEvent(service, kind: entry.kind, entry.event) {
                group.append(
                    AuditedEntry(
                        place: place, timeMicroseconds: entry.timeUs, event: event,
                        caller: entry.caller))
            } else {
                sheet.note(
                    .kind, place, "the entry is of a kind that the audit cannot check",
                    expected: "a kind of \(service.rawValue)", found: entry.kind)
            }
        } catch {
            sheet.note(
                .entryBytes, place, "the event cannot be read", expected: "a \(entry.kind)",
                found: error.message)
        }
        guard groupLeft == 0 else { return .open }
        defer { group = [] }
        return .group(group)
    }

    private func stop(
        _ rule: AuditRule, _ place: EntryPlace, _ sentence: String, expected: String,
        found: String, _ sheet: inout ViolationSheet
    ) -> Outcome {
        sheet.note(rule, place, sentence, expected: expected, found: found)
        return .stopped("\(sentence): expected \(expected), found \(found)")
    }

    private mutating func checkTime(
        _ entry: JournalEntry, _ place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let (earliest, overflow) = latestMicroseconds.subtractingReportingOverflow(
            Self.timeBackMicrosecondsMax)
        if !overflow, entry.timeUs < earliest {
            sheet.note(
                .time, place, "the journal's time ran backwards by more than 5 s",
                expected: "\(earliest) or later", found: entry.timeUs)
        }
        latestMicroseconds = max(latestMicroseconds, entry.timeUs)
    }

    private mutating func checkGroup(
        _ entry: JournalEntry, _ place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        if groupLeft > 0 {
            guard entry.groupLeft == groupLeft - 1, entry.requestID.isEmpty else {
                sheet.note(
                    .group, place, "the entries of a group count down to 0",
                    expected: "\(groupLeft - 1) left, no request id",
                    found: "\(entry.groupLeft) left, request id \"\(entry.requestID)\"")
                return
            }
            return
        }
        guard !entry.requestID.isEmpty else { return }
        guard requests.insert(Request(entry)).inserted else {
            sheet.note(
                .requestID, place, "a request id is used once by a caller and method",
                expected: "a new request id",
                found: "\(entry.caller) \(entry.method) \"\(entry.requestID)\"")
            return
        }
    }
}
