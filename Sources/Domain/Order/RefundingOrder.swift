/// What a refund before settlement begins with: how much of the way is to be undone.
package enum ReversibleOrder: Hashable, Sendable {
    /// The money is held; the stock is only reserved.
    case held(HeldOrder)
    /// The stock is taken; nobody earns yet.
    case committed(CommittedOrder)
    /// Rewards are pending; the goods are still here.
    case shared(SharedOrder)
    /// The goods are with the member, who keeps them: only money and rewards are undone.
    case handedOver(SharedOrder)

    package var paid: PaidOrder {
        switch self {
        case .held(let order): order.paid
        case .committed(let order): order.held.paid
        case .shared(let order), .handedOver(let order): order.committed.held.paid
        }
    }

    package var shared: SharedOrder? {
        switch self {
        case .held, .committed: nil
        case .shared(let order), .handedOver(let order): order
        }
    }

    package var goods: Goods {
        switch self {
        case .held: .reserved
        case .committed, .shared: .taken
        case .handedOver: .kept
        }
    }

    /// Where the goods of an order are whose money goes back.
    package enum Goods: Hashable, Sendable {
        case reserved
        case taken
        case kept
    }
}

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
        self.undone = order.shared == nil ? max(undone, .rewards) : undone
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
    /// The order as far as its money can go back before it settles; nil where none is held, where
    /// the goods are on their way, and from the settlement on.
    var reversible: ReversibleOrder? {
        switch self {
        case .held(let order): .held(order)
        case .committed(let order): .committed(order)
        case .shared(let order): .shared(order)
        case .received(let order): .handedOver(order.shared)
        case .placed, .created, .paid, .shipped, .delivered, .due, .settled, .cancelled,
            .refunding, .stuck:
            nil
        }
    }
}
