internal import Wire

/// What an entry about money at banks records.
enum CustodyEntry: Sendable {
    case providerSettled(ProviderSettled)
    case attested(Attestation)

    /// Nil for any other kind.
    init?(kind: String, _ bytes: [UInt8]) throws(WireError) {
        switch kind {
        case "provider_settled": self = .providerSettled(try ProviderSettled(decoding: bytes))
        case "statement_attested":
            self = .attested(
                try StatementAttested(decoding: bytes).attestation ?? Attestation())
        default: return nil
        }
    }

    var message: any Message {
        switch self {
        case .providerSettled(let event): event
        case .attested(let attestation): StatementAttested(attestation: attestation)
        }
    }

    /// What the entry says, in words.
    var sentence: String {
        switch self {
        case .providerSettled(let event):
            "The payment provider paid out \(PlainText.yuan(event.receivedFen)) and kept "
                + "\(PlainText.yuan(event.feeFen)), reference \(event.reference)."
        case .attested(let event):
            "\(event.by) attests \(PlainText.yuan(event.closingFen)) on account \(event.account) "
                + "at the end of \(event.date)."
        }
    }
}
