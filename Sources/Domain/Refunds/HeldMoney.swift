/// The held money of an order: what each source of the member's paid and has had back; a coupon
/// on the order is in the books of subsidies. It stays when all is back, so that no part is paid
/// back twice and a late receipt finds its order.
package struct HeldMoney: Codable, Hashable, Sendable {
    package let member: MemberID
    package internal(set) var paid: PaymentSources
    package internal(set) var back = PaymentSources.zero
    /// The provider's receipt has come: the order takes no other.
    package internal(set) var hasReceipt: Bool

    package var left: PaymentSources { paid.minus(back) }
}
