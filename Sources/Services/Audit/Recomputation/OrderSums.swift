internal import Wire

/// The six parts of a price as plain numbers.
struct PlainWaterfall: Equatable, Sendable {
    var cost: Int64
    var commission: Int64
    var platform: Int64
    var tax: Int64
    var fee: Int64
    var contribution: Int64

    init(_ parts: Waterfall?) {
        cost = parts?.costFen ?? 0
        commission = parts?.commissionFen ?? 0
        platform = parts?.platformFen ?? 0
        tax = parts?.taxFen ?? 0
        fee = parts?.paymentFeeFen ?? 0
        contribution = parts?.contributionFen ?? 0
    }

    /// In the order of `parts`.
    init(parts: [Int64]) {
        (cost, commission, platform) = (parts[0], parts[1], parts[2])
        (tax, fee, contribution) = (parts[3], parts[4], parts[5])
    }

    var parts: [Int64] { [cost, commission, platform, tax, fee, contribution] }
    var total: Int128 { parts.reduce(Int128(0)) { $0 + Int128($1) } }
    var isWithinBounds: Bool { parts.allSatisfy { (0...PlainPool.amountMax).contains($0) } }

    var sentence: String {
        "cost \(cost) + commission \(commission) + platform \(platform) + tax \(tax) "
            + "+ fee \(fee) + contribution \(contribution)"
    }

    /// Nil when a part is below zero or the product passes 64 bits.
    func times(_ pieces: UInt32) -> PlainWaterfall? {
        guard isWithinBounds else { return nil }
        var product = self
        // 40 + 32 bits do not fit 64: each part is looked at.
        for path in Self.paths {
            let (part, overflow) = self[keyPath: path].multipliedReportingOverflow(
                by: Int64(pieces))
            guard !overflow else { return nil }
            product[keyPath: path] = part
        }
        return product
    }

    mutating func add(_ other: PlainWaterfall) {
        for path in Self.paths {
            self[keyPath: path] = self[keyPath: path] &+ other[keyPath: path]
        }
    }

    private static var paths: [WritableKeyPath<PlainWaterfall, Int64>] {
        [\.cost, \.commission, \.platform, \.tax, \.fee, \.contribution]
    }
}

/// Where the money of one order goes: paid = cost + rewards + unallocated + platform + tax +
/// fee + contribution.
struct OrderSums: Sendable {
    var order: UInt64
    var member: UInt64
    /// The member's cash.
    var paid: Int64
    /// What a subsidy paid beside it.
    var coupon: Int64
    var parts: PlainWaterfall
    /// Fen by payee.
    var rewards: [UInt64: Int64]
    var unallocated: Int64
    var number: UInt64
    var planVersion: UInt32
    var windowEndUs: Int64

    /// Nil until the order is due, and all that its settlement is made of is there.
    init?(_ record: OrderRecord) {
        guard let placed = record.placed, let paid = record.paid, let due = record.due,
            record.received != nil, record.reserved != nil, record.shared != nil,
            record.hops[.stockReserved] != nil, record.hops[.rewardsComputed] != nil,
            record.answersMissing.isEmpty
        else { return nil }
        order = placed.order
        member = placed.member
        self.paid = record.cashFen &- record.returnedFen
        coupon = record.couponFen
        parts = record.partsLeft
        let left = record.rowsLeft
        rewards = left.rows.reduce(into: [:]) { sums, row in
            sums[row.payee] = (sums[row.payee] ?? 0) &+ row.amountFen
        }
        unallocated = left.unallocated
        number = due.number
        planVersion = paid.rates?.planVersion ?? 0
        windowEndUs = record.windowEndUs
    }

    var rewardsFen: Int128 { rewards.values.reduce(Int128(0)) { $0 + Int128($1) } }

    var balances: Bool {
        Int128(paid) + Int128(coupon) == parts.total - Int128(parts.commission) + rewardsFen
            + Int128(unallocated)
    }

    var equation: String {
        "paid \(paid)\(coupon == 0 ? "" : " + coupon \(coupon)") = cost \(parts.cost)"
            + " + rewards \(rewardsFen) + unallocated \(unallocated)"
            + " + platform \(parts.platform) + tax \(parts.tax) + fee \(parts.fee)"
            + " + contribution \(parts.contribution)"
    }

    struct Difference: Equatable, Sendable {
        var name: String
        var expected: String
        var found: String

        init?<Value: Equatable>(_ name: String, _ expected: Value, _ found: Value) {
            guard expected != found else { return nil }
            self.name = name
            self.expected = "\(expected)"
            self.found = "\(found)"
        }
    }

    /// What the pool's entry says of the order beside its lines.
    func headDifferences(_ event: Settled) -> [Difference] {
        [
            Difference("number", number, event.number),
            Difference("member", member, event.member),
            Difference("paid", paid, event.paidFen),
            Difference("contribution", parts.contribution, event.contributionFen),
            Difference("plan version", planVersion, event.planVersion),
            Difference("window end", windowEndUs, event.windowEndUs),
        ].compactMap { $0 }
    }

    /// What the settlement must post (money.md §1); zeros are left out.
    func expectedLines(_ event: Settled) -> [String: Int64] {
        guard event.outcome != .skipped else { return [:] }
        var lines: [String: Int64] = [
            "order_held:\(order)": paid &+ coupon, "merchant_payable": 0 &- parts.cost,
            "platform_income": 0 &- parts.platform, "tax_reserve": 0 &- parts.tax,
            "payment_fee": 0 &- parts.fee, "commission_unallocated": 0 &- unallocated,
        ]
        for (payee, fen) in rewards { lines["wallet:\(payee)"] = 0 &- fen }
        // Without points in circulation a contribution belongs to nobody's points.
        let isOrphaned = event.outcome == .roundsToZero && event.supplyUnits == 0
        lines[isOrphaned ? "orphan_reserve" : "reserve"] = 0 &- parts.contribution
        lines["lot:\(event.lot)"] = event.units
        lines["legacy_trust"] = event.legacyUnits
        lines["issued"] = 0 &- (event.units &+ event.legacyUnits)
        return lines.filter { $0.value != 0 }
    }

    func lineDifferences(_ event: Settled) -> [Difference] {
        let expected = expectedLines(event)
        var found: [String: Int64] = [:]
        for line in event.lines {
            // A reward that repaid what its payee owed is paid all the same.
            let debt = "recovery_receivable:"
            let account =
                line.account.hasPrefix(debt)
                ? "wallet:" + line.account.dropFirst(debt.count) : line.account
            found[account] = (found[account] ?? 0) &+ line.amount
        }
        return Set(expected.keys).union(found.keys).sorted().compactMap {
            Difference($0, expected[$0] ?? 0, found[$0] ?? 0)
        }
    }
}
