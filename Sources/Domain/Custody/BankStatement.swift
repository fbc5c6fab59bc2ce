/// What a bank says of one account at the end of one day, and of the payments of that day that
/// are ours: the rest is no business of the books, and may name people.
package struct BankStatement: Codable, Hashable, Sendable {
    /// Bytes of a statement that is read at all.
    package static let bytesMax = 1 << 20
    /// Payments of ours in one statement: their entry fits a journal.
    package static let itemsMax = 2_000
    /// Bytes of an account's number (an IBAN has at most 34).
    package static let accountBytesMax = 34

    /// A payment that carries one of our references.
    package struct Item: Codable, Hashable, Sendable {
        package enum Subject: Codable, Hashable, Sendable {
            case withdrawal(WithdrawalID)
            case batch(PayoutBatchID)
        }

        package let subject: Subject
        /// Fen; a debit is negative, money that comes back positive.
        package let amount: Int64

        package init(subject: Subject, amount: Int64) {
            self.subject = subject
            self.amount = amount
        }
    }

    package let account: String
    package let date: ShanghaiDay
    /// Fen; an overdrawn account is negative.
    package let closing: Int64
    package let items: [Item]
    /// The other payments: how many, and what they sum to.
    package let otherCount: Int
    package let otherSum: Int64

    package init(
        account: String, date: ShanghaiDay, closing: Int64, items: [Item], otherCount: Int,
        otherSum: Int64
    ) {
        self.account = account
        self.date = date
        self.closing = closing
        self.items = items
        self.otherCount = otherCount
        self.otherSum = otherSum
    }

    /// Letters and digits, 4 to 34: an account, and nothing that could be read as more.
    package static func isAccount(_ text: String) -> Bool {
        (4...accountBytesMax).contains(text.utf8.count)
            && text.utf8.allSatisfy(\.isLetterOrDigit)
    }
}

/// What a payment of ours is called at the bank: `demo-w-17` for a withdrawal, `demo-b-3` for a
/// whole payout file.
package enum PayoutReference {
    package static func text(_ platform: String, _ id: WithdrawalID) -> String {
        "\(platform)-w-\(id)"
    }

    package static func text(_ platform: String, _ id: PayoutBatchID) -> String {
        "\(platform)-b-\(id)"
    }

    /// Nil for a text that is not one of the platform's references, to the byte.
    package static func subject(
        _ text: String, of platform: String
    ) -> BankStatement.Item.Subject? {
        guard text.utf8.count <= 64, let dash = text.lastIndex(of: "-"),
            let number = UInt64(text[text.index(after: dash)...]), number >= 1
        else { return nil }
        let withdrawal = WithdrawalID(rawValue: number)
        if text == self.text(platform, withdrawal) { return .withdrawal(withdrawal) }
        let batch = PayoutBatchID(rawValue: number)
        return text == self.text(platform, batch) ? .batch(batch) : nil
    }
}
