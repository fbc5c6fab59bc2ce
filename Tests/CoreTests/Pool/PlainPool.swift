@testable import Domain

/// The rules of a pool once more, the plain way: every lot is looked at every time, every
/// number is as long as it needs to be.
struct PlainPool {
    struct PlainLot {
        var member: UInt64
        var paid: Int64
        var contribution: Int64
        var granted: PlainNumber
        var units: Int64
        var received: Int64 = 0
        var wasClawedBack = false
    }

    let plan: PlanFigures
    var reserve: Int64 = 0
    var supply: Int64 = 0
    var trust: Int64 = 0
    var orphan: Int64 = 0
    var series = 1
    var splits = 0
    var isSeriesOpen = false
    var lots: [PlainLot] = []
    var events: [PoolScript.Event] = []

    struct PlanFigures {
        var opening: Int64 = 100
        var grant: Int64 = 7_000
        var retention: Int64 = 2_000
        var multiple: Int64 = 30_000
        var split: Int64 = 1_000
        var legacy: Int64 = 0
    }

    private static func product(_ factors: Int64...) -> PlainNumber {
        factors.reduce(PlainNumber(1)) { $0 * PlainNumber($1) }
    }

    private func small(_ number: PlainNumber) -> Int64 { number.asInt64 ?? .max }

    private mutating func note(_ name: String, _ fill: (inout PoolScript.Event) -> Void = { _ in })
    {
        var event = PoolScript.Event(event: name, reserve: reserve, supply: supply)
        fill(&event)
        events.append(event)
    }

    /// Nil, or the code of the refusal.
    mutating func execute(_ command: PoolCommand) -> String? {
        events = []
        let refusal: String? =
            switch command {
            case .settle(let member, let paid, let contribution, _):
                settle(member.rawValue, paid.fen, contribution.fen)
            case .contribute(let amount): payIn(amount.fen, "contributed")
            case .inject(let amount): payIn(amount.fen, "injected")
            case .restore(let amount): restore(amount.fen)
            case .setAside(let amount): setAside(amount.fen)
            case .sell(let lot, let units, let minimum):
                sell(lot.rawValue, units.units, minimum.fen)
            case .clawback(let lot, let paidBack, let contributionBack):
                clawback(lot.rawValue, paidBack.fen, contributionBack.fen)
            case .convert(let lot, let amount): convert(lot.rawValue, amount.fen)
            case .reissue(let lot, let amount): reissue(lot.rawValue, amount.fen)
            case .openAllotment, .allot, .closeAllotment, .windDown:
                "not part of the random scripts"
            }
        if refusal == nil { follow() }
        return refusal
    }

    private func bought(_ value: Int64) -> PlainNumber {
        supply > 0
            ? Self.product(value, supply) / PlainNumber(reserve)
            : Self.product(value, 1_000_000) / PlainNumber(plan.opening)
    }

    private mutating func settle(_ member: UInt64, _ paid: Int64, _ into: Int64) -> String? {
        if paid < 1 || into < 1 { return "amount_must_be_positive" }
        if paid > 1 << 40 || into > 1 << 40 { return "limit_reached" }
        if into > paid { return "contribution_exceeds_paid" }
        let value = into * plan.grant / 10_000
        let units = bought(value)
        if units == PlainNumber(0) { return "grant_rounds_to_zero" }
        let legacy = bought((into - value) * plan.legacy / 10_000)
        guard reserve + into <= 1 << 50, let new = units.asInt64, let extra = legacy.asInt64,
            Int128(supply) + Int128(new) + Int128(extra) <= 1 << 62
        else { return "limit_reached" }
        reserve += into
        supply += new + extra
        trust += extra
        isSeriesOpen = true
        lots.append(
            PlainLot(member: member, paid: paid, contribution: into, granted: units, units: new))
        let id = UInt64(lots.count)
        note("granted") {
            ($0.lot, $0.member, $0.value, $0.units, $0.legacy) = (id, member, value, new, extra)
        }
        return nil
    }

    private mutating func payIn(_ amount: Int64, _ name: String) -> String? {
        if amount < 1 { return "amount_must_be_positive" }
        if amount > 1 << 40 { return "limit_reached" }
        if supply == 0 { return "no_points_circulate" }
        if reserve + amount > 1 << 50 { return "limit_reached" }
        reserve += amount
        note(name) { $0.amount = amount }
        return nil
    }

    private mutating func restore(_ amount: Int64) -> String? {
        if amount >= 1, amount <= 1 << 40, supply > 0, amount > orphan { return "exceeds_orphan" }
        guard let refusal = payIn(amount, "restored") else {
            orphan -= amount
            return nil
        }
        return refusal
    }

    private mutating func setAside(_ amount: Int64) -> String? {
        if amount < 1 { return "amount_must_be_positive" }
        if amount > 1 << 40 { return "limit_reached" }
        if supply > 0 { return "points_circulate" }
        orphan += amount
        note("set_aside") { $0.amount = amount }
        return nil
    }

    private func refusal(_ id: UInt64) -> String? {
        if id < 1 || id > UInt64(lots.count) { return "lot_not_found" }
        return lots[Int(id) - 1].units == 0 ? "lot_is_closed" : nil
    }

    private mutating func sell(_ id: UInt64, _ units: Int64, _ minimum: Int64) -> String? {
        if let refusal = refusal(id) { return refusal }
        let lot = Int(id) - 1
        if units < 1 { return "amount_must_be_positive" }
        if units > lots[lot].units { return "exceeds_lot" }
        let gross = small(Self.product(units, reserve) / PlainNumber(supply))
        let payout = small(
            Self.product(units, reserve, 10_000 - plan.retention) / Self.product(supply, 10_000))
        if payout == 0 { return "payout_rounds_to_zero" }
        if payout < minimum { return "price_moved" }
        reserve -= payout
        supply -= units
        lots[lot].units -= units
        lots[lot].received += payout
        note("sold") { ($0.lot, $0.units, $0.gross, $0.payout) = (id, units, gross, payout) }
        return nil
    }

