/// The lines of one member, of one order or of one account, the latest first.
///
/// A member's, an order's and an owned account's come from the index of entries: the cost is that
/// of the entries shown, and of later ones about the same. Those of an account that nobody owns,
/// such as `reserve`, are looked for in every entry; one call looks at no more than 20,000.
package struct GetStatementRequest: Message {
    package static let protoName = "tidemark.pool.v1.GetStatementRequest"

    package var platform: String = ""
    /// One of the three. All accounts of a member, and the lines of entries about the member.
    package var member: UInt64 = 0
    package var order: UInt64 = 0
    /// Such as `wallet:42` or `reserve`.
    package var account: String = ""
    /// Only entries before this one; 0 for the latest.
    package var beforeSequence: UInt64 = 0
    /// Entries, 1 to 1,000; 0 means 100.
    package var limit: UInt32 = 0

    package init() {}

    package init(
        platform: String = "", member: UInt64 = 0, order: UInt64 = 0, account: String = "",
        beforeSequence: UInt64 = 0, limit: UInt32 = 0
    ) {
        self.platform = platform
        self.member = member
        self.order = order
        self.account = account
        self.beforeSequence = beforeSequence
        self.limit = limit
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "member", &member)
        try fields.uint64(3, "order", &order)
        try fields.string(4, "account", &account)
        try fields.uint64(5, "before_sequence", &beforeSequence)
        try fields.uint32(6, "limit", &limit)
    }
}

package struct StatementRow: Message {
    package static let protoName = "tidemark.pool.v1.StatementRow"

    package var sequence: UInt64 = 0
    /// Microseconds since 1970 UTC.
    package var timeUs: Int64 = 0
    /// What happened, such as `settled`.
    package var kind: String = ""
    package var order: UInt64 = 0
    package var lines: [Line] = []

    package init() {}

    package init(
        sequence: UInt64 = 0, timeUs: Int64 = 0, kind: String = "", order: UInt64 = 0,
        lines: [Line] = []
    ) {
        self.sequence = sequence
        self.timeUs = timeUs
        self.kind = kind
        self.order = order
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "sequence", &sequence)
        try fields.int64(2, "time_us", &timeUs)
        try fields.string(3, "kind", &kind)
        try fields.uint64(4, "order", &order)
        try fields.repeated(5, "lines", &lines)
    }
}

package struct GetStatementResponse: Message {
    package static let protoName = "tidemark.pool.v1.GetStatementResponse"

    /// As of this entry; entries after it are not shown.
    package var sequence: UInt64 = 0
    package var rows: [StatementRow] = []
    /// Ask with this as before_sequence for what came earlier; 0 when there is nothing.
    package var nextBeforeSequence: UInt64 = 0
    /// What the accounts of the member, that of the order, or the account holds as of `sequence`.
    package var balances: [Line] = []

    package init() {}

    package init(
        sequence: UInt64 = 0, rows: [StatementRow] = [], nextBeforeSequence: UInt64 = 0,
        balances: [Line] = []
    ) {
        self.sequence = sequence
        self.rows = rows
        self.nextBeforeSequence = nextBeforeSequence
        self.balances = balances
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "sequence", &sequence)
        try fields.repeated(2, "rows", &rows)
        try fields.uint64(3, "next_before_sequence", &nextBeforeSequence)
        try fields.repeated(4, "balances", &balances)
    }
}
