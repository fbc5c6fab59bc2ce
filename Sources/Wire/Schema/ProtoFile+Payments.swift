// The file tidemark/payments.proto, element by element in its order.

extension ProtoFile {
    static let payments = ProtoFile(
        name: "tidemark/payments.proto", package: "tidemark.order.v1",
        elements: [
            .enumeration(of: ProviderRefundState.self),
            .enumeration(of: UnmatchedState.self),
            .message(of: RefundCallbackRequest.self),
            .message(of: RefundCallbackResponse.self),
            .message(of: ProviderRefund.self),
            .message(of: UnmatchedReceipt.self),
            .message(of: GetPaymentRequest.self),
            .message(of: GetPaymentResponse.self),
            .message(of: ListUnmatchedRequest.self),
            .message(of: ListUnmatchedResponse.self),
            .message(of: FailedRefund.self),
            .message(of: ListFailedRefundsRequest.self),
            .message(of: ListFailedRefundsResponse.self),
            .message(of: SandboxCallback.self),
            .message(of: SandboxSendRequest.self),
            .message(of: SandboxSendResponse.self),
            .message(of: SandboxDisturbRequest.self),
            .message(of: SandboxDisturbResponse.self),
            .message(of: UnmatchedArrived.self),
            .message(of: UnmatchedBooked.self),
            .message(of: UnmatchedReturned.self),
            .message(of: ProviderRefundRequested.self),
            .message(of: ProviderRefundAnswered.self),
            .message(of: CallbackForged.self),
            .message(of: ForgeriesCounted.self),
            .message(of: CallbackContradicted.self),
            .service(PaymentsMethods.schema),
        ])
}
