import Domain
import Journal
import Wire

extension BookEvent {
    /// Nil for a kind that belongs to no family.
    static func family(_ entry: JournalEntry) throws -> BookEvent? {
        if let event = try LegacyEvent(entry) { return .legacy(event) }
        if let event = try SharesEvent(entry) { return .shares(event) }
        if let withdrawal = try WithdrawalEvent(entry) { return .withdrawal(withdrawal) }
        if let custody = try CustodyEvent(entry) { return .custody(custody) }
        if let unmatched = try UnmatchedEvent(entry) { return .unmatched(unmatched) }
        if let refund = try RefundEvent(entry) { return .refunds(refund) }
        if let event = try SubsidyEvent(entry) { return .subsidy(event) }
        if let event = try ControlEvent(entry) { return .control(event) }
        if let event = try PlanEvent(entry) { return .plan(event) }
        if let booking = try OperatorBooking(entry) { return .operatorBooked(booking) }
        if let opening = try BalanceOpening(entry) { return .opened(opening) }
        if let movement = try BookMovement(windingDown: entry) { return .moved(movement) }
        return nil
    }
}
