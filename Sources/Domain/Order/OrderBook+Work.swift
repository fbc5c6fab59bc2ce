/// A step that an order waits for, and that the order service takes by itself.
package struct OpenStep: Hashable, Sendable {
    package let order: OrderID
    package let step: OrderStep
}

extension OrderBook {
    /// The steps to take for single orders, in order of placing: what a process that died goes
    /// on with. O(n log n) in the orders in memory.
    package var openSteps: [OpenStep] {
        orders.compactMap { id, order in
            order.nextStep.map { OpenStep(order: id, step: $0) }
        }
        .sorted { $0.order < $1.order }
    }

    /// The batches to settle or to confirm, in order of their numbers. The first that is to be
    /// settled has the number that the pool expects.
    package var openBatches: [SettlementBatch] {
        batches.values.sorted { $0.firstNumber < $1.firstNumber }
    }

    /// The orders that `event` is about, before it is applied: a batch's confirmation ends many.
    package func touched(by event: OrderEvent) -> [OrderID] {
        if case .batchConfirmed(let first) = event { return batches[first]?.settled ?? [] }
        return event.order.map { [$0] } ?? []
    }
}
