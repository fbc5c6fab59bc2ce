extension ProtoFile {
    static let paying = ProtoFile(
        name: "tidemark/paying.proto", package: "tidemark.order.v1",
        imports: ["tidemark/refunds.proto"],
        elements: [
            .message(of: PayRequest.self),
            .message(of: PayResponse.self),
            .message(of: GrantSubsidyRequest.self),
            .message(of: GrantSubsidyResponse.self),
            .message(of: PartsAsked.self),
            .message(of: PartsHeld.self),
            .message(of: PartsRefused.self),
            .message(of: PartsReturned.self),
            .service(PayingMethods.schema),
        ])
}
