/// The methods of tidemark.order.v1.Orders.
package enum OrdersMethods {
    package static let service = "tidemark.order.v1.Orders"

    package static let place = Method<PlaceRequest, PlaceResponse>(
        service, "Place")
    package static let sandboxPay = Method<SandboxPayRequest, SandboxPayResponse>(
        service, "SandboxPay")
    package static let paymentCallback = Method<PaymentCallbackRequest, PaymentCallbackResponse>(
        service, "PaymentCallback")
    package static let ship = Method<ShipRequest, ShipResponse>(
        service, "Ship")
    package static let deliver = Method<DeliverRequest, DeliverResponse>(
        service, "Deliver")
    package static let receive = Method<ReceiveRequest, ReceiveResponse>(
        service, "Receive")
    package static let cancel = Method<CancelRequest, CancelResponse>(
        service, "Cancel")
    package static let retry = Method<RetryRequest, RetryResponse>(
        service, "Retry")
    package static let getOrder = Method<GetOrderRequest, GetOrderResponse>(
        service, "GetOrder")
    package static let listOrders = Method<ListOrdersRequest, ListOrdersResponse>(
        service, "ListOrders")
    package static let watch = Method<WatchRequest, WatchResponse>(
        service, "Watch", .serverStreaming)
    package static let importOrders = Method<ImportOrdersRequest, ImportOrdersResponse>(
        service, "ImportOrders")
    package static let getProgress = Method<GetProgressRequest, GetProgressResponse>(
        service, "GetProgress")

    static let schema = ServiceSchema(
        service,
        [
            place.schema,
            sandboxPay.schema,
            paymentCallback.schema,
            ship.schema,
            deliver.schema,
            receive.schema,
            cancel.schema,
            retry.schema,
            getOrder.schema,
            listOrders.schema,
            watch.schema,
            importOrders.schema,
            getProgress.schema,
        ])
}
