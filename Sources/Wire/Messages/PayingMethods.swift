/// The methods of tidemark.order.v1.Paying.
package enum PayingMethods {
    package static let service = "tidemark.order.v1.Paying"

    package static let pay = Method<PayRequest, PayResponse>(service, "Pay")
    package static let grantSubsidy = Method<GrantSubsidyRequest, GrantSubsidyResponse>(
        service, "GrantSubsidy")

    static let schema = ServiceSchema(service, [pay.schema, grantSubsidy.schema])
}
