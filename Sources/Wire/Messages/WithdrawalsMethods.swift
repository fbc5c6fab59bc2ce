/// The methods of tidemark.pool.v1.Withdrawals.
package enum WithdrawalsMethods {
    package static let service = "tidemark.pool.v1.Withdrawals"

    package static let setWithdrawalPolicy = Method<
        SetWithdrawalPolicyRequest, SetWithdrawalPolicyResponse
    >(
        service, "SetWithdrawalPolicy")
    package static let linkOperator = Method<LinkOperatorRequest, LinkOperatorResponse>(
        service, "LinkOperator")
    package static let registerPayoutAccount = Method<
        RegisterPayoutAccountRequest, RegisterPayoutAccountResponse
    >(
        service, "RegisterPayoutAccount")
    package static let getWithdrawable = Method<GetWithdrawableRequest, GetWithdrawableResponse>(
        service, "GetWithdrawable")
    package static let requestWithdrawal = Method<
        RequestWithdrawalRequest, RequestWithdrawalResponse
    >(
        service, "RequestWithdrawal")
    package static let cancelWithdrawal = Method<CancelWithdrawalRequest, CancelWithdrawalResponse>(
        service, "CancelWithdrawal")
    package static let refuseWithdrawal = Method<RefuseWithdrawalRequest, RefuseWithdrawalResponse>(
        service, "RefuseWithdrawal")
    package static let approveWithdrawal = Method<
        ApproveWithdrawalRequest, ApproveWithdrawalResponse
    >(
        service, "ApproveWithdrawal")
    package static let sendWithdrawals = Method<SendWithdrawalsRequest, SendWithdrawalsResponse>(
        service, "SendWithdrawals")
    /// The payout file of a batch, with the accounts in clear.
    package static let getPayoutFile = Method<GetPayoutFileRequest, GetPayoutFileResponse>(
        service, "GetPayoutFile")
    package static let payoutCallback = Method<PayoutCallbackRequest, PayoutCallbackResponse>(
        service, "PayoutCallback")
    package static let listWithdrawals = Method<ListWithdrawalsRequest, ListWithdrawalsResponse>(
        service, "ListWithdrawals")

    static let schema = ServiceSchema(
        service,
        [
            setWithdrawalPolicy.schema,
            linkOperator.schema,
            registerPayoutAccount.schema,
            getWithdrawable.schema,
            requestWithdrawal.schema,
            cancelWithdrawal.schema,
            refuseWithdrawal.schema,
            approveWithdrawal.schema,
            sendWithdrawals.schema,
            getPayoutFile.schema,
            payoutCallback.schema,
            listWithdrawals.schema,
        ])
}
