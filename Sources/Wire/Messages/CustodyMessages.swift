package enum StatementFormat: Int32, MessageEnum {
    case unspecified = 0
    case csv = 1
    /// ISO 20022 BankToCustomerStatement, in XML.
    case camt053 = 2

    package static let protoName = "tidemark.pool.v1.StatementFormat"
    package static let zero = Self.unspecified

    package var valueName: String {
        switch self {
        case .unspecified: "STATEMENT_FORMAT_UNSPECIFIED"
        case .csv: "STATEMENT_FORMAT_CSV"
        case .camt053: "STATEMENT_FORMAT_CAMT053"
        }
    }
}

/// A payment provider paid out what it had collected.
package struct SettleProviderRequest: Message {
    package static let protoName = "tidemark.pool.v1.SettleProviderRequest"

    package var requestID: String = ""
    package var platform: String = ""
    /// What the bank received.
    package var receivedFen: Int64 = 0
    /// What the provider kept.
    package var feeFen: Int64 = 0
    /// The bank's reference of the payment, accepted once: 1 to 64 of A-Z, a-z, 0-9, . _ -.
    package var reference: String = ""

    package init() {}

    package init(
        requestID: String = "", platform: String = "", receivedFen: Int64 = 0, feeFen: Int64 = 0,
        reference: String = ""
    ) {
        self.requestID = requestID
        self.platform = platform
        self.receivedFen = receivedFen
        self.feeFen = feeFen
        self.reference = reference
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.int64(3, "received_fen", &receivedFen)
        try fields.int64(4, "fee_fen", &feeFen)
        try fields.string(5, "reference", &reference)
    }
}

package struct SettleProviderResponse: Message {
    package static let protoName = "tidemark.pool.v1.SettleProviderResponse"

    package var custodyFen: Int64 = 0
    package var pspClearingFen: Int64 = 0

    package init() {}

    package init(custodyFen: Int64 = 0, pspClearingFen: Int64 = 0) {
        self.custodyFen = custodyFen
        self.pspClearingFen = pspClearingFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "custody_fen", &custodyFen)
        try fields.int64(2, "psp_clearing_fen", &pspClearingFen)
    }
}

/// A payment in a statement that carries one of our references.
package struct StatementItem: Message {
    package static let protoName = "tidemark.pool.v1.StatementItem"

    package var withdrawal: UInt64 = 0
    /// Of a whole payout file.
    package var batch: UInt64 = 0
    /// A debit is negative.
    package var amountFen: Int64 = 0

    package init() {}

    package init(withdrawal: UInt64 = 0, batch: UInt64 = 0, amountFen: Int64 = 0) {
        self.withdrawal = withdrawal
        self.batch = batch
        self.amountFen = amountFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "withdrawal", &withdrawal)
        try fields.uint64(2, "batch", &batch)
        try fields.int64(3, "amount_fen", &amountFen)
    }
}

package struct Attestation: Message {
    package static let protoName = "tidemark.pool.v1.Attestation"

    package var attestation: UInt64 = 0
    package var account: String = ""
    /// The day in Shanghai at whose end the balance was, as 2026-03-05.
    package var date: String = ""
    package var closingFen: Int64 = 0
    package var format: StatementFormat = StatementFormat.zero
    /// Of the statement's exact bytes.
    package var sha256: [UInt8] = []
    package var items: [StatementItem] = []
    /// The payments of others: how many, and their sum.
    package var otherCount: UInt32 = 0
    package var otherFen: Int64 = 0
    /// The attestation of this account and day that it replaces; 0 for none.
    package var corrects: UInt64 = 0
    package var by: String = ""
    package var atUs: Int64 = 0

    package init() {}

    package init(
        attestation: UInt64 = 0, account: String = "", date: String = "", closingFen: Int64 = 0,
        format: StatementFormat = .zero, sha256: [UInt8] = [], items: [StatementItem] = [],
        otherCount: UInt32 = 0, otherFen: Int64 = 0, corrects: UInt64 = 0, by: String = "",
        atUs: Int64 = 0
    ) {
        self.attestation = attestation
        self.account = account
        self.date = date
        self.closingFen = closingFen
        self.format = format
        self.sha256 = sha256
        self.items = items
        self.otherCount = otherCount
        self.otherFen = otherFen
        self.corrects = corrects
        self.by = by
        self.atUs = atUs
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "attestation", &attestation)
        try fields.string(2, "account", &account)
        try fields.string(3, "date", &date)
        try fields.int64(4, "closing_fen", &closingFen)
        try fields.enumeration(5, "format", &format)
        try fields.bytes(6, "sha256", &sha256)
        try fields.repeated(7, "items", &items)
        try fields.uint32(8, "other_count", &otherCount)
        try fields.int64(9, "other_fen", &otherFen)
        try fields.uint64(10, "corrects", &corrects)
        try fields.string(11, "by", &by)
        try fields.int64(12, "at_us", &atUs)
    }
}

