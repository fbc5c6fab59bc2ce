/// The methods of tidemark.catalog.v1.Catalog.
package enum CatalogMethods {
    package static let service = "tidemark.catalog.v1.Catalog"

    package static let putProduct = Method<PutProductRequest, PutProductResponse>(
        service, "PutProduct")
    package static let getProduct = Method<GetProductRequest, GetProductResponse>(
        service, "GetProduct")
    package static let listProducts = Method<ListProductsRequest, ListProductsResponse>(
        service, "ListProducts")
    package static let adjustStock = Method<AdjustStockRequest, AdjustStockResponse>(
        service, "AdjustStock")
    package static let reserve = Method<ReserveRequest, ReserveResponse>(
        service, "Reserve")
    package static let commit = Method<CommitRequest, CommitResponse>(
        service, "Commit")
    package static let release = Method<ReleaseRequest, ReleaseResponse>(
        service, "Release")
    package static let restock = Method<RestockRequest, RestockResponse>(
        service, "Restock")
    package static let followClock = Method<FollowClockRequest, FollowClockResponse>(
        service, "FollowClock")

    static let schema = ServiceSchema(
        service,
        [
            putProduct.schema,
            getProduct.schema,
            listProducts.schema,
            adjustStock.schema,
            reserve.schema,
            commit.schema,
            release.schema,
            restock.schema,
            followClock.schema,
        ])
}
