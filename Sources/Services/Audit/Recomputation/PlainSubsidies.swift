internal import Wire

/// The rules of money.md §4 a second time: what sources gave, announced and used, by plain sums.
///
/// A wrong entry is reported once and then taken as it is, so that what follows is judged by
/// what took place.
struct PlainSubsidies: Sendable {
    static let noticeMicroseconds: Int64 = 7 * 86_400_000_000
    static let sliceBpsMax: UInt64 = 100

    struct Slice: Sendable {
        var source: String
        var left: Int64
        var notBeforeUs: Int64
    }

    struct Coupon: Sendable {
        var source: String
        var member: UInt64
        /// Less what went back.
        var left: Int64
    }

    /// References of a bank that are booked: one receipt counts once.
    var references: Set<String> = []
    /// Announced and not yet in the reserve, by source.
    private var announced: [String: Int64] = [:]
    private var slices: [UInt64: Slice] = [:]
    private var announcements: UInt64 = 0
    private var day = Int64.min
    private var injectedOnDay: Int64 = 0
    /// On orders that are not settled.
    private(set) var coupons: [UInt64: Coupon] = [:]
    /// Of settled orders, what their coupons paid.
    private(set) var spent: [UInt64: Coupon] = [:]
    var isSandbox = false
    var sliceBps = sliceBpsMax

    static let received: Set<String> = [
        "financing:angel", "financing:A", "financing:B", "financing:C", "financing:D",
        "advertising", "game", "operator", "unallocated",
    ]

    mutating func begin(_ platform: Platform?) {
        isSandbox = platform?.sandbox ?? false
        follow(platform?.plan)
    }

    /// The plan in force says how much of the reserve a day may bring in.
    mutating func follow(_ plan: Plan?) {
        let bps = UInt64(plan?.injectionSliceBps ?? 0)
        sliceBps = bps == 0 ? Self.sliceBpsMax : min(bps, Self.sliceBpsMax)
    }

    private static func isAmount(_ fen: Int64) -> Bool {
        (1...PlainPool.amountMax).contains(fen)
    }

    // MARK: - Entries

    mutating func receive(
        _ event: SubsidyReceived, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let isNew = references.insert(event.reference).inserted
        if !Self.received.contains(event.source) || !Self.isAmount(event.amountFen)
            || event.reference.isEmpty || !isNew
        {
            sheet.note(
                .subsidy, place, "a subsidy is booked once for each bank receipt",
                expected: "a source, 1 to 2^40 fen, a reference that is new",
                found: "\(event.source), \(event.amountFen) fen, \"\(event.reference)\"")
        }
    }

    /// `held` is what the source's account has before the entry.
    mutating func announce(
        _ event: SliceAnnounced, held: Int64, time: Int64, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        announcements += 1
        let free = held &- (announced[event.source] ?? 0)
        if event.slice != announcements || !Self.isAmount(event.amountFen)
            || event.amountFen > free
        {
            sheet.note(
                .injection, place, "a slice is announced of money that its source has",
                expected: "slice \(announcements) of at most \(free) fen",
                found: "slice \(event.slice) of \(event.amountFen) fen")
        }
        let earliest = time &+ Self.noticeMicroseconds
        if event.atUs != time || (!isSandbox && event.notBeforeUs < earliest) {
            sheet.note(
                .injection, place, "a slice is announced 7 days before it may enter the reserve",
                expected: "\(earliest) or later, announced at \(time)",
                found: "\(event.notBeforeUs), announced at \(event.atUs)")
        }
        announced[event.source] = (announced[event.source] ?? 0) &+ event.amountFen
        slices[event.slice] = Slice(
            source: event.source, left: event.amountFen, notBeforeUs: event.notBeforeUs)
    }

    /// `reserve` is the pool's before the entry.
    mutating func inject(
        _ event: SliceInjected, reserve: UInt64, time: Int64, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        let slice = slices[event.slice]
        if slice?.source != event.source || !Self.isAmount(event.amountFen)
            || event.amountFen > slice?.left ?? 0 || time < slice?.notBeforeUs ?? .max
            || event.atUs != time
        {
            sheet.note(
                .injection, place, "only what was announced enters the reserve, when it is due",
                expected: slice.map {
                    "at most \($0.left) fen of \($0.source), from \($0.notBeforeUs) on"
                } ?? "an open slice",
                found: "\(event.amountFen) fen of \(event.source), at \(event.atUs)")
        }
        checkDay(event, reserve: reserve, time: time, at: place, &sheet)
        let source = slice?.source ?? event.source
        announced[source] = (announced[source] ?? 0) &- event.amountFen
        slices[event.slice]?.left = (slice?.left ?? 0) &- event.amountFen
        if slices[event.slice]?.left ?? 0 <= 0 { slices[event.slice] = nil }
    }

    /// sum × 10,000 ≤ bps × (reserve − what the day brought before).
    private mutating func checkDay(
        _ event: SliceInjected, reserve: UInt64, time: Int64, at place: EntryPlace,
        _ sheet: inout ViolationSheet
    ) {
        let today = (time &+ 28_800_000_000) / 86_400_000_000
        if today != day { (day, injectedOnDay) = (today, 0) }
        let before = Int128(reserve) - Int128(injectedOnDay)
        injectedOnDay = injectedOnDay &+ event.amountFen
        let isWithin = Int128(injectedOnDay) * 10_000 <= Int128(sliceBps) * max(before, 0)
        let mayExceed = isSandbox && event.beyondDailyLimit
        guard !isWithin, !mayExceed else {
            if event.beyondDailyLimit, !isSandbox {
                sheet.note(
                    .injection, place, "only a sandbox platform may exceed a day's slice",
                    expected: "no", found: "beyond_daily_limit")
            }
            return
        }
        sheet.note(
            .injection, place, "a day's slices are at most \(sliceBps) basis points of the reserve",
            expected: "at most \(Int128(sliceBps) * max(before, 0) / 10_000) fen",
            found: "\(injectedOnDay) fen")
    }

    mutating func grant(
        _ event: CouponGranted, held: Int64, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let free = held &- (announced[event.source] ?? 0)
        if coupons[event.order] != nil || event.source == "orphan" || event.order == 0
            || !Self.isAmount(event.amountFen) || event.amountFen > free
        {
            sheet.note(
                .subsidy, place, "an order gets one coupon, of money that its source has",
                expected: "at most \(free) fen of \(event.source), once",
                found: "\(event.amountFen) fen for order \(event.order)")
        }
        coupons[event.order] = Coupon(
            source: event.source, member: event.member, left: event.amountFen)
    }

    /// What a settlement spends of the order's coupon.
    mutating func spend(_ order: UInt64) -> Coupon? {
        guard let coupon = coupons.removeValue(forKey: order), coupon.left != 0 else { return nil }
        spent[order] = coupon
        return coupon
    }

    /// What a refund before settlement gives back.
    mutating func giveBack(_ fen: Int64, of order: UInt64) { coupons[order]?.left &-= fen }
}
