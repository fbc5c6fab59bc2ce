/// The points that one order granted, with what was paid for that order. 80 bytes: ten million
/// of them, with queue, index and the books of their orders, fit 2 GiB.
package struct Lot: Codable, Equatable, Sendable {
    /// The units once granted, redeemed ones included. Splits multiply it without bound, so it
    /// stands still at `grantedMax`, where only its comparison with smaller numbers matters.
    package private(set) var granted: UInt128
    package let member: MemberID
    /// What the order's member paid, less what was paid back.
    package private(set) var paid: Money
    /// What the order brought into the reserve, less the part of returned pieces.
    package private(set) var contribution: Money
    /// What is left to redeem. A lot without units is closed for good.
    package private(set) var units: Points
    /// All that redemptions, exits and the winding up of this lot have paid.
    package private(set) var received: Money = .zero

    private let exitMultipleBps: Int32
    private let planVersion: Int32
    /// The split count at which units and granted were last written.
    private var splitsWritten: Int32

    // Indices of the book in 32 bits: of 2^31 lots no machine has the memory.
    private var previousIndex: Int32 = -1
    private var nextIndex: Int32 = -1
    private var queueIndex: Int32 = -1

    /// Neighbours among the open lots of the member, as indices of the book; −1 is none.
    var previous: Int {
        get { Int(previousIndex) }
        set { previousIndex = Int32(newValue) }
    }
    var next: Int {
        get { Int(nextIndex) }
        set { nextIndex = Int32(newValue) }
    }
    /// Where the exit queue holds the lot; −1 when it is not queued.
    var queuePosition: Int {
        get { Int(queueIndex) }
        set { queueIndex = Int32(newValue) }
    }

    static let grantedMax: UInt128 = 1 << 127

    init(_ grant: PoolGrant, exitMultiple: BasisPoints, version: Int, splits: Int) {
        granted = UInt128(grant.units.units)
        member = grant.member
        paid = grant.paid
        contribution = grant.contribution
        units = grant.units
        exitMultipleBps = Int32(exitMultiple.rawValue)
        planVersion = Int32(version)
        splitsWritten = Int32(splits)
    }

    package var isOpen: Bool { units > .zero }
    /// The exit multiple the lot was granted under; 0 is never.
    package var exitMultiple: BasisPoints { BasisPoints(Int(exitMultipleBps)) }
    /// Index of the plan version the lot was granted under.
    package var version: Int { Int(planVersion) }
    /// Multiple × paid: the threshold price is this over 10,000 × granted. At most 60 bits.
    var exitNumerator: UInt64 { UInt64(exitMultipleBps) * UInt64(paid.fen) }

    /// Multiplies units and granted by `ratio` once for each split since the last writing.
    /// At most 62 rounds while open: units are at least 1 and the supply at most 2^62.
    mutating func rescale(to splits: Int, ratio: Int) {
        guard isOpen, splitsWritten < splits else { return }
        var scaled = units.units
        for _ in Int(splitsWritten)..<splits {
            scaled *= Int64(ratio)
            let (product, overflow) = granted.multipliedReportingOverflow(by: UInt128(ratio))
            granted = overflow ? Self.grantedMax : min(product, Self.grantedMax)
        }
        units = Points(units: scaled)
        splitsWritten = Int32(splits)
    }

    /// Units leave the lot for money to the member.
    mutating func redeem(_ redeemed: Points, for payout: Money) {
        units = Points(units: units.units - redeemed.units)
        received = Money(fen: received.fen + payout.fen)
    }

    /// Units leave the lot for shares.
    mutating func withdraw(_ withdrawn: Points) {
        units = Points(units: units.units - withdrawn.units)
    }

    /// Units that left for shares come back.
    mutating func restore(_ restored: Points) {
        units = Points(units: units.units + restored.units)
        precondition(UInt128(units.units) <= granted, "a lot never holds more than was granted")
    }

    /// Pieces came back: the lot is from now on that of the pieces which are left.
    mutating func clawBack(_ clawback: PoolClawback, due: UInt128) {
        units = Points(units: units.units - clawback.units.units)
        granted -= due
        paid = Money(fen: paid.fen - clawback.paidBack.fen)
        contribution = Money(fen: contribution.fen - clawback.contributionBack.fen)
    }
}

// Its numbers one after the other: there are as many lots as orders, and a field found by its name
// costs five times as much.
extension Lot {
    package init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        granted = try values.decode(UInt128.self)
        member = MemberID(rawValue: try values.decode(UInt64.self))
        paid = Money(fen: try values.decode(Int64.self))
        contribution = Money(fen: try values.decode(Int64.self))
        units = Points(units: try values.decode(Int64.self))
        received = Money(fen: try values.decode(Int64.self))
        exitMultipleBps = try values.decode(Int32.self)
        planVersion = try values.decode(Int32.self)
        splitsWritten = try values.decode(Int32.self)
        previousIndex = try values.decode(Int32.self)
        nextIndex = try values.decode(Int32.self)
        queueIndex = try values.decode(Int32.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        try values.encode(granted)
        try values.encode(member.rawValue)
        try values.encode(paid.fen)
        try values.encode(contribution.fen)
        try values.encode(units.units)
        try values.encode(received.fen)
        try values.encode(exitMultipleBps)
        try values.encode(planVersion)
        try values.encode(splitsWritten)
        try values.encode(previousIndex)
        try values.encode(nextIndex)
        try values.encode(queueIndex)
    }
}
