import Services
import Testing
import Transport
import Wire

/// A pool without the services around it: an operator, a gateway, and orders that arrive as if
/// they came from the order service.
struct PoolDesk {
    let platform = "demo"
    let ann: Client
    let gateway: Client
    let orderService: Client

    init(_ installation: TestInstallation) throws {
        ann = try installation.client(.pool, as: "operator/ann")
        gateway = try installation.client(.pool, as: "gateway/demo")
        orderService = try installation.client(.pool, as: "service/order")
    }

    func open(_ plan: Plan = Shop.seed) async throws {
        _ = try await ann.call(
            PoolMethods.createPlatform,
            CreatePlatformRequest(
                requestID: "platform", platform: platform, title: "Demo", sandbox: true,
                plan: plan))
    }

    /// Holds and settles an order of 1,000 yuan with 300 for the reserve; `number` is that of
    /// order and settlement.
    @discardableResult
    func order(_ number: UInt64, by member: UInt64) async throws -> SettlementResult {
        let waterfall = Waterfall(
            costFen: 30_000, commissionFen: 30_000, platformFen: 10_000, contributionFen: 30_000)
        _ = try await orderService.call(
            PoolMethods.hold,
            HoldRequest(
                requestID: "o\(number)/hold/1", platform: platform, order: number, member: member,
                paidFen: 100_000, payment: "p\(number)"))
        let reply = try await orderService.call(
            PoolMethods.settleBatch,
            SettleBatchRequest(
                requestID: "o\(number)/settle/1", platform: platform, firstNumber: number,
                orders: [
                    Settlement(
                        order: number, member: member, paidFen: 100_000, waterfall: waterfall,
                        unallocatedFen: 30_000, planVersion: 1)
                ]))
        return try #require(reply.results.first)
    }

    func balances() async throws -> [Line] {
        try await ann.call(
            PoolMethods.getTrialBalance, GetTrialBalanceRequest(platform: platform)
        ).balances
    }

    /// Metadata of a gateway that acts for a member.
    static func acting(for member: UInt64) -> Metadata {
        var metadata = Metadata()
        metadata.add("tidemark-acting-member", "\(member)")
        return metadata
    }

    func close() async {
        for client in [ann, gateway, orderService] { await client.close() }
    }
}
