import Domain
import Wire

/// The file that a bank pays by. CSV (RFC 4180) in UTF-8, lines end with CR LF:
///
///     batch,row,withdrawal,reference,amount_yuan,currency,channel,holder,account,bank
///     demo-b-3,1,17,demo-w-17,150.00,CNY,bank,"张三","6222…","…"
///     demo-b-3,total,1,,150.00,CNY,bank,,,
///
/// The last line has the number of rows and their sum. A withdrawal's reference comes back in
/// the bank's statement.
struct PayoutFile: Sendable {
    private let platform: String
    private let batch: PayoutBatch
    private var text: String
    private var count = 0
    private var sum: Int64 = 0

    private static let heading =
        "batch,row,withdrawal,reference,amount_yuan,currency,channel,holder,account,bank\r\n"

    init(platform: String, batch: PayoutBatch) {
        self.platform = platform
        self.batch = batch
        text = Self.heading
    }

    private var name: String { PayoutReference.text(platform, batch.id) }

    mutating func add(_ row: Domain.Withdrawal, _ account: PayoutAccountText) {
        count += 1
        sum += row.amount.fen
        let cells = [
            name, "\(count)", "\(row.id)", PayoutReference.text(platform, row.id),
            "\(row.amount)", "CNY", row.channel.rawValue, Self.quoted(account.holder),
            Self.quoted(account.account), Self.quoted(account.bank),
        ]
        text += cells.joined(separator: ",") + "\r\n"
    }

    consuming func finished() -> [UInt8] {
        precondition(
            count == batch.withdrawals.count && sum == batch.total.fen,
            "a file has the rows of its batch")
        text += "\(name),total,\(count),,\(Money(fen: sum)),CNY,\(batch.channel.rawValue),,,\r\n"
        return Array(text.utf8)
    }

    private static func quoted(_ text: String) -> String {
        text.isEmpty ? "" : "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
