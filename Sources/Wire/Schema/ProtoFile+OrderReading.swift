extension ProtoFile {
    static let orderReading = ProtoFile(
        name: "tidemark/order_reading.proto", package: "tidemark.order.v1",
        imports: [
            "tidemark/catalog.proto", "tidemark/order.proto", "tidemark/pool.proto",
            "tidemark/quote.proto", "tidemark/referral.proto", "tidemark/refunds.proto",
        ],
        elements: [
            .message(of: QuoteOrderRequest.self),
            .message(of: QuoteOrderResponse.self),
            .message(of: GetOrderStatementRequest.self),
            .message(of: OrderStatementRow.self),
            .message(of: GetOrderStatementResponse.self),
            .message(of: WatchMemberRequest.self),
            .message(of: WatchMemberResponse.self),
            .service(OrderReadingMethods.schema),
        ])
}
