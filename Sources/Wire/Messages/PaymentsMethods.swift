/// The methods of tidemark.order.v1.Payments.
package enum PaymentsMethods {
    package static let service = "tidemark.order.v1.Payments"

    package static let refundCallback = Method<RefundCallbackRequest, RefundCallbackResponse>(
        service, "RefundCallback")
    package static let getPayment = Method<GetPaymentRequest, GetPaymentResponse>(
        service, "GetPayment")
    package static let listUnmatched = Method<ListUnmatchedRequest, ListUnmatchedResponse>(
        service, "ListUnmatched")
    package static let listFailedRefunds = Method<
        ListFailedRefundsRequest, ListFailedRefundsResponse
    >(
        service, "ListFailedRefunds")
    package static let sandboxSend = Method<SandboxSendRequest, SandboxSendResponse>(
        service, "SandboxSend")
    package static let sandboxDisturb = Method<SandboxDisturbRequest, SandboxDisturbResponse>(
        service, "SandboxDisturb")

    static let schema = ServiceSchema(
        service,
        [
            refundCallback.schema,
            getPayment.schema,
            listUnmatched.schema,
            listFailedRefunds.schema,
            sandboxSend.schema,
            sandboxDisturb.schema,
        ])
}
