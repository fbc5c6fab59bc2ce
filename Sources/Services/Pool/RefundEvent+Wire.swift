import Domain
import Journal
import Transport
import Wire

extension PaymentSources {
    init(_ message: Wire.Sources) {
        self.init(
            provider: Money(fen: message.providerFen), wallet: Money(fen: message.walletFen),
            coupon: Money(fen: message.couponFen), coins: message.coins,
            subsidy: Money(fen: message.subsidyFen))
    }

    var message: Wire.Sources {
        Wire.Sources(
            providerFen: provider.fen, walletFen: wallet.fen, couponFen: coupon.fen, coins: coins,
            subsidyFen: subsidy.fen)
    }
}

extension ReversibleParts {
    init(_ message: Wire.ReversedParts?) {
        self.init(
            cost: Money(fen: message?.costFen ?? 0),
            platform: Money(fen: message?.platformFen ?? 0),
            tax: Money(fen: message?.taxFen ?? 0),
            unallocated: Money(fen: message?.unallocatedFen ?? 0))
    }

    var message: Wire.ReversedParts {
        Wire.ReversedParts(
            costFen: cost.fen, platformFen: platform.fen, taxFen: tax.fen,
            unallocatedFen: unallocated.fen)
    }
}

extension RewardReversal {
    var message: ReversedReward {
        ReversedReward(payee: payee.rawValue, amountFen: amount.fen)
    }
}

extension ClawbackClaim {
    init(_ message: ReturnClaim?) throws(RPCError) {
        guard let message else {
            throw RPCError.malformed("claim", "claim is missing; state what comes back")
        }
        let proceeds: Proceeds
        switch message.proceeds {
        case .deducted: proceeds = .deducted
        case .owed: proceeds = .owed
        case .unspecified:
            throw RPCError.malformed(
                "proceeds", "proceeds must say whether redeemed money is deducted or owed")
        }
        guard message.rewards.count <= PoolBooks.orderRewardsMax else {
            throw RPCError.malformed(
                "rewards",
                "rewards has \(message.rewards.count) rows; state at most "
                    + "\(PoolBooks.orderRewardsMax)")
        }
        self.init(
            order: try OrderID(message.order, field: "order"),
            paidBack: Money(fen: message.paidBackFen),
            contributionBack: Money(fen: message.contributionBackFen),
            back: PaymentSources(message.back ?? Wire.Sources()),
            reversed: ReversibleParts(message.reversed),
            rewards: try message.rewards.map { row throws(RPCError) in
                RewardReversal(
                    payee: try MemberID(row.payee, field: "payee"),
                    amount: Money(fen: row.amountFen))
            }, proceeds: proceeds, reason: message.reason)
    }

    var message: ReturnClaim {
        ReturnClaim(
            order: order.rawValue, paidBackFen: paidBack.fen,
            contributionBackFen: contributionBack.fen, back: back.message,
            reversed: reversed.message, rewards: rewards.map(\.message),
            proceeds: proceeds == .owed ? .owed : .deducted, reason: reason)
    }
}

extension RefundEvent {
    /// Nil for an entry of another kind.
    init?(_ entry: JournalEntry) throws {
        switch entry.kind {
        case "refunded": self = .refunded(try BookRefund(try Refunded(decoding: entry.event)))
        case "refund_redirected":
            self = .redirected(try BookRedirection(try RefundRedirected(decoding: entry.event)))
        case "clawed_back":
            self = .clawedBack(try BookClawback(try ClawedBack(decoding: entry.event)))
        default: return nil
        }
    }

    var entry: EntryDraft {
        switch self {
        case .refunded(let event):
            EntryDraft(event.message, keys: Self.keys(event.order, event.member))
        case .redirected(let event):
            EntryDraft(event.message, keys: Self.keys(event.order, event.member))
        case .clawedBack(let event):
            EntryDraft(event.message, keys: Self.keys(event.claim.order, event.member))
        }
    }

    private static func keys(_ order: OrderID, _ member: MemberID) -> [String] {
        ["order:\(order)", "member:\(member)"]
    }
}

extension BookRefund {
    fileprivate init(_ message: Refunded) throws {
        self.init(
            order: try OrderID(message.order, field: "order"),
            member: try MemberID(message.member, field: "member"), number: Int(message.refund),
            back: PaymentSources(message.back ?? Wire.Sources()), reason: message.reason,
            lines: try message.lines.map { line throws in try Domain.Line(line) })
    }

    fileprivate var message: Refunded {
        Refunded(
            order: order.rawValue, member: member.rawValue, refund: UInt32(clamping: number),
            back: back.message, reason: reason, lines: lines.map(\.message))
    }
}

extension BookRedirection {
    fileprivate init(_ message: RefundRedirected) throws {
        self.init(
            order: try OrderID(message.order, field: "order"),
            member: try MemberID(message.member, field: "member"), number: Int(message.refund),
            amount: Money(fen: message.amountFen),
            evidence: RedirectionEvidence(
                failure: message.failure, identityCheck: message.identityCheck,
                checkedBy: message.checkedBy),
            lines: try message.lines.map { line throws in try Domain.Line(line) })
    }

    fileprivate var message: RefundRedirected {
        RefundRedirected(
            order: order.rawValue, member: member.rawValue, refund: UInt32(clamping: number),
            amountFen: amount.fen, failure: evidence.failure,
            identityCheck: evidence.identityCheck, checkedBy: evidence.checkedBy,
            lines: lines.map(\.message))
    }
}

extension BookClawback {
    fileprivate init(_ message: ClawedBack) throws {
        let claim = try ClawbackClaim(message.claim)
        guard let outcome = message.outcome else {
            throw RPCError.malformed("outcome", "a clawback has an outcome")
        }
        let lot = outcome.lot == 0 ? nil : LotID(rawValue: outcome.lot)
        var burnt: PoolClawback?
        if let lot, message.lotPaidBackFen > 0 {
            burnt = PoolClawback(
                lot: lot, paidBack: Money(fen: message.lotPaidBackFen),
                contributionBack: claim.contributionBack,
                units: Points(units: outcome.burntUnits),
                returned: Money(fen: outcome.returnedFen))
        }
        self.init(
            claim: claim, member: try MemberID(outcome.member, field: "member"),
            number: Int(outcome.refund), lot: lot, burnt: burnt,
            proceeds: Money(fen: outcome.proceedsFen),
            back: PaymentSources(outcome.back ?? Wire.Sources()),
            operatorPart: Money(fen: outcome.operatorFen),
            lines: try message.lines.map { line throws in try Domain.Line(line) },
            reserve: Money(fen: message.reserveFen), supply: Points(units: message.supplyUnits))
    }

    fileprivate var message: ClawedBack {
        ClawedBack(
            claim: claim.message, outcome: outcome, lotPaidBackFen: burnt?.paidBack.fen ?? 0,
            lines: lines.map(\.message), reserveFen: reserve.fen, supplyUnits: supply.units)
    }

    /// What the caller is told.
    var outcome: ClawbackOutcome {
        ClawbackOutcome(
            refund: UInt32(clamping: number), member: member.rawValue, lot: lot?.rawValue ?? 0,
            burntUnits: burnt?.units.units ?? 0, returnedFen: burnt?.returned.fen ?? 0,
            proceedsFen: proceeds.fen, back: back.message, operatorFen: operatorPart.fen)
    }
}
