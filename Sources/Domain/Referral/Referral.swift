/// The members of one platform and the rewards of orders that are not settled: the fold of its
/// events.
package struct Referral: Equatable, Sendable {
    package private(set) var members = MemberTree()
    /// Rewards that wait for their order to settle.
    package private(set) var pending: [OrderID: OrderRewards] = [:]
    /// Of pending orders the last return, and of settled ones that had a return since.
    private(set) var returns: [OrderID: ReturnedRewards] = [:]
    /// Who earned from a pending order when it was shared: returns are worked out with the same.
    private(set) var uplines: [OrderID: RewardUpline] = [:]
    /// Orders confirmed or cancelled: none is shared again.
    private(set) var over = NumberSet()

    package init() {}

    /// What `command` does, which `apply` then makes true. Refuses without a change.
    package func decide(
        _ command: ReferralCommand
    ) throws(ReferralRejection) -> [ReferralEvent] {
        switch command {
        case .join(let member, let inviter): try join(member, under: inviter)
        case .importMembers(let members): try importMembers(members)
        case .setStatus(let member, let status, let reason):
            try setStatus(of: member, to: status, reason: reason)
        case .share(let order): [.shared(try share(order))]
        case .confirm(let orders): try confirm(orders)
        case .cancel(let order): try cancel(order)
        case .recompute(let wish, let settled):
            [.recomputed(try recompute(wish, settled: settled))]
        }
    }

    package mutating func apply(_ events: [ReferralEvent]) throws(ReplayFault) {
        for event in events { try apply(event) }
    }

    /// Throws only for events that `decide` did not give.
    package mutating func apply(_ event: ReferralEvent) throws(ReplayFault) {
        switch event {
        case .joined(let member, let inviter): try members.add(member, under: inviter)
        case .membersImported(let imported):
            for member in imported { try members.add(member, under: nil) }
        case .statusSet(let member, let status, _):
            try members.setStatus(status, of: member)
        case .shared(let rewards):
            guard pending[rewards.order] == nil, !over.contains(rewards.order.rawValue) else {
                throw ReplayFault("order \(rewards.order) is shared twice")
            }
            pending[rewards.order] = rewards
            uplines[rewards.order] = RewardUpline(of: rewards.buyer, in: members)
        case .confirmed(let order), .cancelled(let order): try end(order)
        case .recomputed(let rewards):
            if pending[rewards.order] == nil {
                guard over.contains(rewards.order.rawValue) else {
                    throw ReplayFault("order \(rewards.order) was never shared")
                }
                returns[rewards.order] = rewards
            } else if rewards.isAll {
                // Nothing is left to settle: no confirmation comes.
                try end(rewards.order)
            } else {
                returns[rewards.order] = rewards
            }
        }
    }

    private mutating func end(_ order: OrderID) throws(ReplayFault) {
        guard pending.removeValue(forKey: order) != nil else {
            throw ReplayFault("order \(order) has no pending rewards")
        }
        returns[order] = nil
        uplines[order] = nil
        over.insert(order.rawValue)
    }
}

// MARK: - Members

extension Referral {
    private static func checkID(_ member: MemberID) throws(ReferralRejection) {
        guard (1...ReferralLimits.memberIDMax).contains(member.rawValue) else {
            throw .memberIDOutOfRange(member)
        }
    }

    private func join(
        _ wish: MemberID?, under inviter: MemberID?
    ) throws(ReferralRejection) -> [ReferralEvent] {
        let member = wish ?? MemberID(rawValue: members.largestID + 1)
        try Self.checkID(member)
        // Without a wish nobody can know the id, so whoever names it names a stranger.
        guard wish == nil || inviter != member else { throw .selfInvite(member) }
        guard !members.contains(member) else { throw .alreadyJoined(member) }
        if let inviter {
            guard let depth = members.depth(of: inviter) else {
                throw .inviterNotFound(inviter)
            }
            guard depth < ReferralLimits.depthMax else { throw .treeTooDeep(inviter: inviter) }
        }
        guard members.count < ReferralLimits.membersMax else { throw .tooManyMembers }
        return [.joined(member, inviter: inviter)]
    }

