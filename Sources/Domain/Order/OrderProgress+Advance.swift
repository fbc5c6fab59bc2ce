extension OrderEvent {
    /// The one order that the event is about. Nil for a batch.
    package var order: OrderID? {
        switch self {
        case .placed(let order): order.id
        case .settled(let answer): answer.order
        case .reserved(let id, _, _), .refused(let id, _), .parts(let id, _),
            .paid(let id, _, _, _),
            .held(let id), .committed(let id), .shared(let id, _, _), .shipped(let id),
            .delivered(let id, _), .due(let id, _, _), .cancelled(let id, _), .expired(let id),
            .released(let id), .refunding(let id, _), .unshared(let id),
            .refunded(let id, _, _), .restocked(let id), .stuck(let id, _, _), .retried(let id),
            .returnRejected(let id, _, _), .returnApproved(let id, _),
            .returnRecomputed(let id, _, _, _), .returnRefunded(let id, _, _, _),
            .returnRestocked(let id, _), .returnGivenUp(let id, _, _, _):
            id
        case .received(let receipt): receipt.order
        case .returnAsked(let request): request.order
        case .refundAsked(let request): request.order
        case .batchConfirmed, .clockMoved: nil
        }
    }
}

extension OrderProgress {
    /// The order as it is after `event`, carrying what it had. Nil if it is not where the event
    /// begins, or is over after it.
    func after(_ event: OrderEvent) -> OrderProgress? {
        switch event {
        case .placed, .refused, .released, .restocked, .batchConfirmed, .clockMoved,
            .refundAsked, .returnGivenUp:
            nil
        case .reserved(_, let lines, _):
            if case .placed(let order) = self {
                CreatedOrder(placed: order, lines: lines).map { .created($0) }
            } else {
                nil
            }
        case .parts(_, let event): after(event)
        case .paid(_, let payment, let at, let rates):
            if case .created(let order) = self {
                .paid(PaidOrder(created: order, payment: payment, at: at, rates: rates))
            } else {
                nil
            }
        case .held: if case .paid(let order) = self { .held(HeldOrder(paid: order)) } else { nil }
        case .committed:
            if case .held(let order) = self {
                .committed(CommittedOrder(held: order))
            } else {
                nil
            }
        case .shared(_, let rewards, let rest):
            if case .committed(let order) = self {
                .shared(SharedOrder(committed: order, rewards: rewards, unallocated: rest))
            } else {
                nil
            }
        case .shipped:
            if case .shared(let order) = self { .shipped(ShippedOrder(shared: order)) } else { nil }
        case .delivered(_, let at):
            if case .shipped(let order) = self {
                .delivered(DeliveredOrder(shipped: order, at: at))
            } else {
                nil
            }
        case .received(let receipt):
            handedOver.map {
                .received(
                    ReceivedOrder(shared: $0, at: receipt.at, windowEnd: receipt.windowEnd))
            }
        case .due(_, let number, let first):
            if case .received(let order) = self {
                .due(DueOrder(received: order, number: number, firstNumber: first))
            } else {
                nil
            }
        case .settled(let answer):
            if case .due(let order) = self { Self.settled(order, answer) } else { nil }
        case .cancelled(_, let reason): cancelled(reason)
        case .expired: cancelled(OrderLimits.expiryReason)
        case .refunding(_, let reason): refunding(reason)
        case .unshared: refunding(from: .nothing, to: .rewards)
        case .refunded: refunding(from: .rewards, to: .money)
        case .returnAsked, .returnRejected, .returnApproved, .returnRecomputed, .returnRefunded,
            .returnRestocked:
            returning(event)
        case .stuck(_, let step, let refusal):
            nextStep == nil
                ? nil : .stuck(StuckOrder(at: self, step: step, refusal: refusal))
        case .retried: if case .stuck(let order) = self { order.at } else { nil }
        }
    }

    private func cancelled(_ reason: String) -> OrderProgress? {
        guard case .created(let order) = self else { return nil }
        return .cancelled(
            CancelledOrder(
                created: order, reason: reason, partsAreBack: order.parts.isEmpty))
    }

    private func after(_ event: PartsEvent) -> OrderProgress? {
        switch (self, event) {
        case (.created(var order), .asked(let part, let asking, _)):
            guard order.parts.asked == nil else { return nil }
            order.parts.asked = part
            order.parts.askings = asking
            return .created(order)
        case (.created(var order), .held):
            switch order.parts.asked {
            case .ofMember(let sources): order.parts.held = sources
            case .ofSubsidy(let grant): order.parts.grant = grant
            case nil: return nil
            }
            order.parts.asked = nil
            return .created(order)
        case (.created(var order), .refused):
            guard order.parts.asked != nil else { return nil }
            order.parts.asked = nil
            return .created(order)
        case (.cancelled(var order), .returned):
            guard !order.partsAreBack else { return nil }
            order.partsAreBack = true
            return .cancelled(order)
        case (_, .asked), (_, .held), (_, .refused), (_, .returned): return nil
        }
    }

    private func refunding(_ reason: String) -> OrderProgress? {
        let before: OrderProgress =
            if case .stuck(let order) = self { order.at } else { self }
        return before.reversible.map { .refunding(RefundingOrder(order: $0, reason: reason)) }
    }

    private func refunding(
        from before: RefundingOrder.Undone, to undone: RefundingOrder.Undone
    ) -> OrderProgress? {
        guard case .refunding(let order) = self, order.undone == before else { return nil }
        return .refunding(order.after(undone))
    }

    /// The shared order that somebody can receive now.
    private var handedOver: SharedOrder? {
        switch self {
        case .shared(let order): order
        case .delivered(let order): order.shipped.shared
        case .placed, .created, .paid, .held, .committed, .shipped, .received, .due, .settled,
            .cancelled, .refunding, .returning, .reclaiming, .stuck:
            nil
        }
    }

    private static func settled(_ order: DueOrder, _ answer: SettlementAnswer) -> OrderProgress {
        guard let refusal = answer.refusal else {
            return .settled(SettledOrder(due: order, answer: answer))
        }
        // The number is used up, so a retry begins in the queue again.
        return .stuck(
            StuckOrder(at: .received(order.received), step: .settle, refusal: refusal))
    }
}

extension SettlementAnswer {
    /// The number of FAILED_PRECONDITION in gRPC.
    private static let failedPrecondition = 9

    /// Nil unless the pool skipped the order.
    var refusal: Refusal? {
        switch outcome {
        case .granted, .roundsToZero, .noContribution: nil
        case .skipped:
            Refusal(status: Self.failedPrecondition, reason: refused, sentence: note)
        }
    }
}
