internal import Wire

// What the journals of orders and pool must agree on about what pays beside the provider.
extension OrderChecks {
    /// The pool holds what the order says, of the same member, and of the same subsidy.
    func joinParts(
        _ order: UInt64, _ record: OrderRecord, _ sheet: inout ViolationSheet
    ) -> Bool {
        let parts = record.parts
        guard record.paid != nil || record.isCancelled, let placed = record.placed else {
            return false
        }
        guard parts.held.isZero || parts.poolHeld != nil,
            parts.grantFen == 0 || parts.poolGranted != nil
        else { return false }
        let held = parts.poolHeld.map { PlainSources($0) } ?? PlainSources()
        if held != parts.held || (parts.poolHeld?.member ?? placed.member) != placed.member {
            sheet.note(
                .hopDiffers, record.place(.heldParts),
                "the pool holds other parts of order \(order) than the order says",
                expected: "member \(placed.member): \(parts.held.sentence)",
                found: "member \(parts.poolHeld?.member ?? 0): \(held.sentence)")
        }
        let granted = parts.poolGranted
        if (granted?.amountFen ?? 0) != parts.grantFen
            || (granted?.source ?? "") != parts.grantSource
            || (granted?.member ?? placed.member) != placed.member
        {
            sheet.note(
                .hopDiffers, record.place(.couponGranted),
                "a subsidy pays another part of order \(order) than the order says",
                expected: "\(parts.grantSource) \(parts.grantFen) fen",
                found: "\(granted?.source ?? "") \(granted?.amountFen ?? 0) fen")
        }
        return true
    }

    /// Coins pay no more than the plan lets them, and leave in money what cost, tax, fee and
    /// contribution take.
    func joinCoins(
        _ order: UInt64, _ record: OrderRecord, _ sheet: inout ViolationSheet
    ) -> Bool {
        guard let paid = record.paid, record.hops[.stockReserved] != nil else { return false }
        let (coins, version) = (record.parts.held.coins, record.parts.planVersion)
        guard coins != 0 else { return true }
        let place = record.place(.partsHeld)
        // Versions only rise, and the payment comes later.
        let latest = paid.rates?.planVersion ?? 0
        guard version > 0, version <= latest else {
            sheet.note(
                .coinShare, place, "coins pay for order \(order) by a plan that was not in force",
                expected: "a version of 1 to \(latest)", found: version)
            return true
        }
        guard let plan = plans[version] else { return false }
        let price = record.lines.reduce(Int128(0)) { $0 + Int128($1.paidFen) }
        let share = price * Int128(plan.coinShareBps) / 10_000
        let room = PlainLinePayment.rooms(of: record.lines, beside: record.parts.grantFen)
            .reduce(Int128(0)) { $0 + Int128($1) }
        guard Int128(coins) > min(share, room) else { return true }
        sheet.note(
            .coinShare, place, "coins pay more of order \(order) than they may",
            expected: "at most \(share) by plan \(version), and \(room) of what money must cover",
            found: "\(coins) coins")
        return true
    }

    /// All that was held for an order that nobody paid went back where it came from.
    func joinPartsBack(
        _ order: UInt64, _ record: OrderRecord, _ sheet: inout ViolationSheet
    ) -> Bool {
        guard let returned = record.parts.returned,
            let refunded = record.returns.refunds[returned.refund]
        else {
            return false
        }
        let back = PlainSources(returned.back)
        var held = record.parts.held
        held.subsidy = record.parts.grantFen
        if returned.refund != refunded.refund || back != PlainSources(refunded.back) {
            sheet.note(
                .refundPath, record.place(.partsReturned),
                "order \(order) records another refund of its parts than the pool",
                expected: "refund \(refunded.refund): \(PlainSources(refunded.back).sentence)",
                found: "refund \(returned.refund): \(back.sentence)")
        } else if (back.provider, back.wallet, back.coupon, back.coins, back.subsidy)
            != (0, held.wallet, held.coupon, held.coins, held.subsidy)
        {
            sheet.note(
                .refundPath, record.place(.partsReturned),
                "order \(order) gives back other parts than were held",
                expected: held.sentence, found: back.sentence)
        }
        return true
    }

    /// The hop that the entry is; nil for one that only asks, or is about no order that is open.
    mutating func take(_ event: PartsEntry, of order: UInt64) -> OrderHop? {
        change(order) { $0.take(event) }
    }
}
