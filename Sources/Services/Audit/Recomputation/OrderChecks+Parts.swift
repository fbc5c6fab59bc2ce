internal import Wire

// What the journals of orders and pool must agree on about what pays beside the provider.
extension OrderChecks {
    /// What a member pays of each line: its price less its part of what a subsidy pays, by the
    /// running sum.
    static func ownPrices(of lines: [ReservedLine], grant: Int64) -> [Int64] {
        let total = lines.reduce(Int128(0)) { $0 + Int128($1.paidFen) }
        guard grant > 0, total > 0 else { return lines.map(\.paidFen) }
        var sum = Int128(0)
        return lines.map { line in
            let before = Int128(grant) * sum / total
            sum += Int128(line.paidFen)
            return line.paidFen &- Int64(clamping: Int128(grant) * sum / total - before)
        }
    }

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
