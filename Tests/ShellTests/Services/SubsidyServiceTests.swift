import Services
import Testing
import Transport
import Wire

@Suite("Subsidies, over the wire", .timeLimit(.minutes(3)))
struct SubsidyServiceTests {
    private static func receive(
        _ desk: PoolCounter, _ id: String, _ fen: Int64, _ source: String = "advertising",
        reference: String = "B1"
    ) async throws -> ReceiveSubsidyResponse {
        try await desk.pool.call(
            SubsidiesMethods.receiveSubsidy,
            ReceiveSubsidyRequest(
                requestID: id, platform: desk.platform, source: source, amountFen: fen,
                reference: reference))
    }

    private static func announce(
        _ desk: PoolCounter, _ id: String, _ fen: Int64, notBefore: Int64 = 1,
        source: String = "advertising"
    ) async throws -> AnnounceSliceResponse {
        try await desk.pool.call(
            SubsidiesMethods.announceSlice,
            AnnounceSliceRequest(
                requestID: id, platform: desk.platform, source: source, amountFen: fen,
                notBeforeUs: notBefore))
    }

    private static func inject(
        _ desk: PoolCounter, _ id: String, _ fen: Int64 = 0, slice: UInt64 = 1, beyond: Bool = false
    ) async throws -> InjectSliceResponse {
        try await desk.pool.call(
            SubsidiesMethods.injectSlice,
            InjectSliceRequest(
                requestID: id, platform: desk.platform, slice: slice, amountFen: fen,
                beyondDailyLimit: beyond))
    }

    @Test("a subsidy arrives, is announced and enters; a restart finds the same figures")
    func way() async throws {
        try await TestInstallation.run([]) { installation in
            let desk = try PoolCounter(installation)
            try await installation.serve([.pool]) {
                try await desk.open()
                for member in UInt64(1)...2 { try await desk.settle(member, by: member) }
                #expect(try await Self.receive(desk, "r", 10_000).freeFen == 10_000)
                let announced = try await Self.announce(desk, "a", 5_000)
                #expect(announced == AnnounceSliceResponse(slice: 1, freeFen: 5_000))
                let first = try await Self.inject(desk, "i", 600)
                #expect(first.leftFen == 4_400)
                #expect(first.reserveFen == 60_600)
                // The same request again is the same reply, and enters once.
                #expect(try await Self.inject(desk, "i", 600) == first)
                _ = try await Self.inject(desk, "j", beyond: true)
            }
            try await installation.serve([.pool]) {
                let figures = try await desk.figures()
                #expect(figures.subsidyFen == 5_000)
                #expect(figures.price == "1.8207")
                #expect(figures.priceWithoutSubsidy == "1.6806")
                // Half of the points leave with a part of the subsidy.
                _ = try await desk.pool.call(
                    PoolMethods.redeem,
                    RedeemRequest(
                        requestID: "redeem", platform: desk.platform, member: 1, lot: 1,
                        units: 178_500_000))
                let after = try await desk.figures()
                #expect(after.reserveFen == 39_000)
                #expect(after.subsidyFen == 3_000)
                let list = try await desk.pool.call(
                    SubsidiesMethods.listSubsidies, ListSubsidiesRequest(platform: "demo"))
                let advertising = SubsidyAccount(
                    source: "advertising", receivedFen: 10_000, injectedFen: 5_000,
                    freeFen: 5_000)
                #expect(list.accounts.contains(advertising), "\(list.accounts)")
                #expect(list.slices.isEmpty)
                #expect(list.injectedTodayFen == 5_000)
            }
            await desk.close()
        }
    }

