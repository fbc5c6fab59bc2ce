internal import Wire

/// An order as it settled and as the refunds since then left it: what a claim on it is recomputed
/// from, by the snapshots that it was placed and paid with.
struct PlainSettledOrder: Sendable {
    struct Line: Sendable {
        var product: UInt64
        var parts: PlainWaterfall
        var payment: PlainLinePayment

        var quantity: UInt32 { UInt32(clamping: payment.quantity) }
    }

    private(set) var lines: [Line]
    private var rates: RewardRates
    private var payees: PlainTree.Payees
    /// Pieces by line.
    private(set) var left: [Int64]
    private var rows: [PlainTree.Row]
    /// Of what settled, what refunds since then did not take.
    private var unallocated: Int64
    private var platform: Int64 = 0
    /// What each source paid and has not had back.
    private var sources: PlainSources
    /// Coins, or a subsidy by its grant, have back what they paid of a line.
    private var isByLine: Bool
    /// The number of the last return.
    private(set) var number: UInt32

    /// Nil while one of its hops is missing.
    init?(_ record: OrderRecord) {
        guard let paid = record.paid, let rates = paid.rates, record.shared != nil,
            !record.lines.isEmpty
        else { return nil }
        lines = zip(record.lines, record.payments).map { line, payment in
            Line(
                product: line.product, parts: PlainWaterfall(line.waterfall), payment: payment)
        }
        self.rates = rates
        payees = PlainTree.Payees(of: record.rows.map(PlainTree.Row.init))
        left = record.piecesLeft
        rows = record.rowsLeft.rows.map(PlainTree.Row.init)
        unallocated = record.rowsLeft.unallocated
        isByLine = record.parts.areByLine
        sources = record.parts.held
        sources.provider &+= paid.paidFen
        sources.subsidy &+= record.parts.grantFen
        for item in record.returns.list where item.state == .done {
            sources = sources.less(PlainSources(item.refunded?.back))
        }
        number = UInt32(clamping: record.returns.list.count)
        platform = parts(of: left).platform
    }

    // MARK: - Refunds

    /// What a refund must claim, and what it leaves.
    struct Claim: Sendable {
        var left: [Int64]
        var rows: [PlainTree.Row]
        var unallocated: Int64
        var paidBack: Int64
        var contributionBack: Int64
        var back: PlainSources
        /// As `PlainOrderMoney.partAccounts`.
        var reversed: [Int64]
        var rewards: [UInt64: Int64]
    }

    /// Nil when these are no pieces of what is left.
    func claim(_ wish: [ReturnLine]) -> Claim? {
        var pieces = left
        for line in wish {
            let index = Int(line.line) - 1
            guard line.quantity > 0, pieces.indices.contains(index),
                pieces[index] >= Int64(line.quantity)
            else { return nil }
            pieces[index] -= Int64(line.quantity)
        }
        guard pieces != left else { return nil }
        let (before, after) = (parts(of: left), parts(of: pieces))
        let (newRows, rest) = rewards(of: pieces)
        let back = back(to: pieces)
        var reversals: [UInt64: Int64] = [:]
        for row in rows { reversals[row.payee, default: 0] &+= row.amount }
        for row in newRows { reversals[row.payee, default: 0] &-= row.amount }
        return Claim(
            left: pieces, rows: newRows, unallocated: rest, paidBack: back.fen,
            contributionBack: before.contribution &- after.contribution, back: back,
            reversed: [
                before.cost &- after.cost, max(0, platform &- after.platform),
                before.tax &- after.tax, max(0, unallocated &- rest), 0,
            ], rewards: reversals.filter { $0.value > 0 })
    }

    /// Where a request differs from what it must claim.
    func differences(_ asked: RefundAsked, from claim: Claim) -> [OrderSums.Difference] {
        let found = asked.claim ?? ReturnClaim()
        let rewards = found.rewards.reduce(into: [UInt64: Int64]()) { sums, row in
            sums[row.payee] = (sums[row.payee] ?? 0) &+ row.amountFen
        }
        func text(_ sums: [UInt64: Int64]) -> String {
            sums.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
                .joined(separator: ", ")
        }
        let left = lines.indices.map { index in
            PiecesLeft(
                line: UInt32(clamping: index + 1), left: UInt32(clamping: claim.left[index]),
                pieces: lines[index].quantity)
        }
        return [
            OrderSums.Difference("products", lines.map(\.product), asked.products),
            OrderSums.Difference("left", left, asked.left),
            OrderSums.Difference("rows", claim.rows, asked.rows.map(PlainTree.Row.init)),
            OrderSums.Difference("unallocated", claim.unallocated, asked.unallocatedFen),
            OrderSums.Difference("paid back", claim.paidBack, found.paidBackFen),
            OrderSums.Difference(
                "contribution back", claim.contributionBack, found.contributionBackFen),
            OrderSums.Difference(
                "back", claim.back.sentence, PlainSources(found.back).sentence),
            OrderSums.Difference(
                "reversed", claim.reversed, PlainOrderMoney.parts(found.reversed)),
            OrderSums.Difference("rewards back", text(claim.rewards), text(rewards)),
        ].compactMap { $0 }
    }

