internal import Wire

// Shares of founders and team, and what leaves lock-up.
extension PlainShares {
    mutating func allot(
        _ event: SharesAllotted, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let number = UInt64(entries.count) + 1
        let isOrdered =
            event.startUs >= 0 && event.startUs <= event.cliffUs && event.cliffUs <= event.endUs
        if event.entry != number || event.shares < 1 || event.shares > 1 << 40 || !isOrdered
            || event.reason.isEmpty
        {
            sheet.note(
                .register, place, "shares are given out otherwise than the rules allow",
                expected: "entry \(number), shares from 1, a reason, times in order",
                found: "entry \(event.entry), \(event.shares) shares, \"\(event.reason)\", "
                    + "\(event.startUs), \(event.cliffUs), \(event.endUs)")
        }
        add(
            Entry(
                member: event.member, shares: max(0, event.shares), lot: 0, amount: 0,
                programme: 0, times: (event.startUs, event.cliffUs, event.endUs)))
    }

    mutating func release(
        _ event: SharesReleased, _ entry: AuditedEntry, _ sheet: inout ViolationSheet
    ) {
        guard event.entry >= 1, event.entry <= UInt64(entries.count) else {
            return sheet.note(
                .register, entry.place, "shares leave lock-up that are not in the register",
                expected: "entry 1 to \(entries.count)", found: "entry \(event.entry)")
        }
        let index = Int(event.entry) - 1
        let held = entries[index]
        let free = Self.free(held, at: event.atUs)
        let (released, overflow) = held.released.addingReportingOverflow(event.shares)
        if event.shares < 1 || overflow || released > free || event.released != released
            || event.member != held.member || event.atUs != entry.timeMicroseconds
        {
            sheet.note(
                .register, entry.place, "shares leave lock-up before they are free",
                expected: "member \(held.member), at most \(free) in all, at the entry's own time",
                found: "member \(event.member), \(event.shares), \(event.released) in all")
        }
        setReleased(overflow ? held.released : released, of: index)
    }

    /// None before the cliff, then in proportion to the time since the start, all at the end.
    /// Found by multiplying: the largest f with f × (end − start) ≤ shares × (at − start).
    private static func free(_ entry: Entry, at time: Int64) -> Int64 {
        if time >= entry.times.end { return entry.shares }
        if time < entry.times.cliff { return 0 }
        let dividend = Wide(UInt128(entry.shares.magnitude))
            .times((Int128(time) - Int128(entry.times.start)).magnitude.clampedTo64)
        let quotient = PlainQuotient(
            dividend: dividend,
            divisor: UInt128((Int128(entry.times.end) - Int128(entry.times.start)).magnitude),
            scale: 1)
        return Int64(clamping: quotient.floor())
    }
}

extension UInt128 {
    fileprivate var clampedTo64: UInt64 { UInt64(clamping: self) }
}
