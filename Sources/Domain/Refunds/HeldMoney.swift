/// The held money of an order: what each source paid and has had back. It stays when all is
/// back, so that no part is paid back twice and a late receipt finds its order.
package struct HeldMoney: Hashable, Sendable {
    package let member: MemberID
    package internal(set) var paid: PaymentSources
    package internal(set) var back = PaymentSources.zero
    /// The provider's receipt has come: the order takes no other.
    package internal(set) var hasReceipt: Bool

    package var left: PaymentSources { paid.minus(back) }
}
