/// What the books record of claims from before the platform (money.md §6).
package enum LegacyEvent: Hashable, Sendable {
    case claimed(LegacyClaim)
    case converted(LegacyConversion)
    case allotmentOpened(LegacyOpening)
    case allotted(LegacyAllotment)
    case allotmentClosed(LegacyClosing)

    package var lines: [Line] {
        switch self {
        case .claimed, .allotmentOpened: []
        case .converted(let conversion): conversion.lines
        case .allotted(let allotment): allotment.lines
        case .allotmentClosed(let closing): closing.lines
        }
    }

    /// What happens to the pool by it.
    package var poolEvent: PoolEvent? {
        switch self {
        case .claimed, .converted: nil
        case .allotmentOpened(let opening):
            PoolEvent(
                change: .allotmentOpened, reserve: opening.reserve, supply: opening.supply)
        case .allotted(let row):
            PoolEvent(
                change: .allotted(
                    PoolAllotment(
                        lot: row.lot, member: row.member, units: row.units, value: row.value)),
                reserve: row.reserve, supply: row.supply)
        case .allotmentClosed(let closing):
            PoolEvent(
                change: .allotmentClosed(burnt: closing.burnt), reserve: closing.reserve,
                supply: closing.supply)
        }
    }
}

/// A line of the file that the operator has verified.
package struct ClaimRow: Hashable, Sendable {
    package let member: MemberID
    package let amount: Money
    /// Where the evidence is, such as the number of a contract; each is used once.
    package let evidence: String

    package init(member: MemberID, amount: Money, evidence: String) {
        self.member = member
        self.amount = amount
        self.evidence = evidence
    }
}

/// A claim is in the books.
package struct LegacyClaim: Hashable, Sendable {
    package let row: ClaimRow
    /// SHA-256 of the file, and the line, counted from 1.
    package let file: [UInt8]
    package let line: UInt64
    /// What the member claims in all, after this.
    package let left: Money

    package init(row: ClaimRow, file: [UInt8], line: UInt64, left: Money) {
        self.row = row
        self.file = file
        self.line = line
        self.left = left
    }
}

/// A part of a claim has become consumption coins, one for each fen.
package struct LegacyConversion: Hashable, Sendable {
    package let member: MemberID
    package let amount: Money
    /// After this.
    package let left: Money
    package let coins: Int64
    package let lines: [Line]

    package init(member: MemberID, amount: Money, left: Money, coins: Int64, lines: [Line]) {
        self.member = member
        self.amount = amount
        self.left = left
        self.coins = coins
        self.lines = lines
    }
}

/// The trust is about to be shared out, at the figures of this moment.
package struct LegacyOpening: Hashable, Sendable {
    /// 1, 2, 3, …
    package let number: UInt64
    /// The operator's name of the period; each is allotted once.
    package let period: String
    /// What is left below one fen for each is burnt, so that the trust is empty afterwards.
    package let isFinal: Bool
    package let claims: Money
    package let trust: Points
    /// Members that get points, and the points and value that they get together.
    package let rows: Int
    package let units: Points
    package let value: Money
    /// What is then burnt.
    package let burnt: Points
    package let reserve: Money
    package let supply: Points

    package init(
        number: UInt64, period: String, isFinal: Bool, claims: Money, trust: Points, rows: Int,
        units: Points, value: Money, burnt: Points, reserve: Money, supply: Points
    ) {
        self.number = number
        self.period = period
        self.isFinal = isFinal
        self.claims = claims
        self.trust = trust
        self.rows = rows
        self.units = units
        self.value = value
        self.burnt = burnt
        self.reserve = reserve
        self.supply = supply
    }
}

/// A member has points for a part of the claim. Members come in order of their ids, so the last
/// of them is how far an open allotment is.
package struct LegacyAllotment: Hashable, Sendable {
    package let number: UInt64
    package let lot: LotID
    package let member: MemberID
    package let units: Points
    /// Taken off the claim.
    package let value: Money
    /// After this.
    package let left: Money
    package let trust: Points
    package let lines: [Line]
    package let reserve: Money
    package let supply: Points

    package init(
        number: UInt64, lot: LotID, member: MemberID, units: Points, value: Money, left: Money,
        trust: Points, lines: [Line], reserve: Money, supply: Points
    ) {
        self.number = number
        self.lot = lot
        self.member = member
        self.units = units
        self.value = value
        self.left = left
        self.trust = trust
        self.lines = lines
        self.reserve = reserve
        self.supply = supply
    }
}

/// All members have theirs; what the trust held beyond all claims is gone, and the price is the
/// higher for it.
package struct LegacyClosing: Hashable, Sendable {
    package let number: UInt64
    package let burnt: Points
    package let claims: Money
    package let trust: Points
    package let lines: [Line]
    package let reserve: Money
    package let supply: Points

    package init(
        number: UInt64, burnt: Points, claims: Money, trust: Points, lines: [Line],
        reserve: Money, supply: Points
    ) {
        self.number = number
        self.burnt = burnt
        self.claims = claims
        self.trust = trust
        self.lines = lines
        self.reserve = reserve
        self.supply = supply
    }
}
