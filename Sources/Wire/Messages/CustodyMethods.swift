/// The methods of tidemark.pool.v1.Custody.
package enum CustodyMethods {
    package static let service = "tidemark.pool.v1.Custody"

    package static let settleProvider = Method<SettleProviderRequest, SettleProviderResponse>(
        service, "SettleProvider")
    /// Never for operators: only custodians and auditors attest.
    package static let attestStatement = Method<AttestStatementRequest, AttestStatementResponse>(
        service, "AttestStatement")
    package static let getCustodyStatus = Method<GetCustodyStatusRequest, GetCustodyStatusResponse>(
        service, "GetCustodyStatus")

    static let schema = ServiceSchema(
        service,
        [
            settleProvider.schema,
            attestStatement.schema,
            getCustodyStatus.schema,
        ])
}
