import Foundation
import Testing

@testable import tidemark

@Suite("Tool: files of historical orders")
struct PurchaseFileTests {
    @Test("every row of the CDNOW sample is read")
    func sample() throws {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/cdnow_sample.csv")
        let purchases = PurchaseFile(parsing: try Data(contentsOf: file))
        #expect(purchases.faults.isEmpty)
        #expect(purchases.rows.count == 6_919)
        #expect(
            purchases.rows.first
                == PurchaseFile.Row(
                    date: "1997-01-01", member: 4, quantity: "2", amountFen: 2_933))
        #expect(purchases.rows.count { $0.amountFen == 0 } == 8)
    }

    @Test(
        "names line, column and value of what is wrong",
        arguments: [
            ("1997-02-29,1,1,5", "date"),
            ("1996-12-31,1,1,5", "date"),
            ("1997-1-01,1,1,5", "date"),
            ("1997-01-0１,1,1,5", "date"),
            ("1997-01-02,0,1,5", "member"),
            ("1997-01-02,+1,1,5", "member"),
            ("1997-01-02,18446744073709551616,1,5", "member"),
            ("1997-01-02,1,,5", "quantity"),
            ("1997-01-02,1,\(String(repeating: "7", count: 33)),5", "quantity"),
            ("1997-01-02,1,1,-5", "amount_fen"),
            ("1997-01-02,1,1,5.0", "amount_fen"),
            ("1997-01-02,1,1,1099511627777", "amount_fen"),
            ("1997-01-02,1,1", "all"),
            ("1997-01-02,1,1,5,6", "all"),
            ("", "all"),
        ])
    func faults(row: String, column: String) {
        let text = "date,member,quantity,amount_fen\n1997-01-01,1,1,1\n\(row)\n1997-01-03,1,1,1\n"
        let purchases = PurchaseFile(parsing: Array(text.utf8))
        #expect(purchases.rows.count == 2)
        #expect(purchases.faults.map(\.line) == [3])
        #expect(purchases.faults.first?.column == column)
    }

    @Test("takes the limits themselves, carriage returns, and a last line without its end")
    func limits() {
        let quantity = String(repeating: "7", count: 32)
        let text = """
            date,member,quantity,amount_fen\r
            1996-02-29,18446744073709551615,\(quantity),1099511627776\r
            2000-02-29,1,1,0
            """
        let purchases = PurchaseFile(parsing: Array(text.utf8))
        #expect(purchases.faults.isEmpty)
        #expect(purchases.rows.map(\.amountFen) == [1 << 40, 0])
        #expect(purchases.rows.map(\.quantity) == [quantity, "1"])
    }

    @Test("refuses another header", arguments: ["", "date,member", "member,date,quantity,fen\n"])
    func header(text: String) {
        let purchases = PurchaseFile(parsing: Array(text.utf8))
        #expect(purchases.rows.isEmpty)
        #expect(purchases.faults.map(\.line) == [1])
    }

    @Test(
        "knows the days of the calendar",
        arguments: [
            ("2000-02-29", true), ("1900-02-29", false), ("1900-02-28", true),
            ("2024-12-31", true), ("2024-12-32", false), ("2024-13-01", false),
            ("2024-00-01", false), ("2024-04-30", true), ("2024-04-31", false),
            ("2024-01-00", false), ("20240101", false), ("2024-01-01 ", false),
        ])
    func days(text: String, isValid: Bool) {
        #expect(CalendarDate.isValid(text) == isValid)
    }
}
