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

    /// The orders that are not finished, above `last` and of `member` if one is named.
    /// O(n log n) in the orders in memory.
    package func list(
        after last: OrderID, of member: MemberID?, limit: Int
    ) -> [(id: OrderID, order: OrderProgress)] {
        let wanted = orders.filter { id, order in
            id > last && (member == nil || order.placed.member == member)
        }
        return wanted.sorted { $0.key < $1.key }.prefix(max(0, limit))
            .map { (id: $0.key, order: $0.value) }
    }
}
