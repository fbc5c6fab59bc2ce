extension ProtoFile {
    static let returns = ProtoFile(
        name: "tidemark/returns.proto", package: "tidemark.order.v1",
        imports: ["tidemark/referral.proto", "tidemark/refunds.proto"],
        elements: [
            .message(of: GiveBackRequest.self),
            .message(of: GiveBackResponse.self),
            .message(of: ReturnLine.self),
            .message(of: AskReturnRequest.self),
            .message(of: AskReturnResponse.self),
            .message(of: ApproveReturnRequest.self),
            .message(of: ApproveReturnResponse.self),
            .message(of: RejectReturnRequest.self),
            .message(of: RejectReturnResponse.self),
            .enumeration(of: ReturnState.self),
            .message(of: OrderReturn.self),
            .message(of: RefundBegun.self),
            .message(of: RewardsUndone.self),
            .message(of: MoneyReturned.self),
            .message(of: GoodsReturned.self),
            .message(of: ReturnAsked.self),
            .message(of: ReturnRejected.self),
            .message(of: ReturnApproved.self),
            .message(of: ReturnRecomputed.self),
            .message(of: ReturnRefunded.self),
            .message(of: ReturnRestocked.self),
            .service(ReturnMethods.schema),
        ])
}