    private func importMembers(
        _ wishes: [MemberID]
    ) throws(ReferralRejection) -> [ReferralEvent] {
        guard (1...ReferralLimits.importMax).contains(wishes.count) else {
            throw .importOutOfRange(wishes.count)
        }
        for member in wishes { try Self.checkID(member) }
        var seen: Set<MemberID> = []
        let new = wishes.filter { !members.contains($0) && seen.insert($0).inserted }
        guard members.count + new.count <= ReferralLimits.membersMax else {
            throw .tooManyMembers
        }
        return new.isEmpty ? [] : [.membersImported(new)]
    }

    private func setStatus(
        of member: MemberID, to status: MemberStatus, reason: String
    ) throws(ReferralRejection) -> [ReferralEvent] {
        guard (1...ReferralLimits.reasonBytesMax).contains(reason.utf8.count) else {
            throw .reasonOutOfRange(bytes: reason.utf8.count)
        }
        guard let now = members.status(of: member) else { throw .memberNotFound(member) }
        return now == status ? [] : [.statusSet(member, status, reason: reason)]
    }
}

// MARK: - Rewards

extension Referral {
    private func confirm(_ orders: [OrderID]) throws(ReferralRejection) -> [ReferralEvent] {
        guard (1...ReferralLimits.confirmMax).contains(orders.count) else {
            throw .ordersOutOfRange(orders.count)
        }
        var seen: Set<OrderID> = []
        for order in orders {
            guard seen.insert(order).inserted else { throw .orderTwice(order) }
            guard pending[order] != nil else { throw .orderNotShared(order) }
        }
        return orders.map { .confirmed($0) }
    }

    private func cancel(_ order: OrderID) throws(ReferralRejection) -> [ReferralEvent] {
        guard pending[order] != nil else { throw .orderNotShared(order) }
        return [.cancelled(order)]
    }

    private func share(_ wish: ShareOrder) throws(ReferralRejection) -> OrderRewards {
        for (rule, rate) in [
            (RewardRule.direct, wish.rates.direct), (.indirect, wish.rates.indirect),
        ] {
            guard (BasisPoints.zero...BasisPoints.whole).contains(rate) else {
                throw .rateOutOfRange(rule, rate)
            }
        }
        try Self.checkLines(wish.lines)
        guard members.contains(wish.buyer) else { throw .memberNotFound(wish.buyer) }
        guard pending[wish.order] == nil, !over.contains(wish.order.rawValue) else {
            throw .orderAlreadyShared(wish.order)
        }
        let upline = RewardUpline(of: wish.buyer, in: members)
        var rows: [RewardRow] = []
        var unallocatedFen: Int64 = 0
        for line in wish.lines {
            let (earned, rest) = line.rewards(rates: wish.rates, upline: upline)
            rows += earned
            unallocatedFen += rest.fen
        }
        return OrderRewards(
            order: wish.order, buyer: wish.buyer, rates: wish.rates, lines: wish.lines,
            rows: rows, unallocated: Money(fen: unallocatedFen))
    }

    private static func checkLines(_ lines: [ShareLine]) throws(ReferralRejection) {
        guard (1...ReferralLimits.linesMax).contains(lines.count) else {
            throw .linesOutOfRange(lines.count)
        }
        for (index, line) in lines.enumerated() {
            guard line.line == index + 1 else {
                throw .lineOutOfTurn(line.line, expected: index + 1)
            }
            guard (Money.zero...Money.amountMax).contains(line.base) else {
                throw .baseOutOfRange(line: line.line, line.base)
            }
            guard (Money.zero...line.base).contains(line.budget) else {
                throw .budgetExceedsBase(
                    line: line.line, budget: line.budget, base: line.base)
            }
        }
    }
}
