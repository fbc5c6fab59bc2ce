package struct Joined: Message {
    package static let protoName = "tidemark.referral.v1.Joined"

    package var member: UInt64 = 0
    package var inviter: UInt64 = 0

    package init() {}

    package init(
        member: UInt64 = 0, inviter: UInt64 = 0
    ) {
        self.member = member
        self.inviter = inviter
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "member", &member)
        try fields.uint64(2, "inviter", &inviter)
    }
}

package struct MembersImported: Message {
    package static let protoName = "tidemark.referral.v1.MembersImported"

    package var members: [UInt64] = []

    package init() {}

    package init(
        members: [UInt64] = []
    ) {
        self.members = members
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "members", &members)
    }
}

package struct MemberFrozen: Message {
    package static let protoName = "tidemark.referral.v1.MemberFrozen"

    package var member: UInt64 = 0
    package var frozen: Bool = false
    package var reason: String = ""

    package init() {}

    package init(
        member: UInt64 = 0, frozen: Bool = false, reason: String = ""
    ) {
        self.member = member
        self.frozen = frozen
        self.reason = reason
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "member", &member)
        try fields.bool(2, "frozen", &frozen)
        try fields.string(3, "reason", &reason)
    }
}

/// The rewards of a paid order, pending until it settles. The upline is the tree at this entry.
package struct Shared: Message {
    package static let protoName = "tidemark.referral.v1.Shared"

    package var order: UInt64 = 0
    package var buyer: UInt64 = 0
    package var rates: RewardRates?
    package var lines: [ShareLine] = []
    package var rows: [RewardRow] = []
    package var unallocatedFen: Int64 = 0

    package init() {}

    package init(
        order: UInt64 = 0, buyer: UInt64 = 0, rates: RewardRates? = nil, lines: [ShareLine] = [],
        rows: [RewardRow] = [], unallocatedFen: Int64 = 0
    ) {
        self.order = order
        self.buyer = buyer
        self.rates = rates
        self.lines = lines
        self.rows = rows
        self.unallocatedFen = unallocatedFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
        try fields.uint64(2, "buyer", &buyer)
        try fields.message(3, "rates", &rates)
        try fields.repeated(4, "lines", &lines)
        try fields.repeated(5, "rows", &rows)
        try fields.int64(6, "unallocated_fen", &unallocatedFen)
    }
}

package struct Confirmed: Message {
    package static let protoName = "tidemark.referral.v1.Confirmed"

    package var order: UInt64 = 0

    package init() {}

    package init(
        order: UInt64 = 0
    ) {
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
    }
}

/// The order will not settle: nobody earns.
package struct RewardsCancelled: Message {
    package static let protoName = "tidemark.referral.v1.RewardsCancelled"

    package var order: UInt64 = 0

    package init() {}

    package init(
        order: UInt64 = 0
    ) {
        self.order = order
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "order", &order)
    }
}
