import Services
import Testing
import Transport
import Wire

/// A pool alone, as the order service and an operator call it.
struct Till {
    let platform = "demo"
    let order: Client
    let ann: Client

    init(_ installation: TestInstallation) throws {
        order = try installation.client(.pool, as: "service/order")
        ann = try installation.client(.pool, as: "operator/ann")
    }

    func open() async throws {
        _ = try await ann.call(
            PoolMethods.createPlatform,
            CreatePlatformRequest(
                requestID: "platform", platform: platform, title: "Demo", sandbox: true,
                plan: Shop.seed))
    }

    func hold(_ number: UInt64, by member: UInt64 = 7, provider: Int64, wallet: Int64 = 0)
        async throws
    {
        _ = try await order.call(
            PoolMethods.hold,
            HoldRequest(
                requestID: "o\(number)/hold", platform: platform, order: number, member: member,
                paidFen: provider, payment: provider > 0 ? "p\(number)" : "",
                walletFen: wallet))
    }

    func refund(_ number: UInt64, _ step: Int, _ back: Sources?) async throws -> RefundResponse {
        try await order.call(
            RefundMethods.refund,
            RefundRequest(
                requestID: "o\(number)/refund/\(step)", platform: platform, order: number,
                back: back, reason: "returned"))
    }

    /// 40 % cost, 30 % commission of which 5 % is a reward of member 9, 30 % contribution.
    func settle(_ number: UInt64, at place: UInt64, by member: UInt64 = 7, paid: Int64)
        async throws -> SettlementResult
    {
        let third = paid * 3 / 10
        let reply = try await order.call(
            PoolMethods.settleBatch,
            SettleBatchRequest(
                requestID: "batch\(place)", platform: platform, firstNumber: place,
                orders: [
                    Wire.Settlement(
                        order: number, member: member, paidFen: paid,
                        waterfall: Waterfall(
                            costFen: paid - 2 * third, commissionFen: third,
                            contributionFen: third),
                        rewards: [RewardRow(line: 1, payee: 9, amountFen: paid / 20)],
                        unallocatedFen: third - paid / 20, planVersion: 1)
                ]))
        return try #require(reply.results.first)
    }

    func redeem(_ id: String, units: Int64, lot: UInt64 = 0, minimum: Int64 = 0)
        async throws -> RedeemResponse
    {
        try await ann.call(
            PoolMethods.redeem,
            RedeemRequest(
                requestID: id, platform: platform, member: 7, lot: lot, units: units,
                minimumPayoutFen: minimum))
    }

    /// All of order `number` as `settle` settled it, or one of `of` pieces.
    static func claim(_ number: UInt64, paid: Int64, of pieces: Int64 = 1) -> ReturnClaim {
        let third = paid * 3 / 10
        return ReturnClaim(
            order: number, paidBackFen: paid / pieces, contributionBackFen: third / pieces,
            back: Sources(providerFen: paid / pieces),
            reversed: ReversedParts(
                costFen: (paid - 2 * third) / pieces,
                unallocatedFen: (third - paid / 20) / pieces),
            rewards: [ReversedReward(payee: 9, amountFen: paid / 20 / pieces)],
            proceeds: .deducted, reason: "returned")
    }

    func clawback(_ id: String, _ claim: ReturnClaim) async throws -> ClawbackResponse {
        try await order.call(
            RefundMethods.clawback,
            ClawbackRequest(requestID: id, platform: platform, claim: claim))
    }

    func balances(at sequence: UInt64 = 0) async throws -> GetTrialBalanceResponse {
        try await ann.call(
            PoolMethods.getTrialBalance,
            GetTrialBalanceRequest(platform: platform, sequence: sequence))
    }

    func close() async {
        await order.close()
        await ann.close()
    }
}
