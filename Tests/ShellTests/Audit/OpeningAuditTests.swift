import Domain
import Journal
import Testing
import Wire

@testable import Services

/// Balances that a platform brought along as the books record them, and one figure spoiled.
@Suite("The audit of opening balances")
struct OpeningAuditTests {
    private static let file = [UInt8](repeating: 7, count: 32)

    private static func open(
        _ account: Account, _ fen: Int64, _ reference: String, in journal: inout BookJournal
    ) throws {
        try journal.run { books, _ in
            try books.openBalances(
                [
                    Domain.OpeningRow(
                        account: account, amount: Money(fen: fen), reference: reference)
                ], file: file, firstLine: 2
            ).events
        }
    }

    static func correct() throws -> BookJournal {
        var journal = try BookJournal()
        try open(.wallet(MemberID(rawValue: 5)), 700, "W5", in: &journal)
        try open(.merchantPayable, 300, "M", in: &journal)
        try journal.order(by: 1)
        return journal
    }

    @Test("finds nothing in what the books record, which read back is the same books")
    func sound() throws {
        let journal = try Self.correct()
        #expect(journal.violations() == [])
        #expect(try journal.replayed() == journal.books)
        #expect(journal.entries[1].keys == ["operator", "member:5"])
        #expect(journal.entries[2].keys == ["operator"])
    }

    @Test("a balance that is opened after the first order is found", arguments: [false, true])
    func late(isLate: Bool) throws {
        var journal = try BookJournal()
        if isLate { try journal.order(by: 1) }
        let lines = [("custody", 9), ("tax_reserve", -9)].map {
            Wire.Line(account: $0.0, unit: .fen, amount: Int64($0.1))
        }
        journal.write([
            EntryDraft(
                BalanceOpened(
                    account: "tax_reserve", amountFen: 9, reference: "T", fileSHA256: Self.file,
                    line: 2, lines: lines), keys: ["operator"])
        ])
        #expect(journal.violations().map(\.rule) == (isLate ? [.operatorMoney] : []))
    }

    static let planted: [PlantedInBooks] = [
        PlantedInBooks("evidence that counts twice", [.operatorMoney]) {
            try $0.change(BalanceOpened.self, nth: 1) { $0.reference = "W5" }
        },
        PlantedInBooks("no evidence", [.operatorMoney]) {
            try $0.change(BalanceOpened.self) { $0.reference = "" }
        },
        PlantedInBooks("no file", [.operatorMoney]) {
            try $0.change(BalanceOpened.self) { $0.fileSHA256 = [] }
        },
        PlantedInBooks("an amount beyond the lines", [.posting]) {
            try $0.change(BalanceOpened.self) { $0.amountFen += 1 }
        },
        PlantedInBooks("another member's wallet", [.posting]) {
            try $0.change(BalanceOpened.self) { $0.account = "wallet:6" }
        },
        PlantedInBooks("money out of nothing", [.unbalanced]) {
            try $0.change(BalanceOpened.self) { $0.lines[0].amount += 1 }
        },
        PlantedInBooks("a reserve that no sale paid", [.operatorMoney, .reserveAccount]) {
            try $0.change(BalanceOpened.self, nth: 1) { event in
                event.account = "reserve"
                for index in event.lines.indices
                where event.lines[index].account == "merchant_payable" {
                    event.lines[index].account = "reserve"
                }
            }
        },
    ]

    @Test("one figure", arguments: planted)
    func figure(_ planted: PlantedInBooks) throws {
        let found = try planted.found(in: Self.correct())
        #expect(!found.isEmpty)
        #expect(planted.rules.isSuperset(of: found.map(\.rule)), "\(found)")
    }
}
