import Services
import Testing
import Transport
import Wire

/// One installation, two platforms: nothing of one is in the other's books.
@Suite("Two platforms", .timeLimit(.minutes(3)))
struct TwoPlatformsTests {
    private static func receive(_ desk: PoolCounter, _ fen: Int64) async throws {
        _ = try await desk.pool.call(
            SubsidiesMethods.receiveSubsidy,
            ReceiveSubsidyRequest(
                requestID: "receive", platform: desk.platform, source: "game", amountFen: fen,
                reference: "B1"))
    }

    private static func book(
        _ desk: PoolCounter, _ move: OperatorMove, _ fen: Int64
    ) async throws -> Int64 {
        try await desk.pool.call(
            OperatorMethods.bookMove,
            BookMoveRequest(
                requestID: "\(move)", platform: desk.platform, move: move, amountFen: fen,
                reference: "\(move)")
        ).custodyFen
    }

    @Test("ids, references, freezes, plans and money of one are not the other's")
    func apart() async throws {
        try await TestInstallation.run([]) { installation in
            let one = try PoolCounter(installation, platform: "one")
            let other = try PoolCounter(installation, platform: "other")
            try await installation.serve([.pool]) {
                for desk in [one, other] {
                    try await desk.open()
                    try await Self.receive(desk, desk.platform == "one" ? 700 : 900)
                }
                // The same order, member and lot numbers on both.
                try await one.settle(1, by: 1)
                try await other.settle(1, by: 1)
                try await other.settle(2, by: 1)
                #expect(try await Self.book(one, .providerSettled, 100_000) == 100_700)
                await Refusal.expect(
                    .failedPrecondition, "insufficient_balance", saying: "custody"
                ) { _ = try await Self.book(other, .merchantPaid, 30_000) }
                var plan = Shop.seed
                plan.retentionBps = 0
                _ = try await one.pool.call(
                    PlansMethods.adoptPlan,
                    AdoptPlanRequest(requestID: "plan", platform: "one", plan: plan))
                _ = try await one.pool.call(
                    ControlMethods.freezePayouts,
                    FreezePayoutsRequest(requestID: "f", platform: "one", reason: "only here"))
            }
            try await installation.serve([.pool]) {
                let (first, second) = (try await one.balances(), try await other.balances())
                #expect(first["custody"] == 100_700)
                #expect(first["psp_clearing"] == nil)
                #expect(first["subsidy"] == -700)
                #expect(second["custody"] == 900)
                #expect(second["psp_clearing"] == 200_000)
                #expect(second["subsidy"] == -900)
                #expect(try await one.figures().reserveFen == 30_000)
                #expect(try await other.figures().reserveFen == 60_000)
                #expect(try await one.figures().platform?.planVersion == 2)
                #expect(try await other.figures().platform?.planVersion == 1)
                await Refusal.expect(.failedPrecondition, "payouts_frozen", saying: "here") {
                    try await Self.redeem(one)
                }
                try await Self.redeem(other)
                #expect(try await one.balances()["wallet"] == nil)
            }
            await one.close()
            await other.close()
        }
    }

    private static func redeem(_ desk: PoolCounter) async throws {
        _ = try await desk.pool.call(
            PoolMethods.redeem,
            RedeemRequest(
                requestID: "redeem", platform: desk.platform, member: 1, lot: 1,
                units: 1_000_000))
    }

    @Test("the operator's money: refused below what is there, replayed, and shown")
    func operatorMoney() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let desk = try PoolCounter(installation)
            try await desk.open()
            try await desk.settle(1, by: 1)
            #expect(try await Self.book(desk, .providerSettled, 100_000) == 100_000)
            #expect(try await Self.book(desk, .providerSettled, 100_000) == 100_000, "replayed")
            await Refusal.expect(
                .failedPrecondition, "insufficient_balance", saying: "platform_income has 10000"
            ) { _ = try await Self.book(desk, .incomeTaken, 10_001) }
            #expect(try await Self.book(desk, .incomeTaken, 10_000) == 90_000)
            #expect(try await Self.book(desk, .merchantPaid, 30_000) == 60_000)
            await Refusal.expect(.invalidArgument, "field_malformed", saying: "move") {
                _ = try await Self.book(desk, .unspecified, 1)
            }
            let shown = try await desk.pool.call(
                OperatorMethods.getOperator, GetOperatorRequest(platform: "demo"))
            #expect(shown.custodyFen == 60_000)
            #expect(shown.merchantPayableFen == 0)
            #expect(shown.incomeFreeFen == 0)
            await desk.close()
        }
    }
}
