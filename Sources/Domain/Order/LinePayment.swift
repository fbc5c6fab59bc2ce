/// What pays for one line of an order: own money, subsidy and coins are together its price.
package struct LinePayment: Hashable, Sendable {
    /// The member's money.
    package let own: Money
    package let subsidy: Money
    /// A coin stands for a fen.
    package let coins: Int64
    /// What all rewards of the line may not exceed together: its commission, as far as coins
    /// leave it.
    package let budget: Money
    /// As many as were bought.
    let pieces: Int64

    /// What coins pay of `left` pieces, rounded up: a piece that comes back gives whole coins, the
    /// last one the rest.
    func coinsLeft(_ left: Int64) -> Int64 { Self.left(of: coins, left, pieces) }

    /// What a subsidy pays of `left` pieces. What coins and subsidy leave of their price is
    /// ⌊own · left ÷ pieces⌋, from which rewards are computed as well.
    func subsidyLeft(_ left: Int64) -> Int64 {
        Self.left(of: coins + subsidy.fen, left, pieces) - coinsLeft(left)
    }

    func budgetLeft(_ left: Int64) -> Int64 { budget.part(left, of: pieces).fen }

    /// ⌈all · left ÷ pieces⌉.
    private static func left(of all: Int64, _ left: Int64, _ pieces: Int64) -> Int64 {
        all - Money(fen: all).part(pieces - left, of: pieces).fen
    }
}

extension CreatedOrder {
    /// What each source pays of each line: a subsidy by the price of the line, coins by what
    /// they may pay of it.
    package var payments: [LinePayment] {
        let grant = parts.grant?.amount ?? .zero
        let grants = Self.spread(grant.fen, over: lines.map(\.price.fen))
        let coins = Self.spread(parts.held.coins, over: coinRooms(beside: grant))
        return zip(lines, zip(grants, coins)).map { line, paid in
            let (grant, coins) = paid
            let (price, parts) = (line.price.fen, line.waterfall)
            // Coins take the platform's part first, then the rewards'.
            let left = parts.platform.fen + parts.commission.fen - coins
            let own = price - grant - coins
            return LinePayment(
                own: Money(fen: own), subsidy: Money(fen: grant), coins: coins,
                budget: Money(fen: min(parts.commission.fen, own, left)), pieces: line.quantity)
        }
    }

    /// What the rewards of the order may not exceed together.
    package var budget: Money {
        guard !parts.isEmpty else { return waterfall.commission }
        return Money(fen: payments.reduce(0) { $0 + $1.budget.fen })
    }

    /// What coins may pay of an order of which a subsidy pays `grant`: the money that is left
    /// covers cost, tax, payment fee and contribution, and the member's own the contribution,
    /// line by line.
    func coinRoom(beside grant: Money) -> Int64 {
        coinRooms(beside: grant).reduce(0, +)
    }

    private func coinRooms(beside grant: Money) -> [Int64] {
        lines.map { line in
            let parts = line.waterfall
            let room = parts.platform.fen + parts.commission.fen
            guard grant > .zero else { return room }
            // At least what the line gets of the grant. 40 bits each.
            let product = Int128(grant.fen) * Int128(line.price.fen)
            let granted = (product + Int128(toPay.fen) - 1) / Int128(toPay.fen)
            let own = line.price.fen - Int64(granted) - parts.contribution.fen
            return max(0, min(room, own))
        }
    }

    /// `amount` by `weights`, as parts of the running sum: they sum to the amount exactly, and
    /// none is above its weight where all are not.
    private static func spread(_ amount: Int64, over weights: [Int64]) -> [Int64] {
        let all = weights.reduce(Int128(0)) { $0 + Int128($1) }
        guard amount > 0, all > 0 else { return weights.map { _ in 0 } }
        var (sum, given) = (Int128(0), Int128(0))
        return weights.map { weight in
            sum += Int128(weight)
            let upToHere = Int128(amount) * sum / all
            defer { given = upToHere }
            return Int64(upToHere - given)
        }
    }
}

// Some of the pieces of an order.
extension CreatedOrder {
    /// Where the money that paid for some of the pieces goes. Where coins pay, the platform gets
    /// what they and the rewards' budget leave: `waterfall(of:)` less the coins in total.
    package func settling(_ pieces: [Int64]) -> Waterfall {
        let all = waterfall(of: pieces)
        guard parts.held.coins > 0 else { return all }
        let lines = zip(payments, pieces)
        let budget = lines.reduce(Int64(0)) { $0 + $1.0.budgetLeft($1.1) }
        let coins = lines.reduce(Int64(0)) { $0 + $1.0.coinsLeft($1.1) }
        do throws(WaterfallRejection) {
            return try Waterfall(
                cost: all.cost, commission: Money(fen: budget),
                platform: Money(fen: all.platform.fen + all.commission.fen - coins - budget),
                tax: all.tax, paymentFee: all.paymentFee, contribution: all.contribution)
        } catch {
            preconditionFailure("coins pay no more than platform and commission: \(error)")
        }
    }

    /// What goes back to each source when the pieces that are left become fewer: exactly their
    /// price, and from each source what it paid for them. `left` is what did not go back before.
    ///
    /// Of a line's pieces a subsidy, like coins, has back ⌊what it paid · pieces gone ÷ pieces⌋ in
    /// all, the last piece the rest; the member's sources have what that leaves of the price, so
    /// that they hold ⌊own · left ÷ pieces⌋ of each line: what rewards are shares of. The last fen
    /// of the member's goes with the last of the price.
    package func back(
        from before: [Int64], to after: [Int64], of left: PaymentSources
    ) -> PaymentSources {
        let price = waterfall(of: before).total.fen - waterfall(of: after).total.fen
        guard givesBackByLine else { return left.part(Money(fen: price)) }
        let payments = payments
        func sum(_ pieces: [Int64], _ part: (LinePayment) -> (Int64) -> Int64) -> Int64 {
            zip(payments, pieces).reduce(0) { $0 + part($1.0)($1.1) }
        }
        let coins = sum(before, LinePayment.coinsLeft) - sum(after, LinePayment.coinsLeft)
        // Beside coins its part of what is left may be a fen more than before, which nothing goes
        // back for.
        var subsidy = max(0, left.subsidy.fen - sum(after, LinePayment.subsidyLeft))
        var own = left.ofMember
        own.coins = 0
        // Who has all back holds nothing that could settle, and the pool then gives the rest of
        // the subsidy back: while something of the price is left, so is a fen of the member's.
        let isLast = own.money > .zero && own.money.fen == price - coins - subsidy
        if isLast, coins == left.coins, waterfall(of: after).total > .zero { subsidy += 1 }
        var back = own.part(Money(fen: price - coins - subsidy))
        back.coins = coins
        back.subsidy = Money(fen: subsidy)
        return back
    }

    /// Coins, and a subsidy beside them, always; a subsidy alone as its grant says.
    private var givesBackByLine: Bool { parts.held.coins > 0 || parts.grant?.returns == .byLine }
}
