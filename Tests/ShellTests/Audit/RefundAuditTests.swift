import Domain
import Testing
import Wire

@testable import Services

@Suite("The audit of refunds")
struct RefundAuditTests {
    typealias Scenario = RefundScenario

    /// Orders of one member out of provider and wallet, refunded in part, settled, redeemed,
    /// clawed back; a payee who owes; a redirected refund; a late receipt.
    static func correct() throws -> Scenario {
        var scenario = try Scenario()
        for order in 1...4 as ClosedRange<UInt64> {
            scenario.hold(order, by: 7, PaymentSources(provider: Money(fen: 100_000)))
            try scenario.settle(order)
        }
        scenario.redeem(7, share: 3)
        scenario.hold(5, by: 7, PaymentSources(wallet: Money(fen: 5_000)))
        scenario.hold(5, by: 7, PaymentSources(provider: Money(fen: 45_000)))
        scenario.run { books throws(BooksRejection) in
            try books.refund(
                Scenario.order(5),
                PaymentSources(provider: Money(fen: 9_000), wallet: Money(fen: 1_000)),
                reason: "one piece back")
        }
        scenario.run { books throws(BooksRejection) in
            try books.redirect(
                Scenario.order(5), refund: 1,
                RedirectionEvidence(
                    failure: "f", identityCheck: "i", checkedBy: "operator/ann"))
        }
        try scenario.settle(5)
        scenario.hold(6, by: 9, PaymentSources(wallet: Money(fen: 20_000)))
        scenario.run { books throws(BooksRejection) in
            try books.refund(Scenario.order(6), nil, reason: "cancelled")
        }
        scenario.hold(7, by: 9, PaymentSources(wallet: Money(fen: 20_000)))
        scenario.clawback(1, parts: 2, proceeds: .owed)
        scenario.clawback(1, proceeds: .owed)
        scenario.clawback(2)
        scenario.redeem(7)
        scenario.clawback(3, parts: 3)
        scenario.clawback(5, parts: 2)
        scenario.hold(8, by: 8, PaymentSources(provider: Money(fen: 100_000)))
        try scenario.settle(8)
        return scenario
    }

    @Test("finds nothing in a correct journal")
    func nothing() throws {
        let scenario = try Self.correct()
        #expect(scenario.audit.violations() == [])
        let kinds = scenario.audit.journals[.pool]?.joined().map(\.kind) ?? []
        #expect(kinds.count { $0 == "clawed_back" } == 5, "\(kinds)")
        #expect(kinds.count { $0 == "refunded" } == 2)
        #expect(kinds.contains("refund_redirected"))
    }

    @Test("finds nothing in random scripts, to the last unit", arguments: 0..<24)
    func random(seed: UInt64) throws {
        var random = Seeded(seed)
        var plan = AuditScenario.seedPlan
        plan.exitMultipleBps = [0, 10_001, 15_000, 30_000][Int(seed % 4)]
        plan.splitPriceMultiple = [0, 2, 10][Int(seed % 3)]
        plan.retentionBps = seed % 5 == 0 ? 0 : 2_000
        var scenario = try Scenario(plan: plan)
        var last: UInt64 = 0
        for _ in 0..<200 {
            let order = UInt64.random(in: 1...max(1, last), using: &random)
            let member = UInt64.random(in: 1...3, using: &random)
            switch Int.random(in: 0..<9, using: &random) {
            case 0...2:
                last += 1
                let paid = Int64.random(in: 1...100_000, using: &random)
                let wallet = Bool.random(using: &random) ? paid / 9 : 0
                scenario.hold(
                    last, by: member,
                    PaymentSources(provider: Money(fen: paid), wallet: Money(fen: wallet)))
            case 3, 4: try scenario.settle(order)
            case 5:
                let fen = Int64.random(in: 1...50_000, using: &random)
                scenario.run { books throws(BooksRejection) in
                    try books.refund(
                        Scenario.order(order), PaymentSources(provider: Money(fen: fen)),
                        reason: "r")
                }
            case 6:
                scenario.redeem(member, share: Int64.random(in: 1...3, using: &random))
            default:
                scenario.clawback(
                    order, parts: Int64.random(in: 1...3, using: &random),
                    proceeds: Bool.random(using: &random) ? .owed : .deducted)
            }
        }
        var reader = ScenarioReader()
        for entry in (scenario.audit.journals[.pool] ?? []).joined() {
            reader.take(entry, of: .pool)
        }
        #expect(reader.finished() == [])
        let pool = scenario.books.pool
        #expect(reader.audit.pool.figures.reserve == UInt64(pool.reserve.fen))
        #expect(reader.audit.pool.figures.supply == UInt64(pool.supply.units))
    }

