/// The methods of tidemark.catalog.v1.ReserveQuotes.
package enum ReserveQuoteMethods {
    package static let service = "tidemark.catalog.v1.ReserveQuotes"

    package static let quoteReserve = Method<QuoteReserveRequest, QuoteReserveResponse>(
        service, "QuoteReserve")

    static let schema = ServiceSchema(
        service, [quoteReserve.schema])
}
