/// Why the books refuse what is said about money at the bank, in the order the rules are
/// checked. A refused command changes nothing.
package enum CustodyRejection: Rejection, Equatable {
    case referenceMalformed
    case amountMustBePositive(received: Money, fee: Money)
    case amountTooLarge(received: Money, fee: Money)
    case settledBefore(String)
    case ledger(LedgerRejection)
    case dayNotOver(ShanghaiDay, today: ShanghaiDay)
    case attestationNotFound(UInt64)
    case attestedBefore(String, ShanghaiDay, by: UInt64)
    case correctsOther(UInt64, account: String, date: ShanghaiDay)
    case correctsReplaced(UInt64, by: UInt64)

    package var reason: String {
        switch self {
        case .referenceMalformed: "reference_malformed"
        case .amountMustBePositive: "amount_must_be_positive"
        case .amountTooLarge: "limit_reached"
        case .settledBefore: "reference_settled_before"
        case .ledger(let rejection): rejection.reason
        case .dayNotOver: "day_not_over"
        case .attestationNotFound: "attestation_not_found"
        case .attestedBefore: "attested_before"
        case .correctsOther: "corrects_other"
        case .correctsReplaced: "corrects_replaced"
        }
    }

    package var kind: RejectionKind {
        switch self {
        case .referenceMalformed, .amountMustBePositive: .invalidArgument
        case .amountTooLarge: .outOfRange
        case .settledBefore, .attestedBefore: .alreadyExists
        case .ledger(let rejection): rejection.kind
        case .attestationNotFound: .notFound
        case .dayNotOver, .correctsOther, .correctsReplaced: .failedPrecondition
        }
    }

    package var sentence: String {
        switch self {
        case .referenceMalformed:
            "reference is not 1 to \(ProviderSettlement.referenceBytesMax) of A-Z, a-z, 0-9, . _ "
                + "-; state the bank's reference of the payment"
        case .amountMustBePositive(let received, let fee):
            "received_fen is \(received.fen), fee_fen \(fee.fen); neither may be negative, and one "
                + "must be 1 or more"
        case .amountTooLarge(let received, let fee):
            "received_fen is \(received.fen), fee_fen \(fee.fen); state at most "
                + "\(Money.amountMax.fen)"
        case .settledBefore(let reference):
            "reference \(reference) was booked before; each payment is booked once"
        case .ledger(let rejection): rejection.sentence
        case .dayNotOver(let day, let today):
            "the statement is of \(day), today is \(today); hand in a statement of a day that is "
                + "over"
        case .attestationNotFound(let number):
            "corrects is \(number); name an attestation that custody status shows"
        case .attestedBefore(let account, let date, let number):
            "account \(account) has attestation \(number) for \(date); name it as corrects to "
                + "replace it"
        case .correctsOther(let number, let account, let date):
            "attestation \(number) is of account \(account) and \(date); a correction is of the "
                + "same account and day"
        case .correctsReplaced(let number, let by):
            "attestation \(number) was replaced by \(by); correct that one"
        }
    }
}
