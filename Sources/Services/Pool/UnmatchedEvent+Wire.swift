import Domain
import Journal
import Wire

extension UnmatchedEvent {
    /// Nil for a kind that is not of money for no order.
    init?(_ entry: JournalEntry) throws {
        switch entry.kind {
        case "receipt_unmatched":
            let event = try ReceiptUnmatched(decoding: entry.event)
            self = .received(
                Domain.UnmatchedReceipt(
                    number: event.number, provider: event.provider, payment: event.payment,
                    amount: Money(fen: event.amountFen), at: Instant(microseconds: event.atUs),
                    lines: try event.lines.map { line throws in try Domain.Line(line) }))
        case "receipt_returned":
            let event = try ReceiptReturned(decoding: entry.event)
            self = .returned(
                UnmatchedReturn(
                    number: event.number, refund: event.refund,
                    amount: Money(fen: event.amountFen), at: Instant(microseconds: event.atUs),
                    lines: try event.lines.map { line throws in try Domain.Line(line) }))
        default: return nil
        }
    }

    var entry: EntryDraft {
        switch self {
        case .received(let receipt):
            EntryDraft(
                ReceiptUnmatched(
                    number: receipt.number, provider: receipt.provider, payment: receipt.payment,
                    amountFen: receipt.amount.fen, atUs: receipt.at.microseconds,
                    lines: receipt.lines.map(\.message)),
                keys: ["unmatched:\(receipt.number)"])
        case .returned(let made):
            EntryDraft(
                ReceiptReturned(
                    number: made.number, refund: made.refund, amountFen: made.amount.fen,
                    atUs: made.at.microseconds, lines: made.lines.map(\.message)),
                keys: ["unmatched:\(made.number)"])
        }
    }
}
