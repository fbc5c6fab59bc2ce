/// The methods of tidemark.order.v1.Returns.
package enum ReturnMethods {
    package static let service = "tidemark.order.v1.Returns"

    package static let giveBack = Method<GiveBackRequest, GiveBackResponse>(service, "GiveBack")

    package static let askReturn = Method<AskReturnRequest, AskReturnResponse>(
        service, "AskReturn")
    package static let approveReturn = Method<ApproveReturnRequest, ApproveReturnResponse>(
        service, "ApproveReturn")
    package static let rejectReturn = Method<RejectReturnRequest, RejectReturnResponse>(
        service, "RejectReturn")
    package static let askRefund = Method<AskRefundRequest, AskRefundResponse>(
        service, "AskRefund")
    package static let quoteRefund = Method<QuoteRefundRequest, QuoteRefundResponse>(
        service, "QuoteRefund")

    static let schema = ServiceSchema(
        service,
        [
            giveBack.schema, askReturn.schema, approveReturn.schema, rejectReturn.schema,
            askRefund.schema, quoteRefund.schema,
        ])
}
