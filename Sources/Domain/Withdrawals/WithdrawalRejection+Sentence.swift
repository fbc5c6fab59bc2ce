extension WithdrawalRejection {
    /// Field, value and remedy.
    package var sentence: String {
        switch self {
        case .payoutsFrozen, .amountMustBePositive, .amountTooLarge, .belowMinimum,
            .accountNotFound, .accountWaits, .recoveryReceivableOpen, .exceedsWithdrawable,
            .exceedsDayLimit:
            requestSentence
        case .policyOutOfRange, .operatorMalformed, .ownLink, .tooManyLinks, .linkNotFound:
            settingSentence
        case .notFound, .batchNotFound, .notTheOwner, .wrongState, .ownRequest, .linkedMember,
            .approvedBefore, .reasonMalformed, .codeMalformed:
            stepSentence
        case .batchSize, .repeatedInBatch, .otherChannel, .exceedsCustody: batchSentence
        case .ledger(let rejection): rejection.sentence
        }
    }

    private var requestSentence: String {
        switch self {
        case .payoutsFrozen:
            "payouts are frozen; wait until the freeze is lifted"
        case .amountMustBePositive(let amount):
            "amount_fen is \(amount.fen); state at least 1"
        case .amountTooLarge(let amount):
            "amount_fen is \(amount.fen); state at most \(Money.amountMax.fen)"
        case .belowMinimum(let amount, let minimum):
            "amount_fen is \(amount.fen), below the platform's minimum of \(minimum.fen); "
                + "withdraw at least that"
        case .accountNotFound(let member):
            "member \(member) has no payout account; register one first"
        case .accountWaits(let member, let until):
            "the payout account of member \(member) was changed; it can be used from "
                + "\(ShanghaiDay(of: until)) on (\(until.microseconds) µs since 1970), 72 h after "
                + "the change"
        case .recoveryReceivableOpen(let member, let owed):
            "member \(member) owes \(owed.fen) fen for rewards that were reversed; nothing can "
                + "be withdrawn until wallet credits have repaid it"
        case .exceedsWithdrawable(let member, let amount, let withdrawable, let held):
            "amount_fen is \(amount.fen), member \(member) can withdraw \(withdrawable.fen); "
                + "rewards of the last 7 days, \(held.fen) fen, have to wait"
        case .exceedsDayLimit(let member, let amount, let asked, let limit):
            "amount_fen is \(amount.fen), member \(member) has asked for \(asked.fen) today, a "
                + "day's limit is \(limit.fen); withdraw the rest tomorrow"
        default: ""
        }
    }

    private var settingSentence: String {
        switch self {
        case .policyOutOfRange(let minimum, let dayMax, let twoPeopleAbove):
            "minimum_fen is \(minimum.fen), day_max_fen \(dayMax.fen), two_people_above_fen "
                + "\(twoPeopleAbove.fen); state 1 to \(Money.amountMax.fen), the minimum not "
                + "above the day's maximum, and 0 or more above which two must approve"
        case .operatorMalformed(let name):
            "operator is \"\(name)\"; give the name in the operator's certificate, 1 to 64 bytes"
        case .ownLink(let person):
            "\(person) cannot undo a link of their own; another operator has to"
        case .tooManyLinks(let name):
            "operator \(name) is linked to \(WithdrawalPolicy.linksMax) members; no more are kept"
        case .linkNotFound(let name, let member):
            "operator \(name) is not linked to member \(member); name a link that is there"
        default: ""
        }
    }

    private var stepSentence: String {
        switch self {
        case .notFound(let id): "withdrawal \(id) does not exist; name one that was requested"
        case .batchNotFound(let id): "batch \(id) does not exist; name one that was sent"
        case .notTheOwner(let id, let member):
            "withdrawal \(id) is not member \(member)'s; name one of the member"
        case .wrongState(let id, let state, let needed):
            "withdrawal \(id) is \(state.rawValue); this needs it \(needed)"
        case .ownRequest(let id, let person):
            "withdrawal \(id) was requested by \(person); another operator has to approve it"
        case .linkedMember(let id, let person, let member):
            "withdrawal \(id) is of member \(member), to whom \(person) is linked; another "
                + "operator has to approve it"
        case .approvedBefore(let id, let person):
            "withdrawal \(id) was approved by \(person); a different operator has to be the second"
        case .reasonMalformed(let bytes):
            "reason has \(bytes) bytes; state 1 to \(WithdrawalPolicy.reasonBytesMax)"
        case .codeMalformed:
            "failure_code is not 1 to \(WithdrawalPolicy.codeBytesMax) of A-Z, a-z, 0-9, . _ -; "
                + "state the channel's code for what went wrong, without any name or account"
        default: ""
        }
    }

    private var batchSentence: String {
        switch self {
        case .batchSize(let count):
            "\(count) withdrawals in a batch; send 1 to \(WithdrawalPolicy.batchMax)"
        case .repeatedInBatch(let id):
            "withdrawal \(id) is in the batch twice; name each once"
        case .otherChannel(let id, let channel, let batch):
            "withdrawal \(id) is paid by \(channel.rawValue), the batch by \(batch.rawValue); "
                + "send each channel its own batch"
        case .exceedsCustody(let total, let custody, let inFlight):
            "the batch sums to \(total.fen) fen, custody holds \(custody.fen) of which "
                + "\(inFlight.fen) are sent and not yet confirmed; send less or book what came in"
        default: ""
        }
    }
}
