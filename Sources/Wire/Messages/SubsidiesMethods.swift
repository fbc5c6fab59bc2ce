/// The methods of tidemark.pool.v1.Subsidies.
package enum SubsidiesMethods {
    package static let service = "tidemark.pool.v1.Subsidies"

    package static let receiveSubsidy = Method<ReceiveSubsidyRequest, ReceiveSubsidyResponse>(
        service, "ReceiveSubsidy")
    package static let announceSlice = Method<AnnounceSliceRequest, AnnounceSliceResponse>(
        service, "AnnounceSlice")
    package static let injectSlice = Method<InjectSliceRequest, InjectSliceResponse>(
        service, "InjectSlice")
    package static let grantCoupon = Method<GrantCouponRequest, GrantCouponResponse>(
        service, "GrantCoupon")
    package static let listSubsidies = Method<ListSubsidiesRequest, ListSubsidiesResponse>(
        service, "ListSubsidies")

    static let schema = ServiceSchema(
        service,
        [
            receiveSubsidy.schema,
            announceSlice.schema,
            injectSlice.schema,
            grantCoupon.schema,
            listSubsidies.schema,
        ])
}
