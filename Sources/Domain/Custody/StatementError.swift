/// Why a bank's statement is not read, with the line, from 1.
package struct StatementError: Rejection, Equatable {
    package let line: Int
    package let message: String

    package init(line: Int, _ message: String) {
        self.line = line
        self.message = message
    }

    package var kind: RejectionKind { .invalidArgument }
    package var reason: String { "statement_malformed" }
    package var sentence: String { "statement, line \(line): \(message)" }
}

/// Figures of statements.
enum StatementFigure {
    /// Digits with a dot and at most two places, such as `125000.00`, in fen. At most 2^62 fen.
    static func fen(_ text: String) -> Int64? {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...17).contains(parts[0].count),
            parts.count == 1 || (1...2).contains(parts[1].count)
        else { return nil }
        var value: Int64 = 0
        for byte in parts[0] {
            guard let digit = digit(byte) else { return nil }
            value = value * 10 + digit
        }
        let places = parts.count == 2 ? Array(parts[1]) : []
        for index in 0..<2 {
            let byte = index < places.count ? places[index] : UInt8(ascii: "0")
            guard let digit = digit(byte) else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow, product <= 1 << 62 else { return nil }
            value = product + digit
        }
        return value
    }

    private static func digit(_ byte: UInt8) -> Int64? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            ? Int64(byte - UInt8(ascii: "0")) : nil
    }
}

/// A statement while it is being read.
struct StatementDraft {
    let platform: String
    private(set) var items: [BankStatement.Item] = []
    private var otherCount = 0
    private var otherSum: Int64 = 0

    init(platform: String) { self.platform = platform }

    /// One payment; `amount` is negative for a debit.
    mutating func add(
        _ reference: String, _ amount: Int64, line: Int
    ) throws(StatementError) {
        if let subject = PayoutReference.subject(reference, of: platform) {
            guard items.count < BankStatement.itemsMax else {
                throw StatementError(
                    line: line,
                    "more than \(BankStatement.itemsMax) payments of ours; hand in the statements "
                        + "of smaller accounts, or have payout files booked as one payment each")
            }
            items.append(BankStatement.Item(subject: subject, amount: amount))
            return
        }
        otherCount += 1
        let (sum, overflow) = otherSum.addingReportingOverflow(amount)
        guard !overflow else {
            throw StatementError(line: line, "the payments sum to more than 64 bits hold")
        }
        otherSum = sum
    }

    func finished(
        account: String, date: ShanghaiDay, closing: Int64
    ) -> BankStatement {
        BankStatement(
            account: account, date: date, closing: closing, items: items,
            otherCount: otherCount, otherSum: otherSum)
    }
}
