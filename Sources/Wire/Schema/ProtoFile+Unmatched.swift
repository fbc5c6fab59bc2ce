// The file tidemark/unmatched.proto, element by element in its order.

extension ProtoFile {
    static let unmatched = ProtoFile(
        name: "tidemark/unmatched.proto", package: "tidemark.pool.v1",
        imports: ["tidemark/pool.proto"],
        elements: [
            .message(of: ReceiveUnmatchedRequest.self),
            .message(of: ReceiveUnmatchedResponse.self),
            .message(of: ReturnUnmatchedRequest.self),
            .message(of: ReturnUnmatchedResponse.self),
            .message(of: ReceiptUnmatched.self),
            .message(of: ReceiptReturned.self),
            .service(UnmatchedReceiptsMethods.schema),
        ])
}
