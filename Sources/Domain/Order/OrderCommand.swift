/// What the orders of a platform are asked to do (orders.md §2). A `record…` takes the answer
/// to a step.
package enum OrderCommand: Hashable, Sendable {
    case place(MemberID, lines: [OrderLine])
    case placeImported(ImportOrders)
    case recordReserved(OrderID, lines: [ReservedLine])
    /// The catalog will not reserve: the order is over.
    case recordRefused(OrderID, Refusal)
    /// What pays beside the provider.
    case parts(OrderID, PartsCommand)
    /// The same payment once more is true already and changes nothing.
    case pay(OrderID, Payment, RewardRates)
    case recordHeld(OrderID)
    case recordCommitted(OrderID)
    /// Virtual goods, and orders of the past, are received at once.
    case recordShared(
        OrderID, rewards: [RewardRow], unallocated: Money, returnDays: Int)
    case ship(OrderID)
    case deliver(OrderID)
    case receive(OrderID, returnDays: Int)
    /// Numbers the orders whose return window is over: one batch, settled together.
    case makeDue(atMost: Int)
    case recordSettled(firstNumber: UInt64, [SettlementAnswer])
    case recordConfirmed(firstNumber: UInt64)
    /// Before payment the stock is released; after it, before shipping, the money goes back.
    case cancel(OrderID, reason: String)
    /// What happens by time alone: unpaid orders expire, delivered ones are received.
    case passTime(atMost: Int, returnDays: Int)
    case moveClock(by: Int64)
    /// The other way out of being stuck: the money goes back.
    case giveBack(OrderID, reason: String)
    case recordUnshared(OrderID)
    case recordRefunded(OrderID, number: Int, back: PaymentSources)
    case recordRestocked(OrderID)
    /// Pieces of a received order are to come back.
    case askReturn(OrderID, [ReturnLine], reason: String)
    case rejectReturn(OrderID, number: Int, reason: String)
    case approveReturn(OrderID, number: Int)
    case recordRecomputed(OrderID, rewards: [RewardRow], unallocated: Money)
    case recordReturnRefunded(OrderID, number: Int, back: PaymentSources)
    case recordReturnRestocked(OrderID)
    /// The rewards of a refund that is given up are what they were before it.
    case recordReturnGivenUp(OrderID, rewards: [RewardRow], unallocated: Money)
    /// Pieces of a settled order are to come back.
    case askRefund(ReclaimRequest)
    case recordReleased(OrderID)
    /// A service will not do the step as it is; somebody has to look.
    case stick(OrderID, OrderStep, Refusal)
    case retry(OrderID)
}

/// Orders of the past, one piece each, in order of the file.
package struct ImportOrders: Hashable, Sendable {
    /// The platform's open-price product.
    package let product: ProductID
    package let firstLine: UInt64
    package let rows: [ImportRow]
    package let returnDays: Int

    package init(product: ProductID, firstLine: UInt64, rows: [ImportRow], returnDays: Int) {
        self.product = product
        self.firstLine = firstLine
        self.rows = rows
        self.returnDays = returnDays
    }
}

package struct ImportRow: Hashable, Sendable {
    package let day: ShanghaiDay
    package let member: MemberID
    /// Kept as written.
    package let quantityText: String
    package let amount: Money

    package init(day: ShanghaiDay, member: MemberID, quantityText: String, amount: Money) {
        self.day = day
        self.member = member
        self.quantityText = quantityText
        self.amount = amount
    }
}

/// What happened to orders. The events alone rebuild them.
package enum OrderEvent: Hashable, Sendable {
    case placed(PlacedOrder)
    case reserved(OrderID, lines: [ReservedLine], toPay: Money)
    case refused(OrderID, Refusal)
    case parts(OrderID, PartsEvent)
    case paid(OrderID, Payment, at: Instant, RewardRates)
    case held(OrderID)
    case committed(OrderID)
    case shared(OrderID, rewards: [RewardRow], unallocated: Money)
    case shipped(OrderID)
    /// Entries of old journals have no time.
    case delivered(OrderID, at: Instant?)
    case received(OrderReceipt)
    case due(OrderID, number: UInt64, firstNumber: UInt64)
    /// Settled, or skipped and stuck.
    case settled(SettlementAnswer)
    case batchConfirmed(firstNumber: UInt64)
    case cancelled(OrderID, reason: String)
    case expired(OrderID)
    case released(OrderID)
    case clockMoved(by: Int64, ahead: Int64)
    /// The money is to go back.
    case refunding(OrderID, reason: String)
    case unshared(OrderID)
    case refunded(OrderID, number: Int, back: PaymentSources)
    case restocked(OrderID)
    case returnAsked(ReturnRequest)
    /// Of a refund after settlement also when it is stuck: it is given up.
    case returnRejected(OrderID, number: Int, reason: String)
    case returnApproved(OrderID, number: Int)
    case returnRecomputed(OrderID, number: Int, rewards: [RewardRow], unallocated: Money)
    /// `refund` is the pool's number.
    case returnRefunded(OrderID, number: Int, refund: Int, back: PaymentSources)
    case returnRestocked(OrderID, number: Int)
    /// The end of a refund after settlement that was given up.
    case returnGivenUp(OrderID, number: Int, rewards: [RewardRow], unallocated: Money)
    /// After settlement; what follows is recorded as for a return before it.
    case refundAsked(ReclaimRequest)
    case stuck(OrderID, OrderStep, Refusal)
    case retried(OrderID)
}

/// The member has the goods, or time says so.
package struct OrderReceipt: Hashable, Sendable {
    package let order: OrderID
    package let at: Instant
    package let windowEnd: Instant
    /// Nobody said so within the days that there are for it.
    package let isByItself: Bool

    package init(order: OrderID, at: Instant, windowEnd: Instant, isByItself: Bool = false) {
        self.order = order
        self.at = at
        self.windowEnd = windowEnd
        self.isByItself = isByItself
    }
}
