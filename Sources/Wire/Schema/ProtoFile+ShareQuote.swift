extension ProtoFile {
    static let shareQuote = ProtoFile(
        name: "tidemark/share_quote.proto", package: "tidemark.referral.v1",
        imports: ["tidemark/referral.proto"],
        elements: [
            .message(of: QuoteShareRequest.self),
            .message(of: QuoteShareResponse.self),
            .service(ShareQuoteMethods.schema),
        ])
}
