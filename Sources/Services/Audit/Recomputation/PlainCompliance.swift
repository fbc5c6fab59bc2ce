internal import Wire

/// The live predicates of compliance.md that the journals decide, on platforms with real money: in
/// a sandbox any plan may be run. Thresholds of money are in fen.
struct PlainCompliance: Sendable {
    /// A figure that grows towards a limit of the law: found at half, at 80 % and at all of it.
    private struct Meter: Sendable {
        static let percents: [Int64] = [50, 80, 100]

        var limit: Int64
        private var reached = 0

        init(limit: Int64) { self.limit = limit }

        /// The steps that the figure has passed since it was last asked.
        mutating func pass(_ figure: Int64) -> ArraySlice<Int64> {
            let start = reached
            while reached < Self.percents.count,
                Int128(figure) * 100 >= Int128(limit) * Int128(Self.percents[reached])
            {
                reached += 1
            }
            return Self.percents[start..<reached]
        }
    }

    private static let yuan: Int64 = 100

    /// Nil until the platform is created.
    private var isSandbox: Bool?
    /// Paid for orders that were granted points, which are redeemable in cash; and by whom.
    private var takenFen: Int64 = 0
    private var takers: Set<UInt64> = []
    private var takenMeter = Meter(limit: 1_000_000 * yuan)
    private var takersMeter = Meter(limit: 150)
    /// Members who were invited, or invited others: those who take part in sales of others.
    private var people: Set<UInt64> = []
    private var peopleMeter = Meter(limit: 120)
    private var turnoverFen: Int64 = 0
    private var turnoverMeter = Meter(limit: 2_500_000 * yuan)
    /// What was passed before it was known whether money is real.
    private var early: [(EntryPlace, Int64)] = []

    // MARK: - Plans

    mutating func create(
        _ platform: Platform?, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        guard isSandbox == nil, let platform else { return }
        isSandbox = platform.sandbox
        adopt(platform.plan, at: place, &sheet)
        guard !platform.sandbox else { return }
        for (place, percent) in early { notePeople(percent, at: place, &sheet) }
        early = []
    }

    /// R13: members may give goods back for seven days at least.
    func adopt(_ plan: Plan?, at place: EntryPlace, _ sheet: inout ViolationSheet) {
        guard isSandbox == false, let plan, plan.returnDays < 7 else { return }
        sheet.note(
            .returnDays, place, "R13: goods can be given back for less than seven days",
            expected: "7 days or more", found: "\(plan.returnDays) days")
    }

    // MARK: - Orders

    mutating func settle(
        _ event: Settled, coupon: Int64, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        guard isSandbox == false, event.outcome != .skipped else { return }
        checkRewards(event, price: event.paidFen &+ coupon, at: place, &sheet)
        turnoverFen &+= event.paidFen
        for percent in turnoverMeter.pass(turnoverFen) {
            sheet.note(
                .organiserMeter, place,
                "R05: turnover is at \(percent) % of what makes a case serious",
                expected: "below \(PlainText.yuan(turnoverMeter.limit))",
                found: PlainText.yuan(turnoverFen))
        }
        guard event.outcome == .granted else { return }
        takenFen &+= event.paidFen
        takers.insert(event.member)
        let steps = [
            (takenMeter.pass(takenFen), PlainText.yuan(takenMeter.limit), PlainText.yuan(takenFen)),
            (takersMeter.pass(Int64(takers.count)), "150 people", "\(takers.count) people"),
        ]
        for (percents, limit, found) in steps {
            for percent in percents {
                sheet.note(
                    percent < 100 ? .depositMeter : .depositLimit, place,
                    "R09: money taken for points that redeem in cash is at \(percent) % of what "
                        + "counts as a deposit", expected: "below \(limit)", found: found)
            }
        }
    }

    /// R07: even licensed direct sellers may pay 30 % of the price.
    private func checkRewards(
        _ event: Settled, price: Int64, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        let rewards = event.lines.reduce(Int128(0)) { sum, line in
            let kind = line.account.prefix { $0 != ":" }
            let isReward =
                kind == "wallet" || kind == "recovery_receivable" || kind == "commission_pending"
            return isReward ? sum - Int128(line.amount) : sum
        }
        guard rewards * 10 > Int128(price) * 3 else { return }
        sheet.note(
            .rewardShare, place,
            "R07: the rewards of order \(event.order) are more than 30 % of its price",
            expected: "at most \(Int128(price) * 3 / 10) fen", found: "\(rewards) fen")
    }

    // MARK: - People

    mutating func join(_ event: Joined, at place: EntryPlace, _ sheet: inout ViolationSheet) {
        guard isSandbox != true, event.inviter != 0 else { return }
        people.formUnion([event.member, event.inviter])
        for percent in peopleMeter.pass(Int64(people.count)) {
            guard isSandbox != nil else {
                early.append((place, percent))
                continue
            }
            notePeople(percent, at: place, &sheet)
        }
    }

    private func notePeople(
        _ percent: Int64, at place: EntryPlace, _ sheet: inout ViolationSheet
    ) {
        sheet.note(
            .organiserMeter, place,
            "R05: those who invite and are invited are \(percent) % of what makes a case serious",
            expected: "fewer than \(peopleMeter.limit) people",
            found: "\(peopleMeter.limit * percent / 100) people")
    }
}
