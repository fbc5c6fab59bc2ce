/// Pieces of one line of an order, to be returned.
package struct ReturnLine: Hashable, Sendable {
    /// 1, 2, 3, … as the lines stand in the order.
    package let line: Int
    package let quantity: Int64

    package init(line: Int, quantity: Int64) {
        self.line = line
        self.quantity = quantity
    }
}

/// What is left of an order after its returns: what settles in the end.
package struct OrderRest: Hashable, Sendable {
    /// Pieces by line.
    package let pieces: [Int64]
    package let rewards: [RewardRow]
    package let unallocated: Money
    /// What went back so far.
    package let back: PaymentSources
    /// The number of the last return, rejected ones among them; 0 without.
    package let returns: Int

    init(
        pieces: [Int64], rewards: [RewardRow], unallocated: Money, back: PaymentSources,
        returns: Int
    ) {
        self.pieces = pieces
        self.rewards = rewards
        self.unallocated = unallocated
        self.back = back
        self.returns = returns
    }

    /// All of it.
    init(of order: SharedOrder) {
        self.init(
            pieces: order.committed.held.paid.created.lines.map(\.quantity),
            rewards: order.rewards, unallocated: order.unallocated, back: .zero, returns: 0)
    }

    package var isEmpty: Bool { pieces.allSatisfy { $0 == 0 } }

    /// The same after a return that is rejected.
    func rejecting(_ number: Int) -> OrderRest {
        OrderRest(
            pieces: pieces, rewards: rewards, unallocated: unallocated, back: back,
            returns: number)
    }

    /// Pieces by line once `lines` are gone, which are no more than there are.
    func pieces(without lines: [ReturnLine]) -> [Int64] {
        var left = pieces
        for line in lines { left[line.line - 1] -= line.quantity }
        return left
    }
}

extension CreatedOrder {
    /// Every line with what is left of it, when `pieces` are.
    func left(_ pieces: [Int64]) -> [PiecesLeft] {
        zip(lines, pieces).enumerated().map { index, line in
            PiecesLeft(line: index + 1, left: line.1, of: line.0.quantity)
        }
    }

    /// Price and parts of some of the pieces: a line's are those of a piece, times the pieces.
    package func waterfall(of pieces: [Int64]) -> Waterfall {
        var sum = Waterfall.zero
        for (line, left) in zip(lines, pieces) {
            do throws(WaterfallRejection) {
                sum = try sum.adding(try line.waterfall.part(left, of: line.quantity))
            } catch {
                preconditionFailure("parts of an order are no more than the order: \(error)")
            }
        }
        return sum
    }
}

extension Waterfall {
    /// ⌊part · `pieces` ÷ `whole`⌋ of every part; nothing is rounded where the whole is as many
    /// equal pieces.
    func part(_ pieces: Int64, of whole: Int64) throws(WaterfallRejection) -> Waterfall {
        try Waterfall(
            cost: cost.part(pieces, of: whole), commission: commission.part(pieces, of: whole),
            platform: platform.part(pieces, of: whole), tax: tax.part(pieces, of: whole),
            paymentFee: paymentFee.part(pieces, of: whole),
            contribution: contribution.part(pieces, of: whole))
    }
}

extension PaymentSources {
    /// `amount` of all that the sources hold, from each by its part: together exactly `amount`,
    /// from none more than it has. A coin stands for a fen.
    ///
    /// Source j gives ⌊(1 + … + j) · amount ÷ all⌋ less what those before it gave.
    func part(_ amount: Money) -> PaymentSources {
        let all = Name.allCases.reduce(Int128(0)) { $0 + Int128(self[$1]) }
        precondition(amount >= .zero && Int128(amount.fen) <= all, "a part is at most all")
        guard all > 0 else { return .zero }
        var part = PaymentSources.zero
        var (before, given) = (Int128(0), Int128(0))
        for name in Name.allCases {
            before += Int128(self[name])
            let upTo = before * Int128(amount.fen) / all
            part.set(name, Int64(upTo - given))
            given = upTo
        }
        return part
    }

    private mutating func set(_ name: Name, _ amount: Int64) {
        switch name {
        case .provider: provider = Money(fen: amount)
        case .wallet: wallet = Money(fen: amount)
        case .coupon: coupon = Money(fen: amount)
        case .coins: coins = amount
        case .subsidy: subsidy = Money(fen: amount)
        }
    }
}
