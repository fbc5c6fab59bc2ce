/// What the sources of an order paid and what is left to give back.
package struct OrderMoney: Hashable, Sendable {
    package let member: MemberID
    package let state: State
    /// Of a settled order, what was settled.
    package let paid: PaymentSources
    package let back: PaymentSources

    /// Of what paid, what did not go back.
    package var left: PaymentSources { paid.minus(back) }

    package enum State: Hashable, Sendable {
        case held
        case refunded
        case settled(SettledLeft)
    }
}

/// What is left of what an order settled for.
package struct SettledLeft: Hashable, Sendable {
    package let paid: Money
    package let contribution: Money
    package let parts: ReversibleParts
    package let rewards: [RewardReversal]
    package let lot: LotID?

    init(_ facts: SettledFacts, _ taken: RefundBook.TakenBack) {
        paid = Money(fen: facts.paid.money.fen - taken.paid.fen)
        contribution = Money(fen: facts.contribution.fen - taken.contribution.fen)
        var left = ReversibleParts.zero
        for name in ReversibleParts.Name.allCases {
            left[name] = Money(fen: facts.parts[name].fen - taken.parts[name].fen)
        }
        parts = left
        rewards = facts.rewards.map { reward in
            let before = taken.rewards[reward.payee] ?? .zero
            return RewardReversal(
                payee: reward.payee, amount: Money(fen: reward.amount.fen - before.fen))
        }
        lot = facts.lot
    }
}

extension PoolBooks {
    /// What an order settled for, its coupon with it.
    func facts(of order: OrderID, at place: SettledOrders.Place) -> SettledFacts {
        var facts = refunds.facts(at: place)
        facts.paid.subsidy = subsidies.spent[order]?.amount ?? .zero
        return facts
    }

    private func unsettled(_ order: OrderID, of member: MemberID) -> OrderMoney {
        let (hold, coupon) = (refunds.held(order), subsidies.coupons[order])
        var (paid, back) = (hold?.paid ?? .zero, hold?.back ?? .zero)
        paid.subsidy = coupon?.coupon.amount ?? .zero
        back.subsidy = coupon?.back ?? .zero
        return OrderMoney(
            member: member, state: paid == back ? .refunded : .held, paid: paid, back: back)
    }

    /// O(rewards of the order).
    package func money(of order: OrderID) throws(BooksRejection) -> OrderMoney {
        switch booking(of: order) {
        case nil:
            guard let member = subsidies.coupons[order]?.coupon.member else {
                throw .refunds(.orderNotFound(order))
            }
            return unsettled(order, of: member)
        case .held(let member, _), .refunded(let member): return unsettled(order, of: member)
        case .settled(let place):
            let facts = facts(of: order, at: place)
            let taken = refunds.takenBack(order)
            return OrderMoney(
                member: facts.member, state: .settled(SettledLeft(facts, taken)),
                paid: facts.paid, back: taken.back)
        }
    }
}
