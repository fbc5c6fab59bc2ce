import Wire

/// An entry that the rules of this version cannot read: the journal is from another version, or
/// not this service's.
struct UnreadableEntry: Error, CustomStringConvertible {
    let sequence: UInt64
    let kind: String
    let why: String

    var description: String { "entry \(sequence) (\(kind)) cannot be applied: \(why)" }

    static func unknownKind(_ entry: JournalEntry) -> UnreadableEntry {
        UnreadableEntry(
            sequence: entry.sequence, kind: entry.kind,
            why: "this version knows no such kind; start the version that wrote it")
    }
}
