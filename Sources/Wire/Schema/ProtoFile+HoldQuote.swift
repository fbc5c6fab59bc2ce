extension ProtoFile {
    static let holdQuote = ProtoFile(
        name: "tidemark/hold_quote.proto", package: "tidemark.pool.v1",
        elements: [
            .message(of: QuoteHoldRequest.self),
            .message(of: QuoteHoldResponse.self),
            .service(HoldQuoteMethods.schema),
        ])
}
