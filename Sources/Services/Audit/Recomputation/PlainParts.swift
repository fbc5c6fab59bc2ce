internal import Wire

/// What pays for an order beside its provider, as the journals of orders and pool tell it.
struct PlainParts: Sendable {
    /// The order's journal: what the pool is asked for, and what it holds.
    var asked: PartsAsked?
    var held = PlainSources()
    /// The plan by which coins are among them; 0 without coins.
    var planVersion: UInt32 = 0
    var grantFen: Int64 = 0
    var grantSource = ""
    var returned: PartsReturned?
    /// The pool's journal: what it held before the receipt, and of a subsidy.
    var poolHeld: Held?
    var poolGranted: CouponGranted?

    var isEmpty: Bool { held.isZero && grantFen == 0 }
}
