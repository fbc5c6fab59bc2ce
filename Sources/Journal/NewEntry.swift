internal import Wire

/// An entry that is decided and not yet written, with its exact bytes.
struct NewEntry: Sendable {
    let entry: JournalEntry
    let bytes: [UInt8]

    init(_ entry: JournalEntry) {
        self.entry = entry
        bytes = entry.encoded()
    }
}
