//  A statement as CSV, in UTF-8, without quotes, lines ending with LF or CR LF:
//
//      record,account,date,currency,amount,reference
//      closing,6217000012345678,2026-03-05,CNY,125000.00,
//      debit,6217000012345678,2026-03-05,CNY,150.00,demo-w-17
//      credit,6217000012345678,2026-03-05,CNY,2000.00,PSP-0305
//
//  One closing record, whose amount may begin with a minus; all records of one account and day.
extension BankStatement {
    private static let columns = "record,account,date,currency,amount,reference"
    private static let lineBytesMax = 512

    /// Reads a statement of a platform's account. Refuses, naming the line, whatever is not
    /// exactly as drawn above.
    package init(csv bytes: [UInt8], platform: String) throws(StatementError) {
        guard bytes.count <= Self.bytesMax else {
            throw StatementError(
                line: 1, "\(bytes.count) bytes; at most \(Self.bytesMax) are read")
        }
        var draft = StatementDraft(platform: platform)
        var closing: Int64?
        var subject: (account: String, date: ShanghaiDay)?
        var number = 0
        for bytes in Self.lines(bytes) {
            number += 1
            let text = try Self.text(bytes, number)
            guard number > 1 else {
                guard text == Self.columns else {
                    throw StatementError(line: 1, "the first line must be \(Self.columns)")
                }
                continue
            }
            let record = try Record(text, line: number)
            guard
                subject == nil || (subject?.account, subject?.date) == (record.account, record.date)
            else {
                throw StatementError(
                    line: number,
                    "another account or day than in the lines before; a statement "
                        + "is of one account and one day")
            }
            subject = (record.account, record.date)
            switch record.kind {
            case .closing:
                guard closing == nil else {
                    throw StatementError(line: number, "a second closing record; state one")
                }
                closing = record.amount
            case .debit, .credit: try draft.add(record.reference, record.amount, line: number)
            }
        }
        guard let closing, let subject else {
            throw StatementError(line: max(1, number), "no closing record; state one")
        }
        self = draft.finished(account: subject.account, date: subject.date, closing: closing)
    }

    private struct Record {
        enum Kind: String { case closing, debit, credit }

        var kind: Kind
        var account: String
        var date: ShanghaiDay
        /// Signed.
        var amount: Int64
        var reference: String

        init(_ text: String, line: Int) throws(StatementError) {
            let cells = text.split(separator: ",", omittingEmptySubsequences: false)
                .map(String.init)
            guard cells.count == 6 else {
                throw StatementError(line: line, "\(cells.count) cells; a record has 6")
            }
            guard let kind = Kind(rawValue: cells[0]) else {
                throw StatementError(line: line, "the record is none of closing, debit, credit")
            }
            guard BankStatement.isAccount(cells[1]) else {
                throw StatementError(
                    line: line,
                    "the account is not 4 to \(BankStatement.accountBytesMax) letters "
                        + "and digits")
            }
            guard let date = ShanghaiDay(cells[2]) else {
                throw StatementError(line: line, "the date is no day like 2026-03-05")
            }
            guard cells[3] == "CNY" else {
                throw StatementError(line: line, "the currency is not CNY")
            }
            let isNegative = kind == .closing && cells[4].hasPrefix("-")
            guard
                let amount = StatementFigure.fen(
                    isNegative ? String(cells[4].dropFirst()) : cells[4])
            else {
                throw StatementError(
                    line: line, "the amount is not digits with at most two places, like 150.00")
            }
            guard kind != .closing || cells[5].isEmpty else {
                throw StatementError(line: line, "the closing record has a reference")
            }
            self.kind = kind
            self.account = cells[1]
            self.date = date
            self.amount = kind == .debit || isNegative ? -amount : amount
            reference = cells[5]
        }
    }

    /// The lines without their ends; an empty one at the end is none.
    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var bytes = bytes[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty ?? false { lines.removeLast() }
        return lines.map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
    }

    private static func text(
        _ bytes: ArraySlice<UInt8>, _ line: Int
    ) throws(StatementError) -> String {
        guard bytes.count <= lineBytesMax else {
            throw StatementError(line: line, "more than \(lineBytesMax) bytes")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw StatementError(line: line, "not UTF-8")
        }
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\"") }) else {
            throw StatementError(line: line, "a quote or a control character; there are none here")
        }
        return text
    }
}
