/// What a refund of an order's payment is called by us: the order, the number that the pool gave
/// the refund, and how often its provider was asked. `o17-2-1` is the first asking for refund 2
/// of order 17.
package struct OrderRefundName: Hashable, Sendable, CustomStringConvertible {
    package let order: OrderID
    /// The order's refunds are 1, 2, 3, …
    package let number: Int
    package let attempt: Int

    package init(order: OrderID, number: Int, attempt: Int) {
        self.order = order
        self.number = number
        self.attempt = attempt
    }

    /// Nil for the id of any other refund.
    package init?(_ id: String) {
        guard id.first == "o" else { return nil }
        let numbers = id.dropFirst().split(separator: "-", omittingEmptySubsequences: false)
        guard numbers.count == 3, let order = UInt64(numbers[0]), order > 0,
            let number = Int(numbers[1]), number > 0, let attempt = Int(numbers[2]), attempt > 0
        else { return nil }
        self.init(order: OrderID(rawValue: order), number: number, attempt: attempt)
        // "+1" and "01" are numbers too, and no names that we give.
        guard description == id else { return nil }
    }

    package var description: String { "o\(order)-\(number)-\(attempt)" }

    var next: OrderRefundName {
        OrderRefundName(order: order, number: number, attempt: attempt + 1)
    }
}
