/// What the books record about money at the bank.
package enum CustodyEvent: Hashable, Sendable {
    case providerSettled(ProviderSettlement)
    case attested(Attestation)
}

/// A payment provider paid out what it collected, less its fee.
package struct ProviderSettlement: Hashable, Sendable {
    package static let referenceBytesMax = 64

    package let received: Money
    package let fee: Money
    /// The bank's or provider's, accepted once.
    package let reference: String
    package let by: Person
    package let at: Instant
    package let lines: [Line]

    package init(
        received: Money, fee: Money, reference: String, by: Person, at: Instant, lines: [Line]
    ) {
        self.received = received
        self.fee = fee
        self.reference = reference
        self.by = by
        self.at = at
        self.lines = lines
    }
}

/// A statement that a custodian or an auditor handed in. It posts nothing: the audit holds the
/// books against it.
package struct Attestation: Codable, Hashable, Sendable {
    package enum Format: String, CaseIterable, Codable, Hashable, Sendable {
        case csv
        case camt053
    }

    /// 1, 2, 3, …
    package let number: UInt64
    package let statement: BankStatement
    package let format: Format
    /// SHA-256 of the statement's exact bytes.
    package let digest: [UInt8]
    /// The attestation of the same account and day that this one stands for from now on.
    package let corrects: UInt64?
    package let by: Person
    package let at: Instant

    package init(
        number: UInt64, statement: BankStatement, format: Format, digest: [UInt8],
        corrects: UInt64?, by: Person, at: Instant
    ) {
        self.number = number
        self.statement = statement
        self.format = format
        self.digest = digest
        self.corrects = corrects
        self.by = by
        self.at = at
    }
}

extension Posting {
    /// The provider keeps its fee, which orders have set aside.
    package static func providerSettlement(_ received: Money, fee: Money) -> Posting {
        var posting = Posting()
        posting.debit(.custody, received.fen)
        posting.debit(.paymentFee, fee.fen)
        posting.credit(.pspClearing, received.fen + fee.fen)
        return posting
    }
}
