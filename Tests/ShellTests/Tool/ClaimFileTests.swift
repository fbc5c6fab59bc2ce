import Testing

@testable import tidemark

@Suite("Tool: files of verified claims")
struct ClaimFileTests {
    @Test(
        "names line, column and value of what is wrong",
        arguments: [
            ("0,5,A", "member"), ("+1,5,A", "member"), ("18446744073709551616,5,A", "member"),
            ("1,0,A", "amount_fen"), ("1,-5,A", "amount_fen"), ("1,5.0,A", "amount_fen"),
            ("1,1099511627777,A", "amount_fen"), ("1,5,", "evidence"), ("1,5,a b", "evidence"),
            ("1,5,合同", "evidence"), ("1,5,first", "evidence"),
            ("1,5,\(String(repeating: "e", count: 65))", "evidence"), ("1,5", "all"),
            ("1,5,A,6", "all"), ("", "all"),
        ])
    func faults(row: String, column: String) {
        let text = "member,amount_fen,evidence\n1,1,first\n\(row)\n2,1099511627776,last\n"
        let claims = ClaimFile(parsing: Array(text.utf8))
        #expect(claims.rows.count == 2)
        #expect(claims.faults.map(\.line) == [3])
        #expect(claims.faults.first?.column == column)
    }

    @Test("every bad line is reported, and a file without its header or its last line end is read")
    func wholes() {
        let bad = ClaimFile(parsing: Array("member,amount_fen,evidence\n0,1,a\n1,0,b\n1,1,".utf8))
        #expect(bad.faults.map(\.line) == [2, 3, 4])
        #expect(bad.rows.isEmpty)
        let headless = ClaimFile(parsing: Array("1,1,a\n".utf8))
        #expect(headless.faults.map(\.line) == [1])
        let last = ClaimFile(parsing: Array("member,amount_fen,evidence\r\n7,9,x\r\n8,1,y".utf8))
        #expect(last.faults.isEmpty)
        #expect(last.rows.map(\.member) == [7, 8])
        #expect(ClaimFile(parsing: []).faults.count == 1)
    }
}
