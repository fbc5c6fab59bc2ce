import Testing

@testable import Domain

@Suite("Referral: rewards of an order")
struct RewardTests {
    @Test("1,000 yuan at 10 and 5 percent: 100 to the inviter, 50 above, 150 stay")
    func worked() throws {
        var world = try ReferralWorld.chain(3)
        let rewards = try #require(
            try world.share(buyer: 3, base: 100_000, budget: 30_000))
        #expect(rewards.rows.map(\.payee.rawValue) == [2, 1])
        #expect(rewards.rows.map(\.amount.fen) == [10_000, 5_000])
        #expect(rewards.rows.map(\.generation) == [1, 2])
        #expect(rewards.rows.map(\.isCapped) == [false, false])
        #expect(rewards.unallocated == Money(fen: 15_000))
        #expect(
            rewards.rows.map(\.explanation) == [
                "10 % of 1000.00 for inviting the buyer",
                "5 % of 1000.00 for inviting the buyer's inviter",
            ])
    }

    @Test(
        "who is missing or frozen is not replaced from above",
        arguments: [
            (buyer: 1, frozen: [], payees: []),
            (buyer: 2, frozen: [], payees: [1]),
            (buyer: 3, frozen: [], payees: [2, 1]),
            (buyer: 4, frozen: [], payees: [3, 2]),
            (buyer: 4, frozen: [3], payees: [2]),
            (buyer: 4, frozen: [2], payees: [3]),
            (buyer: 4, frozen: [2, 3], payees: []),
            (buyer: 4, frozen: [1, 4], payees: [3, 2]),
        ] as [(buyer: UInt64, frozen: [UInt64], payees: [UInt64])])
    func payees(buyer: UInt64, frozen: [UInt64], payees: [UInt64]) throws {
        var world = try ReferralWorld.chain(4)
        for member in frozen { try world.run(.freeze(member)) }
        let rewards = try #require(
            try world.share(buyer: buyer, base: 1_000, budget: 150))
        #expect(rewards.rows.map(\.payee.rawValue) == payees)
        let paid = rewards.rows.reduce(0) { $0 + $1.amount.fen }
        #expect(paid + rewards.unallocated.fen == 150)
    }

    @Test(
        "direct takes the budget first, what is cut says so",
        arguments: [
            (budget: 149, amounts: [100, 49], capped: [false, true]),
            (budget: 150, amounts: [100, 50], capped: [false, false]),
            (budget: 151, amounts: [100, 50], capped: [false, false]),
            (budget: 101, amounts: [100, 1], capped: [false, true]),
            (budget: 100, amounts: [100], capped: [false]),
            (budget: 99, amounts: [99], capped: [true]),
            (budget: 1, amounts: [1], capped: [true]),
            (budget: 0, amounts: [], capped: []),
        ] as [(budget: Int64, amounts: [Int64], capped: [Bool])])
    func budget(budget: Int64, amounts: [Int64], capped: [Bool]) throws {
        var world = try ReferralWorld.chain(3)
        let rewards = try #require(
            try world.share(buyer: 3, base: 1_000, budget: budget))
        #expect(rewards.rows.map(\.amount.fen) == amounts)
        #expect(rewards.rows.map(\.isCapped) == capped)
        #expect(rewards.unallocated.fen == budget - amounts.reduce(0, +))
        for row in rewards.rows where row.isCapped {
            #expect(row.explanation.contains("cut to"))
        }
    }

    @Test("amounts are floored per row; below one fen there is no row")
    func floors() throws {
        var world = try ReferralWorld.chain(3)
        let rewards = try #require(
            try world.share(buyer: 3, base: 19, budget: 19, direct: 1_000, indirect: 500))
        #expect(rewards.rows.map(\.amount.fen) == [1])
        #expect(rewards.unallocated.fen == 18)
        let odd = try #require(
            try world.share(2, buyer: 3, base: 99_999, budget: 9_999, direct: 333, indirect: 1))
        #expect(odd.rows.map(\.amount.fen) == [3_329, 9])
        #expect(odd.rows.first?.explanation.hasPrefix("3.33 % of 999.99") == true)
        #expect(odd.rows.last?.explanation.hasPrefix("0.01 %") == true)
    }

    @Test("every line has a budget of its own")
    func lines() throws {
        var world = try ReferralWorld.chain(3)
        let lines = [(1_000, 100), (500, 500)].enumerated().map { index, line in
            ShareLine(
                line: index + 1, base: Money(fen: line.0), budget: Money(fen: line.1))
        }
        try world.run(.share(1, buyer: 3, lines))
        let rewards = try #require(world.referral.pending[OrderID(rawValue: 1)])
        #expect(rewards.rows.map(\.line) == [1, 2, 2])
        #expect(rewards.rows.map(\.amount.fen) == [100, 50, 25])
        #expect(rewards.unallocated.fen == 425)
    }

    @Test("what cannot be shared is refused, first rule first")
    func refusals() throws {
        var world = try ReferralWorld.chain(2)
        let line = ShareLine(line: 1, base: Money(fen: 10), budget: Money(fen: 10))
        func reason(
            _ lines: [ShareLine], buyer: UInt64 = 2, direct: Int = 0, indirect: Int = 0
        ) -> String? {
            world.refusal(
                .share(1, buyer: buyer, lines, direct: direct, indirect: indirect))?.reason
        }
        #expect(reason([line], direct: -1) == "rate_out_of_range")
        #expect(reason([line], direct: 10_000, indirect: 10_000) == nil)
        #expect(reason([line], indirect: 10_001) == "rate_out_of_range")
        #expect(reason([]) == "lines_out_of_range")
        #expect(reason([line, line]) == "line_out_of_turn")
        for (base, budget, expected) in [
            (-1, 0, "base_out_of_range"), (0, 0, nil), (1 << 40, 0, nil),
            (1 << 40 + 1, 0, "base_out_of_range"), (5, 6, "budget_exceeds_base"), (5, 5, nil),
            (5, -1, "budget_exceeds_base"),
        ] as [(Int64, Int64, String?)] {
            let line = ShareLine(line: 1, base: Money(fen: base), budget: Money(fen: budget))
            #expect(reason([line]) == expected)
        }
        #expect(reason([line], buyer: 3) == "member_not_found")
        try world.run(.share(1, buyer: 2, [line]))
        #expect(reason([line]) == "order_already_shared")
    }

    @Test("a batch is confirmed whole, once; a cancelled order pays nobody")
    func confirm() throws {
        var world = try ReferralWorld.chain(2)
        for order in 1...4 as ClosedRange<UInt64> {
            _ = try world.share(order, buyer: 2, base: 10, budget: 10)
        }
        let ids = (1...5).map { OrderID(rawValue: $0) }
        #expect(world.refusal(.confirm([]))?.reason == "orders_out_of_range")
        #expect(world.refusal(.confirm(ids)) == .orderNotShared(ids[4]))
        #expect(world.refusal(.confirm([ids[0], ids[0]])) == .orderTwice(ids[0]))
        #expect(
            world.refusal(.confirm(Array(repeating: ids[0], count: 257)))?.reason
                == "orders_out_of_range")
        try world.run(.confirm(Array(ids[0...1])))
        try world.run(.cancel(ids[2]))
        #expect(Array(world.referral.pending.keys) == [ids[3]])
        for id in ids[0...2] {
            #expect(world.refusal(.confirm([id])) == .orderNotShared(id))
            #expect(world.refusal(.cancel(id)) == .orderNotShared(id))
            let line = ShareLine(line: 1, base: .zero, budget: .zero)
            #expect(
                world.refusal(.share(id.rawValue, buyer: 2, [line])) == .orderAlreadyShared(id))
        }
        #expect(try world.rebuilt() == world.referral)
    }

    @Test("rewards are what a plain calculation gives", arguments: 0..<40 as Range<UInt64>)
    func random(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var world = ReferralWorld()
        var above: [UInt64: UInt64] = [:]
        var frozen: Set<UInt64> = []
        for id in 1...30 as ClosedRange<UInt64> {
            let inviter = UInt64.random(in: 0..<id, using: &random)
            try world.run(.join(id, under: inviter == 0 ? nil : inviter))
            above[id] = inviter == 0 ? nil : inviter
            guard Int.random(in: 0..<5, using: &random) == 0 else { continue }
            try world.run(.freeze(id))
            frozen.insert(id)
        }
        for order in 1...50 as ClosedRange<UInt64> {
            let buyer = UInt64.random(in: 1...30, using: &random)
            let base = Int64.random(in: 0...2_000, using: &random)
            let budget = Int64.random(in: 0...base, using: &random)
            let direct = Int.random(in: 0...10_000, using: &random)
            let indirect = Int.random(in: 0...10_000, using: &random)
            let rewards = try #require(
                try world.share(
                    order, buyer: buyer, base: base, budget: budget, direct: direct,
                    indirect: indirect))
            var left = budget
            var expected: [String] = []
            let first = above[buyer]
            let second = first.flatMap { above[$0] }
            for (payee, rate) in [(first, direct), (second, indirect)] {
                guard let payee, !frozen.contains(payee) else { continue }
                let amount = min(left, (base * Int64(rate) - base * Int64(rate) % 10_000) / 10_000)
                left -= amount
                if amount > 0 { expected.append("\(payee): \(amount)") }
            }
            #expect(rewards.rows.map { "\($0.payee): \($0.amount.fen)" } == expected)
            #expect(rewards.unallocated.fen == left)
        }
        #expect(try world.rebuilt() == world.referral)
    }
}
