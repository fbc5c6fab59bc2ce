/// The methods of tidemark.catalog.v1.Shelf.
package enum ShelfMethods {
    package static let service = "tidemark.catalog.v1.Shelf"

    package static let searchProducts = Method<SearchProductsRequest, SearchProductsResponse>(
        service, "SearchProducts")
    package static let getProductHistory = Method<
        GetProductHistoryRequest, GetProductHistoryResponse
    >(service, "GetProductHistory")

    static let schema = ServiceSchema(
        service, [searchProducts.schema, getProductHistory.schema])
}
