import Domain
import Journal
import Transport
import Wire

extension CustodyEvent {
    /// Nil for a kind that is not of custody.
    init?(_ entry: JournalEntry) throws {
        switch entry.kind {
        case "provider_settled":
            let event = try ProviderSettled(decoding: entry.event)
            self = .providerSettled(
                ProviderSettlement(
                    received: Money(fen: event.receivedFen), fee: Money(fen: event.feeFen),
                    reference: event.reference, by: Person(event.by),
                    at: Instant(microseconds: event.atUs),
                    lines: try event.lines.map { line throws in try Domain.Line(line) }))
        case "statement_attested":
            let event = try StatementAttested(decoding: entry.event)
            self = .attested(try Domain.Attestation(event.attestation ?? Wire.Attestation()))
        default: return nil
        }
    }

    var entry: EntryDraft {
        switch self {
        case .providerSettled(let payment):
            EntryDraft(
                ProviderSettled(
                    receivedFen: payment.received.fen, feeFen: payment.fee.fen,
                    reference: payment.reference, by: payment.by.text,
                    atUs: payment.at.microseconds, lines: payment.lines.map(\.message)),
                keys: [])
        case .attested(let attestation):
            EntryDraft(
                StatementAttested(attestation: attestation.message),
                keys: ["attestation:\(attestation.number)"])
        }
    }
}

extension Domain.Attestation.Format {
    init(_ message: StatementFormat) throws(RPCError) {
        switch message {
        case .csv: self = .csv
        case .camt053: self = .camt053
        case .unspecified:
            throw RPCError.malformed("format", "format is missing; state CSV or CAMT053")
        }
    }

    var message: StatementFormat {
        switch self {
        case .csv: .csv
        case .camt053: .camt053
        }
    }
}

extension Domain.Attestation {
    init(_ message: Wire.Attestation) throws {
        guard let date = ShanghaiDay(message.date), BankStatement.isAccount(message.account) else {
            throw RPCError.malformed(
                "attestation", "attestation \(message.attestation) has no account or no day")
        }
        let statement = BankStatement(
            account: message.account, date: date, closing: message.closingFen,
            items: message.items.map { item in
                BankStatement.Item(
                    subject: item.batch == 0
                        ? .withdrawal(WithdrawalID(rawValue: item.withdrawal))
                        : .batch(PayoutBatchID(rawValue: item.batch)),
                    amount: item.amountFen)
            },
            otherCount: Int(message.otherCount), otherSum: message.otherFen)
        self.init(
            number: message.attestation, statement: statement, format: try Format(message.format),
            digest: message.sha256, corrects: message.corrects == 0 ? nil : message.corrects,
            by: Person(message.by), at: Instant(microseconds: message.atUs))
    }

    var message: Wire.Attestation {
        Wire.Attestation(
            attestation: number, account: statement.account, date: "\(statement.date)",
            closingFen: statement.closing, format: format.message, sha256: digest,
            items: statement.items.map { item in
                switch item.subject {
                case .withdrawal(let id):
                    StatementItem(withdrawal: id.rawValue, amountFen: item.amount)
                case .batch(let id): StatementItem(batch: id.rawValue, amountFen: item.amount)
                }
            },
            otherCount: UInt32(clamping: statement.otherCount), otherFen: statement.otherSum,
            corrects: corrects ?? 0, by: by.text, atUs: at.microseconds)
    }
}