    private mutating func clawback(_ id: UInt64, _ paid: Int64, _ into: Int64) -> String? {
        if let refusal = refusal(id) { return refusal }
        let lot = Int(id) - 1
        if paid < 1 || into < 1 { return "amount_must_be_positive" }
        if paid > lots[lot].paid || into > lots[lot].contribution { return "exceeds_lot" }
        if (paid == lots[lot].paid) != (into == lots[lot].contribution) {
            return "pieces_do_not_match"
        }
        let whole = PlainNumber(lots[lot].contribution)
        let left = lots[lot].granted * PlainNumber(lots[lot].contribution - into) / whole
        // What is due, rounded up, is what is not left, rounded down.
        let due = lots[lot].granted - left
        let units = min(PlainNumber(lots[lot].units), due)
        let count = small(units)
        let returned = min(into, small(Self.product(count, reserve) / PlainNumber(supply)))
        reserve -= returned
        supply -= count
        lots[lot].units -= count
        lots[lot].granted = left
        lots[lot].paid -= paid
        lots[lot].contribution -= into
        lots[lot].wasClawedBack = true
        note("clawed_back") { ($0.lot, $0.units, $0.returned) = (id, count, returned) }
        return nil
    }

    private mutating func convert(_ id: UInt64, _ amount: Int64) -> String? {
        if let refusal = refusal(id) { return refusal }
        let lot = Int(id) - 1
        if amount < 1 { return "amount_must_be_positive" }
        let (whole, rest) = Self.product(amount, supply).divided(by: PlainNumber(reserve))
        guard let floor = whole.asInt64, floor < Int64.max else { return "exceeds_lot" }
        let units = rest > PlainNumber(0) ? floor + 1 : floor
        if units > lots[lot].units { return "exceeds_lot" }
        reserve -= amount
        supply -= units
        lots[lot].units -= units
        note("converted") { ($0.lot, $0.units, $0.amount) = (id, units, amount) }
        return nil
    }

    private mutating func reissue(_ id: UInt64, _ amount: Int64) -> String? {
        if id < 1 || id > UInt64(lots.count) { return "lot_not_found" }
        if amount < 1 { return "amount_must_be_positive" }
        if amount > 1 << 40 { return "limit_reached" }
        guard let units = bought(amount).asInt64, reserve + amount <= 1 << 50,
            Int128(supply) + Int128(units) <= 1 << 62
        else { return "limit_reached" }
        if units == 0, supply == 0 {
            orphan += amount
        } else {
            reserve += amount
            supply += units
        }
        let lot = lots[Int(id) - 1]
        let held = PlainNumber(UInt64(lot.units) + UInt64(units))
        if lot.units > 0, held <= lot.granted {
            lots[Int(id) - 1].units += units
        } else if units > 0 {
            isSeriesOpen = true
            lots.append(
                PlainLot(
                    member: lot.member, paid: amount, contribution: 0,
                    granted: PlainNumber(units), units: units))
        }
        note("reissued") { ($0.lot, $0.units, $0.amount) = (id, units, amount) }
        return nil
    }

    private mutating func follow() {
        if supply == 0 {
            guard isSeriesOpen else { return }
            let (left, ended) = (reserve, series)
            orphan += reserve
            reserve = 0
            series += 1
            isSeriesOpen = false
            note("series_closed") { ($0.series, $0.orphaned) = (ended, left) }
            return
        }
        if let due = nextExit() {
            exit(due)
            follow()
        } else if plan.split > 0,
            Self.product(reserve, 1_000_000) >= Self.product(plan.opening, plan.split, supply),
            Int128(supply) * Int128(plan.split) <= 1 << 62
        {
            supply *= plan.split
            trust *= plan.split
            splits += 1
            for lot in lots.indices {
                lots[lot].units *= plan.split
                lots[lot].granted = lots[lot].granted * PlainNumber(plan.split)
            }
            let ratio = Int(plan.split)
            note("split") { $0.ratio = ratio }
            follow()
        }
    }

    /// The open lot with the smallest threshold, if that is at the price or below.
    private func nextExit() -> Int? {
        guard plan.multiple > 0 else { return nil }
        let soonest = lots.indices.filter { lots[$0].units > 0 }.min { one, other in
            let left = PlainNumber(lots[one].paid) * lots[other].granted
            let right = PlainNumber(lots[other].paid) * lots[one].granted
            return left == right ? one < other : left < right
        }
        guard let soonest else { return nil }
        let threshold = Self.product(plan.multiple, lots[soonest].paid, supply)
        let price = Self.product(10_000, reserve) * lots[soonest].granted
        return threshold <= price ? soonest : nil
    }

    private mutating func exit(_ lot: Int) {
        let units = lots[lot].units
        let worth = Self.product(plan.multiple, lots[lot].paid, units)
        let per = PlainNumber(10_000) * lots[lot].granted
        let gross = small(worth / per)
        let payout = small(
            worth * PlainNumber(10_000 - plan.retention) / (per * PlainNumber(10_000)))
        reserve -= payout
        supply -= units
        lots[lot].units = 0
        lots[lot].received += payout
        let id = UInt64(lot) + 1
        note("exited") { ($0.lot, $0.units, $0.gross, $0.payout) = (id, units, gross, payout) }
    }
}
