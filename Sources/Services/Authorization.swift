package import Transport
import Wire

/// Who may call which method: one table. A method missing from it is refused to everyone.
package enum Authorization {
    /// Those who may call a method.
    enum Grant: Hashable, Sendable {
        case service(ServiceName)
        case role(Role)
    }

    private static let order: Set<Grant> = [.service(.order)]
    private static let operators: Set<Grant> = [.role(.operator)]
    private static let members: Set<Grant> = [.role(.gateway), .role(.operator)]
    private static let readers: Set<Grant> = members.union([.role(.auditor)])
    private static let observers: Set<Grant> = [.service(.audit), .role(.auditor)]
    private static let queries: Set<Grant> = [.role(.auditor), .role(.operator)]
    /// Who says what a bank holds: never those whose books it is held against.
    private static let attesters: Set<Grant> = [.role(.custodian), .role(.auditor)]
    private static let services: Set<Grant> = Set(ServiceName.allCases.map { .service($0) })

    static let table: [String: Set<Grant>] = [
        CatalogMethods.putProduct.path: operators,
        CatalogMethods.getProduct.path: readers.union(order),
        CatalogMethods.listProducts.path: readers,
        CatalogMethods.adjustStock.path: operators,
        CatalogMethods.reserve.path: order,
        CatalogMethods.commit.path: order,
        CatalogMethods.release.path: order,
        CatalogMethods.restock.path: order,
        CatalogMethods.followClock.path: order,
        CampaignMethods.openCampaign.path: operators,
        CampaignMethods.endCampaign.path: operators,
        CampaignMethods.listCampaigns.path: readers,
        ProductImportMethods.importProducts.path: operators,
        ShelfMethods.searchProducts.path: readers,
        ShelfMethods.getProductHistory.path: readers,

        ReferralMethods.join.path: members,
        ReferralMethods.importMembers.path: order,
        ReferralMethods.getMember.path: readers.union(order),
        ReferralMethods.freezeMember.path: operators,
        ReferralMethods.share.path: order,
        ReferralMethods.confirm.path: order,
        ReferralMethods.cancelRewards.path: order,
        ReferralMethods.recompute.path: order,

        PoolMethods.createPlatform.path: operators,
        PoolMethods.getPlatform.path: readers.union(services),
        PoolMethods.hold.path: order,
        PoolMethods.settleBatch.path: order,
        PoolMethods.redeem.path: members,
        PoolMethods.quoteRedeem.path: readers,
        PoolMethods.quoteSettle.path: readers.union(observers).union(order),
        PoolMethods.getPool.path: readers.union(observers).union(order),
        PoolMethods.getPosition.path: readers.union(observers),
        PoolMethods.listWallets.path: queries,
        PoolMethods.getTrialBalance.path: queries,

        LegacyMethods.importClaims.path: operators,
        LegacyMethods.convertClaim.path: members,
        LegacyMethods.allot.path: operators,
        LegacyMethods.getLegacy.path: readers,
        LegacyMethods.getClaim.path: readers,
        LegacyMethods.listClaims.path: queries,

        SharesMethods.openProgramme.path: operators,
        SharesMethods.convert.path: members,
        SharesMethods.closeProgramme.path: operators,
        SharesMethods.allotShares.path: operators,
        SharesMethods.releaseShares.path: operators,
        SharesMethods.listProgrammes.path: readers,
        SharesMethods.getRegister.path: queries,
        SharesMethods.listShareEntries.path: readers,
        WithdrawalsMethods.setWithdrawalPolicy.path: operators,
        WithdrawalsMethods.linkOperator.path: operators,
        WithdrawalsMethods.registerPayoutAccount.path: members,
        WithdrawalsMethods.getWithdrawable.path: readers,
        WithdrawalsMethods.requestWithdrawal.path: members,
        WithdrawalsMethods.cancelWithdrawal.path: members,
        WithdrawalsMethods.refuseWithdrawal.path: operators,
        WithdrawalsMethods.approveWithdrawal.path: operators,
        WithdrawalsMethods.sendWithdrawals.path: operators,
        WithdrawalsMethods.getPayoutFile.path: operators,
        WithdrawalsMethods.payoutCallback.path: operators,
        WithdrawalsMethods.listWithdrawals.path: readers,

        CustodyMethods.settleProvider.path: operators,
        CustodyMethods.attestStatement.path: attesters,
        CustodyMethods.getCustodyStatus.path: queries.union(attesters),
        UnmatchedReceiptsMethods.receiveUnmatched.path: order,
        UnmatchedReceiptsMethods.returnUnmatched.path: order,
        RefundMethods.refund.path: order,
        RefundMethods.clawback.path: order,
        RefundMethods.quoteClawback.path: readers.union(order),
        RefundMethods.redirectRefund.path: operators,
        RefundMethods.getOrderMoney.path: readers.union(order),
        StatementMethods.getStatement.path: readers,

        SubsidiesMethods.receiveSubsidy.path: operators,
        SubsidiesMethods.announceSlice.path: operators,
        SubsidiesMethods.injectSlice.path: operators,
        SubsidiesMethods.grantCoupon.path: order,
        SubsidiesMethods.listSubsidies.path: readers,

        PlansMethods.adoptPlan.path: operators,
        PlansMethods.getPlan.path: readers.union(services),
        PlansMethods.listPlans.path: readers.union(services),

        OperatorMethods.bookMove.path: operators,
        OperatorMethods.openBalances.path: operators,
        OperatorMethods.getOperator.path: queries,

        ControlMethods.freezePayouts.path: operators.union([.service(.audit)]),
        ControlMethods.thaw.path: operators.union([.service(.audit)]),
        ControlMethods.propose.path: operators,
        ControlMethods.confirmProposal.path: operators,
        ControlMethods.windDown.path: operators,
        ControlMethods.getControl.path: readers.union(services),

        OrdersMethods.place.path: members,
        OrdersMethods.sandboxPay.path: members,
        OrdersMethods.paymentCallback.path: [.role(.gateway)],
        OrdersMethods.ship.path: operators,
        OrdersMethods.deliver.path: operators,
        OrdersMethods.receive.path: members,
        OrdersMethods.cancel.path: members,
        OrdersMethods.retry.path: operators,
        OrdersMethods.getOrder.path: readers,
        OrdersMethods.listOrders.path: readers,
        OrdersMethods.watch.path: readers,
        OrdersMethods.importOrders.path: operators,
        OrdersMethods.getProgress.path: readers,
        ReturnMethods.giveBack.path: operators,
        OrderReadingMethods.quote.path: readers,
        OrderReadingMethods.getOrderStatement.path: readers,
        OrderReadingMethods.watchMember.path: readers,
        ReserveQuoteMethods.quoteReserve.path: order,
        ShareQuoteMethods.quoteShare.path: order,
        HoldQuoteMethods.quoteHold.path: order,
        PayingMethods.pay.path: members,
        PayingMethods.grantSubsidy.path: operators,
        ReturnMethods.askReturn.path: members,
        ReturnMethods.approveReturn.path: operators,
        ReturnMethods.rejectReturn.path: operators,
        ReturnMethods.askRefund.path: members,
        ReturnMethods.quoteRefund.path: readers,
        ClockMethods.advanceClock.path: operators,
        ClockMethods.getClock.path: readers,

        PaymentsMethods.refundCallback.path: [.role(.gateway)],
        PaymentsMethods.getPayment.path: queries,
        PaymentsMethods.listUnmatched.path: queries,
        PaymentsMethods.listFailedRefunds.path: queries,
        PaymentsMethods.sandboxSend.path: operators,
        PaymentsMethods.sandboxDisturb.path: operators,

        JournalsMethods.listJournals.path: observers,
        JournalsMethods.subscribe.path: observers,

        AuditMethods.status.path: queries,
        AuditMethods.getCheckpoint.path: queries,
        AuditMethods.listFindings.path: queries,
        AuditMethods.getEntries.path: queries,
        AuditMethods.getInclusionProof.path: queries,
        AuditMethods.getConsistencyProof.path: queries,
        AuditMethods.explain.path: queries,
        AuditMethods.checkTruth.path: queries,
    ]

    /// Nil if `caller` may call `path`; else the refusal.
    package static func refusal(of caller: Caller?, to path: String) -> RPCError? {
        guard let caller else {
            return RPCError(
                .unauthenticated,
                "\(path) needs a client certificate that names its holder; present one whose SAN "
                    + "URI is spiffe://tidemark/<role>/<name>",
                reason: "certificate_required")
        }
        guard let grants = table[path], grants.contains(where: { $0.covers(caller) }) else {
            return RPCError(
                .permissionDenied,
                "\(caller) may not call \(path); ask with the certificate of a role that may",
                reason: "role_not_allowed", metadata: ["caller": "\(caller)", "method": path])
        }
        return nil
    }
}

extension Authorization.Grant {
    func covers(_ caller: Caller) -> Bool {
        switch self {
        case .service(let name): caller.role == .service && caller.name == name.rawValue
        case .role(let role): caller.role == role
        }
    }
}
