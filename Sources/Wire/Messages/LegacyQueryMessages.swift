package struct GetLegacyRequest: Message {
    package static let protoName = "tidemark.pool.v1.GetLegacyRequest"

    package var platform: String = ""
    /// The share of an order that reaches the reserve, for the turnover; 0 for what it was so far.
    package var contributionBps: UInt32 = 0

    package init() {}

    package init(
        platform: String = "", contributionBps: UInt32 = 0
    ) {
        self.platform = platform
        self.contributionBps = contributionBps
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint32(2, "contribution_bps", &contributionBps)
    }
}

/// How far the claims are served.
package struct GetLegacyResponse: Message {
    package static let protoName = "tidemark.pool.v1.GetLegacyResponse"

    /// The figures are as of this entry of the journal.
    package var sequence: UInt64 = 0
    package var claimedFen: Int64 = 0
    package var convertedFen: Int64 = 0
    package var allottedFen: Int64 = 0
    package var owedFen: Int64 = 0
    /// Members that are owed something.
    package var members: UInt64 = 0
    /// Coins that members hold, and that they have spent.
    package var coins: Int64 = 0
    package var coinsSpent: Int64 = 0
    package var trustUnits: Int64 = 0
    /// What redeeming the trust would pay now, after retention.
    package var trustValueFen: Int64 = 0
    /// Of the plan in force.
    package var legacyReleaseBps: UInt32 = 0
    /// What members still have to pay for orders until the trust covers what is owed, if nobody
    /// redeems and the price stays; rounded up, 0 when nothing is missing.
    package var turnoverFen: Int64 = 0
    /// No turnover is ever enough: nothing is released, or nothing is known of contributions.
    package var never: Bool = false
    package var allotments: UInt64 = 0
    /// Of the allotment that is being made: its number, the members that are still to come, and
    /// the last that has points of it. While it is open, nothing else moves the pool.
    package var openAllotment: UInt64 = 0
    package var membersLeft: UInt64 = 0
    package var cursor: UInt64 = 0

    package init() {}

    package init(
        sequence: UInt64 = 0, claimedFen: Int64 = 0, convertedFen: Int64 = 0,
        allottedFen: Int64 = 0, owedFen: Int64 = 0, members: UInt64 = 0, coins: Int64 = 0,
        coinsSpent: Int64 = 0, trustUnits: Int64 = 0, trustValueFen: Int64 = 0,
        legacyReleaseBps: UInt32 = 0, turnoverFen: Int64 = 0, never: Bool = false,
        allotments: UInt64 = 0, openAllotment: UInt64 = 0, membersLeft: UInt64 = 0,
        cursor: UInt64 = 0
    ) {
        self.sequence = sequence
        self.claimedFen = claimedFen
        self.convertedFen = convertedFen
        self.allottedFen = allottedFen
        self.owedFen = owedFen
        self.members = members
        self.coins = coins
        self.coinsSpent = coinsSpent
        self.trustUnits = trustUnits
        self.trustValueFen = trustValueFen
        self.legacyReleaseBps = legacyReleaseBps
        self.turnoverFen = turnoverFen
        self.never = never
        self.allotments = allotments
        self.openAllotment = openAllotment
        self.membersLeft = membersLeft
        self.cursor = cursor
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "sequence", &sequence)
        try fields.int64(2, "claimed_fen", &claimedFen)
        try fields.int64(3, "converted_fen", &convertedFen)
        try fields.int64(4, "allotted_fen", &allottedFen)
        try fields.int64(5, "owed_fen", &owedFen)
        try fields.uint64(6, "members", &members)
        try fields.int64(7, "coins", &coins)
        try fields.int64(8, "coins_spent", &coinsSpent)
        try fields.int64(9, "trust_units", &trustUnits)
        try fields.int64(10, "trust_value_fen", &trustValueFen)
        try fields.uint32(11, "legacy_release_bps", &legacyReleaseBps)
        try fields.int64(12, "turnover_fen", &turnoverFen)
        try fields.bool(13, "never", &never)
        try fields.uint64(14, "allotments", &allotments)
        try fields.uint64(15, "open_allotment", &openAllotment)
        try fields.uint64(16, "members_left", &membersLeft)
        try fields.uint64(17, "cursor", &cursor)
    }
}

package struct GetClaimRequest: Message {
    package static let protoName = "tidemark.pool.v1.GetClaimRequest"

    package var platform: String = ""
    package var member: UInt64 = 0

    package init() {}

    package init(
        platform: String = "", member: UInt64 = 0
    ) {
        self.platform = platform
        self.member = member
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "member", &member)
    }
}

package struct Claim: Message {
    package static let protoName = "tidemark.pool.v1.Claim"

    package var member: UInt64 = 0
    package var leftFen: Int64 = 0
    package var coins: Int64 = 0

    package init() {}

    package init(
        member: UInt64 = 0, leftFen: Int64 = 0, coins: Int64 = 0
    ) {
        self.member = member
        self.leftFen = leftFen
        self.coins = coins
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "member", &member)
        try fields.int64(2, "left_fen", &leftFen)
        try fields.int64(3, "coins", &coins)
    }
}

package struct GetClaimResponse: Message {
    package static let protoName = "tidemark.pool.v1.GetClaimResponse"

    package var claim: Claim?

    package init() {}

    package init(
        claim: Claim? = nil
    ) {
        self.claim = claim
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "claim", &claim)
    }
}

package struct ListClaimsRequest: Message {
    package static let protoName = "tidemark.pool.v1.ListClaimsRequest"

    package var platform: String = ""
    /// Lists members above this id that are owed something.
    package var afterMember: UInt64 = 0
    /// 1 to 1,000; 0 means 100.
    package var limit: UInt32 = 0

    package init() {}

    package init(
        platform: String = "", afterMember: UInt64 = 0, limit: UInt32 = 0
    ) {
        self.platform = platform
        self.afterMember = afterMember
        self.limit = limit
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "after_member", &afterMember)
        try fields.uint32(3, "limit", &limit)
    }
}

package struct ListClaimsResponse: Message {
    package static let protoName = "tidemark.pool.v1.ListClaimsResponse"

    package var claims: [Claim] = []

    package init() {}

    package init(
        claims: [Claim] = []
    ) {
        self.claims = claims
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "claims", &claims)
    }
}
