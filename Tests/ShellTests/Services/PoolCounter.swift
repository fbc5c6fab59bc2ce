import Services
import Testing
import Transport
import Wire

/// What tests do with the pool's service alone: as an operator, and as the order service.
struct PoolCounter {
    let platform: String
    /// `operator/ann`.
    let pool: Client
    let order: Client

    init(_ installation: TestInstallation, platform: String = "demo") throws {
        self.platform = platform
        pool = try installation.client(.pool, as: "operator/ann")
        order = try installation.client(.pool, as: "service/order")
    }

    func open(sandbox: Bool = true, plan: Plan = Shop.seed) async throws {
        var plan = plan
        if !sandbox { plan.returnDays = 7 }
        _ = try await pool.call(
            PoolMethods.createPlatform,
            CreatePlatformRequest(
                requestID: "platform", platform: platform, title: "Demo", sandbox: sandbox,
                plan: plan))
    }

    /// Holds and settles an order of 1,000 yuan, 300 of them into the reserve.
    func settle(_ number: UInt64, by member: UInt64, version: UInt32 = 1) async throws {
        try await hold(number, by: member)
        let reply = try await order.call(
            PoolMethods.settleBatch, batch(number, by: member, version: version))
        try #require(reply.results.first?.outcome == .granted)
    }

    func hold(_ number: UInt64, by member: UInt64) async throws {
        _ = try await order.call(
            PoolMethods.hold,
            HoldRequest(
                requestID: "hold-\(number)", platform: platform, order: number, member: member,
                paidFen: 100_000, payment: "p\(number)"))
    }

    func batch(_ number: UInt64, by member: UInt64, version: UInt32 = 1) -> SettleBatchRequest {
        SettleBatchRequest(
            requestID: "settle-\(number)", platform: platform, firstNumber: number,
            orders: [
                Settlement(
                    order: number, member: member, paidFen: 100_000,
                    waterfall: Waterfall(
                        costFen: 30_000, commissionFen: 30_000, platformFen: 10_000,
                        contributionFen: 30_000), unallocatedFen: 30_000, planVersion: version)
            ])
    }

    func figures() async throws -> GetPoolResponse {
        try await pool.call(PoolMethods.getPool, GetPoolRequest(platform: platform))
    }

    /// Balances that are not zero, by kind of account.
    func balances() async throws -> [String: Int64] {
        let reply = try await pool.call(
            PoolMethods.getTrialBalance, GetTrialBalanceRequest(platform: platform))
        return reply.balances.reduce(into: [:]) { $0[$1.account] = $1.amount }
    }

    func close() async {
        await pool.close()
        await order.close()
    }
}
