extension OrderProgress {
    /// The order after an event of a return. Nil if it is not where the event begins, or is over.
    func returning(_ event: OrderEvent) -> OrderProgress? {
        if case .returnAsked(let request) = event {
            guard case .received(let order) = self,
                request.number == order.rest.returns + 1
            else { return nil }
            return .returning(ReturningOrder(received: order, request: request))
        }
        if case .stuck(let stuck) = self {
            return stuck.givable?.givenUp(by: event).map { .reclaiming($0) }
        }
        if case .reclaiming(let order) = self { return order.after(event).map { .reclaiming($0) } }
        guard case .returning(let order) = self else { return nil }
        let number = order.request.number
        return switch (event, order.done) {
        case (.returnRejected(_, number, _), .nothing):
            .received(order.received.keeping(order.received.rest.rejecting(number)))
        case (.returnApproved(_, number), .nothing): .returning(order.after(.approved))
        case (.returnRecomputed(_, number, let rewards, let rest), .approved):
            .returning(order.after(.rewards(rewards, unallocated: rest)))
        case (.returnRefunded(_, number, _, order.back), .rewards(let rewards, let rest)):
            .returning(order.after(.money(rewards, unallocated: rest)))
        case (.returnRestocked(_, number), .money):
            order.isOfAll ? nil : order.after.map { .received($0) }
        default: nil
        }
    }

    /// Nothing is being undone: the order is on its way to settlement.
    var isOnItsWay: Bool {
        switch self {
        case .placed, .created, .paid, .held, .committed, .shared, .shipped, .delivered,
            .received, .due, .settled:
            true
        case .cancelled, .refunding, .returning, .reclaiming, .stuck: false
        }
    }
}
