import Services
import Testing
import Transport
import Wire

@Suite("Plan versions, over the wire", .timeLimit(.minutes(3)))
struct PlanServiceTests {
    private static func adopt(
        _ desk: PoolCounter, _ id: String, _ plan: Plan, from: Int64
    ) async throws -> UInt32 {
        try await desk.pool.call(
            PlansMethods.adoptPlan,
            AdoptPlanRequest(
                requestID: id, platform: desk.platform, plan: plan, inForceFromUs: from)
        ).version
    }

    private static func list(_ desk: PoolCounter) async throws -> ListPlansResponse {
        try await desk.pool.call(
            PlansMethods.listPlans, ListPlansRequest(platform: desk.platform))
    }

    /// The last plan that `version` has, once it is in force.
    private static func inForce(_ desk: PoolCounter, _ version: UInt32) async throws -> Platform {
        while true {
            let reply = try await desk.pool.call(
                PoolMethods.getPlatform, GetPlatformRequest(platform: desk.platform))
            if let platform = reply.platform, platform.planVersion == version { return platform }
        }
    }

    private static let changed: Plan = {
        var plan = Shop.seed
        plan.returnDays = 7
        plan.retentionBps = 1_000
        plan.directBps = 500
        return plan
    }()

    @Test("a version is announced, waits 7 days through a restart, and comes into force")
    func notice() async throws {
        try await TestInstallation.run([]) { installation in
            let desk = try PoolCounter(installation, platform: "real")
            try await installation.serve([.pool]) {
                try await desk.open(sandbox: false)
                try await desk.settle(1, by: 1)
                let first = try await Self.list(desk)
                let begun = try #require(first.plans.first?.adoptedUs)
                let day: Int64 = 86_400_000_000
                await Refusal.expect(
                    .failedPrecondition, "notice_too_short", saying: "7 days' notice"
                ) {
                    _ = try await Self.adopt(desk, "a", Self.changed, from: begun + 7 * day - 1)
                }
                var short = Self.changed
                short.returnDays = 6
                await Refusal.expect(.invalidArgument, "field_malformed", saying: "return_days") {
                    _ = try await Self.adopt(desk, "a", short, from: begun + 8 * day)
                }
                let version = try await Self.adopt(
                    desk, "a", Self.changed, from: begun + 8 * day)
                #expect(version == 2)
                #expect(
                    try await Self.adopt(desk, "a", Self.changed, from: begun + 8 * day) == 2,
                    "replayed")
                let listed = try await Self.list(desk)
                #expect(listed.version == 1)
                #expect(listed.plans.map(\.inForceUs) == [begun, 0])
                #expect(try await Self.inForce(desk, 1).plan?.retentionBps == 2_000)
            }
            installation.wait(days: 8)
            try await installation.serve([.pool]) {
                let platform = try await Self.inForce(desk, 2)
                #expect(platform.plan == Self.changed)
                let quote = try await desk.pool.call(
                    PoolMethods.quoteRedeem,
                    QuoteRedeemRequest(platform: "real", member: 1, lot: 1, units: 210_000_000))
                #expect(quote.payoutFen == 27_000, "the lower retention is for all")
                // An order paid under version 1 settles with its grant rate.
                try await desk.settle(2, by: 2, version: 1)
                let old = try await desk.pool.call(
                    PlansMethods.getPlan, GetPlanRequest(platform: "real", version: 1))
                #expect(old.plan?.plan?.retentionBps == 2_000)
                await Refusal.expect(.notFound, "plan_version_not_found", saying: "version 3") {
                    _ = try await desk.pool.call(
                        PlansMethods.getPlan, GetPlanRequest(platform: "real", version: 3))
                }
            }
            // A third start reads both entries back.
            try await installation.serve([.pool]) {
                let listed = try await Self.list(desk)
                #expect(listed.version == 2)
                #expect(listed.plans.last?.plan == Self.changed)
                #expect(listed.plans.allSatisfy { $0.inForceUs > 0 })
            }
            await desk.close()
        }
    }

    @Test("an order paid after a version came into force is rewarded by it")
    func orders() async throws {
        try await TestInstallation.run { installation in
            let shop = try Shop(installation)
            try await shop.open()
            let product = try await shop.put(Shop.goods, id: "tea")
            for member in UInt64(1)...2 { try await shop.join(member, under: member - 1) }
            let first = try await shop.order(product, by: 2, id: "one")
            #expect(first.state == .settled)
            let desk = try PoolCounter(installation)
            var plan = Shop.seed
            plan.directBps = 500
            #expect(try await Self.adopt(desk, "a", plan, from: 1) == 2)
            // The order service asks again once a second at most.
            var direct: Int64 = 0
            for attempt in 0..<200 where direct != 5_000 {
                let before = try await Self.wallet(desk)
                _ = try await shop.order(product, by: 2, id: "again-\(attempt)")
                direct = try await Self.wallet(desk) - before
                #expect(direct == 10_000 || direct == 5_000)
            }
            #expect(direct == 5_000)
            await desk.close()
            await shop.close()
        }
    }

    private static func wallet(_ desk: PoolCounter) async throws -> Int64 {
        try await desk.pool.call(
            PoolMethods.getPosition, GetPositionRequest(platform: "demo", member: 1)
        ).walletFen
    }
}
