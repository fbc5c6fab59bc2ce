/// The methods of tidemark.referral.v1.ShareQuotes.
package enum ShareQuoteMethods {
    package static let service = "tidemark.referral.v1.ShareQuotes"

    package static let quoteShare = Method<QuoteShareRequest, QuoteShareResponse>(
        service, "QuoteShare")

    static let schema = ServiceSchema(
        service, [quoteShare.schema])
}
