import Testing

@testable import Domain

@Suite("Bank statements")
struct StatementTests {
    static let csv = """
        record,account,date,currency,amount,reference
        closing,6217000012345678,2026-03-05,CNY,125000.00,
        debit,6217000012345678,2026-03-05,CNY,150.5,demo-w-17
        credit,6217000012345678,2026-03-05,CNY,2000,PSP 0305
        debit,6217000012345678,2026-03-05,CNY,0.01,demo-b-3

        """

    static let camt = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
          <!-- made by a bank -->
          <BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>S1</Id>
            <Acct><Id><Othr><Id>6217000012345678</Id></Othr></Id><Ccy>CNY</Ccy></Acct>
            <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">1.00</Amt>
              <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-05</Dt></Dt></Bal>
            <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">125000.00</Amt>
              <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-05</Dt></Dt></Bal>
            <Ntry><Amt Ccy="CNY">150.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
              <NtryDtls><TxDtls><Refs><EndToEndId>demo-w-17</EndToEndId></Refs>
                <RltdPties><Cdtr><Nm>A &amp; B &#x5F20;</Nm></Cdtr></RltdPties></TxDtls></NtryDtls>
            </Ntry>
            <Ntry><Amt Ccy="CNY">2000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
              <NtryDtls><TxDtls><Refs><EndToEndId><![CDATA[PSP 0305]]></EndToEndId></Refs></TxDtls>
              </NtryDtls></Ntry>
            <Ntry><Amt Ccy="CNY">0.01</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>
              <NtryDtls><Btch><PmtInfId>demo-b-3</PmtInfId></Btch></NtryDtls></Ntry>
            <Ntry><Amt Ccy="CNY">77.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>PDNG</Sts></Ntry>
          </Stmt></BkToCstmrStmt>
        </Document>
        """

    static let expected = BankStatement(
        account: "6217000012345678", date: ShanghaiDay("2026-03-05") ?? ShanghaiDay(number: 0),
        closing: 12_500_000,
        items: [
            .init(subject: .withdrawal(WithdrawalID(rawValue: 17)), amount: -15_050),
            .init(subject: .batch(PayoutBatchID(rawValue: 3)), amount: -1),
        ], otherCount: 1, otherSum: 200_000)

    @Test("both forms say the same: balance, day, our payments, and the sum of the others")
    func same() throws {
        #expect(try BankStatement(csv: Array(Self.csv.utf8), platform: "demo") == Self.expected)
        #expect(
            try BankStatement(camt053: Array(Self.camt.utf8), platform: "demo") == Self.expected)
        let crlf = Self.csv.replacing("\n", with: "\r\n")
        let marked = [0xEF, 0xBB, 0xBF] + Array(crlf.utf8)
        #expect(try BankStatement(csv: marked, platform: "demo") == Self.expected)
        let other = try BankStatement(csv: Array(Self.csv.utf8), platform: "other")
        #expect(other.items.isEmpty)
        #expect(other.otherCount == 3)
    }

    @Test("one entry of several payments is several payments, which sum to it")
    func several() throws {
        let entry = """
            <Ntry><Amt Ccy="CNY">3.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><NtryDtls>
            <TxDtls><Refs><EndToEndId>demo-w-1</EndToEndId></Refs><Amt Ccy="CNY">5.00</Amt></TxDtls>
            <TxDtls><Refs><EndToEndId>demo-w-2</EndToEndId></Refs><AmtDtls><TxAmt>
            <Amt Ccy="CNY">2.00</Amt></TxAmt></AmtDtls><CdtDbtInd>CRDT</CdtDbtInd></TxDtls>
            </NtryDtls></Ntry></Stmt>
            """
        let text = Self.camt.replacing("</Stmt>", with: entry)
        let statement = try BankStatement(camt053: Array(text.utf8), platform: "demo")
        #expect(statement.items.dropFirst(2).map(\.amount) == [-500, 200])
        Self.expect(text.replacing(">5.00<", with: ">5.01<"), "sum to -301 fen", isXML: true)
        Self.expect(text.replacing(">5.00<", with: "><"), "two places", isXML: true)
    }

    static func expect(
        _ text: String, _ part: String, line: Int? = nil, isXML: Bool,
        _ location: SourceLocation = #_sourceLocation
    ) {
        do throws(StatementError) {
            _ =
                try isXML
                ? BankStatement(camt053: Array(text.utf8), platform: "demo")
                : BankStatement(csv: Array(text.utf8), platform: "demo")
            Issue.record("not refused: \(part)", sourceLocation: location)
        } catch {
            #expect(
                error.sentence.contains(part), "\(error.sentence)", sourceLocation: location)
            if let line { #expect(error.line == line, sourceLocation: location) }
        }
    }

    @Test(
        "a CSV statement that is not exactly that is refused, with its line",
        arguments: [
            ("record,", "records,", 1, "first line"),
            (",CNY,125000.00,", ",CNY,1,2", 2, "has a reference"),
            ("PSP 0305", "a,b", 4, "7 cells"),
            ("closing", "opening", 2, "none of closing"), ("2026-03-05", "2026-02-30", 2, "no day"),
            ("CNY,150.5", "USD,150.5", 3, "not CNY"), ("150.5", "150.505", 3, "two places"),
            ("150.5", "-150.5", 3, "two places"), ("150.5", "NaN", 3, "two places"),
            ("150.5", "1e3", 3, "two places"), ("150.5", "", 3, "two places"),
            ("150.5", ".5", 3, "two places"), ("150.5", "5.", 3, "two places"),
            ("125000.00", "99999999999999999.99", 2, "two places"),
            ("125000.00", "999999999999999999", 2, "two places"),
            ("debit,6217000012345678", "debit,6217000012345679", 3, "another account"),
            ("6217000012345678", "62170000 1234", 2, "letters and digits"),
            ("debit,6217000012345678,2026-03-05", "debit,6217000012345678,2026-03-06", 3, "day"),
            ("PSP 0305", "\"PSP\"", 4, "quote"), ("PSP 0305", "PSP\t", 4, "control"),
            ("credit", "closing", 4, "has a reference"), ("\ncredit", "\n\ncredit", 4, "1 cells"),
            ("PSP 0305", String(repeating: "x", count: 600), 4, "512 bytes"),
        ] as [(String, String, Int, String)])
    func csvRefused(old: String, new: String, line: Int, part: String) {
        let text = Self.csv.replacing(
            old, with: new,
            maxReplacements: old == "6217000012345678" || old == "2026-03-05" ? 9 : 1)
        #expect(text != Self.csv)
        Self.expect(text, part, line: line, isXML: false)
    }

    @Test("empty, cut and foreign texts are refused by both readers, and a second balance")
    func nothing() {
        let second = "closing,6217000012345678,2026-03-05,CNY,1.00,\n"
        Self.expect(Self.csv + second, "second closing", line: 6, isXML: false)
        for isXML in [false, true] {
            for text in ["", "\n", "<", "<a", "<a>", "closing", "\u{0}", "<a/>", "[]"] {
                Self.expect(text, "line", isXML: isXML)
            }
        }
        let rows = Self.csv.split(separator: "\n")
        Self.expect(String(rows[0]), "no closing", isXML: false)
        Self.expect(
            Self.csv.replacing("closing", with: "debit").replacing("demo", with: "x"),
            "no closing", isXML: false)
        #expect(throws: StatementError.self) {
            try BankStatement(csv: Array(Self.csv.utf8) + [0xFF, 0x0A], platform: "demo")
        }
        let long = [UInt8](repeating: 0x20, count: BankStatement.bytesMax + 1)
        #expect(throws: StatementError.self) { try BankStatement(csv: long, platform: "demo") }
        #expect(throws: StatementError.self) { try BankStatement(camt053: long, platform: "demo") }
    }
}
