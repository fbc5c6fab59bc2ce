package struct RequestWithdrawalRequest: Message {
    package static let protoName = "tidemark.pool.v1.RequestWithdrawalRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var member: UInt64 = 0
    package var amountFen: Int64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", member: UInt64 = 0, amountFen: Int64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.member = member
        self.amountFen = amountFen
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "member", &member)
        try fields.int64(4, "amount_fen", &amountFen)
    }
}

package struct RequestWithdrawalResponse: Message {
    package static let protoName = "tidemark.pool.v1.RequestWithdrawalResponse"

    package var withdrawal: Withdrawal?

    package init() {}

    package init(withdrawal: Withdrawal? = nil) {
        self.withdrawal = withdrawal
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "withdrawal", &withdrawal)
    }
}

/// Back to the wallet, at the member's wish.
package struct CancelWithdrawalRequest: Message {
    package static let protoName = "tidemark.pool.v1.CancelWithdrawalRequest"

    package var requestID: String = ""
    package var platform: String = ""
    /// Must own the withdrawal.
    package var member: UInt64 = 0
    package var withdrawal: UInt64 = 0

    package init() {}

    package init(
        requestID: String = "", platform: String = "", member: UInt64 = 0, withdrawal: UInt64 = 0
    ) {
        self.requestID = requestID
        self.platform = platform
        self.member = member
        self.withdrawal = withdrawal
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "member", &member)
        try fields.uint64(4, "withdrawal", &withdrawal)
    }
}

package struct CancelWithdrawalResponse: Message {
    package static let protoName = "tidemark.pool.v1.CancelWithdrawalResponse"

    package var withdrawal: Withdrawal?

    package init() {}

    package init(withdrawal: Withdrawal? = nil) {
        self.withdrawal = withdrawal
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "withdrawal", &withdrawal)
    }
}

/// Back to the wallet, by an operator.
package struct RefuseWithdrawalRequest: Message {
    package static let protoName = "tidemark.pool.v1.RefuseWithdrawalRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var withdrawal: UInt64 = 0
    package var reason: String = ""

    package init() {}

    package init(
        requestID: String = "", platform: String = "", withdrawal: UInt64 = 0, reason: String = ""
    ) {
        self.requestID = requestID
        self.platform = platform
        self.withdrawal = withdrawal
        self.reason = reason
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "withdrawal", &withdrawal)
        try fields.string(4, "reason", &reason)
    }
}

package struct RefuseWithdrawalResponse: Message {
    package static let protoName = "tidemark.pool.v1.RefuseWithdrawalResponse"

    package var withdrawal: Withdrawal?

    package init() {}

    package init(withdrawal: Withdrawal? = nil) {
        self.withdrawal = withdrawal
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "withdrawal", &withdrawal)
    }
}

package struct ApproveWithdrawalRequest: Message {
    package static let protoName = "tidemark.pool.v1.ApproveWithdrawalRequest"

    package var requestID: String = ""
    package var platform: String = ""
    package var withdrawal: UInt64 = 0

    package init() {}

    package init(requestID: String = "", platform: String = "", withdrawal: UInt64 = 0) {
        self.requestID = requestID
        self.platform = platform
        self.withdrawal = withdrawal
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.string(1, "request_id", &requestID)
        try fields.string(2, "platform", &platform)
        try fields.uint64(3, "withdrawal", &withdrawal)
    }
}

package struct ApproveWithdrawalResponse: Message {
    package static let protoName = "tidemark.pool.v1.ApproveWithdrawalResponse"

    package var withdrawal: Withdrawal?

    package init() {}

    package init(withdrawal: Withdrawal? = nil) {
        self.withdrawal = withdrawal
    }

    package mutating func code(_ fields: inout some Fields) throws(WireError) {
        try fields.message(1, "withdrawal", &withdrawal)
    }
}
