extension ProtoFile {
    static let operatorMoney = ProtoFile(
        name: "tidemark/operator.proto", package: "tidemark.pool.v1",
        imports: ["tidemark/legacy.proto", "tidemark/pool.proto"],
        elements: [
            .enumeration(of: OperatorMove.self),
            .message(of: BookMoveRequest.self),
            .message(of: BookMoveResponse.self),
            .message(of: OpeningRow.self),
            .message(of: OpenBalancesRequest.self),
            .message(of: OpenBalancesResponse.self),
            .message(of: GetOperatorRequest.self),
            .message(of: GetOperatorResponse.self),
            .message(of: OperatorMoved.self),
            .message(of: BalanceOpened.self),
            .service(OperatorMethods.schema),
        ])
}
