/// What a pool would do under a plan: the rules themselves, run on orders that are all alike and
/// on redemptions drawn by chance. The same question gives the same answer on every machine.
///
/// Each order is a new member's. After each, with the stated chance, one open lot drawn among
/// all is redeemed whole.
package struct Forecast: Sendable {
    /// What is asked. Every value is within its bounds.
    package struct Question: Hashable, Sendable {
        package let plan: PoolPlan
        /// What the buyer pays for an order.
        package let paid: Money
        /// What of it goes into the reserve.
        package let contribution: Money
        package let orders: Int
        /// The chance of a redemption after an order.
        package let redemption: BasisPoints
        package let seed: UInt64

        package init(
            plan: PoolPlan, paid: Money, contribution: Money, orders: Int,
            redemption: BasisPoints, seed: UInt64
        ) throws(ForecastRejection) {
            guard paid.fen >= 1, paid <= Money.amountMax else { throw .paidOutOfRange(paid) }
            guard contribution.fen >= 1, contribution <= paid else {
                throw .contributionOutOfRange(contribution, paid: paid)
            }
            guard (1...Forecast.ordersMax).contains(orders) else {
                throw .ordersOutOfRange(orders)
            }
            guard (0...10_000).contains(redemption.rawValue) else {
                throw .redemptionOutOfRange(redemption)
            }
            self.plan = plan
            self.paid = paid
            self.contribution = contribution
            self.orders = orders
            self.redemption = redemption
            self.seed = seed
        }
    }

    /// Keeps memory below 200 MiB: a lot takes some 130 bytes.
    package static let ordersMax = 1_000_000

    /// 50 bits of reserve times this still make a price.
    private static let splitRatioMax: UInt128 = 1 << 50

    private var pool: Pool
    private let question: Question
    private var random: SplitMix64
    /// Lots that are open, in no order, and where each stands there; lot n is at n − 1.
    private var open: [LotID] = []
    private var places: [Int] = []
    private var redemptions = 0
    /// What one point of the series' beginning is now, at most `splitRatioMax`.
    private var splitRatio: UInt128 = 1
    private var placed = 0
    private var marks: [Mark: Int] = [:]

    /// What the first buyer waits for.
    package enum Mark: CaseIterable, Sendable {
        /// Redeeming all is worth what was paid, before retention: what advertising quotes.
        case gross
        /// Redeeming all pays what was paid.
        case net
        /// The lot is forced out.
        case exit
    }

    /// The pool after so many orders.
    package struct Row: Equatable, Sendable {
        package let order: Int
        package let reserve: Money
        package let supply: Points
        /// As if no split had been: numbers that can be compared along the way. Nil while no
        /// points circulate.
        package let price: PoolPrice?
        package let series: Int
        package let redemptions: Int
        package let exits: Int
        /// Members that have received, or would net receive now, what they paid.
        package let membersInProfit: Int
        package let received: Money
        package let netValue: Money
    }

    package struct Answer: Sendable {
        package let rows: [Row]
        /// The order at which the first buyer's mark is reached; marks that are not are missing.
        package let marks: [Mark: Int]
    }

    /// Runs all orders, and takes a row after each of `moments`, which ascend. O(orders × log
    /// orders + moments × orders).
    package static func run(_ question: Question, rowsAfter moments: [Int]) -> Answer {
        var forecast = Forecast(question)
        var rows: [Row] = []
        var next = moments[...]
        for order in 1...question.orders {
            forecast.place()
            guard next.first == order else { continue }
            next = next.dropFirst()
            rows.append(forecast.row())
        }
        return Answer(rows: rows, marks: forecast.marks)
    }

    private init(_ question: Question) {
        self.question = question
        pool = Pool(plan: question.plan)
        random = SplitMix64(seed: question.seed)
    }

    /// One order, and the redemption that may follow it.
    private mutating func place() {
        placed += 1
        run(
            .settle(
                member: MemberID(rawValue: UInt64(placed)), paid: question.paid,
                contribution: question.contribution, grant: question.plan.grant))
        noteMarks()
        guard !open.isEmpty, random.below(10_000) < UInt64(question.redemption.rawValue) else {
            return
        }
        let lot = open[Int(random.below(UInt64(open.count)))]
        guard let units = pool.lot(lot)?.units else { return }
        redemptions += 1
        run(.sell(lot: lot, units: units, minimumPayout: .zero))
        noteMarks()
    }

    /// A refusal (an amount that rounds to nothing, a bound) leaves the pool as it is.
    private mutating func run(_ command: PoolCommand) {
        guard let events = try? pool.execute(command) else { return }
        for event in events {
            switch event.change {
            case .granted(let grant):
                places.append(open.count)
                open.append(grant.lot)
            case .sold(let payout): close(payout.lot)
            case .exited(let payout):
                close(payout.lot)
                if payout.lot.rawValue == 1 { marks[.exit] = placed }
            case .split(let ratio):
                splitRatio = min(splitRatio * UInt128(ratio), Self.splitRatioMax)
            case .seriesClosed: splitRatio = 1
            case .contributed, .injected, .restored, .setAside, .clawedBack, .converted, .reissued,
                .allotmentOpened, .allotted, .allotmentClosed, .woundUp, .woundDown:
                break
            }
        }
    }

    private mutating func close(_ lot: LotID) {
        guard pool.lot(lot)?.isOpen == false else { return }
        let place = places[Int(lot.rawValue) - 1]
        guard let last = open.popLast(), last != lot else { return }
        open[place] = last
        places[Int(last.rawValue) - 1] = place
    }

    /// Once the first lot is closed there is nothing to wait for.
    private mutating func noteMarks() {
        guard let lot = pool.lot(LotID(rawValue: 1)), lot.isOpen else { return }
        let worth = UInt128(lot.units.units) * UInt128(pool.reserve.fen)
        let goal = UInt128(question.paid.fen) * UInt128(pool.supply.units)
        if marks[.gross] == nil, worth >= goal { marks[.gross] = placed }
        if marks[.net] == nil, pool.netValue(of: lot) >= question.paid { marks[.net] = placed }
    }

    private func row() -> Row {
        let figures = pool.poolWideFigures()
        return Row(
            order: placed, reserve: pool.reserve, supply: pool.supply,
            price: pool.price.map {
                PoolPrice(fen: $0.fen * splitRatio, units: $0.units)
            },
            series: pool.series, redemptions: redemptions, exits: pool.exits,
            membersInProfit: figures.membersInProfit, received: figures.received,
            netValue: figures.netValue)
    }
}

/// Why a question is none, in the order the rules are checked.
package enum ForecastRejection: Error, Equatable, Sendable {
    case paidOutOfRange(Money)
    case contributionOutOfRange(Money, paid: Money)
    case ordersOutOfRange(Int)
    case redemptionOutOfRange(BasisPoints)

    /// The field, its value and its bounds.
    package var sentence: String {
        switch self {
        case .paidOutOfRange(let paid):
            "an order of \(paid) yuan cannot be forecast; state 0.01 to \(Money.amountMax) yuan"
        case .contributionOutOfRange(let contribution, let paid):
            "a contribution of \(contribution) yuan is not part of an order of \(paid) yuan; "
                + "state 0.01 to \(paid) yuan"
        case .ordersOutOfRange(let orders):
            "\(orders) orders cannot be forecast; state 1 to \(Forecast.ordersMax)"
        case .redemptionOutOfRange(let rate):
            "a redemption rate of \(rate) is none; state 0 to 10000 bps"
        }
    }
}
