internal import Wire

/// Everything that the four journals say of one order, as far as it has arrived.
struct OrderRecord: Sendable {
    // The order's own journal.
    var placed: Placed?
    var reserved: Reserved?
    var paid: Paid?
    var shared: RewardsShared?
    var received: Received?
    /// The end of the return window with which the order stands in the queue.
    var windowEndUs: Int64 = 0
    /// Where the queue of settlements had come when the order was placed and received.
    var queueAtPlacing = QueuePlace.first
    var queueAtReceipt = QueuePlace.first
    var due: Due?
    /// Business time when it was delivered, and when it became due.
    var deliveredUs: Int64 = 0
    var dueUs: Int64?
    /// How far business time was ahead of wall time when it became due.
    var aheadUs: Int64 = 0
    /// What the order service records of a refund before settlement.
    var moneyReturned: MoneyReturned?
    var result: SettlementResult?
    /// Cancelled or refused: nothing but the release of its stock may follow.
    var isCancelled = false
    /// Its batch is confirmed: the order service is done with it.
    var isFinished = false

    // The services that it called.
    var stockReserved: StockReserved?
    var held: Held?
    var settled: SettledOrder?
    /// What a subsidy paid of the price.
    var couponFen: Int64 = 0
    /// What pays beside the provider.
    var parts = PlainParts()
    var rewards: Shared?

    var returns = OrderReturns()

    /// The hops that are recorded, with the place of each.
    var hops: [OrderHop: EntryPlace] = [:]
    /// The joins that are done.
    var joined: Set<OrderJoin> = []
    /// Entries that broke a rule by themselves; they are not compared a second time.
    var faulty: Set<OrderHop> = []
    /// No check of the order failed.
    var holds = true

    func place(_ hop: OrderHop) -> EntryPlace {
        hops[hop] ?? EntryPlace(journal: "", sequence: 0)
    }

    /// Price and waterfall by line: the catalog's, which owns them, unless its entry is at
    /// fault.
    var lines: [ReservedLine] {
        if let stockReserved, !faulty.contains(.stockReserved) { return stockReserved.lines }
        return reserved?.lines ?? []
    }

    /// Rewards by row, and what they leave: referral's, unless its entry is at fault.
    var rows: [RewardRow] {
        if let rewards, !faulty.contains(.rewardsComputed) { return rewards.rows }
        return shared?.rows ?? []
    }

    var unallocatedFen: Int64 {
        if let rewards, !faulty.contains(.rewardsComputed) { return rewards.unallocatedFen }
        return shared?.unallocatedFen ?? 0
    }

    /// Its money goes back before it settles.
    var isRefunding: Bool { hops[.refundBegun] != nil }

    /// Its money goes back and the pool never held the receipt.
    var isUnbooked: Bool { isRefunding && hops[.moneyHeld] == nil }

    /// The last step of a refund is taken; goods that the member has stay there, but for those of
    /// a return that got no further: they are still to be on the shelf.
    var isRefundOver: Bool {
        hops[.goodsReturned] != nil
            || (hops[.moneyReturned] != nil && received != nil && returns.open == nil)
    }

    var isFree: Bool { reserved?.toPayFen == 0 }
}

/// A place in the queue of settlements: by window end, then by order.
struct QueuePlace: Comparable, Sendable {
    /// Before any order.
    static let first = QueuePlace(windowEndUs: .min, order: 0)

    var windowEndUs: Int64
    var order: UInt64

    static func < (one: QueuePlace, other: QueuePlace) -> Bool {
        (one.windowEndUs, one.order) < (other.windowEndUs, other.order)
    }

    /// The window end that `order` gets when the queue has come here: what has a number is not
    /// overtaken, so who comes too late goes to the first free place.
    func admitting(_ order: UInt64, windowEndUs: Int64) -> Int64 {
        let place = QueuePlace(windowEndUs: windowEndUs, order: order)
        guard place <= self, self.windowEndUs < .max else { return windowEndUs }
        return self.windowEndUs + 1
    }
}

