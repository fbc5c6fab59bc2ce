import Testing

@testable import Domain

@Suite("Waterfall and quantities")
struct WaterfallTests {
    private static func rates(
        _ cost: Int, _ commission: Int, _ platform: Int, _ tax: Int, _ fee: Int, _ into: Int
    ) throws -> WaterfallRates {
        try WaterfallRates(
            cost: BasisPoints(cost), commission: BasisPoints(commission),
            platform: BasisPoints(platform), tax: BasisPoints(tax), paymentFee: BasisPoints(fee),
            contribution: BasisPoints(into))
    }

    @Test("the seed's rates split 1,000 yuan into 300, 300, 100 and 300")
    func seed() throws {
        let parts = try Self.rates(3_000, 3_000, 1_000, 0, 0, 3_000)
            .applied(to: Money(fen: 100_000))
        #expect(parts.cost.fen == 30_000)
        #expect(parts.commission.fen == 30_000)
        #expect(parts.platform.fen == 10_000)
        #expect(parts.contribution.fen == 30_000)
        #expect(parts.total.fen == 100_000)
    }

    @Test("what rounding leaves goes to platform, to cost where platform is 0")
    func remainder() throws {
        let seed = try Self.rates(3_000, 3_000, 1_000, 0, 0, 3_000).applied(to: Money(fen: 9))
        #expect(seed.platform.fen == 3)
        #expect(seed.contribution.fen == 2)
        let bare = try Self.rates(4_000, 3_000, 0, 0, 0, 3_000).applied(to: Money(fen: 9))
        #expect(bare.cost.fen == 5)
        #expect(bare.platform.fen == 0)
        #expect(bare.total.fen == 9)
    }

    @Test("the parts sum to the price at every small price and at the limit")
    func sums() throws {
        let rates = try Self.rates(3_333, 2_999, 1_001, 611, 59, 1_997)
        for fen in Array(0...2_000) + [1 << 40 - 1, 1 << 40] as [Int64] {
            let parts = try rates.applied(to: Money(fen: fen))
            #expect(parts.total.fen == fen)
            #expect(parts.contribution.fen == fen * 1_997 / 10_000)
        }
        #expect(throws: WaterfallRejection.totalOutOfRange) {
            try rates.applied(to: Money(fen: 1 << 40 + 1))
        }
        #expect(throws: WaterfallRejection.totalOutOfRange) {
            try rates.applied(to: Money(fen: -1))
        }
    }

    @Test("rates must sum to the whole and parts must not be negative")
    func refusals() throws {
        #expect(throws: WaterfallRejection.ratesMustSumToWhole(BasisPoints(9_999))) {
            try Self.rates(3_000, 3_000, 1_000, 0, 0, 2_999)
        }
        #expect(throws: WaterfallRejection.rateOutOfRange(.tax, BasisPoints(-1))) {
            try Self.rates(3_000, 3_000, 1_001, -1, 0, 3_000)
        }
        #expect(throws: WaterfallRejection.partMustNotBeNegative(.tax, Money(fen: -1))) {
            try Waterfall(
                cost: .zero, commission: .zero, platform: .zero, tax: Money(fen: -1),
                paymentFee: .zero, contribution: .zero)
        }
        #expect(throws: WaterfallRejection.totalOutOfRange) {
            try Waterfall(
                cost: Money.amountMax, commission: Money(fen: 1), platform: .zero, tax: .zero,
                paymentFee: .zero, contribution: .zero)
        }
    }

    @Test("pieces multiply every part, up to the limit")
    func pieces() throws {
        let one = try Self.rates(3_000, 3_000, 1_000, 0, 0, 3_000).applied(to: Money(fen: 1_024))
        #expect(try one.multiplied(by: 3).total.fen == 3_072)
        #expect(try one.multiplied(by: 1 << 30).total == Money.amountMax)
        #expect(throws: WaterfallRejection.totalOutOfRange) {
            try one.multiplied(by: 1 << 30 + 1)
        }
        #expect(throws: WaterfallRejection.piecesMustBePositive(0)) {
            try one.multiplied(by: 0)
        }
        #expect(try one.adding(one).contribution.fen == 614)
    }

    @Test("money and points print with their places, a share is rounded towards less")
    func words() {
        #expect(Money(fen: -7).description == "-0.07")
        #expect(Money(fen: 100_000).description == "1000.00")
        #expect(Points(units: 112_455_000).description == "112.455000")
        #expect(BasisPoints(5_000).floored(of: Money(fen: -3)) == Money(fen: -2))
        #expect(BasisPoints(20_000).floored(of: Money(fen: .max)) == nil)
    }

    @Test(
        "a platform's name is short and plain",
        arguments: [
            ("demo", true), ("a-1", true), ("", false), ("Demo", false), ("a_b", false),
            (String(repeating: "a", count: 32), true), (String(repeating: "a", count: 33), false),
        ])
    func platforms(text: String, accepted: Bool) {
        #expect((PlatformID(text) != nil) == accepted)
    }
}
