extension ProtoFile {
    static let returns = ProtoFile(
        name: "tidemark/returns.proto", package: "tidemark.order.v1",
        imports: ["tidemark/refunds.proto"],
        elements: [
            .message(of: GiveBackRequest.self),
            .message(of: GiveBackResponse.self),
            .message(of: RefundBegun.self),
            .message(of: RewardsUndone.self),
            .message(of: MoneyReturned.self),
            .message(of: GoodsReturned.self),
            .service(ReturnMethods.schema),
        ])
}
