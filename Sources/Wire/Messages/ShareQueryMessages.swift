package struct ListProgrammesRequest: Message {
    package static let protoName = "tidemark.pool.v1.ListProgrammesRequest"

    package var platform: String = ""

    package init() {}

    package init(
        platform: String = ""
    ) {
        self.platform = platform
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
    }
}

package struct ListProgrammesResponse: Message {
    package static let protoName = "tidemark.pool.v1.ListProgrammesResponse"

    package var programmes: [Programme] = []

    package init() {}

    package init(
        programmes: [Programme] = []
    ) {
        self.programmes = programmes
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "programmes", &programmes)
    }
}

package struct GetRegisterRequest: Message {
    package static let protoName = "tidemark.pool.v1.GetRegisterRequest"

    package var platform: String = ""
    /// The register as of this time; 0 is now.
    package var atUs: Int64 = 0
    /// Lists members above this id.
    package var afterMember: UInt64 = 0
    /// 1 to 1,000; 0 means 100.
    package var limit: UInt32 = 0

    package init() {}

    package init(
        platform: String = "", atUs: Int64 = 0, afterMember: UInt64 = 0, limit: UInt32 = 0
    ) {
        self.platform = platform
        self.atUs = atUs
        self.afterMember = afterMember
        self.limit = limit
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.int64(2, "at_us", &atUs)
        try fields.uint64(3, "after_member", &afterMember)
        try fields.uint32(4, "limit", &limit)
    }
}

package struct ShareHolding: Message {
    package static let protoName = "tidemark.pool.v1.ShareHolding"

    package var member: UInt64 = 0
    package var shares: Int64 = 0
    /// Of those, what is out of lock-up or vested by the time of the register.
    package var unlocked: Int64 = 0

    package init() {}

    package init(
        member: UInt64 = 0, shares: Int64 = 0, unlocked: Int64 = 0
    ) {
        self.member = member
        self.shares = shares
        self.unlocked = unlocked
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "member", &member)
        try fields.int64(2, "shares", &shares)
        try fields.int64(3, "unlocked", &unlocked)
    }
}

package struct GetRegisterResponse: Message {
    package static let protoName = "tidemark.pool.v1.GetRegisterResponse"

    package var sequence: UInt64 = 0
    package var holdings: [ShareHolding] = []
    /// Of all holders, listed here or not.
    package var shares: Int64 = 0

    package init() {}

    package init(
        sequence: UInt64 = 0, holdings: [ShareHolding] = [], shares: Int64 = 0
    ) {
        self.sequence = sequence
        self.holdings = holdings
        self.shares = shares
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "sequence", &sequence)
        try fields.repeated(2, "holdings", &holdings)
        try fields.int64(3, "shares", &shares)
    }
}

package struct ListShareEntriesRequest: Message {
    package static let protoName = "tidemark.pool.v1.ListShareEntriesRequest"

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

/// One entry of the register.
package struct ShareEntry: Message {
    package static let protoName = "tidemark.pool.v1.ShareEntry"

    package var entry: UInt64 = 0
    package var member: UInt64 = 0
    package var shares: Int64 = 0
    /// 0 for shares of founders and team.
    package var programme: UInt64 = 0
    package var reason: String = ""
    package var sinceUs: Int64 = 0
    package var released: Int64 = 0
    /// What may be released now.
    package var free: Int64 = 0
    /// The programme failed, and what was paid is back.
    package var returned: Bool = false

    package init() {}

    package init(
        entry: UInt64 = 0, member: UInt64 = 0, shares: Int64 = 0, programme: UInt64 = 0,
        reason: String = "", sinceUs: Int64 = 0, released: Int64 = 0, free: Int64 = 0,
        returned: Bool = false
    ) {
        self.entry = entry
        self.member = member
        self.shares = shares
        self.programme = programme
        self.reason = reason
        self.sinceUs = sinceUs
        self.released = released
        self.free = free
        self.returned = returned
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "entry", &entry)
        try fields.uint64(2, "member", &member)
        try fields.int64(3, "shares", &shares)
        try fields.uint64(4, "programme", &programme)
        try fields.string(5, "reason", &reason)
        try fields.int64(6, "since_us", &sinceUs)
        try fields.int64(7, "released", &released)
        try fields.int64(8, "free", &free)
        try fields.bool(9, "returned", &returned)
    }
}

package struct ListShareEntriesResponse: Message {
    package static let protoName = "tidemark.pool.v1.ListShareEntriesResponse"

    package var entries: [ShareEntry] = []

    package init() {}

    package init(
        entries: [ShareEntry] = []
    ) {
        self.entries = entries
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "entries", &entries)
    }
}
