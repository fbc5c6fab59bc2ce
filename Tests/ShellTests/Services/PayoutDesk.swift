import Services
import Testing
import Transport
import Wire

/// A pool with money in a member's wallet, and the people who pay it out.
struct PayoutDesk {
    let platform = "demo"
    let member: UInt64 = 1
    let order: Client
    let ann: Client
    let bob: Client
    let cy: Client
    let bank: Client
    let gateway: Client
    let auditor: Client

    init(_ installation: TestInstallation) throws {
        order = try installation.client(.pool, as: "service/order")
        ann = try installation.client(.pool, as: "operator/ann")
        bob = try installation.client(.pool, as: "operator/bob")
        cy = try installation.client(.pool, as: "operator/cy")
        bank = try installation.client(.pool, as: "custodian/bank")
        gateway = try installation.client(.pool, as: "gateway/demo")
        auditor = try installation.client(.pool, as: "auditor/eve")
    }

    /// A platform; member 1 bought and redeemed: 240 yuan in the wallet, which no reward is part
    /// of, and all that was paid in custody.
    func open() async throws {
        _ = try await ann.call(
            PoolMethods.createPlatform,
            CreatePlatformRequest(
                requestID: "platform", platform: platform, title: "Demo", sandbox: true,
                plan: Shop.seed))
        _ = try await order.call(
            PoolMethods.hold,
            HoldRequest(
                requestID: "hold", platform: platform, order: 1, member: member, paidFen: 100_000,
                payment: "p1"))
        let settlement = Settlement(
            order: 1, member: member, paidFen: 100_000,
            waterfall: Waterfall(
                costFen: 30_000, commissionFen: 30_000, platformFen: 10_000,
                contributionFen: 30_000),
            rewards: [RewardRow(payee: 2, amountFen: 5_000)], unallocatedFen: 25_000,
            planVersion: 1)
        _ = try await order.call(
            PoolMethods.settleBatch,
            SettleBatchRequest(
                requestID: "settle", platform: platform, firstNumber: 1, orders: [settlement]))
        _ = try await ann.call(
            PoolMethods.redeem,
            RedeemRequest(
                requestID: "redeem", platform: platform, member: member, units: 210_000_000))
        _ = try await ann.call(
            CustodyMethods.settleProvider,
            SettleProviderRequest(
                requestID: "psp", platform: platform, receivedFen: 100_000, reference: "psp-1"))
    }

    static let text = PayoutAccountText(
        holder: "张三丰", account: "6222021234567890123", bank: "Bank, \u{4E2D}")

    @discardableResult
    func register(
        _ text: PayoutAccountText = Self.text, id: String = "account"
    ) async throws -> RegisterPayoutAccountResponse {
        try await cy.call(
            WithdrawalsMethods.registerPayoutAccount,
            RegisterPayoutAccountRequest(
                requestID: id, platform: platform, member: member, channel: .bank, text: text))
    }

    func request(_ fen: Int64, id: String) async throws -> Withdrawal {
        let reply = try await cy.call(
            WithdrawalsMethods.requestWithdrawal,
            RequestWithdrawalRequest(
                requestID: id, platform: platform, member: member, amountFen: fen))
        return try #require(reply.withdrawal)
    }

    func approve(_ withdrawal: UInt64, by client: Client, id: String) async throws -> Withdrawal {
        let reply = try await client.call(
            WithdrawalsMethods.approveWithdrawal,
            ApproveWithdrawalRequest(
                requestID: id, platform: platform, withdrawal: withdrawal))
        return try #require(reply.withdrawal)
    }

    func send(_ withdrawals: [UInt64] = [], id: String) async throws -> SendWithdrawalsResponse {
        try await ann.call(
            WithdrawalsMethods.sendWithdrawals,
            SendWithdrawalsRequest(
                requestID: id, platform: platform, channel: .bank, withdrawals: withdrawals))
    }

    func callback(
        _ withdrawal: UInt64, _ fen: Int64, _ outcome: PayoutOutcome = .paid, id: String
    ) async throws -> PayoutCallbackResponse {
        try await bob.call(
            WithdrawalsMethods.payoutCallback,
            PayoutCallbackRequest(
                requestID: id, platform: platform, withdrawal: withdrawal, amountFen: fen,
                channel: .bank, outcome: outcome, failureCode: outcome == .failed ? "AC01" : ""))
    }

    func file(_ batch: UInt64) async throws -> GetPayoutFileResponse {
        try await ann.call(
            WithdrawalsMethods.getPayoutFile,
            GetPayoutFileRequest(platform: platform, batch: batch))
    }

    func list(
        member: UInt64 = 0, _ state: WithdrawalState = .unspecified, after: UInt64 = 0,
        limit: UInt32 = 1_000
    ) async throws -> [Withdrawal] {
        try await auditor.call(
            WithdrawalsMethods.listWithdrawals,
            ListWithdrawalsRequest(
                platform: platform, member: member, state: state, afterWithdrawal: after,
                limit: limit)
        ).withdrawals
    }

    func balance(_ account: String) async throws -> Int64 {
        let reply = try await ann.call(
            PoolMethods.getTrialBalance, GetTrialBalanceRequest(platform: platform))
        return reply.balances.first { $0.account == account }?.amount ?? 0
    }

    func withdrawable(_ member: UInt64) async throws -> GetWithdrawableResponse {
        try await auditor.call(
            WithdrawalsMethods.getWithdrawable,
            GetWithdrawableRequest(platform: platform, member: member))
    }

    func close() async {
        for client in [order, ann, bob, cy, bank, gateway, auditor] { await client.close() }
    }
}
