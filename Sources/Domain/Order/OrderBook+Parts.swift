// What pays for an order beside its provider.
extension OrderBook {
    func parts(
        _ id: OrderID, _ command: PartsCommand, at now: Instant
    ) throws(OrderRejection) -> OrderEvent {
        switch command {
        case .ask(let part, let coins): return .parts(id, try ask(id, part, coins, at: now))
        case .recordHeld:
            try allowed(.holdParts, id)
            return .parts(id, .held)
        case .recordRefused(let refusal):
            try allowed(.refuseParts, id)
            let asking = try order(id).created?.parts.askings ?? 0
            return .parts(id, .refused(refusal, asking: asking))
        case .recordReturned(let number, let back):
            try allowed(.returnParts, id)
            try expect(.returnParts, of: id)
            return .parts(id, .returned(number: number, back: back))
        }
    }

    /// Refused unless the order waits for its payment, as a payment would be.
    package func checkWaits(_ id: OrderID) throws(OrderRejection) { try allowed(.pay, id) }

    func released(_ id: OrderID) throws(OrderRejection) -> OrderEvent {
        try allowed(.release, id)
        try expect(.release, of: id)
        return .released(id)
    }

    /// The table knows stages; a cancelled order has two steps in one.
    func expect(_ step: OrderStep, of id: OrderID) throws(OrderRejection) {
        let next = try order(id).nextStep
        guard next == step else { throw .wrongStep(id, step, next: next) }
    }

    private func ask(
        _ id: OrderID, _ part: AskedPart, _ coins: CoinTerms, at now: Instant
    ) throws(OrderRejection) -> PartsEvent {
        try allowed(.askParts, id)
        let order = try order(id)
        guard let created = order.created, !created.paysByItself else {
            throw .parts(id, .exceedsPrice(asked: .zero, left: .zero))
        }
        if let deadline = order.deadline, deadline <= now {
            throw .paymentTooLate(id, deadline: deadline)
        }
        let parts = created.parts
        guard parts.askings < OrderLimits.askingsMax else { throw .tooManyAskings(id) }
        var planVersion: UInt32 = 0
        switch part {
        case .ofMember(let sources):
            if let rejection = created.rejection(of: sources, coins) {
                throw .parts(id, rejection)
            }
            if sources.coins > 0 { planVersion = coins.planVersion }
        case .ofSubsidy(let grant):
            if let rejection = created.rejection(of: grant) { throw .parts(id, rejection) }
        }
        return .asked(part, asking: parts.askings + 1, planVersion: planVersion)
    }
}

extension CreatedOrder {
    /// What the provider is to bring: the price less what else pays.
    package var rest: Money { Money(fen: toPay.fen - parts.covered.fen) }

    fileprivate func rejection(
        of sources: PaymentSources, _ terms: CoinTerms
    ) -> PartsRejection? {
        let all = PaymentSources.Name.allCases.map { sources[$0] }
        guard all.allSatisfy({ $0 >= 0 }), sources.provider == .zero, !sources.isZero else {
            return .nothingAsked
        }
        guard sources.isWithinBounds else { return .outOfBounds }
        guard sources.coins == 0 || terms.share > .zero else {
            return .coinsNotTaken(sources.coins)
        }
        guard parts.held.isZero else { return .heldAlready }
        // 41 bits.
        let asked = Money(fen: sources.money.fen + sources.coins)
        guard asked <= rest else { return .exceedsPrice(asked: asked, left: rest) }
        let share = terms.most(of: toPay)
        guard sources.coins <= share else {
            return .exceedsCoinShare(asked: sources.coins, most: share)
        }
        let room = coinRoom(beside: parts.grant?.amount ?? .zero)
        guard sources.coins <= room else {
            return .exceedsCoinRoom(asked: sources.coins, most: room)
        }
        return nil
    }

    fileprivate func rejection(of grant: OrderGrant) -> PartsRejection? {
        guard grant.amount > .zero else { return .nothingAsked }
        guard grant.amount <= Money.amountMax else { return .outOfBounds }
        guard parts.grant == nil else { return .heldAlready }
        guard grant.amount <= rest else {
            return .exceedsPrice(asked: grant.amount, left: rest)
        }
        let most = grantMax
        guard grant.amount <= most else {
            return .exceedsCash(asked: grant.amount, most: most)
        }
        return nil
    }

    /// Rewards are shares of the member's own money, and so are points, line by line: what a
    /// subsidy pays of a line leaves it at least its commission and its contribution. Coins that
    /// are held keep their room.
    private var grantMax: Money {
        let most = lines.filter { $0.price > .zero }.map { line in
            // 40 bits each. A line's part of a grant is at most this part of it, rounded up.
            let kept = max(line.waterfall.commission, line.waterfall.contribution)
            let room = Int128(line.price.fen - kept.fen)
            return Int64(room * Int128(toPay.fen) / Int128(line.price.fen))
        }
        let coins = parts.held.coins
        var (fits, tooMuch) = (Int64(0), (most.min() ?? 0) + 1)
        // The room of coins falls as the grant grows.
        while tooMuch - fits > 1 {
            let grant = fits + (tooMuch - fits) / 2
            let isFit = coinRoom(beside: Money(fen: grant)) >= coins
            (fits, tooMuch) = isFit ? (grant, tooMuch) : (fits, grant)
        }
        return Money(fen: fits)
    }
}

extension PaidOrder {
    /// What each source paid of it, a subsidy among them.
    package var sources: PaymentSources {
        var sources = partSources
        sources.provider = payment.amount
        return sources
    }

    /// The same without the provider.
    var partSources: PaymentSources {
        var sources = created.parts.held
        sources.subsidy = created.parts.grant?.amount ?? .zero
        return sources
    }

    /// The member's own money: what settles beside a subsidy's.
    package var cash: Money { sources.money }

    /// The pool holds something for it.
    package var isHeld: Bool { !sources.isZero }
}
