package enum ReferralLimits {
    /// Members between one who joins and the top of the tree: bounds every walk upward.
    package static let depthMax = 1_000
    /// Members of one platform; positions are 32 bits wide.
    package static let membersMax = 1_000_000_000
    /// The largest id of a member, so that "the next free id" never overflows.
    package static let memberIDMax: UInt64 = 1 << 62
    /// Members of one import: 1,000 ids of 10 bytes fit one entry several times.
    package static let importMax = 1_000
    /// Lines of one order, as in the catalog.
    package static let linesMax = CatalogLimits.linesMax
    /// Orders confirmed by one command: a settlement batch.
    package static let confirmMax = OrderLimits.batchMax
    /// UTF-8 bytes of the reason for freezing a member.
    package static let reasonBytesMax = 200
}
