/// The subsidies of one platform: what each source gave, the slices that are announced, what of
/// them is in the reserve, and the coupons on orders that are not settled.
package struct SubsidyBook: Codable, Equatable, Sendable {
    /// Slices are announced so long before they may enter: whoever buys then buys in the open.
    package static let noticeMicroseconds = 7 * ShanghaiDay.microsecondsPerDay
    /// Slices that are announced and open: far more than a week of days has use for.
    package static let slicesOpenMax = 1_000
    /// The largest part of the reserve that may enter in one day, and what a plan without a
    /// figure of its own has: 1 %.
    package static let sliceRateMax = BasisPoints(100)

    /// What one source gave and where it is; what is neither is in `subsidy:source`.
    package struct Source: Codable, Equatable, Sendable {
        package fileprivate(set) var received = Money.zero
        package fileprivate(set) var injected = Money.zero
        /// What coupons took, less what refunds gave back.
        package fileprivate(set) var coupons = Money.zero
        /// Announced and not yet injected.
        package fileprivate(set) var announced = Money.zero

        package init() {}
    }

    /// A coupon on an order that is not settled.
    package struct HeldCoupon: Codable, Equatable, Sendable {
        package let coupon: OrderCoupon
        /// What refunds gave back to the subsidy.
        package fileprivate(set) var back = Money.zero

        package var left: Money { Money(fen: coupon.amount.fen - back.fen) }
    }

    /// What a coupon paid of an order that is settled.
    package struct SpentCoupon: Codable, Equatable, Sendable {
        package let source: SubsidySource
        package let amount: Money
    }

    package struct OpenSlice: Codable, Equatable, Sendable {
        package let slice: SubsidySlice
        package fileprivate(set) var left: Money
    }

    package private(set) var sources: [SubsidySource: Source] = [:]
    /// Announced and not wholly in the reserve, by number.
    package private(set) var slices: [UInt64: OpenSlice] = [:]
    /// The number of the slice that is announced next.
    package private(set) var nextSlice: UInt64 = 1
    /// The largest part of the reserve that may enter in one day.
    package private(set) var sliceRate = sliceRateMax
    /// `B`: what is left of subsidies in the reserve.
    package private(set) var inReserve = Money.zero
    /// The day of the last injection, and what entered on it.
    package private(set) var day = ShanghaiDay(number: .min)
    package private(set) var injectedOnDay = Money.zero
    /// On orders that are not settled.
    package private(set) var coupons: [OrderID: HeldCoupon] = [:]
    package private(set) var spent: [OrderID: SpentCoupon] = [:]

    init() {}

    package func source(_ source: SubsidySource) -> Source { sources[source] ?? Source() }

    /// What entered on the day of `at` so far.
    package func injected(on at: Instant) -> Money {
        ShanghaiDay(of: at) == day ? injectedOnDay : .zero
    }

    /// The most that slices may bring in on the day of `at`: a part, rounded down, of the
    /// reserve without what the day's slices brought already.
    package func dailyLimit(of reserve: Money, at: Instant) -> Money {
        let before = max(0, reserve.fen - injected(on: at).fen)  // 50 bits, times 7 more
        return Money(fen: before * Int64(sliceRate.rawValue) / 10_000)
    }

    // MARK: - Changes

    mutating func limitSlices(to rate: BasisPoints) {
        precondition((1...Self.sliceRateMax.rawValue).contains(rate.rawValue), "at most 1 %")
        sliceRate = rate
    }

    mutating func enter(_ event: SubsidyEvent) {
        switch event {
        case .received(let receipt):
            change(receipt.source) { $0.received = Self.sum($0.received, receipt.amount) }
        case .announced(let slice):
            slices[slice.number] = OpenSlice(slice: slice, left: slice.amount)
            nextSlice = slice.number + 1
            change(slice.source) { $0.announced = Self.sum($0.announced, slice.amount) }
        case .injected(let made): enter(made)
        case .couponGranted(let coupon):
            coupons[coupon.order] = HeldCoupon(coupon: coupon)
            change(coupon.source) { $0.coupons = Self.sum($0.coupons, coupon.amount) }
        }
    }

    private mutating func enter(_ made: SliceInjection) {
        guard let open = slices[made.slice] else {
            preconditionFailure("what is injected was announced and is open")
        }
        let left = Money(fen: open.left.fen - made.amount.fen)
        slices[made.slice] = left > .zero ? OpenSlice(slice: open.slice, left: left) : nil
        injectedOnDay = Self.sum(injected(on: made.at), made.amount)
        day = ShanghaiDay(of: made.at)
        change(made.source) { source in
            source.announced = Money(fen: source.announced.fen - made.amount.fen)
            source.injected = Self.sum(source.injected, made.amount)
        }
    }

    private mutating func change(_ source: SubsidySource, _ body: (inout Source) -> Void) {
        body(&sources[source, default: Source()])
    }

    /// Receipts of a platform are bounded by 2^62, and so are all sums of them.
    private static func sum(_ one: Money, _ other: Money) -> Money {
        Money(fen: one.fen + other.fen)
    }

    /// The order is settled: what is left of its coupon is spent.
    mutating func settled(_ order: OrderID) {
        guard let held = coupons.removeValue(forKey: order), held.left > .zero else { return }
        spent[order] = SpentCoupon(source: held.coupon.source, amount: held.left)
    }

    /// A refund gave a part of an order's coupon back to the subsidy, which is free again.
    mutating func giveBack(_ amount: Money, of order: OrderID) {
        guard amount > .zero else { return }
        guard let source = coupons[order]?.coupon.source ?? spent[order]?.source else {
            preconditionFailure("what goes back to a subsidy came from it")
        }
        if let back = coupons[order]?.back { coupons[order]?.back = Self.sum(back, amount) }
        change(source) { $0.coupons = Money(fen: $0.coupons.fen - amount.fen) }
    }

    /// Keeps `B`: slices add, and each payout x of the reserve takes ⌊B·x ÷ P⌋, P being the
    /// reserve before it. B stays at most P, and is 0 with it. O(1).
    mutating func follow(_ event: PoolEvent) {
        let out: Money
        switch event.change {
        case .injected(let amount), .restored(let amount):
            inReserve = Self.sum(inReserve, amount)
            return
        case .sold(let made), .exited(let made): out = made.payout
        case .clawedBack(let clawback): out = clawback.returned
        case .converted(_, _, let amount): out = amount
        case .woundUp(_, _, let payout): out = payout
        case .seriesClosed(_, let orphaned): out = orphaned
        case .granted, .contributed, .reissued, .setAside, .allotmentOpened, .allotted,
            .allotmentClosed, .split, .woundDown:
            return
        }
        guard out > .zero else { return }
        let before = UInt128(event.reserve.fen + out.fen)
        let taken = UInt128(inReserve.fen) * UInt128(out.fen) / before  // 50 + 50 bits
        inReserve = Money(fen: inReserve.fen - Int64(taken))
    }
}
