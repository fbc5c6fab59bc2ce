import Transparency
import Transport
import Wire

/// The sandbox payment provider: it pays whatever it is asked to, and signs its callbacks as a
/// real one does, so that the way a callback is checked is the real way.
struct PaymentProvider: Sendable {
    static let name = "sandbox"

    private let key: MessageAuthenticator

    init(key: [UInt8]) {
        self.key = MessageAuthenticator(key: key)
    }

    /// What the provider says once `order` is paid. The payment's id is made of platform and order,
    /// so that asking twice pays once.
    func pay(_ order: UInt64, _ paidFen: Int64, on platform: String) -> PaymentCallbackRequest {
        var callback = PaymentCallbackRequest(
            platform: platform, provider: Self.name, order: order, payment: "\(platform)-\(order)",
            paidFen: paidFen)
        callback.signature = key.authenticate(Self.signed(callback)).bytes
        return callback
    }

    func verifies(_ callback: PaymentCallbackRequest) -> Bool {
        callback.provider == Self.name
            && key.verifies(callback.signature, of: Self.signed(callback))
    }

    /// Each field with its length, 8 bytes big-endian, so that no two callbacks sign the same
    /// bytes: platform, provider, order (8 bytes big-endian), payment, paid (8 bytes).
    private static func signed(_ callback: PaymentCallbackRequest) -> [UInt8] {
        let fields: [[UInt8]] = [
            Array(callback.platform.utf8), Array(callback.provider.utf8),
            bigEndian(callback.order), Array(callback.payment.utf8),
            bigEndian(UInt64(bitPattern: callback.paidFen)),
        ]
        return fields.flatMap { bigEndian(UInt64($0.count)) + $0 }
    }

    private static func bigEndian(_ number: UInt64) -> [UInt8] {
        (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
