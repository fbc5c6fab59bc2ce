/// What an issue of shares is offered under. It exists only for shares that are to be listed, so
/// the facts of the listing are part of it (compliance R18).
package struct ShareTerms: Codable, Hashable, Sendable {
    package let price: Money
    /// The most that may be subscribed.
    package let shares: Int64
    /// Subscriptions are taken from the one moment until before the other.
    package let opens: Instant
    package let closes: Instant
    /// Shares of a successful issue are locked so long from its closing.
    package let lockUpDays: Int
    package let listing: ShareListing

    package init(
        price: Money, shares: Int64, opens: Instant, closes: Instant, lockUpDays: Int,
        listing: ShareListing
    ) {
        self.price = price
        self.shares = shares
        self.opens = opens
        self.closes = closes
        self.lockUpDays = lockUpDays
        self.listing = listing
    }
}

package struct ShareListing: Codable, Hashable, Sendable {
    /// The regulator's.
    package let registration: String
    package let broker: String
    /// `YYYY-MM-DD`.
    package let date: String

    package init(registration: String, broker: String, date: String) {
        self.registration = registration
        self.broker = broker
        self.date = date
    }
}

/// An issue and how it went.
package struct ShareProgramme: Codable, Equatable, Sendable {
    package let terms: ShareTerms
    package private(set) var subscribed: Int64 = 0
    package private(set) var amount = Money.zero
    private(set) var subscriptions: UInt64 = 0
    package private(set) var state = State.open

    package enum State: Codable, Equatable, Sendable {
        case open
        case successful(Instant)
        /// Members are being given back what they subscribed.
        case failing
        case failed
    }

    init(_ terms: ShareTerms) { self.terms = terms }

    mutating func take(_ shares: Int64, for amount: Money) {
        subscribed += shares
        subscriptions += 1
        self.amount = Money(fen: self.amount.fen + amount.fen)
    }

    mutating func close(_ state: State) { self.state = state }

    /// When shares of it are free; nil unless it was successful.
    var unlocked: Instant? {
        guard case .successful(let at) = state else { return nil }
        let length = Int64(terms.lockUpDays) * ShareUnlocking.microsecondsPerDay
        let (end, overflow) = at.microseconds.addingReportingOverflow(length)
        return Instant(microseconds: overflow ? .max : end)
    }
}

/// How shares come free: none before the cliff, then in proportion to the time since the start,
/// all at the end.
package struct ShareUnlocking: Codable, Hashable, Sendable {
    static let microsecondsPerDay: Int64 = 86_400_000_000

    package let start: Instant
    package let cliff: Instant
    package let end: Instant

    package init(start: Instant, cliff: Instant, end: Instant) {
        self.start = start
        self.cliff = cliff
        self.end = end
    }

    var isOrdered: Bool { start.microseconds >= 0 && start <= cliff && cliff <= end }

    /// Rounded down; the rest comes free later. 40 + 63 bits.
    package func free(_ shares: Int64, at instant: Instant) -> Int64 {
        if instant >= end { return shares }
        if instant < cliff { return 0 }
        let passed = UInt128(instant.microseconds - start.microseconds)
        let whole = UInt128(end.microseconds - start.microseconds)
        return Int64(UInt128(shares) * passed / whole)
    }
}
