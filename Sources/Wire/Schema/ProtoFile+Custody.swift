// The file tidemark/custody.proto, element by element in its order.

extension ProtoFile {
    static let custody = ProtoFile(
        name: "tidemark/custody.proto", package: "tidemark.pool.v1",
        imports: ["tidemark/pool.proto"],
        elements: [
            .enumeration(of: StatementFormat.self),
            .message(of: SettleProviderRequest.self),
            .message(of: SettleProviderResponse.self),
            .message(of: StatementItem.self),
            .message(of: Attestation.self),
            .message(of: AttestStatementRequest.self),
            .message(of: AttestStatementResponse.self),
            .message(of: GetCustodyStatusRequest.self),
            .message(of: GetCustodyStatusResponse.self),
            .message(of: ProviderSettled.self),
            .message(of: StatementAttested.self),
            .service(CustodyMethods.schema),
        ])
}
