/// What is known of an order, however far it has come.
extension OrderProgress {
    package var stage: OrderStage {
        switch self {
        case .placed: .placed
        case .created(let order): order.parts.asked == nil ? .created : .holdingParts
        case .paid: .paid
        case .held: .held
        case .committed: .committed
        case .shared: .shared
        case .shipped: .shipped
        case .delivered: .delivered
        case .received: .received
        case .due: .due
        case .settled: .settled
        case .cancelled: .cancelled
        case .refunding(let order): order.stage
        case .returning(let order): order.stage
        case .reclaiming(let order): order.stage
        case .stuck: .stuck
        }
    }

    package var placed: PlacedOrder {
        switch self {
        case .placed(let order): order
        case .reclaiming(let order): order.request.placed
        case .stuck(let order): order.at.placed
        case .created(let order): order.placed
        case .cancelled(let order): order.created.placed
        case .refunding(let order): order.order.paid.created.placed
        case .paid, .held, .committed, .shared, .shipped, .delivered, .received, .due,
            .settled, .returning:
            evidenceOfPayment.created.placed
        }
    }

    private var evidenceOfPayment: PaidOrder {
        guard let paid else { preconditionFailure("a \(stage.rawValue) order was paid") }
        return paid
    }

    package var created: CreatedOrder? {
        switch self {
        // Of a settled order that comes back only the request is in memory.
        case .placed, .reclaiming: nil
        case .created(let order): order
        case .cancelled(let order): order.created
        case .refunding(let order): order.order.paid.created
        case .stuck(let order): order.at.created
        case .paid, .held, .committed, .shared, .shipped, .delivered, .received, .due,
            .settled, .returning:
            paid?.created
        }
    }

    package var paid: PaidOrder? {
        switch self {
        case .placed, .created, .cancelled, .reclaiming: nil
        case .paid(let order): order
        case .held(let order): order.paid
        case .refunding(let order): order.order.paid
        case .committed(let order): order.held.paid
        case .stuck(let order): order.at.paid
        case .shared, .shipped, .delivered, .received, .due, .settled, .returning:
            shared?.committed.held.paid
        }
    }

    package var shared: SharedOrder? {
        switch self {
        case .placed, .created, .cancelled, .paid, .held, .committed, .reclaiming: nil
        case .shared(let order): order
        case .refunding(let order): order.order.shared
        case .shipped(let order): order.shared
        case .delivered(let order): order.shipped.shared
        case .stuck(let order): order.at.shared
        case .received, .due, .settled, .returning: received?.shared
        }
    }

    package var received: ReceivedOrder? {
        switch self {
        case .placed, .created, .cancelled, .paid, .held, .committed, .shared, .shipped,
            .delivered, .refunding, .reclaiming:
            nil
        case .received(let order): order
        case .returning(let order): order.received
        case .stuck(let order): order.at.received
        case .due, .settled: due?.received
        }
    }

    package var due: DueOrder? {
        switch self {
        case .placed, .created, .cancelled, .paid, .held, .committed, .shared, .shipped,
            .delivered, .received, .refunding, .returning, .reclaiming:
            nil
        case .due(let order): order
        case .settled(let order): order.due
        case .stuck(let order): order.at.due
        }
    }

    /// The step that the order service takes next, alone for this order. Nil while the order
    /// waits for people or time, goes on with its batch, or is stuck.
    package var nextStep: OrderStep? {
        switch self {
        case .placed: .reserve
        case .created(let order):
            order.parts.asked != nil ? .holdParts : order.paysByItself ? .pay : nil
        case .paid: .hold
        case .held: .commit
        case .committed: .share
        case .cancelled(let order): order.partsAreBack ? .release : .returnParts
        case .refunding(let order): order.nextStep
        case .returning(let order): order.nextStep
        case .reclaiming(let order): order.nextStep
        case .shared, .shipped, .delivered, .received, .due, .settled, .stuck: nil
        }
    }
}

extension CreatedOrder {
    /// An order of the past was paid then; one of 0 fen, or whose parts pay all, has nothing to
    /// pay.
    package var paysByItself: Bool { placed.imported != nil || rest == .zero }
}
