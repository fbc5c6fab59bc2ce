/// The methods of tidemark.order.v1.Returns.
package enum ReturnMethods {
    package static let service = "tidemark.order.v1.Returns"

    package static let giveBack = Method<GiveBackRequest, GiveBackResponse>(service, "GiveBack")

    static let schema = ServiceSchema(service, [giveBack.schema])
}
