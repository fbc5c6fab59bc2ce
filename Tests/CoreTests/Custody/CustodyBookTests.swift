import Testing

@testable import Domain

@Suite("Custody")
struct CustodyBookTests {
    private static let at = WithdrawalWorld.midnight
    private static let ann = Person("operator/ann")
    private static let bank = Person("custodian/bank")

    private static func reason(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch {
            return (error as? BooksRejection)?.reason ?? "\(error)"
        }
    }

    @Test("a provider's payment moves money to custody once, within what it holds and its fees")
    func provider() throws {
        var world = WithdrawalWorld()
        try world.reward(1, 1_000)
        func settle(_ received: Int64, _ fee: Int64, _ reference: String) -> String {
            Self.reason {
                try world.run { books throws(BooksRejection) in
                    try books.settleProvider(
                        received: Money(fen: received), fee: Money(fen: fee),
                        reference: reference, by: Self.ann, at: Self.at)
                }
            }
        }
        #expect(settle(0, 0, "a") == "amount_must_be_positive")
        #expect(settle(-1, 5, "a") == "amount_must_be_positive")
        #expect(settle(5, -1, "a") == "amount_must_be_positive")
        #expect(settle(1 << 40 + 1, 0, "a") == "limit_reached")
        #expect(settle(.max, .max, "a") == "limit_reached")
        for text in ["", "a b", "张", String(repeating: "x", count: 65)] {
            #expect(settle(1, 0, text) == "reference_malformed")
        }
        #expect(settle(4_001, 0, "a") == "insufficient_balance")
        #expect(settle(100, 1, "a") == "insufficient_balance", "no fee was set aside")
        #expect(settle(4_000, 0, "a") == "")
        #expect(settle(1, 0, "a") == "reference_settled_before")
        #expect(world.books.ledger.balance(.custody) == 4_000)
        #expect(world.books.ledger.balance(.pspClearing) == 0)
    }

    private static func statement(
        _ date: String, _ closing: Int64 = 1, of account: String = "CN01"
    ) throws -> BankStatement {
        BankStatement(
            account: account, date: try #require(ShanghaiDay(date)), closing: closing, items: [],
            otherCount: 0, otherSum: 0)
    }

    @Test("a day is attested once for an account when it is over, and corrected by name")
    func attestation() throws {
        var world = WithdrawalWorld()
        let digest = [UInt8](repeating: 7, count: 32)
        func attest(_ statement: BankStatement, corrects: UInt64? = nil) -> String {
            Self.reason {
                try world.run { books throws(BooksRejection) in
                    try books.attest(
                        statement, .csv, digest: digest, corrects: corrects, by: Self.bank,
                        at: Self.at)
                }
            }
        }
        #expect(attest(try Self.statement("2026-03-06")) == "day_not_over")
        #expect(attest(try Self.statement("2026-03-05")) == "day_not_over")
        #expect(attest(try Self.statement("2026-03-04")) == "")
        #expect(attest(try Self.statement("2026-03-04")) == "attested_before")
        #expect(attest(try Self.statement("2026-03-04", of: "CN02")) == "")
        #expect(attest(try Self.statement("2026-03-03")) == "")
        #expect(attest(try Self.statement("2026-03-04"), corrects: 9) == "attestation_not_found")
        #expect(attest(try Self.statement("2026-03-04"), corrects: 2) == "corrects_other")
        #expect(attest(try Self.statement("2026-03-04"), corrects: 3) == "corrects_other")
        #expect(attest(try Self.statement("2026-03-04", 2), corrects: 1) == "")
        #expect(attest(try Self.statement("2026-03-04", 3), corrects: 1) == "corrects_replaced")
        #expect(attest(try Self.statement("2026-03-04", 3), corrects: 4) == "")
        #expect(world.books.custody.latest.map(\.number) == [5, 2])
        var copy = PoolBooks(plan: .seed)
        for (event, at) in world.events {
            copy = try Saved.again(copy)
            try copy.apply(event, at: at)
            #expect(throws: BooksReplayFault.custody) {
                var twice = copy
                try twice.apply(event, at: at)
            }
        }
        #expect(copy == world.books)
    }

    @Test("working days between two days are counted as one by one")
    func workingDays() {
        for first in Int64(20_000)..<20_020 {
            for last in first - 3..<first + 40 {
                let days = first + 1 < last ? Array(first + 1..<last) : []
                let expected = days.count { ShanghaiDay(number: $0).isWorkingDay }
                #expect(
                    ShanghaiDay(number: first).workingDays(before: ShanghaiDay(number: last))
                        == expected)
            }
        }
        // 5 March 2026 is a Thursday.
        let week = (0..<7).map { ShanghaiDay("2026-03-05")?.advanced(by: $0).isWorkingDay }
        #expect(week == [true, true, false, false, true, true, true])
        #expect(ShanghaiDay(number: .min).workingDays(before: ShanghaiDay(number: .max)) == .max)
    }
}
