// What commands about shares do, decided without changing anything. Recorded events are decided
// again when they are replayed.
extension SharesBook {
    static func isText(_ text: String) -> Bool { (1...textBytesMax).contains(text.utf8.count) }

    private func check(_ listing: ShareListing) throws(SharesRejection) {
        guard Self.isText(listing.registration) else { throw .listingFactMissing("registration") }
        guard Self.isText(listing.broker) else { throw .listingFactMissing("broker") }
        guard ShareListing.isDay(listing.date) else { throw .listingFactMissing("listing_date") }
    }

    private func check(shares: Int64) throws(SharesRejection) {
        guard shares >= 1 else { throw .sharesMustBePositive(shares) }
        guard shares <= Self.sharesMax, total + shares <= Self.sharesOfAllMax else {
            throw .sharesBeyondLimit(shares)
        }
    }

    func open(_ terms: ShareTerms) throws(SharesRejection) -> ShareOpening {
        try check(terms.listing)
        guard terms.price.fen >= 1 else { throw .priceMustBePositive(terms.price) }
        guard terms.price <= Money.amountMax else { throw .priceBeyondLimit(terms.price) }
        try check(shares: terms.shares)
        guard terms.opens.microseconds >= 0, terms.opens < terms.closes else {
            throw .timesOutOfOrder("opens_us and closes_us")
        }
        guard (0...Self.lockUpDaysMax).contains(terms.lockUpDays) else {
            throw .lockUpOutOfRange(terms.lockUpDays)
        }
        if let open = openProgramme { throw .programmeIsOpen(open) }
        return ShareOpening(programme: UInt64(programmes.count) + 1, terms: terms)
    }

    func running(_ number: UInt64) throws(SharesRejection) -> ShareProgramme {
        guard let programme = programme(number) else { throw .programmeNotFound(number) }
        guard programme.state == .open else { throw .programmeIsClosed(number) }
        return programme
    }

    func subscribe(
        _ number: UInt64, _ member: MemberID, lot: LotID, shares: Int64, at: Instant,
        on pool: Pool
    ) throws(SharesRejection) -> ShareSubscription {
        let programme = try running(number)
        let terms = programme.terms
        guard at >= terms.opens, at < terms.closes else { throw .windowIsClosed(number) }
        try check(shares: shares)
        let left = terms.shares - programme.subscribed
        guard shares <= left else { throw .exceedsProgramme(shares, left: left) }
        guard let amount = terms.price.multiplied(by: shares), amount <= Money.amountMax else {
            throw .amountBeyondLimit(shares, price: terms.price)
        }
        if let owner = pool.lot(lot)?.member, owner != member {
            throw .notTheHolder(lot.rawValue, member)
        }
        let subject = "\(shares) shares for \(amount.fen) fen of lot \(lot)"
        do throws(PoolRejection) {
            guard
                case .converted(_, let units, _) = try pool.decide(
                    .convert(lot: lot, amount: amount))
            else { preconditionFailure("a conversion converts") }
            return ShareSubscription(
                entry: UInt64(entries.count) + 1, programme: number, member: member, lot: lot,
                shares: shares, amount: amount, units: units, at: at,
                lines: Posting.shareSubscription(member, lot, shares, amount, units).lines,
                reserve: Money(fen: pool.reserve.fen - amount.fen),
                supply: Points(units: pool.supply.units - units.units))
        } catch {
            throw .pool(error, subject: subject)
        }
    }

    func close(
        _ number: UInt64, isSuccessful: Bool, reference: String, at: Instant
    ) throws(SharesRejection) -> ShareClosing {
        let programme = try running(number)
        guard Self.isText(reference) else { throw .textMustBeNamed("reference") }
        let lines = isSuccessful ? Posting.shareIssue(programme.amount).lines : []
        return ShareClosing(
            programme: number, isSuccessful: isSuccessful, reference: reference,
            shares: programme.subscribed, amount: programme.amount, at: at, lines: lines)
    }

    /// Undoes the next subscription of a failed issue; nil when none is left, or the pool takes
    /// nothing now.
    func nextReturned(on pool: Pool) -> ShareReturn? {
        guard let (number, entry) = nextReturn,
            case .programme(let programme, let lot, let amount) = entry.origin
        else { return nil }
        do throws(PoolRejection) {
            guard case .reissued(let made) = try pool.decide(.reissue(lot: lot, amount: amount))
            else { return nil }
            let joins = made.into != nil || pool.supply > .zero
            return ShareReturn(
                entry: number, programme: programme, shares: entry.shares, reissue: made,
                lines: Posting.shareReturn(entry, made, joinsReserve: joins).lines,
                reserve: Money(fen: pool.reserve.fen + (joins ? amount.fen : 0)),
                supply: Points(units: pool.supply.units + made.units.units))
        } catch {
            return nil
        }
    }

    func allot(
        _ member: MemberID, shares: Int64, reason: String, _ unlocking: ShareUnlocking, at: Instant
    ) throws(SharesRejection) -> ShareAllotment {
        try check(shares: shares)
        guard Self.isText(reason) else { throw .textMustBeNamed("reason") }
        guard unlocking.isOrdered else { throw .timesOutOfOrder("start_us, cliff_us and end_us") }
        return ShareAllotment(
            entry: UInt64(entries.count) + 1, member: member, shares: shares, reason: reason,
            unlocking: unlocking, at: at,
            lines: Posting.shareAllotment(member, shares).lines)
    }

    /// Takes shares out of lock-up.
    func release(
        _ number: UInt64, shares: Int64, at: Instant
    ) throws(SharesRejection) -> ShareRelease {
        guard let entry = entry(number) else { throw .entryNotFound(number) }
        guard shares >= 1 else { throw .sharesMustBePositive(shares) }
        let free = free(entry, at: at) - entry.released
        guard shares <= free else { throw .sharesAreLocked(number, free: free) }
        return ShareRelease(
            entry: number, member: entry.member, shares: shares,
            released: entry.released + shares, at: at)
    }

    /// What the rules give where `event` is recorded; nil when they refuse it there.
    func recomputed(_ event: SharesEvent, pool: Pool) -> SharesEvent? {
        do throws(SharesRejection) {
            switch event {
            case .programmeOpened(let made): return .programmeOpened(try open(made.terms))
            case .subscribed(let made):
                return .subscribed(
                    try subscribe(
                        made.programme, made.member, lot: made.lot, shares: made.shares,
                        at: made.at, on: pool))
            case .programmeClosed(let made):
                return .programmeClosed(
                    try close(
                        made.programme, isSuccessful: made.isSuccessful,
                        reference: made.reference, at: made.at))
            case .returned: return nextReturned(on: pool).map { .returned($0) }
            case .allotted(let made):
                return .allotted(
                    try allot(
                        made.member, shares: made.shares, reason: made.reason, made.unlocking,
                        at: made.at))
            case .released(let made):
                return .released(try release(made.entry, shares: made.shares, at: made.at))
            }
        } catch {
            return nil
        }
    }
}

extension ShareListing {
    /// `YYYY-MM-DD` of a day that exists.
    static func isDay(_ text: String) -> Bool { ShanghaiDay(text) != nil }
}
