/// Each of these holds the one before: an order that skipped a hop cannot be written down.
package struct PlacedOrder: Hashable, Sendable {
    package let id: OrderID
    package let member: MemberID
    package let lines: [OrderLine]
    package let at: Instant
    /// Only for an order of the past.
    package let imported: ImportedOrder?

    package init(
        id: OrderID, member: MemberID, lines: [OrderLine], at: Instant,
        imported: ImportedOrder? = nil
    ) {
        self.id = id
        self.member = member
        self.lines = lines
        self.at = at
        self.imported = imported
    }

    /// When the catalog frees the stock by itself, should nobody tell it to: the order itself is
    /// over earlier, unless it is paid. Nil for an order of the past, which waits for nobody.
    package var reservedUntil: Instant? {
        imported == nil ? at.advanced(by: OrderLimits.reservationMicroseconds) : nil
    }
}

/// What an order of the past brings along.
package struct ImportedOrder: Hashable, Sendable {
    /// Of the file, the header being line 1.
    package let fileLine: UInt64
    package let quantityText: String
    /// Known from the start, since it is received when it is placed: it holds the order's place
    /// in the queue of settlements.
    package let windowEnd: Instant

    package init(fileLine: UInt64, quantityText: String, windowEnd: Instant) {
        self.fileLine = fileLine
        self.quantityText = quantityText
        self.windowEnd = windowEnd
    }
}

package struct CreatedOrder: Hashable, Sendable {
    package let placed: PlacedOrder
    package let lines: [ReservedLine]
    /// Of all lines together; its total is what the order costs.
    package let waterfall: Waterfall
    package let delivery: Delivery
    package internal(set) var parts = OrderParts()

    /// Nil if the lines cost more than one amount can be.
    ///
    /// Goods that travel decide the delivery: one shipped line makes the order shipped. An order
    /// of the past has nothing left to send.
    package init?(placed: PlacedOrder, lines: [ReservedLine]) {
        var sum = Waterfall.zero
        do throws(WaterfallRejection) {
            for line in lines { sum = try sum.adding(line.waterfall) }
        } catch { return nil }
        self.placed = placed
        self.lines = lines
        waterfall = sum
        if placed.imported != nil {
            delivery = .virtual
        } else if lines.contains(where: { $0.delivery == .shipped }) {
            delivery = .shipped
        } else {
            delivery = lines.contains { $0.delivery == .pickedUp } ? .pickedUp : .virtual
        }
    }

    package var toPay: Money { waterfall.total }
}

/// Money that a provider says it received. Provider and id are empty when nothing was to pay.
package struct Payment: Hashable, Sendable {
    package let provider: String
    package let id: String
    package let amount: Money

    package init(provider: String, id: String, amount: Money) {
        self.provider = provider
        self.id = id
        self.amount = amount
    }
}

package struct PaidOrder: Hashable, Sendable {
    package let created: CreatedOrder
    package let payment: Payment
    package let at: Instant
    /// Those of the plan version in force when the order was paid.
    package let rates: RewardRates
}

package struct HeldOrder: Hashable, Sendable {
    package let paid: PaidOrder
}

package struct CommittedOrder: Hashable, Sendable {
    package let held: HeldOrder
}

package struct SharedOrder: Hashable, Sendable {
    package let committed: CommittedOrder
    package let rewards: [RewardRow]
    package let unallocated: Money
}

package struct ShippedOrder: Hashable, Sendable {
    package let shared: SharedOrder
}

package struct DeliveredOrder: Hashable, Sendable {
    package let shipped: ShippedOrder
    /// Nil in old journals.
    package let at: Instant?
}

package struct ReceivedOrder: Hashable, Sendable {
    package let shared: SharedOrder
    package let at: Instant
    package let windowEnd: Instant
    package let rest: OrderRest

    /// Without `rest`, all of it is left.
    init(shared: SharedOrder, at: Instant, windowEnd: Instant, rest: OrderRest? = nil) {
        self.shared = shared
        self.at = at
        self.windowEnd = windowEnd
        self.rest = rest ?? OrderRest(of: shared)
    }
}

package struct DueOrder: Hashable, Sendable {
    package let received: ReceivedOrder
    package let number: UInt64
    /// The number of the first order of its batch.
    package let firstNumber: UInt64
}

package struct SettledOrder: Hashable, Sendable {
    package let due: DueOrder
    package let answer: SettlementAnswer
}

package struct CancelledOrder: Hashable, Sendable {
    package let created: CreatedOrder
    package let reason: String
    /// What the pool held for it is back where it came from.
    package internal(set) var partsAreBack: Bool
}

package struct StuckOrder: Hashable, Sendable {
    /// What the order goes back to when it is tried again.
    package let at: OrderProgress
    package let step: OrderStep
    package let refusal: Refusal
}

/// How far an order has come, with all it brought along.
package enum OrderProgress: Hashable, Sendable {
    case placed(PlacedOrder)
    case created(CreatedOrder)
    case paid(PaidOrder)
    case held(HeldOrder)
    case committed(CommittedOrder)
    case shared(SharedOrder)
    case shipped(ShippedOrder)
    case delivered(DeliveredOrder)
    case received(ReceivedOrder)
    case due(DueOrder)
    case settled(SettledOrder)
    case cancelled(CancelledOrder)
    case refunding(RefundingOrder)
    case returning(ReturningOrder)
    /// Settled, and pieces of it come back.
    case reclaiming(ReclaimingOrder)
    indirect case stuck(StuckOrder)
}