package struct AttestStatementRequest: Message {
    package static let protoName = "tidemark.pool.v1.AttestStatementRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var format: StatementFormat = StatementFormat.zero
    /// At most 1 MiB; read and not kept.
    package var statement: [UInt8] = []
    package var corrects: UInt64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", format: StatementFormat = .zero,
        statement: [UInt8] = [], corrects: UInt64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.format = format
        self.statement = statement
        self.corrects = corrects
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.enumeration(3, "format", &format)
        try fields.bytes(4, "statement", &statement)
        try fields.uint64(5, "corrects", &corrects)
    }
}

package struct AttestStatementResponse: Message {
    package static let protoName = "tidemark.pool.v1.AttestStatementResponse"

    package var attestation: Attestation?
    /// No real money.
    package var sandbox: Bool = false

    package init() {}

    package init(attestation: Attestation? = nil, sandbox: Bool = false) {
        self.attestation = attestation
        self.sandbox = sandbox
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "attestation", &attestation)
        try fields.bool(2, "sandbox", &sandbox)
    }
}

package struct GetCustodyStatusRequest: Message {
    package static let protoName = "tidemark.pool.v1.GetCustodyStatusRequest"

    package var platform: String = ""

    package init() {}

    package init(platform: String = "") {
        self.platform = platform
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "platform", &platform)
    }
}

package struct GetCustodyStatusResponse: Message {
    package static let protoName = "tidemark.pool.v1.GetCustodyStatusResponse"

    package var sequence: UInt64 = 0
    package var custodyFen: Int64 = 0
    package var pspClearingFen: Int64 = 0
    /// What custody and clearing must cover now.
    package var owedFen: Int64 = 0
    /// By account, those of one kind summed.
    package var owed: [Line] = []
    /// The latest of each account.
    package var latest: [Attestation] = []
    /// The last day that all accounts are attested for; empty for none.
    package var attestedDate: String = ""
    /// Working days that are over since.
    package var workingDaysSince: UInt32 = 0
    /// No statement for two working days.
    package var overdue: Bool = false
    /// No real money.
    package var sandbox: Bool = false

    package init() {}

    package init(
        sequence: UInt64 = 0, custodyFen: Int64 = 0, pspClearingFen: Int64 = 0, owedFen: Int64 = 0,
        owed: [Line] = [], latest: [Attestation] = [], attestedDate: String = "",
        workingDaysSince: UInt32 = 0, overdue: Bool = false, sandbox: Bool = false
    ) {
        self.sequence = sequence
        self.custodyFen = custodyFen
        self.pspClearingFen = pspClearingFen
        self.owedFen = owedFen
        self.owed = owed
        self.latest = latest
        self.attestedDate = attestedDate
        self.workingDaysSince = workingDaysSince
        self.overdue = overdue
        self.sandbox = sandbox
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.uint64(1, "sequence", &sequence)
        try fields.int64(2, "custody_fen", &custodyFen)
        try fields.int64(3, "psp_clearing_fen", &pspClearingFen)
        try fields.int64(4, "owed_fen", &owedFen)
        try fields.repeated(5, "owed", &owed)
        try fields.repeated(6, "latest", &latest)
        try fields.string(7, "attested_date", &attestedDate)
        try fields.uint32(8, "working_days_since", &workingDaysSince)
        try fields.bool(9, "overdue", &overdue)
        try fields.bool(10, "sandbox", &sandbox)
    }
}

package struct ProviderSettled: Message {
    package static let protoName = "tidemark.pool.v1.ProviderSettled"

    package var receivedFen: Int64 = 0
    package var feeFen: Int64 = 0
    package var reference: String = ""
    package var by: String = ""
    package var atUs: Int64 = 0
    package var lines: [Line] = []

    package init() {}

    package init(
        receivedFen: Int64 = 0, feeFen: Int64 = 0, reference: String = "", by: String = "",
        atUs: Int64 = 0, lines: [Line] = []
    ) {
        self.receivedFen = receivedFen
        self.feeFen = feeFen
        self.reference = reference
        self.by = by
        self.atUs = atUs
        self.lines = lines
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.int64(1, "received_fen", &receivedFen)
        try fields.int64(2, "fee_fen", &feeFen)
        try fields.string(3, "reference", &reference)
        try fields.string(4, "by", &by)
        try fields.int64(5, "at_us", &atUs)
        try fields.repeated(6, "lines", &lines)
    }
}

package struct StatementAttested: Message {
    package static let protoName = "tidemark.pool.v1.StatementAttested"

    package var attestation: Attestation?

    package init() {}

    package init(attestation: Attestation? = nil) {
        self.attestation = attestation
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "attestation", &attestation)
    }
}
