/// The methods of tidemark.pool.v1.Pool.
package enum PoolMethods {
    package static let service = "tidemark.pool.v1.Pool"

    package static let createPlatform = Method<CreatePlatformRequest, CreatePlatformResponse>(
        service, "CreatePlatform")
    package static let getPlatform = Method<GetPlatformRequest, GetPlatformResponse>(
        service, "GetPlatform")
    package static let hold = Method<HoldRequest, HoldResponse>(
        service, "Hold")
    package static let settleBatch = Method<SettleBatchRequest, SettleBatchResponse>(
        service, "SettleBatch")
    package static let redeem = Method<RedeemRequest, RedeemResponse>(
        service, "Redeem")
    package static let quoteRedeem = Method<QuoteRedeemRequest, QuoteRedeemResponse>(
        service, "QuoteRedeem")
    package static let quoteSettle = Method<QuoteSettleRequest, QuoteSettleResponse>(
        service, "QuoteSettle")
    package static let getPool = Method<GetPoolRequest, GetPoolResponse>(
        service, "GetPool")
    package static let getPosition = Method<GetPositionRequest, GetPositionResponse>(
        service, "GetPosition")
    package static let listWallets = Method<ListWalletsRequest, ListWalletsResponse>(
        service, "ListWallets")
    package static let getTrialBalance = Method<GetTrialBalanceRequest, GetTrialBalanceResponse>(
        service, "GetTrialBalance")

    static let schema = ServiceSchema(
        service,
        [
            createPlatform.schema,
            getPlatform.schema,
            hold.schema,
            settleBatch.schema,
            redeem.schema,
            quoteRedeem.schema,
            quoteSettle.schema,
            getPool.schema,
            getPosition.schema,
            listWallets.schema,
            getTrialBalance.schema,
        ])
}