    struct Planted: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var rule: AuditRule
        var spoil: @Sendable (inout AuditScenario) throws -> Void

        init(
            _ what: String, _ rule: AuditRule,
            _ spoil: @escaping @Sendable (inout AuditScenario) throws -> Void
        ) {
            (testDescription, self.rule, self.spoil) = (what, rule, spoil)
        }
    }

    static let planted: [Planted] = [
        Planted("a refund written twice", .refund) {
            try $0.repeatEntry(.pool, Refunded.self, nth: 1)
        },
        Planted("a refund beyond what a source paid", .refund) {
            try $0.change(.pool, Refunded.self) { $0.back?.walletFen = 5_001 }
        },
        Planted("a refund out of turn", .refund) {
            try $0.change(.pool, Refunded.self) { $0.refund = 2 }
        },
        Planted("a refund to another source than it says", .posting) {
            try $0.change(.pool, Refunded.self) {
                $0.back?.walletFen += 1
                $0.back?.providerFen -= 1
            }
        },
        Planted("a redirection of another sum", .redirection) {
            try $0.change(.pool, RefundRedirected.self) { $0.amountFen += 1 }
        },
        Planted("a redirection without a check", .redirection) {
            try $0.change(.pool, RefundRedirected.self) { $0.identityCheck = "" }
        },
        Planted("a redirection written twice", .redirection) {
            try $0.repeatEntry(.pool, RefundRedirected.self)
        },
        Planted("a clawback's burnt units", .clawback) {
            try $0.change(.pool, ClawedBack.self) { $0.outcome?.burntUnits -= 1 }
        },
        Planted("a clawback's return", .clawback) {
            try $0.change(.pool, ClawedBack.self, nth: 2) { $0.outcome?.returnedFen += 1 }
        },
        Planted("a clawback's proceeds", .clawback) {
            try $0.change(.pool, ClawedBack.self, nth: 3) { $0.outcome?.proceedsFen -= 1 }
        },
        Planted("who bears the rest", .clawback) {
            try $0.change(.pool, ClawedBack.self) { $0.outcome?.operatorFen += 1 }
        },
        Planted("a clawback beyond what was settled", .clawback) {
            try $0.change(.pool, ClawedBack.self) { $0.claim?.reversed?.costFen = 40_001 }
        },
        Planted("a reward taken back twice", .clawback) {
            try $0.change(.pool, ClawedBack.self, nth: 1) { $0.claim?.rewards[0].amountFen += 1 }
        },
        Planted("a clawback's lines", .posting) {
            try $0.change(.pool, ClawedBack.self) { event in
                for index in event.lines.indices {
                    if event.lines[index].account == "merchant_payable" {
                        event.lines[index].amount -= 1
                    }
                    if event.lines[index].account == "commission_unallocated" {
                        event.lines[index].amount += 1
                    }
                }
            }
        },
        Planted("the reserve after a clawback", .reserve) {
            try $0.change(.pool, ClawedBack.self) { $0.reserveFen += 1 }
        },
        Planted("a settlement of another sum than is left", .refund) {
            try $0.change(.pool, Settled.self, nth: 4) { $0.paidFen += 1 }
        },
    ]

    @Test("a planted violation is found", arguments: planted)
    func found(planted: Planted) throws {
        var scenario = try Self.correct().audit
        try planted.spoil(&scenario)
        let found = scenario.violations()
        #expect(found.map(\.rule).contains(planted.rule), "\(found)")
        #expect(found.allSatisfy { $0.place.journal == "pool/demo" })
    }
}
