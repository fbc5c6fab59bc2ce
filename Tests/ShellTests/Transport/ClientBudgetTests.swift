import Testing

@testable import Transport

@Suite("A client's budget for attempts")
struct ClientBudgetTests {
    @Test("agrees with a plain count", arguments: 0..<100 as Range<UInt64>)
    func model(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let tokensMax = Int.random(in: 1...1_000, using: &random)
        let gain = Int.random(in: 1...2_000, using: &random)
        var budget = RetryBudget(tokensMax: tokensMax, gainThousandths: gain)
        var model = tokensMax * 1_000
        for _ in 0..<2_000 {
            if Bool.random(using: &random) {
                budget.succeeded()
                model += gain
                if model > tokensMax * 1_000 { model = tokensMax * 1_000 }
            } else {
                budget.failed()
                model -= 1_000
                if model < 0 { model = 0 }
            }
            #expect(budget.thousandths == model)
            #expect(budget.allows == (model * 2 > tokensMax * 1_000))
        }
    }

    @Test("is spent at half, not before", arguments: [2, 3, 10, 1_000])
    func half(tokensMax: Int) {
        var budget = RetryBudget(tokensMax: tokensMax, gainThousandths: 1)
        var failures = 0
        while budget.allows {
            budget.failed()
            failures += 1
        }
        #expect(failures == (tokensMax + 1) / 2)
        budget.succeeded()
        #expect(budget.allows == tokensMax.isMultiple(of: 2))
    }

    @Test("pauses grow to their bound", arguments: 0..<20 as Range<UInt64>)
    func pauses(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let policy = RetryPolicy()
        for (failed, base) in [(1, 50), (2, 100), (3, 200), (5, 800), (6, 1_000), (60, 1_000)] {
            let pause = policy.pauseMilliseconds(afterFailed: failed, using: &random)
            #expect((base - base / 5...base + base / 5).contains(pause))
        }
    }
}
