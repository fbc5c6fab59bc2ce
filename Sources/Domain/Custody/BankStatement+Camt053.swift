// ISO 20022 BankToCustomerStatement, camt.053.001: what is needed of versions 02 to 13.
//
//     Document/BkToCstmrStmt/Stmt
//       Acct/Id/IBAN or Acct/Id/Othr/Id
//       Bal (Tp/CdOrPrtry/Cd = CLBD): Amt@Ccy, CdtDbtInd, Dt/Dt
//       Ntry: Amt@Ccy, CdtDbtInd, Sts or Sts/Cd = BOOK
//         NtryDtls/Btch/PmtInfId, or NtryDtls/TxDtls: Refs/EndToEndId, Amt or AmtDtls/TxAmt/Amt
extension BankStatement {
    private static let namespace = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."

    /// Reads a statement of a platform's account. Refuses, naming the line, what is not such a
    /// statement, of one account, in CNY, with one closing balance.
    package init(camt053 bytes: [UInt8], platform: String) throws(StatementError) {
        let document = try StatementXMLReader.read(bytes)
        let isDeclared = document.attributes.contains { name, value in
            (name == "xmlns" || name.hasPrefix("xmlns:")) && value.hasPrefix(Self.namespace)
        }
        guard document.name == "Document", isDeclared else {
            throw StatementError(
                line: document.line, "the outermost element is no Document of camt.053.001")
        }
        let statement = try document.required("BkToCstmrStmt").required("Stmt")
        let closing = try Self.closing(statement)
        var draft = StatementDraft(platform: platform)
        for entry in statement.all("Ntry") where try Self.isBooked(entry) {
            try Self.read(entry, into: &draft)
        }
        self = draft.finished(
            account: try Self.account(statement), date: closing.date, closing: closing.fen)
    }

    private static func account(_ statement: StatementXML) throws(StatementError) -> String {
        let id = try statement.required("Acct").required("Id")
        let iban = try id.child("IBAN")
        let other = try id.descendant("Othr", "Id")
        guard let number = iban ?? other, isAccount(number.text) else {
            throw StatementError(
                line: id.line,
                "the account has no IBAN or Othr/Id of 4 to \(accountBytesMax) "
                    + "letters and digits")
        }
        return number.text
    }

    private static func closing(
        _ statement: StatementXML
    ) throws(StatementError) -> (fen: Int64, date: ShanghaiDay) {
        var closing: StatementXML?
        for balance in statement.all("Bal") {
            guard try balance.descendant("Tp", "CdOrPrtry", "Cd")?.text == "CLBD" else {
                continue
            }
            guard closing == nil else {
                throw StatementError(
                    line: balance.line, "a second closing balance (CLBD); state one")
            }
            closing = balance
        }
        guard let closing else {
            throw StatementError(line: statement.line, "no closing balance (CLBD)")
        }
        let day = try closing.required("Dt").required("Dt")
        guard let date = ShanghaiDay(day.text) else {
            throw StatementError(line: day.line, "the date is no day like 2026-03-05")
        }
        return (try signed(closing), date)
    }

    private static func isBooked(_ entry: StatementXML) throws(StatementError) -> Bool {
        let status = try entry.required("Sts")
        let code = try status.child("Cd")?.text ?? status.text
        switch code {
        case "BOOK": return true
        case "PDNG", "INFO", "FUTR": return false
        default:
            throw StatementError(
                line: status.line, "the status is none of BOOK, PDNG, INFO, FUTR")
        }
    }

    /// Amount and sign of a balance or an entry.
    private static func signed(_ element: StatementXML) throws(StatementError) -> Int64 {
        let amount = try fen(try element.required("Amt"))
        return try isDebit(element) ? -amount : amount
    }

    private static func isDebit(_ element: StatementXML) throws(StatementError) -> Bool {
        let indicator = try element.required("CdtDbtInd")
        switch indicator.text {
        case "CRDT": return false
        case "DBIT": return true
        default:
            throw StatementError(line: indicator.line, "CdtDbtInd is neither CRDT nor DBIT")
        }
    }

    private static func fen(_ amount: StatementXML) throws(StatementError) -> Int64 {
        guard amount.attributes["Ccy"] == "CNY" else {
            throw StatementError(line: amount.line, "the currency is not CNY")
        }
        guard let fen = StatementFigure.fen(amount.text) else {
            throw StatementError(
                line: amount.line, "the amount is not digits with at most two places, like 150.00")
        }
        return fen
    }

    /// A payout file booked as one payment is one item; else each payment is one.
    private static func read(
        _ entry: StatementXML, into draft: inout StatementDraft
    ) throws(StatementError) {
        let amount = try signed(entry)
        let details = entry.all("NtryDtls")
        for detail in details {
            guard let batch = try detail.descendant("Btch", "PmtInfId"),
                PayoutReference.subject(batch.text, of: draft.platform) != nil
            else { continue }
            return try draft.add(batch.text, amount, line: entry.line)
        }
        let payments = details.flatMap { $0.all("TxDtls") }
        guard payments.count > 1 else {
            let reference = try payments.first?.descendant("Refs", "EndToEndId")?.text ?? ""
            return try draft.add(reference, amount, line: entry.line)
        }
        var sum: Int64 = 0
        for payment in payments {
            let stated = try payment.child("Amt")
            let detailed = try payment.descendant("AmtDtls", "TxAmt", "Amt")
            guard let figure = stated ?? detailed else {
                throw StatementError(
                    line: payment.line, "one of several payments of an entry has no amount")
            }
            let isDebit = try payment.child("CdtDbtInd") == nil ? amount < 0 : isDebit(payment)
            let fen = try fen(figure)
            let (next, overflow) = sum.addingReportingOverflow(isDebit ? -fen : fen)
            guard !overflow else {
                throw StatementError(line: payment.line, "the payments sum to more than 64 bits")
            }
            sum = next
            let reference = try payment.descendant("Refs", "EndToEndId")?.text ?? ""
            try draft.add(reference, isDebit ? -fen : fen, line: payment.line)
        }
        guard sum == amount else {
            throw StatementError(
                line: entry.line,
                "the payments of the entry sum to \(sum) fen, its amount is "
                    + "\(amount)")
        }
    }
}
