import Domain
import Wire

/// One payment provider, as the order service knows all of them. What it has to say comes as
/// signed callbacks, in any order and any number of times.
struct PaymentAdaptor: Sendable {
    let name: String
    /// Makes a payment of an amount for an order and gives the provider's id of it: the same for
    /// the same platform, order and amount.
    let create: @Sendable (OrderID, Money, _ platform: String) async throws -> String
    let verifiesPayment: @Sendable (PaymentCallbackRequest) -> Bool
    let verifiesRefund: @Sendable (RefundCallbackRequest) -> Bool
    /// Asks for a refund, which a callback will confirm or fail. Asking again with the same id
    /// gives nothing back twice.
    let refund: @Sendable (Domain.ProviderRefund, _ platform: String) async throws -> Void
}
