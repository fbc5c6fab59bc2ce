internal import Wire

/// What the durable entries of a journal are found by.
struct EntryIndex: Sendable {
    private(set) var requests = RequestIndex()
    private(set) var keys = KeyIndex()

    /// Entries are added in ascending order.
    mutating func insert(_ entry: JournalEntry) {
        for key in entry.keys {
            keys.insert(key, sequence: entry.sequence)
        }
        guard !entry.requestID.isEmpty else { return }
        let key = RequestKey(
            caller: entry.caller, method: entry.method, requestID: entry.requestID)
        requests.insert(key, sequence: entry.sequence)
    }
}
