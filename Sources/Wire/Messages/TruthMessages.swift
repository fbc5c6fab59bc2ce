package struct CheckTruthRequest: Message {
    package static let protoName = "tidemark.audit.v1.CheckTruthRequest"

    package var platform: String = ""
    package var member: UInt64 = 0
    package var paidFen: Int64 = 0
    package var contributionFen: Int64 = 0

    package init() {}

    package init(
        platform: String = "", member: UInt64 = 0, paidFen: Int64 = 0, contributionFen: Int64 = 0
    ) {
        self.platform = platform
        self.member = member
        self.paidFen = paidFen
        self.contributionFen = contributionFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
        try fields.uint64(2, "member", &member)
        try fields.int64(3, "paid_fen", &paidFen)
        try fields.int64(4, "contribution_fen", &contributionFen)
    }
}

/// One figure that the pool served, beside the audit's own of the same entry.
package struct TruthFigure: Message {
    package static let protoName = "tidemark.audit.v1.TruthFigure"

    package var subject: String = ""
    package var sequence: UInt64 = 0
    package var name: String = ""
    package var served: String = ""
    package var recomputed: String = ""
    package var agrees: Bool = false
    /// Why it is not compared; empty where it is. It then neither agrees nor differs.
    package var notCompared: String = ""

    package init() {}

    package init(
        subject: String = "", sequence: UInt64 = 0, name: String = "", served: String = "",
        recomputed: String = "", agrees: Bool = false, notCompared: String = ""
    ) {
        self.subject = subject
        self.sequence = sequence
        self.name = name
        self.served = served
        self.recomputed = recomputed
        self.agrees = agrees
        self.notCompared = notCompared
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "subject", &subject)
        try fields.uint64(2, "sequence", &sequence)
        try fields.string(3, "name", &name)
        try fields.string(4, "served", &served)
        try fields.string(5, "recomputed", &recomputed)
        try fields.bool(6, "agrees", &agrees)
        try fields.string(7, "not_compared", &notCompared)
    }
}

package struct CheckTruthResponse: Message {
    package static let protoName = "tidemark.audit.v1.CheckTruthResponse"

    package var figures: [TruthFigure] = []
    package var holds: Bool = false

    package init() {}

    package init(figures: [TruthFigure] = [], holds: Bool = false) {
        self.figures = figures
        self.holds = holds
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.repeated(1, "figures", &figures)
        try fields.bool(2, "holds", &holds)
    }
}
