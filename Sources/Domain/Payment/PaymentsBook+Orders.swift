// What the pool gave back to the provider of an order's payment: the provider is to pay it out.
extension PaymentsBook {
    /// A provider that fails a refund is asked anew until so often; then an operator has to look.
    package static let attemptsMax = 3

    /// Asks the provider of an order's payment for refund `number` of the order. Nil when that
    /// was asked before, when nothing is the provider's to give back, and for an order that no
    /// provider was paid for.
    ///
    /// Refused: `exceeds_payment` when all refunds together would be more than the payment, and
    /// `refund_reused` for the number of another refund.
    package func askBack(
        _ order: OrderID, number: Int, _ amount: Money, at: Instant
    ) throws(PaymentRejection) -> PaymentEvent? {
        guard amount > .zero, let payment = orderPayments[order] else { return nil }
        let name = OrderRefundName(order: order, number: number, attempt: 1)
        return try requestRefund(name.description, of: payment, amount, at: at)
    }

    /// Asks anew for a refund of an order that failed, within the number of attempts. Nil for
    /// any other refund.
    package func askAgain(
        _ id: String, at: Instant
    ) throws(PaymentRejection) -> PaymentEvent? {
        guard let refund = refunds[id], case .failed = refund.state,
            let name = OrderRefundName(id), name.attempt < Self.attemptsMax,
            orderPayments[name.order] == refund.payment
        else { return nil }
        return try requestRefund(
            name.next.description, of: refund.payment, refund.amount, at: at)
    }

    /// The payment of an order; nil where no provider was asked.
    package func payment(of order: OrderID) -> PaymentName? { orderPayments[order] }

    /// The askings for refund `number` of an order, the last one last.
    package func askings(of order: OrderID, number: Int) -> [ProviderRefund] {
        (1...Self.attemptsMax).compactMap { attempt in
            refunds[
                OrderRefundName(order: order, number: number, attempt: attempt).description]
        }
    }
}
