/// Why a command about shares is refused, in the order the rules are checked.
package enum SharesRejection: Rejection, Equatable {
    case listingFactMissing(String)
    case priceMustBePositive(Money)
    case priceBeyondLimit(Money)
    case sharesMustBePositive(Int64)
    case sharesBeyondLimit(Int64)
    case timesOutOfOrder(String)
    case lockUpOutOfRange(Int)
    case programmeIsOpen(UInt64)
    case programmeNotFound(UInt64)
    case programmeIsClosed(UInt64)
    case windowIsClosed(UInt64)
    case exceedsProgramme(Int64, left: Int64)
    case amountBeyondLimit(Int64, price: Money)
    case textMustBeNamed(String)
    case entryNotFound(UInt64)
    case notTheHolder(UInt64, MemberID)
    case sharesAreLocked(UInt64, free: Int64)
    /// `subject` says what was asked for, with its values.
    case pool(PoolRejection, subject: String)

    package var reason: String {
        switch self {
        case .listingFactMissing: "listing_fact_missing"
        case .priceMustBePositive: "amount_must_be_positive"
        case .priceBeyondLimit, .sharesBeyondLimit, .amountBeyondLimit: "limit_reached"
        case .sharesMustBePositive: "shares_must_be_positive"
        case .timesOutOfOrder: "times_out_of_order"
        case .lockUpOutOfRange: "lock_up_out_of_range"
        case .programmeIsOpen: "programme_is_open"
        case .programmeNotFound: "programme_not_found"
        case .programmeIsClosed: "programme_is_closed"
        case .windowIsClosed: "window_is_closed"
        case .exceedsProgramme: "exceeds_programme"
        case .textMustBeNamed: "text_must_be_named"
        case .entryNotFound: "entry_not_found"
        case .notTheHolder: "not_the_owner"
        case .sharesAreLocked: "shares_are_locked"
        case .pool(let rejection, _): rejection.rawValue
        }
    }

    package var kind: RejectionKind {
        switch self {
        case .listingFactMissing, .priceMustBePositive, .sharesMustBePositive, .timesOutOfOrder,
            .lockUpOutOfRange, .textMustBeNamed:
            .invalidArgument
        case .priceBeyondLimit, .sharesBeyondLimit, .amountBeyondLimit: .outOfRange
        case .programmeNotFound, .entryNotFound: .notFound
        case .programmeIsOpen, .programmeIsClosed, .windowIsClosed, .exceedsProgramme,
            .sharesAreLocked:
            .failedPrecondition
        case .notTheHolder: .permissionDenied
        case .pool(let rejection, _): rejection.kind
        }
    }

    package var sentence: String {
        let most = SharesBook.sharesMax
        return switch self {
        case .listingFactMissing(let field):
            "\(field) is missing or no such fact; shares are offered only with the registration "
                + "id, the broker and the date (YYYY-MM-DD) of their listing"
        case .priceMustBePositive(let price):
            "price_fen is \(price.fen); state 1 to \(Money.amountMax.fen)"
        case .priceBeyondLimit(let price):
            "price_fen is \(price.fen); state at most \(Money.amountMax.fen)"
        case .sharesMustBePositive(let shares):
            "shares are \(shares); state whole shares, at least 1"
        case .sharesBeyondLimit(let shares):
            "shares are \(shares); an entry has at most \(most), all together "
                + "\(SharesBook.sharesOfAllMax)"
        case .timesOutOfOrder(let fields): "\(fields) do not come in this order; state them so"
        case .lockUpOutOfRange(let days):
            "lock_up_days is \(days); state 0 to \(SharesBook.lockUpDaysMax)"
        case .programmeIsOpen(let number):
            "programme \(number) is not closed; there is one at a time"
        case .programmeNotFound(let number):
            "programme \(number) does not exist; list the programmes"
        case .programmeIsClosed(let number):
            "programme \(number) is closed; wait for the next one"
        case .windowIsClosed(let number):
            "programme \(number) takes no subscriptions at this time; see its window"
        case .exceedsProgramme(let shares, let left):
            "shares are \(shares), the programme has \(left) left; state at most that"
        case .amountBeyondLimit(let shares, let price):
            "\(shares) shares at \(price.fen) fen are more than \(Money.amountMax.fen) fen; "
                + "state fewer"
        case .textMustBeNamed(let field):
            "\(field) is empty or longer than \(SharesBook.textBytesMax) bytes; state it"
        case .entryNotFound(let entry):
            "entry \(entry) is not in the register; list the register"
        case .notTheHolder(let lot, let member):
            "lot \(lot) is not member \(member)'s; name a lot of the member"
        case .sharesAreLocked(let entry, let free):
            "entry \(entry) has \(free) shares that are free and not released; state at most that"
        case .pool(let rejection, let subject): "\(subject): \(rejection.sentence)"
        }
    }
}
