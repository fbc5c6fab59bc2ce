/// Why a command about subsidies is refused, in the order the rules are checked. A refused
/// command changes nothing.
package enum SubsidyRejection: Rejection, Equatable {
    case woundDown
    case orphanIsNotReceived
    case amountMustBePositive(Money)
    case limitReached(Money)
    case referenceMustBeNamed(bytes: Int)
    case referenceAlreadyUsed(String)
    case exceedsUnallocated(has: Money)
    case tooManySlices(Int)
    case noticeTooShort(notBefore: Instant, earliest: Instant)
    case exceedsSubsidy(SubsidySource, free: Money)
    case sliceNotFound(UInt64)
    case sliceIsClosed(UInt64)
    case sliceNotDue(UInt64, notBefore: Instant)
    case exceedsSlice(UInt64, left: Money)
    case limitIsForAll
    case exceedsHolding(MemberID)
    case exceedsDailySlice(limit: Money, already: Money)
    case pool(PoolRejection, slice: UInt64)
    case orphanIsForTheReserve
    case orderAlreadySettled(OrderID)
    case orderAlreadyRefunded(OrderID)
    case couponAlreadyGranted(OrderID)
    case orderOfAnother(OrderID, MemberID)

    package var reason: String {
        switch self {
        case .woundDown: "wound_down"
        case .orphanIsNotReceived, .orphanIsForTheReserve: "source_not_allowed"
        case .amountMustBePositive: "amount_must_be_positive"
        case .limitReached, .tooManySlices: "limit_reached"
        case .referenceMustBeNamed: "reference_must_be_named"
        case .referenceAlreadyUsed: "reference_already_used"
        case .exceedsUnallocated: "insufficient_balance"
        case .noticeTooShort: "notice_too_short"
        case .exceedsSubsidy: "exceeds_subsidy"
        case .sliceNotFound: "slice_not_found"
        case .sliceIsClosed: "slice_is_closed"
        case .sliceNotDue: "slice_not_due"
        case .exceedsSlice: "exceeds_slice"
        case .limitIsForAll: "sandbox_only"
        case .exceedsHolding: "exceeds_holding"
        case .exceedsDailySlice: "exceeds_daily_slice"
        case .pool(let rejection, _): rejection.rawValue
        case .orderAlreadySettled: "order_already_settled"
        case .orderAlreadyRefunded: "order_already_refunded"
        case .couponAlreadyGranted: "coupon_already_granted"
        case .orderOfAnother: "not_the_owner"
        }
    }

    package var kind: RejectionKind {
        switch self {
        case .orphanIsNotReceived, .orphanIsForTheReserve, .amountMustBePositive,
            .referenceMustBeNamed:
            .invalidArgument
        case .limitReached, .tooManySlices: .outOfRange
        case .referenceAlreadyUsed, .couponAlreadyGranted: .alreadyExists
        case .sliceNotFound: .notFound
        case .orderOfAnother: .permissionDenied
        case .pool(let rejection, _): rejection.kind
        case .woundDown, .exceedsUnallocated, .noticeTooShort, .exceedsSubsidy, .sliceIsClosed,
            .sliceNotDue, .exceedsSlice, .limitIsForAll, .exceedsHolding, .exceedsDailySlice,
            .orderAlreadySettled, .orderAlreadyRefunded:
            .failedPrecondition
        }
    }
}

extension SubsidyRejection {
    /// Field, value and remedy.
    package var sentence: String {
        switch self {
        case .woundDown: PoolRejection.woundDown.sentence
        case .orphanIsNotReceived:
            "source orphan is never received: series that end leave it; name another source"
        case .amountMustBePositive(let amount):
            "amount_fen is \(amount.fen); state 1 to \(Money.amountMax.fen)"
        case .limitReached(let amount):
            "amount_fen is \(amount.fen), above a bound; one amount is at most "
                + "\(Money.amountMax.fen), all receipts of a platform 2^62"
        case .referenceMustBeNamed(let bytes):
            "reference has \(bytes) bytes; state the bank's reference of the receipt, 1 to "
                + "\(PoolBooks.referenceBytesMax) bytes"
        case .referenceAlreadyUsed(let reference):
            "reference \(reference) is booked already; a bank's receipt counts once"
        case .exceedsUnallocated(let has):
            "amount_fen is more than the \(has.fen) fen of commission_unallocated; state at most "
                + "that"
        case .tooManySlices(let count):
            "\(count) slices are announced and open; inject one first"
        default: sliceSentence
        }
    }

    private var sliceSentence: String {
        switch self {
        case .noticeTooShort(let notBefore, let earliest):
            "not_before_us is \(notBefore.microseconds); slices are announced 7 days ahead: state "
                + "\(earliest.microseconds) or later"
        case .exceedsSubsidy(let source, let free):
            "\(source.rawValue) has \(free.fen) fen that no slice is announced for; state at most "
                + "that"
        case .sliceNotFound(let slice):
            "slice \(slice) was never announced; name one that ListSubsidies shows"
        case .sliceIsClosed(let slice): "slice \(slice) is in the reserve already; name an open one"
        case .sliceNotDue(let slice, let notBefore):
            "slice \(slice) may enter from \(notBefore.microseconds) on (microseconds since 1970); "
                + "wait until then"
        case .exceedsSlice(let slice, let left):
            "slice \(slice) has \(left.fen) fen left; state at most that, or 0 for all of it"
        case .limitIsForAll:
            "beyond_daily_limit is set, which only sandbox platforms may; leave it out"
        case .exceedsHolding(let member):
            "member \(member) holds more than 10 % of all points; orphan money waits until nobody "
                + "does"
        case .exceedsDailySlice(let limit, let already):
            "the day's slices are at most \(limit.fen) fen and \(already.fen) fen are in; state at "
                + "most the rest, or wait for the next day"
        case .pool(let rejection, let slice): "slice \(slice): \(rejection.sentence)"
        default: couponSentence
        }
    }

    private var couponSentence: String {
        switch self {
        case .orphanIsForTheReserve:
            "source orphan enters the reserve or nothing; name another source"
        case .orderAlreadySettled(let order): "order \(order) is settled; name one that is not"
        case .orderAlreadyRefunded(let order):
            "all that was held of order \(order) went back; name one that is held"
        case .couponAlreadyGranted(let order): "order \(order) has a coupon; it gets one"
        case .orderOfAnother(let order, let member):
            "order \(order) is held for another member than \(member); name its buyer"
        default: ""
        }
    }
}
