import Domain
import Journal
import Testing
import Wire

@testable import Services

/// The operator's money as the books record it, and one figure of it spoiled.
@Suite("The audit of the operator's money")
struct OperatorAuditTests {
    static func correct() throws -> BookJournal {
        var journal = try BookJournal()
        try journal.order(by: 1)
        try journal.run { books, now in
            try books.settleProvider(
                received: Money(fen: 90_000), fee: .zero, reference: "R1",
                by: Person("operator/ann"), at: now)
        }
        try journal.run { books, _ in
            try books.book(.merchantPaid, Money(fen: 20_000), reference: "R2")
        }
        try journal.run { books, _ in
            try books.book(.deposited, Money(fen: 7), reference: "R3")
        }
        return journal
    }

    @Test("finds nothing in what the books record, which read back is the same books")
    func sound() throws {
        let journal = try Self.correct()
        #expect(journal.violations() == [])
        #expect(try journal.replayed() == journal.books)
    }

    @Test("a provider's payment among the operator's, as old journals have it, is read and checked")
    func old() throws {
        var journal = try BookJournal()
        try journal.order(by: 1)
        let lines = [("custody", 90_000), ("payment_fee", 0), ("psp_clearing", -90_000)]
        journal.write([
            EntryDraft(
                OperatorMoved(
                    move: .providerSettled, amountFen: 90_000, reference: "R1",
                    lines: lines.filter { $0.1 != 0 }.map {
                        Wire.Line(account: $0.0, unit: .fen, amount: Int64($0.1))
                    }), keys: ["operator"])
        ])
        #expect(journal.violations() == [])
        #expect(try journal.replayed()?.ledger.balance(.custody) == 90_000)
    }

    @Test("a payment that both the operator and custody book is found")
    func twice() throws {
        var journal = try Self.correct()
        var copy = journal.books
        let payment = try copy.settleProvider(
            received: Money(fen: 10), fee: .zero, reference: "R9", by: Person("operator/ann"),
            at: journal.now)
        journal.write(payment.map { $0.entry() })
        #expect(journal.violations() == [])
        try journal.change(ProviderSettled.self, nth: 1) { $0.reference = "R1" }
        #expect(journal.violations().map(\.rule) == [.provider])
    }

    static let planted: [PlantedInBooks] = [
        PlantedInBooks("a reference booked twice", [.operatorMoney]) {
            try $0.change(OperatorMoved.self) { $0.reference = "R1" }
        },
        PlantedInBooks("no reference", [.operatorMoney]) {
            try $0.change(OperatorMoved.self) { $0.reference = "" }
        },
        PlantedInBooks("what was paid", [.posting]) {
            try $0.change(OperatorMoved.self) { $0.amountFen -= 1 }
        },
        PlantedInBooks("which way it went", [.posting]) {
            try $0.change(OperatorMoved.self, nth: 1) { $0.move = .taxPaid }
        },
        PlantedInBooks("income that is not there", [.operatorMoney, .posting, .floor]) {
            try $0.change(OperatorMoved.self) { event in
                event.move = .incomeTaken
                for index in event.lines.indices
                where event.lines[index].account == "merchant_payable" {
                    event.lines[index].account = "platform_income"
                }
            }
        },
        PlantedInBooks("a fee that a merchant keeps", [.operatorMoney]) {
            try $0.change(OperatorMoved.self) { $0.feeFen = 1 }
        },
        PlantedInBooks("money out of nothing", [.unbalanced]) {
            try $0.change(OperatorMoved.self, nth: 1) { $0.lines[0].amount += 1 }
        },
    ]

    @Test("one figure", arguments: planted)
    func figure(_ planted: PlantedInBooks) throws {
        let found = try planted.found(in: Self.correct())
        #expect(!found.isEmpty)
        #expect(planted.rules.isSuperset(of: found.map(\.rule)), "\(found)")
    }
}
