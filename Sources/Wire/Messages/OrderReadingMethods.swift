/// The methods of tidemark.order.v1.OrderReading.
package enum OrderReadingMethods {
    package static let service = "tidemark.order.v1.OrderReading"

    package static let quote = Method<QuoteOrderRequest, QuoteOrderResponse>(
        service, "Quote")
    package static let getOrderStatement = Method<
        GetOrderStatementRequest, GetOrderStatementResponse
    >(
        service, "GetOrderStatement")
    package static let watchMember = Method<WatchMemberRequest, WatchMemberResponse>(
        service, "WatchMember", .serverStreaming)

    static let schema = ServiceSchema(
        service, [quote.schema, getOrderStatement.schema, watchMember.schema])
}
