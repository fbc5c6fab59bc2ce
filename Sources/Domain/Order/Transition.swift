/// Where an order is on its way. Held, committed and shared are hops within what the outside
/// calls paid.
package enum OrderStage: String, CaseIterable, Hashable, Sendable {
    case placed
    case created
    /// The pool is asked to hold parts that the provider is not asked for.
    case holdingParts = "holding_parts"
    case paid
    case held
    case committed
    case shared
    case shipped
    case delivered
    case received
    case due
    case settled
    /// Its stock waits to be released.
    case cancelled
    /// Its money goes back: rewards, money and goods are undone one after the other.
    case refunding
    /// Nobody earns from it any more; the money is still held.
    case unshared
    /// The money is back; the stock is still to be.
    case refunded
    /// Pieces are to come back; an operator is to approve.
    case returning
    case returnApproved = "return_approved"
    /// The rewards are those of what is left.
    case returnRecomputed = "return_recomputed"
    /// The money of the pieces is back; they are still to be on the shelf.
    case returnRefunded = "return_refunded"
    /// A refund after settlement was stuck and is given up; its rewards are still to be as before.
    case givenUp = "given_up"
    case stuck
    /// Confirmed, or cancelled and released: the order leaves memory.
    case finished
}

/// What can happen to an order.
package enum OrderMove: String, CaseIterable, Hashable, Sendable {
    case reserve
    /// The catalog refuses the order.
    case refuse
    /// The member's wallet or coupons, or a subsidy, are to pay a part.
    case askParts = "ask_parts"
    case holdParts = "hold_parts"
    case refuseParts = "refuse_parts"
    case returnParts = "return_parts"
    case pay
    case hold
    case commit
    case share
    case ship
    case deliver
    case receive
    case makeDue = "make_due"
    case settle
    /// The pool refuses the order for its content.
    case skip
    case confirm
    case cancel
    /// Nobody paid in time.
    case expire
    case release
    /// Operators give the money of a stuck order back.
    case giveBack = "give_back"
    case unshare
    case refund
    case restock
    case askReturn = "ask_return"
    case askRefund = "ask_refund"
    case rejectReturn = "reject_return"
    case approveReturn = "approve_return"
    case recompute
    case refundReturn = "refund_return"
    case restockReturn = "restock_return"
    /// Of a refund that is given up.
    case restore
    case stick
    case retry
}

extension OrderMove {
    /// Somebody asks for it. Every other move follows from what services answer, or from time.
    package var isAskedFor: Bool {
        switch self {
        case .askParts, .pay, .ship, .deliver, .receive, .cancel, .giveBack, .askReturn,
            .askRefund, .rejectReturn, .approveReturn, .retry:
            true
        case .reserve, .refuse, .holdParts, .refuseParts, .returnParts, .hold, .commit, .share,
            .makeDue, .settle, .skip, .confirm, .expire, .release, .unshare, .refund, .restock,
            .recompute, .refundReturn, .restockReturn, .restore, .stick:
            false
        }
    }
}

/// The one table of what may happen when. Every other move is refused.
package struct Transition: Hashable, Sendable {
    package let from: OrderStage
    package let move: OrderMove
    /// Nil for the ways out of being stuck: back to where it stuck, or to what there is to undo;
    /// and for the end of a return: received again, or finished where nothing is left.
    package let to: OrderStage?
    package let deliveries: Set<Delivery>

    private init(
        _ from: OrderStage, _ move: OrderMove, _ to: OrderStage?,
        only deliveries: Set<Delivery> = Set(Delivery.allCases)
    ) {
        self.from = from
        self.move = move
        self.to = to
        self.deliveries = deliveries
    }

    package static let table = [
        Transition(.placed, .reserve, .created),
        Transition(.placed, .refuse, .finished),
        Transition(.placed, .stick, .stuck),
        Transition(.created, .pay, .paid),
        Transition(.created, .askParts, .holdingParts),
        Transition(.holdingParts, .holdParts, .created),
        Transition(.holdingParts, .refuseParts, .created),
        Transition(.created, .cancel, .cancelled),
        Transition(.created, .expire, .cancelled),
        Transition(.paid, .hold, .held),
        Transition(.paid, .stick, .stuck),
        Transition(.held, .commit, .committed),
        Transition(.held, .stick, .stuck),
        Transition(.committed, .share, .shared),
        Transition(.committed, .stick, .stuck),
        Transition(.shared, .cancel, .refunding),
        Transition(.shared, .ship, .shipped, only: [.shipped]),
        Transition(.shipped, .deliver, .delivered, only: [.shipped]),
        Transition(.delivered, .receive, .received, only: [.shipped]),
        Transition(.shared, .receive, .received, only: [.pickedUp, .virtual]),
        Transition(.received, .makeDue, .due),
        Transition(.due, .settle, .settled),
        Transition(.due, .skip, .stuck),
        Transition(.settled, .confirm, .finished),
        Transition(.cancelled, .returnParts, .cancelled),
        Transition(.cancelled, .release, .finished),
        Transition(.cancelled, .stick, .stuck),
        Transition(.stuck, .retry, nil),
        Transition(.stuck, .giveBack, nil),
        // Of what is stuck only a refund after settlement, before its money is back.
        Transition(.stuck, .rejectReturn, .givenUp),
        Transition(.givenUp, .restore, .finished),
        Transition(.givenUp, .stick, .stuck),
        Transition(.refunding, .unshare, .unshared),
        Transition(.refunding, .stick, .stuck),
        Transition(.unshared, .refund, .refunded),
        Transition(.unshared, .stick, .stuck),
        Transition(.refunded, .restock, .finished),
        Transition(.refunded, .stick, .stuck),
        Transition(.received, .askReturn, .returning),
        // Of finished orders only those that settled and have pieces left.
        Transition(.finished, .askRefund, .returning),
        Transition(.returning, .rejectReturn, .received),
        Transition(.returning, .approveReturn, .returnApproved),
        Transition(.returnApproved, .recompute, .returnRecomputed),
        Transition(.returnApproved, .stick, .stuck),
        Transition(.returnRecomputed, .refundReturn, .returnRefunded),
        Transition(.returnRecomputed, .stick, .stuck),
        Transition(.returnRefunded, .restockReturn, nil),
        Transition(.returnRefunded, .stick, .stuck),
    ]

    /// Nil if the table does not have the move.
    package static func of(
        _ move: OrderMove, from stage: OrderStage, delivery: Delivery
    ) -> Transition? {
        table.first {
            $0.from == stage && $0.move == move && $0.deliveries.contains(delivery)
        }
    }

    /// What may happen to an order at `stage`.
    package static func moves(from stage: OrderStage, delivery: Delivery) -> [OrderMove] {
        table.filter { $0.from == stage && $0.deliveries.contains(delivery) }.map(\.move)
    }
}