/// A settlement with all that it caused in its group.
struct SettledOrder: Equatable, Sendable {
    var event: Settled
    var timeMicroseconds: Int64
    var exits: UInt32 = 0
    /// After the order and all it caused.
    var reserveFen: Int64
    var supplyUnits: Int64
}

/// What may be recorded of an order, once each.
enum OrderHop: String, CaseIterable, Sendable {
    case placed, reserved, refused, cancelled, released, paid, moneyHeld, committed
    case rewardsShared, shipped, delivered, received, due, orderSettled, batchConfirmed
    case partsHeld, grantHeld, partsReturned
    case expired, refundBegun, rewardsUndone, moneyReturned, goodsReturned
    case stockReserved, stockCommitted, stockReleased
    case heldParts, couponGranted, held, settled, refunded
    case rewardsComputed, rewardsConfirmed, rewardsCancelled
    /// Once for each return.
    case rewardsRecomputed, stockRestocked
    /// Of a refund that is given up.
    case rewardsRestored

    /// What must be recorded before it in the same journal.
    var needs: OrderHop? {
        switch self {
        case .placed, .stockReserved, .heldParts, .couponGranted, .held, .rewardsComputed,
            .rewardsRecomputed, .rewardsRestored, .stockRestocked:
            nil
        case .partsHeld, .grantHeld: .reserved
        case .reserved, .refused: .placed
        case .cancelled, .expired, .paid: .reserved
        case .released, .partsReturned, .refunded: nil
        case .refundBegun: .paid
        case .rewardsUndone, .moneyReturned: .refundBegun
        case .goodsReturned: .moneyReturned
        case .moneyHeld, .committed: .paid
        case .rewardsShared: .committed
        case .shipped, .received: .rewardsShared
        case .delivered: .shipped
        case .due: .received
        case .orderSettled: .due
        case .batchConfirmed: .orderSettled
        case .stockCommitted, .stockReleased: .stockReserved
        case .settled: nil
        case .rewardsConfirmed, .rewardsCancelled: .rewardsComputed
        }
    }

    /// The hop of another service that this one follows from: it is durable before.
    var answers: OrderHop? {
        switch self {
        case .reserved: .stockReserved
        case .moneyHeld: .held
        case .committed: .stockCommitted
        case .rewardsShared: .rewardsComputed
        case .orderSettled: .settled
        case .batchConfirmed: .rewardsConfirmed
        case .rewardsConfirmed: .settled
        case .released: .stockReleased
        case .rewardsUndone: .rewardsCancelled
        case .partsHeld: .heldParts
        case .grantHeld: .couponGranted
        case .moneyReturned, .partsReturned: .refunded
        case .placed, .refused, .cancelled, .paid, .shipped, .delivered, .received, .due,
            .stockReserved, .stockCommitted, .stockReleased, .heldParts, .couponGranted, .held,
            .settled, .refunded, .rewardsComputed, .rewardsCancelled, .expired, .refundBegun,
            .goodsReturned, .rewardsRecomputed, .rewardsRestored, .stockRestocked:
            nil
        }
    }

    /// The service whose journal records it.
    var service: String {
        switch self {
        case .placed, .reserved, .refused, .cancelled, .released, .paid, .moneyHeld,
            .committed, .rewardsShared, .shipped, .delivered, .received, .due, .orderSettled,
            .batchConfirmed, .expired, .refundBegun, .rewardsUndone, .moneyReturned,
            .goodsReturned, .partsHeld, .grantHeld, .partsReturned:
            "order"
        case .stockReserved, .stockCommitted, .stockReleased, .stockRestocked: "catalog"
        case .heldParts, .couponGranted, .held, .settled, .refunded: "pool"
        case .rewardsComputed, .rewardsConfirmed, .rewardsCancelled, .rewardsRecomputed,
            .rewardsRestored:
            "referral"
        }
    }
}

/// A comparison of what several journals say, made once, when all its sides are there.
enum OrderJoin: CaseIterable, Sendable {
    case reservation, payment, window, rewards, settlement, result, refund, parts, partsBack, coins
}
