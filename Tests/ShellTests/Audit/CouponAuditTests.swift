import Domain
import Testing
import Wire

@testable import Services

/// Coupons of orders that come back, as the books record them, and one figure spoiled.
@Suite("The audit of coupons that go back")
struct CouponAuditTests {
    private static func sources(_ provider: Int64, _ subsidy: Int64) -> PaymentSources {
        PaymentSources(provider: Money(fen: provider), subsidy: Money(fen: subsidy))
    }

    /// Orders 3, 4 and 5 with a coupon each: one refunded in two parts, one never paid, one
    /// settled without a part of it and then clawed back in two.
    static func correct() throws -> BookJournal {
        var journal = try BookJournal()
        try journal.order(by: 1)
        try journal.order(by: 2)
        try journal.run { books, _ in
            try books.receive(Money(fen: 20_000), from: .game, reference: "B1")
        }
        for order in UInt64(3)...5 {
            if order != 4 {
                try journal.run { books, _ in
                    try books.hold(
                        OrderID(rawValue: order), member: MemberID(rawValue: 1),
                        paid: Money(fen: 45_000), payment: "p\(order)")
                }
            }
            try journal.run { books, _ in
                try books.grantCoupon(
                    Money(fen: 5_000), of: .game, for: OrderID(rawValue: order),
                    member: MemberID(rawValue: 1))
            }
        }
        for back in [Self.sources(9_000, 1_000), Self.sources(36_000, 0)] {
            try journal.run { books, _ in
                try books.refund(OrderID(rawValue: 3), back, reason: "returned")
            }
        }
        try journal.run { books, _ in
            try books.refund(OrderID(rawValue: 4), nil, reason: "never paid")
        }
        try journal.run { books, _ in
            try books.refund(OrderID(rawValue: 5), Self.sources(9_000, 1_000), reason: "part")
        }
        try settle(&journal)
        for (paid, contribution, subsidy) in [(9_000, 3_000, 1_000), (27_000, 9_000, 0)] {
            try journal.run { books, _ in
                try books.clawback(
                    ClawbackClaim(
                        order: OrderID(rawValue: 5), paidBack: Money(fen: Int64(paid)),
                        contributionBack: Money(fen: Int64(contribution)),
                        back: Self.sources(Int64(paid), Int64(subsidy)), reversed: .zero,
                        rewards: [], proceeds: .deducted, reason: "returned"))
            }
        }
        return journal
    }

    /// Order 5: 360 yuan of the member and 40 of the coupon, 120 into the reserve.
    private static func settle(_ journal: inout BookJournal) throws {
        let waterfall = try Domain.Waterfall(
            cost: Money(fen: 16_000), commission: Money(fen: 12_000), platform: .zero,
            tax: .zero, paymentFee: .zero, contribution: Money(fen: 12_000))
        try journal.run { books, _ in
            try books.settle(
                firstNumber: books.nextNumber,
                [
                    Domain.Settlement(
                        order: OrderID(rawValue: 5), member: MemberID(rawValue: 1),
                        paid: Money(fen: 36_000), waterfall: waterfall, rewards: [],
                        unallocated: Money(fen: 12_000), planVersion: 1)
                ])
        }
    }

    @Test("finds nothing in what the books record, which read back is the same books")
    func sound() throws {
        let journal = try Self.correct()
        #expect(journal.violations() == [])
        #expect(try journal.replayed() == journal.books)
        #expect(journal.books.free(of: .game).fen == 20_000)
        #expect(journal.books.subsidies.source(.game).coupons == .zero)
    }

    static let planted: [PlantedInBooks] = [
        PlantedInBooks("a refund that keeps the coupon", [.refund]) {
            try $0.change(Refunded.self, nth: 1) { event in
                event.back?.subsidyFen = 0
                event.lines = event.lines.compactMap { line in
                    var line = line
                    if line.account.hasPrefix("subsidy:") { return nil }
                    if line.account == "order_held:3" { line.amount -= 4_000 }
                    return line
                }
            }
        },
        PlantedInBooks("more to a subsidy than its coupon paid", [.refund]) {
            try $0.change(Refunded.self) { $0.back?.subsidyFen = 5_001 }
        },
        PlantedInBooks("a coupon's share to another subsidy", [.posting]) {
            try $0.change(Refunded.self) { event in
                for index in event.lines.indices where event.lines[index].account == "subsidy:game"
                {
                    event.lines[index].account = "subsidy:operator"
                }
            }
        },
        PlantedInBooks("a clawback that gives a coupon back twice", [.clawback]) {
            try $0.change(ClawedBack.self, nth: 1) { $0.claim?.back?.subsidyFen = 3_001 }
        },
        PlantedInBooks("a clawback that keeps the coupon", [.clawback]) {
            try $0.change(ClawedBack.self, nth: 1) { $0.claim?.back?.subsidyFen = 0 }
        },
        PlantedInBooks("what a clawback gives to the subsidy", [.clawback]) {
            try $0.change(ClawedBack.self) { $0.outcome?.back?.subsidyFen += 1 }
        },
    ]

    @Test("one figure", arguments: planted)
    func figure(_ planted: PlantedInBooks) throws {
        let found = try planted.found(in: Self.correct())
        #expect(Set(found.map(\.rule)) == planted.rules, "\(found)")
    }
}