    /// What is left once a refund is done.
    mutating func take(_ asked: RefundAsked) {
        left = asked.left.map { Int64($0.left) }
        rows = asked.rows.map(PlainTree.Row.init)
        unallocated &-= asked.claim?.reversed?.unallocatedFen ?? 0
        platform &-= asked.claim?.reversed?.platformFen ?? 0
        sources = sources.less(PlainSources(asked.claim?.back))
        number = asked.number
    }

    private var hasCoins: Bool { lines.contains { $0.payment.coins > 0 } }

    /// Where the money of some pieces goes. Of what coins pay, the platform gets what they and the
    /// budget of rewards leave.
    private func parts(of pieces: [Int64]) -> PlainWaterfall {
        var sum = PlainWaterfall(nil)
        for (line, left) in zip(lines, pieces) {
            sum.add(line.parts.part(left, of: line.quantity))
        }
        guard hasCoins else { return sum }
        let (coins, budget) = zip(lines, pieces).reduce((Int64(0), Int64(0))) { sums, line in
            (
                sums.0 &+ line.0.payment.coins(of: line.1),
                sums.1 &+ line.0.payment.budget(of: line.1)
            )
        }
        sum.platform = sum.platform &+ sum.commission &- coins &- budget
        sum.commission = budget
        return sum
    }

    /// What goes back to each source when these pieces are left: the price of the others. Coins
    /// and a subsidy have what they paid for those, the member's sources the rest.
    private func back(to pieces: [Int64]) -> PlainSources {
        guard isByLine else {
            return sources.part(Int64(clamping: parts(of: left).total - parts(of: pieces).total))
        }
        let (coins, subsidy, money) = lines.map(\.payment).back(
            from: left, to: pieces, subsidyLeft: sources.subsidy)
        var own = sources
        (own.coins, own.subsidy) = (0, 0)
        var back = own.part(money)
        (back.coins, back.subsidy) = (coins, subsidy)
        return back
    }

    private func rewards(of pieces: [Int64]) -> (rows: [PlainTree.Row], rest: Int64) {
        var found: [PlainTree.Row] = []
        var rest: Int64 = 0
        for (index, line) in lines.enumerated() {
            let share = ShareLine(
                line: UInt32(clamping: index + 1),
                baseFen: line.payment.own(of: pieces[index]),
                budgetFen: line.payment.budget(of: pieces[index]))
            rest &+= PlainTree.share(share, to: payees, rates, into: &found)
        }
        return (found, rest)
    }

    // MARK: - Packed

    init(_ record: PackedReader) {
        var record = record
        lines = record.list { record in
            Line(
                product: record.next(),
                parts: PlainWaterfall(parts: (0..<6).map { _ in record.amount() }),
                payment: PlainLinePayment(
                    quantity: record.amount(), price: record.amount(), subsidy: record.amount(),
                    coins: record.amount(), own: record.amount(), budget: record.amount()))
        }
        left = record.list { $0.amount() }
        rates = RewardRates(
            directBps: UInt32(clamping: record.next()), indirectBps: UInt32(clamping: record.next())
        )
        payees = PlainTree.Payees(direct: record.next(), indirect: record.next())
        rows = record.list { PlainTree.Row(&$0) }
        unallocated = record.amount()
        platform = record.amount()
        sources = PlainSources(parts: (0..<5).map { _ in record.amount() })
        number = UInt32(clamping: record.next())
        isByLine = record.next() != 0
    }

    var packed: [UInt64] {
        var numbers = [UInt64(lines.count)]
        for line in lines {
            let payment = line.payment
            let amounts = [
                payment.quantity, payment.price, payment.subsidy, payment.coins, payment.own,
                payment.budget,
            ]
            numbers += [line.product]
            numbers += (line.parts.parts + amounts).map(UInt64.init(bitPattern:))
        }
        numbers += [UInt64(left.count)] + left.map(UInt64.init(bitPattern:))
        numbers += [UInt64(rates.directBps), UInt64(rates.indirectBps)]
        numbers += [payees.direct, payees.indirect, UInt64(rows.count)]
        numbers += rows.flatMap(\.packed)
        numbers += ([unallocated, platform] + sources.parts).map(UInt64.init(bitPattern:))
        return numbers + [UInt64(number), isByLine ? 1 : 0]
    }
}

extension PlainSources {
    /// `amount` of what all sources hold, by the running sum of their parts: source j gives
    /// ⌊(1 + … + j) · amount ÷ all⌋ less what those before it gave.
    func part(_ amount: Int64) -> PlainSources {
        PlainSources(parts: PlainLinePayment.shares(of: amount, by: parts))
    }
}
