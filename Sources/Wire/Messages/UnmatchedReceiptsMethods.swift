/// The methods of tidemark.pool.v1.UnmatchedReceipts.
package enum UnmatchedReceiptsMethods {
    package static let service = "tidemark.pool.v1.UnmatchedReceipts"

    package static let receiveUnmatched = Method<ReceiveUnmatchedRequest, ReceiveUnmatchedResponse>(
        service, "ReceiveUnmatched")
    package static let returnUnmatched = Method<ReturnUnmatchedRequest, ReturnUnmatchedResponse>(
        service, "ReturnUnmatched")

    static let schema = ServiceSchema(
        service,
        [
            receiveUnmatched.schema,
            returnUnmatched.schema,
        ])
}
