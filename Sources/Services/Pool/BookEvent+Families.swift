import Domain
import Journal
import Wire

extension BookEvent {
    /// Nil for a kind that belongs to no family.
    static func family(_ entry: JournalEntry) throws -> BookEvent? {
        if let event = try SubsidyEvent(entry) { return .subsidy(event) }
        return nil
    }
}
