import Services
import Testing
import Transport
import Wire

@Suite("A thousand at once", .timeLimit(.minutes(5)))
struct ParallelMoneyTests {
    private struct Counts: Sendable {
        var taken: Int64 = 0
        var refused: [String: Int] = [:]
        var fen: Int64 = 0
    }

    /// Calls 1,000 times at once; counts what was taken, what was paid, and the refusals.
    private static func thousand(
        _ call: @escaping @Sendable (Int) async throws -> Int64
    ) async throws -> Counts {
        try await withThrowingTaskGroup(of: (fen: Int64?, refused: String).self) { group in
            for number in 0..<1_000 {
                group.addTask {
                    do {
                        return (try await call(number), "")
                    } catch let error as RPCError where error.code == .failedPrecondition {
                        return (nil, error.reason)
                    }
                }
            }
            return try await group.reduce(into: Counts()) { counts, result in
                guard let fen = result.fen else {
                    counts.refused[result.refused, default: 0] += 1
                    return
                }
                counts.taken += 1
                counts.fen += fen
            }
        }
    }

    private static func amount(_ account: String, _ till: Till) async throws -> Int64 {
        let balances = try await till.balances().balances
        return balances.first { $0.account == account }?.amount ?? 0
    }

    @Test("redemptions of one lot take what it holds and no more, and each is paid once")
    func redemptions() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let till = try Till(installation)
            try await till.open()
            try await till.hold(1, provider: 100_000)
            try await till.hold(2, by: 8, provider: 100_000)
            _ = try await till.settle(1, at: 1, paid: 100_000)
            _ = try await till.settle(2, at: 2, by: 8, paid: 100_000)
            let counts = try await Self.thousand { number in
                try await till.redeem("r\(number)", units: 300_001, lot: 1).payoutFen
            }
            // 210,000,000 units: 699 times 300,001, and 299,301 are left.
            #expect(counts.taken == 699)
            #expect(counts.refused == ["exceeds_lot": 301])
            #expect(try await Self.amount("lot", till) == 299_301 + 147_000_000)
            let paid = try await till.ann.call(
                PoolMethods.getPosition, GetPositionRequest(platform: "demo", member: 7))
            #expect(paid.walletFen == counts.fen)
            // Sent again in another order, each is answered as before and nothing is paid.
            let again = try await Self.thousand { number in
                try await till.redeem("r\(999 - number)", units: 300_001, lot: 1).payoutFen
            }
            #expect(again.taken == counts.taken && again.fen == counts.fen)
            let after = try await till.ann.call(
                PoolMethods.getPosition, GetPositionRequest(platform: "demo", member: 7))
            #expect(after.walletFen == counts.fen)
            await till.close()
        }
    }

    @Test("refunds of one order give back what it holds and no more")
    func refunds() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let till = try Till(installation)
            try await till.open()
            try await till.hold(1, provider: 100_000)
            try await till.hold(2, provider: 1_000_000)
            let back = Sources(providerFen: 150)
            let counts = try await Self.thousand { number in
                try await till.refund(1, number, back).back?.providerFen ?? 0
            }
            #expect(counts.taken == 666)
            #expect(counts.refused == ["exceeds_source": 334])
            #expect(try await Self.amount("order_held", till) == -1_000_100)
            #expect(try await Self.amount("psp_clearing", till) == 1_000_100)
            let again = try await Self.thousand { number in
                try await till.refund(1, 999 - number, back).back?.providerFen ?? 0
            }
            #expect(again.taken == 666 && again.fen == 99_900)
            #expect(try await Self.amount("order_held", till) == -1_000_100)
            await till.close()
        }
    }

    @Test("clawbacks of one order give back what it settled for and no more")
    func clawbacks() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let till = try Till(installation)
            try await till.open()
            try await till.hold(1, provider: 100_000)
            try await till.hold(2, provider: 1_000_000)
            _ = try await till.settle(1, at: 1, paid: 100_000)
            let claim = Till.claim(1, paid: 100_000, of: 400)
            let counts = try await Self.thousand { number in
                let made = try await till.clawback("c\(number)", claim)
                return made.outcome?.back?.providerFen ?? 0
            }
            #expect(counts.taken == 400)
            #expect(counts.fen == 100_000)
            #expect(counts.refused == ["exceeds_settlement": 600])
            await till.close()
        }
    }
}
