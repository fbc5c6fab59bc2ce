// What pays for an order beside its provider.
extension OrderBook {
    func parts(
        _ id: OrderID, _ command: PartsCommand, at now: Instant
    ) throws(OrderRejection) -> OrderEvent {
        switch command {
        case .ask(let part): return .parts(id, try ask(id, part, at: now))
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
        _ id: OrderID, _ part: AskedPart, at now: Instant
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
        switch part {
        case .ofMember(let sources):
            if let rejection = created.rejection(of: sources) { throw .parts(id, rejection) }
        case .ofSubsidy(let grant):
            if let rejection = created.rejection(of: grant) { throw .parts(id, rejection) }
        }
        return .asked(part, asking: parts.askings + 1)
    }
}

extension CreatedOrder {
    /// What the provider is to bring: the price less what else pays.
    package var rest: Money { Money(fen: toPay.fen - parts.money.fen) }

    fileprivate func rejection(of sources: PaymentSources) -> PartsRejection? {
        let all = PaymentSources.Name.allCases.map { sources[$0] }
        guard all.allSatisfy({ $0 >= 0 }), sources.provider == .zero, !sources.isZero else {
            return .nothingAsked
        }
        guard sources.isWithinBounds else { return .outOfBounds }
        guard sources.coins == 0 else { return .coinsNotTaken(sources.coins) }
        guard parts.held.isZero else { return .heldAlready }
        guard sources.money <= rest else {
            return .exceedsPrice(asked: sources.money, left: rest)
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

    /// Rewards are shares of the member's own money, line by line: what a subsidy pays of a line
    /// leaves it at least its commission.
    private var grantMax: Money {
        let most = lines.filter { $0.price > .zero }.map { line in
            // 40 bits each. A line's part of a grant is at most this part of it, rounded up.
            let room = Int128(line.price.fen - line.waterfall.commission.fen)
            return Int64(room * Int128(toPay.fen) / Int128(line.price.fen))
        }
        return Money(fen: most.min() ?? 0)
    }

    /// What the member pays of each line: its price less its part of what a subsidy pays. Parts
    /// are those of the running sum, so that they sum to the grant exactly.
    package var ownPrices: [Money] {
        let grant = Int128(parts.grant?.amount.fen ?? 0)
        guard grant > 0 else { return lines.map(\.price) }
        var (sum, given) = (Int128(0), Int128(0))
        return lines.map { line in
            sum += Int128(line.price.fen)
            let upToHere = grant * sum / Int128(toPay.fen)
            defer { given = upToHere }
            return Money(fen: line.price.fen - Int64(upToHere - given))
        }
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
