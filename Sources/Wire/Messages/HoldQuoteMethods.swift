/// The methods of tidemark.pool.v1.HoldQuotes.
package enum HoldQuoteMethods {
    package static let service = "tidemark.pool.v1.HoldQuotes"

    package static let quoteHold = Method<QuoteHoldRequest, QuoteHoldResponse>(
        service, "QuoteHold")

    static let schema = ServiceSchema(
        service, [quoteHold.schema])
}
