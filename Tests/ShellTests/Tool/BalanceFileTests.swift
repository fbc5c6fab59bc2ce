import Testing
import Wire

@testable import tidemark

@Suite("Tool: files of opening balances")
struct BalanceFileTests {
    @Test(
        "names line, column and value of what is wrong",
        arguments: [
            ("wallet,5,A", "account"), ("wallet:0,5,A", "account"), ("wallet:07,5,A", "account"),
            ("purse:7,5,A", "account"), (",5,A", "account"), ("tax_reserve,0,A", "amount_fen"),
            ("tax_reserve,-5,A", "amount_fen"), ("tax_reserve,5.0,A", "amount_fen"),
            ("tax_reserve,1099511627777,A", "amount_fen"), ("tax_reserve,5,", "reference"),
            ("tax_reserve,5,a b", "reference"), ("tax_reserve,5,账本", "reference"),
            ("tax_reserve,5,first", "reference"),
            ("tax_reserve,5,\(String(repeating: "e", count: 129))", "reference"),
            ("tax_reserve,5", "all"), ("tax_reserve,5,A,6", "all"), ("", "all"),
        ])
    func faults(row: String, column: String) {
        let text =
            "account,amount_fen,reference\nmerchant_payable,1,first\n\(row)\n"
            + "wallet:42,1099511627776,\(String(repeating: "e", count: 128))\n"
        let balances = BalanceFile(parsing: Array(text.utf8))
        #expect(balances.rows.map(\.account) == ["merchant_payable", "wallet:42"])
        #expect(balances.faults.map(\.line) == [3])
        #expect(balances.faults.first?.column == column)
    }
}
