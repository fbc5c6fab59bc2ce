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
    /// The subsidy has back what it paid of a line, as its grant says.
    var isGrantByLine = false
    var returned: PartsReturned?
    /// The pool's journal: what it held before the receipt, and of a subsidy.
    var poolHeld: Held?
    var poolGranted: CouponGranted?

    /// Whether pieces give back what was paid of their line; else their part of what is left of
    /// the order.
    var areByLine: Bool { held.coins > 0 || isGrantByLine }

    var isEmpty: Bool { held.isZero && grantFen == 0 }
}
