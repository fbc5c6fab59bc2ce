/// The methods of tidemark.pool.v1.Refunds.
package enum RefundMethods {
    package static let service = "tidemark.pool.v1.Refunds"

    package static let refund = Method<RefundRequest, RefundResponse>(service, "Refund")
    package static let clawback = Method<ClawbackRequest, ClawbackResponse>(service, "Clawback")
    package static let quoteClawback = Method<QuoteClawbackRequest, QuoteClawbackResponse>(
        service, "QuoteClawback")
    package static let redirectRefund = Method<RedirectRefundRequest, RedirectRefundResponse>(
        service, "RedirectRefund")
    package static let getOrderMoney = Method<GetOrderMoneyRequest, GetOrderMoneyResponse>(
        service, "GetOrderMoney")

    static let schema = ServiceSchema(
        service,
        [
            refund.schema, clawback.schema, quoteClawback.schema, redirectRefund.schema,
            getOrderMoney.schema,
        ])
}