    @Test("what is refused says the field, the value and what would do")
    func refusals() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let desk = try PoolCounter(installation, platform: "real")
            try await desk.open(sandbox: false)
            try await desk.settle(1, by: 1)
            _ = try await Self.receive(desk, "r", 10_000)
            await Refusal.expect(.alreadyExists, "reference_already_used", saying: "B1") {
                _ = try await Self.receive(desk, "s", 1)
            }
            await Refusal.expect(.invalidArgument, "field_malformed", saying: "advertising") {
                _ = try await Self.receive(desk, "s", 1, "friends", reference: "B2")
            }
            await Refusal.expect(.invalidArgument, "source_not_allowed", saying: "orphan") {
                _ = try await Self.receive(desk, "s", 1, "orphan", reference: "B2")
            }
            await Refusal.expect(.failedPrecondition, "notice_too_short", saying: "7 days") {
                _ = try await Self.announce(desk, "a", 100)
            }
            let later: Int64 = 9_000_000_000_000_000
            await Refusal.expect(.failedPrecondition, "exceeds_subsidy", saying: "10000") {
                _ = try await Self.announce(desk, "a", 10_001, notBefore: later)
            }
            _ = try await Self.announce(desk, "a", 10_000, notBefore: later)
            await Refusal.expect(.failedPrecondition, "slice_not_due", saying: "\(later)") {
                _ = try await Self.inject(desk, "i")
            }
            await Refusal.expect(.notFound, "slice_not_found", saying: "slice 2") {
                _ = try await Self.inject(desk, "i", slice: 2)
            }
            await Refusal.expect(.outOfRange, "limit_reached", saying: "1099511627776") {
                _ = try await Self.receive(desk, "l", 1 << 40 + 1, reference: "B3")
            }
            let auditor = try installation.client(.pool, as: "auditor/eve")
            await Refusal.expect(.permissionDenied, "role_not_allowed", saying: "auditor/eve") {
                _ = try await auditor.call(
                    SubsidiesMethods.injectSlice,
                    InjectSliceRequest(requestID: "x", platform: "real", slice: 1))
            }
            await auditor.close()
            await desk.close()
        }
    }

    @Test("where money is real a slice enters 7 days later, at most 1 % a day")
    func notice() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let desk = try PoolCounter(installation, platform: "real")
            try await desk.open(sandbox: false)
            try await desk.settle(1, by: 1)
            _ = try await Self.receive(desk, "r", 10_000)
            let plans = try await desk.pool.call(
                PlansMethods.listPlans, ListPlansRequest(platform: "real"))
            let begun = try #require(plans.plans.first?.adoptedUs)
            let from = begun + 8 * 86_400_000_000
            _ = try await Self.announce(desk, "a", 1_000, notBefore: from)
            await Refusal.expect(.failedPrecondition, "slice_not_due", saying: "\(from)") {
                _ = try await Self.inject(desk, "i")
            }
            installation.wait(days: 8)
            await Refusal.expect(.failedPrecondition, "exceeds_daily_slice", saying: "300") {
                _ = try await Self.inject(desk, "i", 301)
            }
            await Refusal.expect(.failedPrecondition, "sandbox_only", saying: "sandbox") {
                _ = try await Self.inject(desk, "i", beyond: true)
            }
            #expect(try await Self.inject(desk, "i", 300).reserveFen == 30_300)
            await Refusal.expect(.failedPrecondition, "exceeds_daily_slice", saying: "300") {
                _ = try await Self.inject(desk, "j", 1)
            }
            installation.wait(days: 1)
            #expect(try await Self.inject(desk, "j", 303).reserveFen == 30_603)
            await desk.close()
        }
    }

    @Test("a subsidy pays a part of an order, which settles with both")
    func coupon() async throws {
        try await TestInstallation.run([.pool]) { installation in
            let desk = try PoolCounter(installation)
            try await desk.open()
            _ = try await Self.receive(desk, "r", 20_000)
            func grant(_ id: String, _ fen: Int64) async throws -> GrantCouponResponse {
                try await desk.order.call(
                    SubsidiesMethods.grantCoupon,
                    GrantCouponRequest(
                        requestID: id, platform: "demo", order: 1, member: 7,
                        source: "advertising", amountFen: fen))
            }
            await Refusal.expect(.permissionDenied, "role_not_allowed", saying: "operator/ann") {
                _ = try await desk.pool.call(
                    SubsidiesMethods.grantCoupon,
                    GrantCouponRequest(
                        requestID: "c", platform: "demo", order: 1, member: 7,
                        source: "advertising", amountFen: 15_000))
            }
            #expect(try await desk.balances()["order_held"] == nil, "a refusal changes nothing")
            #expect(try await grant("c", 15_000).freeFen == 5_000)
            await Refusal.expect(.alreadyExists, "coupon_already_granted", saying: "order 1") {
                _ = try await grant("d", 1)
            }
            try await desk.hold(1, by: 7)
            var batch = desk.batch(1, by: 7)
            batch.orders[0].waterfall?.costFen += 15_000
            let reply = try await desk.order.call(PoolMethods.settleBatch, batch)
            #expect(reply.results.first?.outcome == .granted, "\(reply)")
            let balances = try await desk.balances()
            #expect(balances["order_held"] == nil)
            #expect(balances["merchant_payable"] == -45_000)
            #expect(balances["subsidy"] == -5_000)
            #expect(try await desk.figures().subsidyFen == 0)
            await desk.close()
        }
    }
}
