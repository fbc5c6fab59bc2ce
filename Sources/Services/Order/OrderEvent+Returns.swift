import Domain
import Journal
import Transport
import Wire

extension OrderEvent {
    /// What time does, and what a refund undoes.
    static func undoing(_ entry: JournalEntry) throws -> OrderEvent {
        let bytes = entry.event
        func id(_ order: UInt64) throws -> OrderID { try OrderID(order, field: "order") }
        switch entry.kind {
        case "expired": return .expired(try id(try Expired(decoding: bytes).order))
        case "clock_moved":
            let event = try ClockMoved(decoding: bytes)
            return .clockMoved(by: event.byUs, ahead: event.aheadUs)
        case "refund_begun":
            let event = try RefundBegun(decoding: bytes)
            return .refunding(try id(event.order), reason: event.reason)
        case "rewards_undone": return .unshared(try id(try RewardsUndone(decoding: bytes).order))
        case "money_returned":
            let event = try MoneyReturned(decoding: bytes)
            return .refunded(
                try id(event.order), number: Int(event.refund),
                back: PaymentSources(event.back ?? Wire.Sources()))
        case "goods_returned":
            return .restocked(try id(try GoodsReturned(decoding: bytes).order))
        default:
            guard let event = try parts(entry) ?? returning(entry) else {
                throw UnreadableEntry.unknownKind(entry)
            }
            return event
        }
    }
}
