internal import Wire

/// Issues and the register a second time, as plain numbers.
struct PlainShares: Sendable {
    struct Programme: Sendable {
        var terms: ShareTerms
        var subscribed: Int64 = 0
        var amount: Int64 = 0
        /// Entries that are to be given back, once the issue has failed.
        var entries: [Int] = []
        var closedUs: Int64?
        var isSuccessful = false
    }

    struct Entry: Sendable {
        var member: UInt64
        var shares: Int64
        var lot: UInt64
        var amount: Int64
        /// 0 for shares of founders and team.
        var programme: Int
        var times: (start: Int64, cliff: Int64, end: Int64)
        var released: Int64 = 0
    }

    private(set) var programmes: [Programme] = []
    private(set) var entries: [Entry] = []
    /// Entries of the failed issue that are still to be given back, in order.
    private var returns: ArraySlice<Int> = []

    private static func isText(_ text: String) -> Bool { (1...128).contains(text.utf8.count) }

    /// A pool that is wound down takes nothing back: the issue is over before.
    func expectNoIssue(at place: EntryPlace, _ sheet: inout ViolationSheet) {
        guard let last = programmes.last, last.closedUs == nil || !returns.isEmpty else { return }
        sheet.note(
            .programme, place, "a pool is wound down while shares are issued or given back",
            expected: "no open programme", found: "programme \(programmes.count)")
    }

    // MARK: - Issues

    mutating func open(
        _ event: ProgrammeOpened, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let terms = event.terms ?? ShareTerms()
        let isListed =
            Self.isText(terms.registration) && Self.isText(terms.broker)
            && terms.listingDate.utf8.count == 10
        if !isListed {
            sheet.note(
                .listing, place, "shares are offered without the facts of a listing",
                expected: "registration id, broker, date",
                found: "\"\(terms.registration)\", \"\(terms.broker)\", \"\(terms.listingDate)\"")
        }
        let isFree = programmes.allSatisfy { $0.closedUs != nil } && returns.isEmpty
        let isSound =
            terms.priceFen >= 1 && terms.shares >= 1 && terms.opensUs < terms.closesUs
            && terms.lockUpDays <= 36_500
        if !isFree || !isSound || event.programme != UInt64(programmes.count) + 1 {
            sheet.note(
                .programme, place, "an issue opens otherwise than the rules allow",
                expected:
                    "programme \(programmes.count + 1), price and shares from 1, one at a time",
                found:
                    "programme \(event.programme): \(terms.shares) shares at \(terms.priceFen) fen")
        }
        programmes.append(Programme(terms: terms))
    }

    /// Checks what is said of the issue, and takes the subscription into the register.
    mutating func subscribe(
        _ event: Converted, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        let index = programmes.count - 1
        guard index >= 0, event.programme == UInt64(index) + 1, programmes[index].closedUs == nil
        else {
            return sheet.note(
                .programme, entry.place, "shares are subscribed in an issue that is not open",
                expected: "an open programme", found: "programme \(event.programme)")
        }
        let terms = programmes[index].terms
        if event.atUs < terms.opensUs || event.atUs >= terms.closesUs
            || event.atUs != entry.timeMicroseconds
        {
            sheet.note(
                .programme, entry.place, "shares are subscribed outside of the issue's window",
                expected: "\(terms.opensUs) to \(terms.closesUs), at the entry's own time",
                found: "\(event.atUs), entry of \(entry.timeMicroseconds)")
        }
        let left = terms.shares - programmes[index].subscribed
        let exact = Int128(event.shares) * Int128(terms.priceFen)
        let number = UInt64(entries.count) + 1
        if event.shares < 1 || event.shares > left || Int128(event.amountFen) != exact
            || event.entry != number
        {
            sheet.note(
                .subscription, entry.place, "a subscription is not whole shares at the issue price",
                expected: "entry \(number), 1 to \(left) shares, \(exact) fen",
                found: "entry \(event.entry), \(event.shares) shares, \(event.amountFen) fen")
        }
        programmes[index].subscribed &+= event.shares
        programmes[index].amount &+= event.amountFen
        programmes[index].entries.append(entries.count)
        entries.append(
            Entry(
                member: event.member, shares: event.shares, lot: event.lot,
                amount: event.amountFen, programme: index + 1, times: (.max, .max, .max)))
    }

    mutating func close(
        _ event: ProgrammeClosed, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        let index = programmes.count - 1
        guard index >= 0, event.programme == UInt64(index) + 1, programmes[index].closedUs == nil
        else {
            return sheet.note(
                .programme, entry.place, "an issue is closed that is not open",
                expected: "an open programme", found: "programme \(event.programme)")
        }
        let programme = programmes[index]
        if event.shares != programme.subscribed || event.amountFen != programme.amount
            || !Self.isText(event.reference) || event.atUs != entry.timeMicroseconds
        {
            sheet.note(
                .programme, entry.place, "an issue is closed with other sums than were subscribed",
                expected: "\(programme.subscribed) shares, \(programme.amount) fen, a reference",
                found: "\(event.shares) shares, \(event.amountFen) fen, \"\(event.reference)\"")
        }
        programmes[index].closedUs = event.atUs
        programmes[index].isSuccessful = event.successful
        guard event.successful else {
            returns = programme.entries[...]
            return
        }
        let length = Int64(programme.terms.lockUpDays) * 86_400_000_000
        let (end, overflow) = event.atUs.addingReportingOverflow(length)
        for number in programme.entries {
            let free = overflow ? Int64.max : end
            entries[number].times = (free, free, free)
        }
    }

    /// The subscription that is to be given back next, as the entry must name it.
    mutating func nextReturn(
        _ event: Reissued, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) -> Entry? {
        guard let index = returns.popFirst() else {
            sheet.note(
                .subscription, place, "money of an issue comes back that has not failed",
                expected: "nothing", found: "entry \(event.entry), \(event.amountFen) fen")
            return nil
        }
        let entry = entries[index]
        let isSame =
            event.entry == UInt64(index) + 1 && event.programme == UInt64(entry.programme)
            && event.member == entry.member && event.lot == entry.lot
            && event.shares == entry.shares && event.amountFen == entry.amount
        if !isSame {
            sheet.note(
                .subscription, place, "what comes back is not what was subscribed",
                expected: "entry \(index + 1): \(entry.shares) shares, \(entry.amount) fen, lot "
                    + "\(entry.lot) of member \(entry.member)",
                found: "entry \(event.entry): \(event.shares) shares, \(event.amountFen) fen, lot "
                    + "\(event.lot) of member \(event.member)")
        }
        return entry
    }

    // MARK: - Register

    mutating func add(_ entry: Entry) { entries.append(entry) }

    mutating func setReleased(_ released: Int64, of index: Int) {
        entries[index].released = released
    }
}
