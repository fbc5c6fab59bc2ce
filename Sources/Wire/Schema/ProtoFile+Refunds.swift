extension ProtoFile {
    static let refunds = ProtoFile(
        name: "tidemark/refunds.proto", package: "tidemark.pool.v1",
        imports: ["tidemark/pool.proto"],
        elements: [
            .message(of: Sources.self),
            .message(of: RefundRequest.self),
            .message(of: RefundResponse.self),
            .message(of: RedirectRefundRequest.self),
            .message(of: RedirectRefundResponse.self),
            .message(of: ReversedParts.self),
            .message(of: ReversedReward.self),
            .enumeration(of: Proceeds.self),
            .message(of: ReturnClaim.self),
            .message(of: ClawbackRequest.self),
            .message(of: ClawbackOutcome.self),
            .message(of: ClawbackResponse.self),
            .message(of: QuoteClawbackRequest.self),
            .message(of: QuoteClawbackResponse.self),
            .message(of: GetOrderMoneyRequest.self),
            .enumeration(of: MoneyState.self),
            .message(of: OrderRefund.self),
            .message(of: GetOrderMoneyResponse.self),
            .message(of: Refunded.self),
            .message(of: RefundRedirected.self),
            .message(of: ClawedBack.self),
            .service(RefundMethods.schema),
        ])

    static let statements = ProtoFile(
        name: "tidemark/statements.proto", package: "tidemark.pool.v1",
        imports: ["tidemark/pool.proto"],
        elements: [
            .message(of: GetStatementRequest.self),
            .message(of: StatementRow.self),
            .message(of: GetStatementResponse.self),
            .service(StatementMethods.schema),
        ])
}
