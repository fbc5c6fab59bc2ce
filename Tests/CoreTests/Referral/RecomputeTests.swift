import Testing

@testable import Domain

@Suite("Referral: rewards after a return")
struct RecomputeTests {
    private static let order = OrderID(rawValue: 1)

    /// Buyer 3 under 2 under 1; lines of `pieces` pieces, `base` and `budget` each.
    private static func shared(
        _ lines: [(pieces: Int64, base: Int64, budget: Int64)], direct: Int = 1_000,
        indirect: Int = 500
    ) throws -> ReferralWorld {
        var world = try ReferralWorld.chain(3)
        let shares = lines.enumerated().map { index, line in
            ShareLine(
                line: index + 1, base: Money(fen: line.base * line.pieces),
                budget: Money(fen: line.budget * line.pieces))
        }
        try world.run(.share(1, buyer: 3, shares, direct: direct, indirect: indirect))
        return world
    }

    private static func back(
        _ number: Int, _ left: [(Int64, Int64)], settled: SettledRewards? = nil
    ) -> ReferralCommand {
        .recompute(
            RecomputeOrder(
                order: order, number: number,
                left: left.enumerated().map { index, line in
                    PiecesLeft(line: index + 1, left: line.0, of: line.1)
                }), settled: settled)
    }

    private static func givenUp(
        _ number: Int, _ left: [(Int64, Int64)], settled: SettledRewards? = nil
    ) -> ReferralCommand {
        guard case .recompute(let wish, _) = back(number, left) else {
            preconditionFailure("a return is recomputed")
        }
        return .recompute(
            RecomputeOrder(
                order: wish.order, number: wish.number, left: wish.left, isGivenUp: true),
            settled: settled)
    }

