package import Wire

/// What the fold of a journal needs of an entry beside its event.
package struct EntryStamp: Sendable, Equatable {
    package var sequence: UInt64
    package var timeMicroseconds: Int64

    package init(sequence: UInt64, timeMicroseconds: Int64) {
        self.sequence = sequence
        self.timeMicroseconds = timeMicroseconds
    }

    package init(_ entry: JournalEntry) {
        self.init(sequence: entry.sequence, timeMicroseconds: entry.timeUs)
    }
}
