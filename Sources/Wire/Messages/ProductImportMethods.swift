/// The methods of tidemark.catalog.v1.ProductImport.
package enum ProductImportMethods {
    package static let service = "tidemark.catalog.v1.ProductImport"

    package static let importProducts = Method<ImportProductsRequest, ImportProductsResponse>(
        service, "ImportProducts", .clientStreaming)

    static let schema = ServiceSchema(service, [importProducts.schema])
}