    @Test("a refund that is given up gives back what it took, and the same pieces can come again")
    func restored() throws {
        var world = try Self.shared([(3, 100_000, 30_000)])
        let shared = try #require(world.referral.pending[Self.order])
        #expect(world.refusal(Self.givenUp(1, [(3, 3)])) == .orderIsPending(Self.order))
        try world.run(.confirm([Self.order]))
        let settled = SettledRewards(shared: shared, last: nil)
        let taken = try Self.made(try world.run(Self.back(1, [(1, 3)], settled: settled)))
        for (left, line) in [((0, 3), 1), ((4, 3), 1), ((3, 2), 1)] as [((Int64, Int64), Int)] {
            #expect(
                world.refusal(Self.givenUp(1, [left], settled: settled))
                    == .piecesDoNotMatch(Self.order, line: line))
        }
        #expect(
            world.refusal(Self.givenUp(1, [], settled: settled))
                == .piecesDoNotMatch(Self.order, line: 0))
        let back = try Self.made(try world.run(Self.givenUp(1, [(3, 3)], settled: settled)))
        #expect(back.isGivenUp)
        #expect(back.rows == shared.rows)
        #expect(back.changes.map(\.amount.fen) == taken.changes.map { -$0.amount.fen })
        let again = try Self.made(try world.run(Self.back(2, [(1, 3)], settled: settled)))
        #expect(again.rows == taken.rows)
        #expect(again.changes == taken.changes)
        #expect(
            world.refusal(Self.givenUp(1, [(3, 3)], settled: settled))
                == .returnOutOfTurn(Self.order, 1, last: 2))
        #expect(try world.rebuilt() == world.referral)
    }

    @Test("what never came here is given up without a difference, and with nothing else")
    func restoredNothing() throws {
        var world = try Self.shared([(3, 100_000, 30_000)])
        let shared = try #require(world.referral.pending[Self.order])
        try world.run(.confirm([Self.order]))
        let settled = SettledRewards(shared: shared, last: nil)
        #expect(
            world.refusal(Self.givenUp(1, [(2, 3)], settled: settled))
                == .piecesDoNotMatch(Self.order, line: 1))
        let back = try Self.made(try world.run(Self.givenUp(1, [(3, 3)], settled: settled)))
        #expect(back.changes.isEmpty)
        #expect(back.rows == shared.rows)
        #expect(try world.rebuilt() == world.referral)
    }

    private static func made(_ events: [ReferralEvent]) throws -> ReturnedRewards {
        guard case .recomputed(let rewards)? = events.first, events.count == 1 else {
            throw ReplayFault("not one recomputation")
        }
        return rewards
    }

    @Test("rows are worked out anew for what is left, and the differences are booked")
    func parts() throws {
        var world = try Self.shared([(3, 100_000, 30_000)])
        let first = try Self.made(try world.run(Self.back(1, [(2, 3)])))
        #expect(first.rows.map(\.amount.fen) == [20_000, 10_000])
        #expect(first.unallocated == Money(fen: 30_000))
        #expect(first.changes.map(\.amount.fen) == [-10_000, -5_000])
        #expect(first.changes.map(\.payee.rawValue) == [2, 1])
        let second = try Self.made(try world.run(Self.back(2, [(1, 3)])))
        #expect(second.rows.map(\.amount.fen) == [10_000, 5_000])
        #expect(second.changes.map(\.amount.fen) == [-10_000, -5_000])
        try world.run(.confirm([Self.order]))
        #expect(world.referral.returns.isEmpty)
        #expect(try world.rebuilt() == world.referral)
    }

    @Test("an order of which nothing is left is over: it cannot be confirmed or cancelled")
    func all() throws {
        var world = try Self.shared([(1, 100_000, 30_000), (2, 1_000, 300)])
        let made = try Self.made(try world.run(Self.back(1, [(0, 1), (0, 2)])))
        #expect(made.rows.isEmpty)
        #expect(made.unallocated == .zero)
        #expect(world.refusal(.confirm([Self.order])) == .orderNotShared(Self.order))
        #expect(world.refusal(.cancel(Self.order)) == .orderNotShared(Self.order))
        #expect(world.refusal(.share(1, buyer: 3, [])) != nil)
        #expect(try world.rebuilt() == world.referral)
    }

    @Test("who was frozen since then earns as when the order was paid")
    func snapshot() throws {
        var world = try Self.shared([(2, 100_000, 30_000)])
        try world.run(.freeze(2))
        let made = try Self.made(try world.run(Self.back(1, [(1, 2)])))
        #expect(made.rows.map(\.payee.rawValue) == [2, 1])
        #expect(try world.rebuilt() == world.referral)
    }

    @Test("a row that was cut to nothing can come back by a fen")
    func cut() throws {
        var world = try Self.shared([(2, 1_001, 100)], direct: 1_000, indirect: 1_000)
        #expect(world.referral.pending[Self.order]?.rows.map(\.amount.fen) == [200])
        let made = try Self.made(try world.run(Self.back(1, [(1, 2)])))
        #expect(made.rows.map(\.amount.fen) == [100])
        #expect(made.rows.map(\.isCapped) == [false])
    }

    @Test(
        "refuses, first rule first",
        arguments: [
            (2, 1, [(1, 2), (1, 1)], "return_out_of_turn"),
            (1, 2, [(1, 2)], "pieces_do_not_match"),
            (1, 2, [(2, 2), (1, 1)], "pieces_do_not_match"),
            (1, 2, [(1, 2), (2, 1)], "pieces_do_not_match"),
            (1, 2, [(-1, 2), (1, 1)], "pieces_do_not_match"),
        ] as [(Int, Int, [(Int64, Int64)], String)])
    func refusals(
        first: Int, next: Int, left: [(Int64, Int64)], reason: String
    ) throws {
        var world = try Self.shared([(2, 1_000, 300), (1, 1_000, 300)])
        if first == 2 { try world.run(Self.back(2, [(1, 2), (1, 1)])) }
        #expect(world.refusal(Self.back(next, left))?.reason == reason)
        #expect(
            world.refusal(
                .recompute(
                    RecomputeOrder(order: OrderID(rawValue: 2), number: 1, left: []),
                    settled: nil))?.reason == "order_not_shared")
    }

    @Test("an order that settled is worked out from what its entries tell")
    func settled() throws {
        var world = try Self.shared([(3, 100_000, 30_000)])
        let shared = try #require(world.referral.pending[Self.order])
        let last = try Self.made(try world.run(Self.back(1, [(2, 3)])))
        try world.run(.confirm([Self.order]))
        #expect(world.refusal(Self.back(2, [(1, 3)])) == .orderNotShared(Self.order))
        let settled = SettledRewards(shared: shared, last: last)
        let made = try Self.made(try world.run(Self.back(2, [(1, 3)], settled: settled)))
        #expect(made.changes.map(\.amount.fen) == [-10_000, -5_000])
        // What came since then counts, whatever the caller read before.
        let rest = try Self.made(try world.run(Self.back(3, [(0, 3)], settled: settled)))
        #expect(rest.rows.isEmpty)
        #expect(rest.changes.map(\.amount.fen) == [-10_000, -5_000])
        #expect(try world.rebuilt() == world.referral)
    }

    @Test(
        "however pieces come back, rows and rest sum to the budget of what is left",
        arguments: 0..<100 as Range<UInt64>)
    func sums(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let lines = (0..<3).map { _ in
            let base = Int64.random(in: 0...9_999, using: &random)
            return (
                pieces: Int64.random(in: 1...6, using: &random), base: base,
                budget: Int64.random(in: 0...base, using: &random)
            )
        }
        var world = try Self.shared(
            lines, direct: Int.random(in: 0...3_000, using: &random),
            indirect: Int.random(in: 0...3_000, using: &random))
        var before = try #require(world.referral.pending[Self.order]?.rows)
        var left = lines.map(\.pieces)
        var number = 0
        while left.contains(where: { $0 > 0 }) {
            let line = try #require(
                left.indices.filter { left[$0] > 0 }.randomElement(using: &random))
            left[line] -= Int64.random(in: 1...left[line], using: &random)
            number += 1
            let made = try Self.made(
                try world.run(Self.back(number, zip(left, lines).map { ($0, $1.pieces) })))
            let budget = zip(left, lines).reduce(Int64(0)) { $0 + $1.0 * $1.1.budget }
            let paid = made.rows.reduce(Int64(0)) { $0 + $1.amount.fen }
            #expect(paid + made.unallocated.fen == budget)
            let changed = made.changes.reduce(Int64(0)) { $0 + $1.amount.fen }
            #expect(before.reduce(Int64(0)) { $0 + $1.amount.fen } + changed == paid)
            before = made.rows
        }
        #expect(before.isEmpty)
        #expect(try world.rebuilt() == world.referral)
    }
}
