/// What a check of the journals in a folder found.
package struct JournalReport: Sendable {
    /// Something that is not as it was written.
    package struct Fault: Sendable, Equatable {
        /// What does not hold, such as `leaf` or `group`.
        package var rule: String
        /// The journal, where the fault is one journal's.
        package var journal: JournalName?
        /// The entry, where the fault is one entry's; else 0.
        package var sequence: UInt64 = 0
        /// What was compared, with the place.
        package var message: String
    }

    /// More are counted and not kept: one lost page can make a fault of every entry after it.
    package static let faultsMax = 100

    /// Each journal as its entries have it: how many, and the root derived from them.
    package internal(set) var journals: [(journal: JournalName, head: JournalHead)] = []
    package private(set) var faults: [Fault] = []
    /// Faults found, also those that are not kept.
    package private(set) var faultCount = 0
    package internal(set) var entries: UInt64 = 0
    package internal(set) var entryBytes: UInt64 = 0

    init() {}

    /// Of a file that cannot be opened as a journal.
    package init(unreadable message: String) {
        add("file", message)
    }

    mutating func add(_ rule: String, _ message: String) {
        add(rule, nil, 0, message)
    }

    mutating func add(
        _ rule: String, _ journal: JournalName?, _ sequence: UInt64, _ message: String
    ) {
        faultCount += 1
        guard faults.count < JournalReport.faultsMax else { return }
        faults.append(
            Fault(rule: rule, journal: journal, sequence: sequence, message: message))
    }
}
