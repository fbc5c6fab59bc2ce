internal import Wire

/// An entry as a state takes it: its event read, the rest of it forgotten.
struct RecordedEntry<Event: Sendable>: Sendable {
    let stamp: EntryStamp
    let kind: String
    let groupLeft: UInt32
    let event: Event

    init<State: JournalState>(
        _ entry: JournalEntry, of state: State.Type, in journal: JournalName
    ) throws(JournalError) where State.Event == Event {
        stamp = EntryStamp(entry)
        kind = entry.kind
        groupLeft = entry.groupLeft
        do {
            event = try State.event(of: entry)
        } catch {
            throw Self.notApplicable(journal, entry.sequence, entry.kind, error)
        }
    }

    func notApplicable(_ journal: JournalName, _ error: any Error) -> JournalError {
        Self.notApplicable(journal, stamp.sequence, kind, error)
    }

    private static func notApplicable(
        _ journal: JournalName, _ sequence: UInt64, _ kind: String, _ error: any Error
    ) -> JournalError {
        JournalError(
            .corrupt,
            "\(journal) entry \(sequence), \(kind), does not apply to the state before it; it was"
                + " written by another version, or the journal is another's",
            cause: error)
    }
}
