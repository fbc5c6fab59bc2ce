import Domain
import Journal
import Wire

extension BookEvent {
    /// Nil for a kind that belongs to no family.
    static func family(_ entry: JournalEntry) throws -> BookEvent? {
        if let event = try SubsidyEvent(entry) { return .subsidy(event) }
        if let event = try ControlEvent(entry) { return .control(event) }
        if let event = try PlanEvent(entry) { return .plan(event) }
        if let booking = try OperatorBooking(entry) { return .operatorBooked(booking) }
        if let movement = try BookMovement(windingDown: entry) { return .moved(movement) }
        return nil
    }
}
