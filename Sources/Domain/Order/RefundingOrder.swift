/// An order whose money goes back before it settles: rewards, money and goods, in this order.
package struct RefundingOrder: Hashable, Sendable {
    package enum Undone: Int, Comparable, Hashable, Sendable {
        case nothing
        case rewards
        case money

        package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
    }

    package let order: ReversibleOrder
    package let reason: String
    package let undone: Undone

    init(order: ReversibleOrder, reason: String, undone: Undone = .nothing) {
        self.order = order
        self.reason = reason
        // Where nobody earns there is nothing to take back.
        self.undone = order.hasRewards ? undone : max(undone, .rewards)
    }

    /// Nil once the last step is taken: the order is over.
    package var nextStep: OrderStep? {
        switch undone {
        case .nothing: .unshare
        case .rewards: .refund
        case .money: order.goods == .kept ? nil : .restock
        }
    }

    package var stage: OrderStage {
        switch undone {
        case .nothing: .refunding
        case .rewards: .unshared
        case .money: .refunded
        }
    }

    func after(_ undone: Undone) -> RefundingOrder {
        RefundingOrder(order: order, reason: reason, undone: undone)
    }
}

extension OrderProgress {
    /// The order as far as its money can go back before it settles; nil where none came, where
    /// the goods are on their way, and from the settlement on.
    var reversible: ReversibleOrder? {
        switch self {
        case .paid(let order): .paid(order)
        case .held(let order): .held(order)
        case .committed(let order): .committed(order)
        case .shared(let order): .shared(order)
        case .received(let order): .handedOver(order)
        case .returning(let order): order.canGiveBack ? .returning(order) : nil
        case .placed, .created, .shipped, .delivered, .due, .settled, .cancelled,
            .refunding, .reclaiming, .stuck:
            nil
        }
    }
}

extension StuckOrder {
    /// Money of the order that its provider has and the pool refused to book, as the provider
    /// said it; nil for every other order, and where no provider was asked.
    package var strayReceipt: PaymentReport? {
        guard case .paid(let order) = at, !order.payment.id.isEmpty else { return nil }
        return PaymentReport(
            name: PaymentName(provider: order.payment.provider, id: order.payment.id),
            order: order.created.placed.id.rawValue, amount: order.payment.amount, currency: .yuan)
    }
}
