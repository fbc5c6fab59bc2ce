import Domain
import Journal
import Transport
import Wire

extension Domain.OpeningRow {
    init(_ message: Wire.OpeningRow) throws(RPCError) {
        guard let account = Account(message.account) else {
            throw RPCError.malformed(
                "account",
                "account \"\(message.account.prefix(64))\" is none; state one such as "
                    + "wallet:42 or merchant_payable")
        }
        self.init(
            account: account, amount: Money(fen: message.amountFen), reference: message.reference)
    }
}

extension RefusedRow {
    init(_ refused: PoolBooks.RefusedOpening) {
        self.init(
            line: refused.line, reason: refused.rejection.reason,
            sentence: refused.rejection.sentence)
    }
}

extension BalanceOpening {
    /// Nil for an entry of another kind.
    init?(_ entry: JournalEntry) throws {
        guard entry.kind == "balance_opened" else { return nil }
        let event = try BalanceOpened(decoding: entry.event)
        let row = Wire.OpeningRow(
            account: event.account, amountFen: event.amountFen, reference: event.reference)
        self.init(
            row: try Domain.OpeningRow(row), file: event.fileSHA256, line: event.line,
            lines: try event.lines.map { line throws in try Domain.Line(line) })
    }

    var entry: EntryDraft {
        EntryDraft(
            BalanceOpened(
                account: row.account.description, amountFen: row.amount.fen,
                reference: row.reference, fileSHA256: file, line: line,
                lines: lines.map(\.message)),
            keys: ["operator"] + (row.account.member.map { ["member:\($0)"] } ?? []))
    }
}

extension BookEvent {
    /// What an opening balance that was taken amounts to; 0 for any other event.
    var openedFen: Int64 {
        guard case .opened(let opening) = self else { return 0 }
        return opening.row.amount.fen
    }
}
