import Testing

@testable import Domain

@Suite("camt.053")
struct CamtTests {
    @Test(
        "what is no statement of one account in CNY is refused, with its line",
        arguments: [
            ("camt.053.001.08", "camt.052.001.08", 2, "camt.053"),
            ("Document", "Documents", 2, "camt.053"),
            ("Stmt><Id>S1", "Stmt><Id>S1<", 4, "name"),
            ("<Othr><Id>6217000012345678</Id></Othr>", "<Othr/>", 5, "account"),
            ("Id>6217000012345678<", "Id>张三<", 5, "account"),
            ("<Ccy>CNY</Ccy></Acct>", "</Acct><Acct/>", 5, "second Acct"),
            ("CLBD", "XXXX", 4, "no closing"), ("OPBD", "CLBD", 8, "second closing"),
            (">125000.00<", "> 125 000<", 8, "two places"), ("CRDT", "X", 0, "CRDT nor DBIT"),
            ("Ccy=\"CNY\">150.50", "Ccy=\"USD\">150.50", 10, "not CNY"),
            ("Ccy=\"CNY\">150.50", "Ccy='CNY' Ccy='CNY'>1", 10, "twice"),
            ("Ccy=\"CNY\">150.50", "Ccy>1", 10, "no value"),
            ("Ccy=\"CNY\">150.50", "Ccy=CNY>1", 10, "quotes"),
            ("<Sts>PDNG</Sts>", "<Sts>OKAY</Sts>", 19, "status"),
            ("<Sts>PDNG</Sts>", "", 19, "no Sts"),
            ("&amp;", "&nbsp;", 12, "not known"), ("&amp;", "&", 12, "not known"),
            ("&#x5F20;", "&#0;", 12, "not known"), ("&#x5F20;", "&#xD800;", 12, "not known"),
            ("&#x5F20;", "&#+5;", 12, "not known"), ("UTF-8", "GB18030", 1, "UTF-8"),
            ("<!-- made", "<!DOCTYPE a [<!ENTITY b \"c\">]><!-- made", 3, "document type"),
            (" by a bank -->", "", 3, "comment"), ("</Document>", "", 21, "does not end"),
            ("</Document>", "</Document><a/>", 21, "second element"),
            ("</Document>", "</Document>x", 21, "outside"), ("</Stmt>", "</Stm>", 20, "last"),
        ] as [(String, String, Int, String)])
    func refused(old: String, new: String, line: Int, part: String) {
        let count = ["CRDT", "Document"].contains(old) ? 9 : 1
        let text = StatementTests.camt.replacing(old, with: new, maxReplacements: count)
        #expect(text != StatementTests.camt)
        StatementTests.expect(text, part, line: line == 0 ? nil : line, isXML: true)
    }

    @Test("elements, depth, attributes and texts have limits, at n and n + 1")
    func limits() throws {
        func nested(_ depth: Int) -> [UInt8] {
            let open = (0..<depth).map { "<a\($0)>" }.joined()
            let close = (0..<depth).reversed().map { "</a\($0)>" }.joined()
            return Array((open + close).utf8)
        }
        _ = try StatementXMLReader.read(nested(StatementXML.depthMax))
        #expect(throws: StatementError.self) {
            try StatementXMLReader.read(nested(StatementXML.depthMax + 1))
        }
        func children(_ count: Int) -> [UInt8] {
            Array("<a>\(String(repeating: "<b/>", count: count))</a>".utf8)
        }
        _ = try StatementXMLReader.read(children(StatementXML.elementsMax - 1))
        #expect(throws: StatementError.self) {
            try StatementXMLReader.read(children(StatementXML.elementsMax))
        }
        func text(_ count: Int) -> [UInt8] {
            Array("<a>\(String(repeating: "x", count: count))</a>".utf8)
        }
        _ = try StatementXMLReader.read(text(StatementXML.textBytesMax))
        #expect(throws: StatementError.self) {
            try StatementXMLReader.read(text(StatementXML.textBytesMax + 1))
        }
        func attributes(_ count: Int) -> [UInt8] {
            Array("<a \((0..<count).map { "b\($0)='c'" }.joined(separator: " "))/>".utf8)
        }
        _ = try StatementXMLReader.read(attributes(StatementXML.attributesMax))
        #expect(throws: StatementError.self) {
            try StatementXMLReader.read(attributes(StatementXML.attributesMax + 1))
        }
    }

    @Test("payments of ours are limited, at n and n + 1")
    func items() throws {
        func csv(_ count: Int) -> [UInt8] {
            let rows = (1...count).map { "debit,CN01,2026-03-05,CNY,1,demo-w-\($0)\n" }
            let head = "record,account,date,currency,amount,reference\n"
            return Array((head + "closing,CN01,2026-03-05,CNY,1,\n" + rows.joined()).utf8)
        }
        let most = BankStatement.itemsMax
        #expect(try BankStatement(csv: csv(most), platform: "demo").items.count == most)
        #expect(throws: StatementError.self) {
            try BankStatement(csv: csv(most + 1), platform: "demo")
        }
    }

    @Test("cut anywhere, or with any byte changed, a statement is read or refused, never a trap")
    func damage() {
        for (bytes, isXML) in [
            (Array(StatementTests.camt.utf8), true), (Array(StatementTests.csv.utf8), false),
        ] {
            for count in stride(from: 0, to: bytes.count, by: isXML ? 7 : 1) {
                Self.read(Array(bytes[..<count]), isXML)
            }
            for index in bytes.indices {
                let bad = [0x26, 0x2D, 0x3C, 0x3E, 0x22, 0x39, 0xFF, bytes[index] ^ 1] as [UInt8]
                var changed = bytes
                changed[index] = bad[index % bad.count]
                Self.read(changed, isXML)
            }
        }
    }

    @Test("chance makes no statement, and no trap", arguments: UInt64(1)...20)
    func noise(seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        let alphabet = Array("<>/&;!?-=\"' \n[]CDATAx#1:a\u{E5}".utf8)
        for _ in 0..<200 {
            let count = Int.random(in: 0..<80, using: &chance)
            let noise = (0..<count).map { _ in alphabet.randomElement(using: &chance) ?? 0 }
            Self.read(noise, true)
            Self.read(noise, false)
        }
    }

    private static func read(_ bytes: [UInt8], _ isXML: Bool) {
        if isXML {
            _ = try? BankStatement(camt053: bytes, platform: "demo")
        } else {
            _ = try? BankStatement(csv: bytes, platform: "demo")
        }
    }
}
