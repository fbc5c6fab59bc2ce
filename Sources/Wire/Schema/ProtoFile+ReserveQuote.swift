extension ProtoFile {
    static let reserveQuote = ProtoFile(
        name: "tidemark/reserve_quote.proto", package: "tidemark.catalog.v1",
        imports: ["tidemark/catalog.proto"],
        elements: [
            .message(of: QuoteReserveRequest.self),
            .message(of: QuoteReserveResponse.self),
            .service(ReserveQuoteMethods.schema),
        ])
}
