/// A refund that its provider failed for good: the money is still the provider's, and no attempt
/// follows by itself. One of an order may go to the member's wallet, after an identity check.
package struct FailedRefund: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        /// The pool's number of the order's refund.
        case order(OrderID, number: Int)
        /// The number of the receipt.
        case unmatched(UInt64)
    }

    /// 1, 2, 3, … in order of failing.
    package let number: UInt64
    package let subject: Subject
    package let payment: PaymentName
    package let amount: Money
    /// What the provider said of the last attempt.
    package let why: String
    /// When it said so.
    package let at: Instant
}
