/// What the books record of subsidies (money.md §4).
package enum SubsidyEvent: Hashable, Sendable {
    case received(SubsidyReceipt)
    case announced(SubsidySlice)
    case injected(SliceInjection)
    case couponGranted(OrderCoupon)

    package var lines: [Line] {
        switch self {
        case .received(let receipt): receipt.lines
        case .announced: []
        case .injected(let injection): injection.lines
        case .couponGranted(let coupon): coupon.lines
        }
    }
}

/// Money for the platform's members, irrevocable. A bank receipt, or for `unallocated` a
/// decision, is named by the reference.
package struct SubsidyReceipt: Hashable, Sendable {
    package let source: SubsidySource
    package let amount: Money
    package let reference: String
    package let lines: [Line]

    package init(source: SubsidySource, amount: Money, reference: String, lines: [Line]) {
        self.source = source
        self.amount = amount
        self.reference = reference
        self.lines = lines
    }
}

/// Money that will enter the reserve, announced before it may.
package struct SubsidySlice: Codable, Hashable, Sendable {
    /// 1, 2, 3, … in order of announcement.
    package let number: UInt64
    package let source: SubsidySource
    package let amount: Money
    package let notBefore: Instant
    package let announcedAt: Instant

    package init(
        number: UInt64, source: SubsidySource, amount: Money, notBefore: Instant,
        announcedAt: Instant
    ) {
        self.number = number
        self.source = source
        self.amount = amount
        self.notBefore = notBefore
        self.announcedAt = announcedAt
    }
}

/// A slice, or a part of one, has entered the reserve. What it caused follows as movements.
package struct SliceInjection: Hashable, Sendable {
    package let slice: UInt64
    package let source: SubsidySource
    package let amount: Money
    package let at: Instant
    /// The daily limit was waived, as only sandbox platforms may.
    package let isBeyondLimit: Bool
    package let lines: [Line]
    /// After the injection, before what it caused.
    package let reserve: Money
    package let supply: Points

    package init(
        slice: UInt64, source: SubsidySource, amount: Money, at: Instant, isBeyondLimit: Bool,
        lines: [Line], reserve: Money, supply: Points
    ) {
        self.slice = slice
        self.source = source
        self.amount = amount
        self.at = at
        self.isBeyondLimit = isBeyondLimit
        self.lines = lines
        self.reserve = reserve
        self.supply = supply
    }

    /// Orphan money was in the pool's sums already: it is no new inflow.
    var command: PoolCommand { source == .orphan ? .restore(amount) : .inject(amount) }

    package var poolEvent: PoolEvent {
        PoolEvent(
            change: source == .orphan ? .restored(amount) : .injected(amount), reserve: reserve,
            supply: supply)
    }
}

/// A subsidy's part of an order's price (消费补贴). The lot counts the member's cash alone.
package struct OrderCoupon: Codable, Hashable, Sendable {
    package let order: OrderID
    package let member: MemberID
    package let source: SubsidySource
    package let amount: Money
    package let lines: [Line]

    package init(
        order: OrderID, member: MemberID, source: SubsidySource, amount: Money, lines: [Line]
    ) {
        self.order = order
        self.member = member
        self.source = source
        self.amount = amount
        self.lines = lines
    }
}
