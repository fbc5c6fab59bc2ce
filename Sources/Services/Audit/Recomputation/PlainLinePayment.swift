internal import Wire

/// What pays for one line of an order, worked out again: the member's money, a subsidy by the
/// line's price, and coins by what they may pay of it.
struct PlainLinePayment: Sendable {
    var quantity: Int64
    var price: Int64
    var subsidy: Int64
    var coins: Int64
    /// Of the member's money; rewards are shares of it.
    var own: Int64
    /// What rewards may not exceed: at most what is left of the price after cost, tax, fee and
    /// contribution (referral.md §2).
    var budget: Int64

    /// All lines of an order.
    static func lines(
        _ lines: [ReservedLine], grant: Int64, coins: Int64
    ) -> [PlainLinePayment] {
        let grants = shares(of: grant, by: lines.map(\.paidFen))
        let spent = shares(of: coins, by: rooms(of: lines, beside: grant))
        return lines.indices.map { index in
            let (price, parts) = (lines[index].paidFen, PlainWaterfall(lines[index].waterfall))
            let own = price &- grants[index] &- spent[index]
            let kept = parts.cost &+ parts.tax &+ parts.fee &+ parts.contribution
            return PlainLinePayment(
                quantity: Int64(lines[index].quantity), price: price, subsidy: grants[index],
                coins: spent[index], own: own,
                budget: min(parts.commission, own, price &- spent[index] &- kept))
        }
    }

    /// What coins may pay of each line: no more than its platform's part and commission, and not
    /// what the member's own money must bring, the contribution.
    static func rooms(of lines: [ReservedLine], beside grant: Int64) -> [Int64] {
        let total = lines.reduce(Int128(0)) { $0 + Int128($1.paidFen) }
        return lines.map { line in
            let parts = PlainWaterfall(line.waterfall)
            let room = Int128(parts.platform) + Int128(parts.commission)
            guard grant > 0, total > 0 else { return Int64(clamping: room) }
            let (whole, rest) = (Int128(grant) * Int128(line.paidFen))
                .quotientAndRemainder(dividingBy: total)
            let granted = whole + (rest > 0 ? 1 : 0)
            let own = Int128(line.paidFen) - granted - Int128(parts.contribution)
            return Int64(clamping: max(0, min(room, own)))
        }
    }

    /// `amount` by `weights`: up to each of them, ⌊amount · weights so far ÷ all weights⌋.
    static func shares(of amount: Int64, by weights: [Int64]) -> [Int64] {
        let all = weights.reduce(Int128(0)) { $0 + Int128($1) }
        guard amount > 0, all > 0 else { return weights.map { _ in 0 } }
        let ends = weights.indices.map { index in
            let sum = weights[...index].reduce(Int128(0)) { $0 + Int128($1) }
            return Int128(amount) * sum / all
        }
        return ends.indices.map { index in
            Int64(clamping: ends[index] - (index == 0 ? 0 : ends[index - 1]))
        }
    }

    // MARK: - Some of the pieces

    /// Of `pieces`: the least whole coins that are their part or more.
    func coins(of pieces: Int64) -> Int64 { Self.roundedUp(coins, pieces, of: quantity) }

    /// A subsidy has what coins and member leave; the member's part is rounded down.
    func subsidy(of pieces: Int64) -> Int64 {
        price(of: pieces) &- coins(of: pieces) &- own(of: pieces)
    }

    func own(of pieces: Int64) -> Int64 { part(own, pieces) }
    func budget(of pieces: Int64) -> Int64 { part(budget, pieces) }
    func price(of pieces: Int64) -> Int64 { part(price, pieces) }

    private func part(_ all: Int64, _ pieces: Int64) -> Int64 {
        PlainReturn.part(all, pieces, of: UInt32(clamping: quantity))
    }

    private static func roundedUp(_ all: Int64, _ part: Int64, of whole: Int64) -> Int64 {
        guard whole > 0 else { return 0 }
        let (quotient, rest) = (Int128(all) * Int128(part)).quotientAndRemainder(
            dividingBy: Int128(whole))
        return Int64(clamping: quotient + (rest > 0 ? 1 : 0))
    }
}

extension [PlainLinePayment] {
    /// What goes back to coins, subsidy and member when of the pieces of each line `before` those
    /// `after` are left; `subsidyLeft` did not go back before. A fen of the member's money stays
    /// as long as something of the price does, in place of one of the subsidy's.
    func back(
        from before: [Int64], to after: [Int64], subsidyLeft: Int64
    ) -> (coins: Int64, subsidy: Int64, own: Int64) {
        func sum(_ pieces: [Int64], _ part: (PlainLinePayment, Int64) -> Int64) -> Int64 {
            zip(self, pieces).reduce(0) { $0 &+ part($1.0, $1.1) }
        }
        let price = sum(before) { $0.price(of: $1) } &- sum(after) { $0.price(of: $1) }
        let coins = sum(before) { $0.coins(of: $1) } &- sum(after) { $0.coins(of: $1) }
        let subsidy = Swift.max(0, subsidyLeft &- sum(after) { $0.subsidy(of: $1) })
        let own = price &- coins &- subsidy
        let held = sum(before) { $0.price(of: $1) &- $0.coins(of: $1) } &- subsidyLeft
        let hasMore = sum(after) { $0.price(of: $1) } > 0
        if hasMore, sum(after, { $0.coins(of: $1) }) == 0, held > 0, own == held {
            return (coins, subsidy &+ 1, own &- 1)
        }
        return (coins, subsidy, own)
    }
}
