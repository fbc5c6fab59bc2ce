/// Per order: what each source paid and has had back, what was settled and taken back since.
///
/// `PoolBooks` enters its events; it decides nothing about ledger or pool.
package struct RefundBook: Codable, Equatable, Sendable {
    /// Refunds of one order, clawbacks among them: more than an order has pieces to return.
    package static let refundsMax = 1_000
    /// Bytes of a reason or reference.
    package static let textBytesMax = 256

    private var holds: [OrderID: HeldMoney] = [:]
    private var settled = SettledOrders()
    private var takenBack: [OrderID: TakenBack] = [:]
    /// What the provider was to pay out, by order and refund.
    private var refunds: [OrderID: [ProviderRefund]] = [:]

    /// The sum of an order's clawbacks.
    package struct TakenBack: Codable, Equatable, Sendable {
        package fileprivate(set) var paid = Money.zero
        package fileprivate(set) var contribution = Money.zero
        package fileprivate(set) var back = PaymentSources.zero
        package fileprivate(set) var parts = ReversibleParts.zero
        package fileprivate(set) var rewards: [MemberID: Money] = [:]
        /// Of what the lot's points paid.
        package fileprivate(set) var proceeds = Money.zero
    }

    /// What one refund gave the provider to pay out.
    package struct ProviderRefund: Codable, Equatable, Sendable {
        package let amount: Money
        package fileprivate(set) var isRedirected = false
    }

    // MARK: - Reading

    /// Nil for an order that is settled or was never held.
    package func held(_ order: OrderID) -> HeldMoney? { holds[order] }

    func facts(at place: SettledOrders.Place) -> SettledFacts { settled[place] }

    /// Nothing for an order without clawbacks.
    package func takenBack(_ order: OrderID) -> TakenBack { takenBack[order] ?? TakenBack() }

    /// In order of their numbers, which begin with 1.
    package func refunds(of order: OrderID) -> [ProviderRefund] { refunds[order] ?? [] }

    func nextNumber(of order: OrderID) throws(RefundRejection) -> Int {
        let count = refunds(of: order).count
        guard count < Self.refundsMax else { throw .tooManyRefunds(order) }
        return count + 1
    }

    // MARK: - Entering

    mutating func enter(_ receipt: BookReceipt) {
        var hold =
            holds[receipt.order]
            ?? HeldMoney(member: receipt.member, paid: .zero, hasReceipt: false)
        hold.paid = hold.paid.plus(receipt.sources)
        if receipt.sources.provider > .zero { hold.hasReceipt = true }
        holds[receipt.order] = hold
    }

    /// What settled is no longer held. Returns where its facts are; nil for lines that no
    /// settlement has.
    mutating func enter(_ settlement: BookSettlement) -> SettledOrders.Place? {
        let hold = holds.removeValue(forKey: settlement.order)
        return SettledFacts(settlement, paid: hold?.left ?? .zero).map { settled.append($0) }
    }

    mutating func enter(_ event: RefundEvent) {
        switch event {
        case .refunded(let refund):
            // An order that nothing but a coupon was held for has no hold.
            let back = refund.back.ofMember
            if let before = holds[refund.order]?.back {
                holds[refund.order]?.back = before.plus(back)
            } else {
                precondition(back.isZero, "what is refunded is held")
            }
            refunds[refund.order, default: []].append(
                ProviderRefund(amount: refund.back.provider))
        case .redirected(let made):
            refunds[made.order]?[made.number - 1].isRedirected = true
        case .clawedBack(let made):
            takenBack[made.claim.order, default: TakenBack()].add(made)
            refunds[made.claim.order, default: []].append(
                ProviderRefund(amount: made.back.provider))
        }
    }
}

extension RefundBook.TakenBack {
    fileprivate mutating func add(_ made: BookClawback) {
        let claim = made.claim
        paid = Money(fen: paid.fen + claim.paidBack.fen)
        contribution = Money(fen: contribution.fen + claim.contributionBack.fen)
        back = back.plus(made.back)
        parts.add(claim.reversed)
        for reward in claim.rewards {
            let before = rewards[reward.payee]?.fen ?? 0
            rewards[reward.payee] = Money(fen: before + reward.amount.fen)
        }
        proceeds = Money(fen: proceeds.fen + made.proceeds.fen)
    }
}

extension SettledFacts {
    /// Read from the lines, which a recorded settlement has too. Nil when one takes where a
    /// settlement gives.
    fileprivate init?(_ settlement: BookSettlement, paid: PaymentSources) {
        guard settlement.contribution >= .zero else { return nil }
        self.init(
            member: settlement.member, paid: paid, parts: .zero,
            contribution: settlement.contribution, lot: nil, rewards: [])
        if case .granted(let grant) = settlement.outcome { lot = grant.lot }
        for line in settlement.lines {
            let name: ReversibleParts.Name
            switch line.account {
            case .wallet(let payee), .recoveryReceivable(let payee):
                guard line.amount < 0, line.amount > Int64.min else { return nil }
                add(Money(fen: -line.amount), to: payee)
                continue
            case .merchantPayable: name = .cost
            case .platformIncome: name = .platform
            case .taxReserve: name = .tax
            case .commissionUnallocated: name = .unallocated
            case .commissionPending: name = .pending
            case .pspClearing, .custody, .orderHeld, .coupon, .withdrawalPending, .paymentFee,
                .reserve, .orphanReserve, .subsidy,
                .shareSubscriptionPayable, .unmatchedReceipts, .dividendSource,
                .operatorCapital, .operatorLoss, .legacyCoin, .coinSpent, .coinIssued, .lot,
                .legacyTrust, .issued, .share, .shareIssued:
                continue
            }
            guard line.amount < 0, line.amount > Int64.min else { return nil }
            parts[name] = Money(fen: -line.amount)
        }
    }

    /// A reward that repaid a debt of the payee has two lines.
    private mutating func add(_ amount: Money, to payee: MemberID) {
        guard let index = rewards.firstIndex(where: { $0.payee == payee }) else {
            rewards.append(RewardReversal(payee: payee, amount: amount))
            return
        }
        let (sum, overflow) = rewards[index].amount.fen.addingReportingOverflow(amount.fen)
        precondition(!overflow, "the ledger bounds what a member is credited")
        rewards[index] = RewardReversal(payee: payee, amount: Money(fen: sum))
    }
}
