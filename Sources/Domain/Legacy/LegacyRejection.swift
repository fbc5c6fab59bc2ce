/// Why a command about claims is refused, in the order the rules are checked.
package enum LegacyRejection: Rejection, Equatable {
    case rowsOutOfRange(Int)
    case fileMustBeNamed(bytes: Int)
    case claimMustBePositive(Money)
    case claimBeyondLimit(Money)
    case evidenceMustBeNamed(String)
    case evidenceAlreadyUsed(String)
    case claimsBeyondLimit(Money, claimed: Money)
    case memberBeyondLimit(MemberID, Money)
    case amountMustBePositive(Money)
    case claimNotFound(MemberID)
    case exceedsClaim(MemberID, Money, left: Money)
    case allotmentInProgress(UInt64)
    case periodMustBeNamed(String)
    case periodAlreadyAllotted(String)
    case allotmentRoundsToZero(trust: Points, members: Int)
    /// `subject` says what was asked for, with its values.
    case pool(PoolRejection, subject: String)

    package var reason: String {
        switch self {
        case .rowsOutOfRange, .claimBeyondLimit, .claimsBeyondLimit, .memberBeyondLimit:
            "limit_reached"
        case .fileMustBeNamed: "file_must_be_named"
        case .claimMustBePositive, .amountMustBePositive: "amount_must_be_positive"
        case .evidenceMustBeNamed: "evidence_must_be_named"
        case .evidenceAlreadyUsed: "evidence_already_used"
        case .claimNotFound: "claim_not_found"
        case .exceedsClaim: "exceeds_claim"
        case .allotmentInProgress: PoolRejection.allotmentInProgress.rawValue
        case .periodMustBeNamed: "period_must_be_named"
        case .periodAlreadyAllotted: "period_already_allotted"
        case .allotmentRoundsToZero: "allotment_rounds_to_zero"
        case .pool(let rejection, _): rejection.rawValue
        }
    }

    package var kind: RejectionKind {
        switch self {
        case .rowsOutOfRange, .claimBeyondLimit, .claimsBeyondLimit, .memberBeyondLimit:
            .outOfRange
        case .fileMustBeNamed, .claimMustBePositive, .amountMustBePositive,
            .evidenceMustBeNamed, .periodMustBeNamed:
            .invalidArgument
        case .evidenceAlreadyUsed, .periodAlreadyAllotted: .alreadyExists
        case .claimNotFound: .notFound
        case .exceedsClaim, .allotmentRoundsToZero: .failedPrecondition
        case .allotmentInProgress: .aborted
        case .pool(let rejection, _): rejection.kind
        }
    }

    package var sentence: String {
        let most = Money.amountMax.fen
        return switch self {
        case .rowsOutOfRange(let count):
            "\(count) rows in a request; send 1 to \(LegacyBook.importRowsMax)"
        case .fileMustBeNamed(let bytes):
            "file_sha256 has \(bytes) bytes; state the 32 of the file's SHA-256"
        case .claimMustBePositive(let amount):
            "amount_fen is \(amount.fen); state 1 to \(most)"
        case .claimBeyondLimit(let amount):
            "amount_fen is \(amount.fen); one claim is at most \(most)"
        case .evidenceMustBeNamed(let evidence):
            "evidence \"\(evidence.prefix(40))\" has \(evidence.utf8.count) bytes or some that do "
                + "not print; state 1 to \(LegacyBook.textBytesMax) printable ASCII bytes"
        case .evidenceAlreadyUsed(let evidence):
            "evidence \"\(evidence)\" stands for a claim already; name each evidence once"
        case .claimsBeyondLimit(let amount, let claimed):
            "a claim of \(amount.fen) fen beside \(claimed.fen) fen of all others is beyond "
                + "\(LegacyBook.claimsMax.fen); no reserve could ever cover it"
        case .memberBeyondLimit(let member, let left):
            "member \(member) would be owed \(left.fen) fen; a member is owed at most \(most)"
        case .amountMustBePositive(let amount):
            "amount_fen is \(amount.fen); state at least 1"
        case .claimNotFound(let member):
            "member \(member) has no claim; import the verified claim first"
        case .exceedsClaim(let member, let amount, let left):
            "amount_fen is \(amount.fen), the claim of member \(member) has \(left.fen) fen left; "
                + "state at most that"
        case .allotmentInProgress(let number):
            "allotment \(number) is under way; send the command again in a moment"
        case .periodMustBeNamed(let period):
            "period \"\(period.prefix(40))\" has \(period.utf8.count) bytes or some that do not "
                + "print; state 1 to \(LegacyBook.textBytesMax) printable ASCII bytes"
        case .periodAlreadyAllotted(let period):
            "period \"\(period)\" was allotted already; name the next one"
        case .allotmentRoundsToZero(let trust, let members):
            "\(trust.units) units for \(members) members are worth less than one fen for each; "
                + "wait until the trust holds more"
        case .pool(let rejection, let subject): "\(subject): \(rejection.sentence)"
        }
    }
}
