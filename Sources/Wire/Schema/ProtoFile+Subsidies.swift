extension ProtoFile {
    static let subsidies = ProtoFile(
        name: "tidemark/subsidies.proto", package: "tidemark.pool.v1",
        imports: ["tidemark/pool.proto"],
        elements: [
            .message(of: ReceiveSubsidyRequest.self),
            .message(of: ReceiveSubsidyResponse.self),
            .message(of: AnnounceSliceRequest.self),
            .message(of: AnnounceSliceResponse.self),
            .message(of: InjectSliceRequest.self),
            .message(of: InjectSliceResponse.self),
            .message(of: GrantCouponRequest.self),
            .message(of: GrantCouponResponse.self),
            .message(of: ListSubsidiesRequest.self),
            .message(of: SubsidyAccount.self),
            .message(of: Slice.self),
            .message(of: ListSubsidiesResponse.self),
            .message(of: SubsidyReceived.self),
            .message(of: SliceAnnounced.self),
            .message(of: SliceInjected.self),
            .message(of: CouponGranted.self),
            .service(SubsidiesMethods.schema),
        ])
}
