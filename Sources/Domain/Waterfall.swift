/// The six parts of a price, each with an account of its own (money.md §2).
package enum WaterfallPart: String, CaseIterable, Sendable {
    case cost
    case commission
    case platform
    case tax
    case paymentFee = "payment_fee"
    case contribution
}

/// Why parts are no waterfall. The value is at the part or the sum that broke the rule.
package enum WaterfallRejection: Rejection, Equatable {
    case partMustNotBeNegative(WaterfallPart, Money)
    case beyondLimit(WaterfallPart, Money)
    /// Price or total above `Money.amountMax`, or a price below zero.
    case totalOutOfRange
    case piecesMustBePositive(Int64)
    case rateOutOfRange(WaterfallPart, BasisPoints)
    case ratesMustSumToWhole(BasisPoints)

    package var kind: RejectionKind {
        switch self {
        case .partMustNotBeNegative, .piecesMustBePositive, .rateOutOfRange,
            .ratesMustSumToWhole:
            .invalidArgument
        case .beyondLimit, .totalOutOfRange: .outOfRange
        }
    }

    package var reason: String {
        switch self {
        case .partMustNotBeNegative: "part_must_not_be_negative"
        case .beyondLimit, .totalOutOfRange: "limit_reached"
        case .piecesMustBePositive: "pieces_must_be_positive"
        case .rateOutOfRange: "rate_out_of_range"
        case .ratesMustSumToWhole: "rates_must_sum_to_whole"
        }
    }

    package var sentence: String {
        let most = Money.amountMax.fen
        return switch self {
        case .partMustNotBeNegative(let part, let value):
            "\(part.rawValue) is \(value.fen) fen; state 0 fen or more"
        case .beyondLimit(let part, let value):
            "\(part.rawValue) is \(value.fen) fen; state at most \(most) fen"
        case .totalOutOfRange:
            "the price is not between 0 and \(most) fen; state a price within these bounds"
        case .piecesMustBePositive(let pieces):
            "pieces are \(pieces); state at least 1"
        case .rateOutOfRange(let part, let rate):
            "\(part.rawValue) is \(rate); state 0 to \(BasisPoints.whole)"
        case .ratesMustSumToWhole(let sum):
            "the rates sum to \(sum); make them sum to \(BasisPoints.whole)"
        }
    }
}

/// Where a price goes, to the fen: no part is negative and the total is at most
/// `Money.amountMax`. The total is the price; whoever names a price compares the two.
package struct Waterfall: Hashable, Sendable {
    package let cost: Money
    /// The budget of all rewards together.
    package let commission: Money
    package let platform: Money
    package let tax: Money
    package let paymentFee: Money
    /// What the sale pays into the reserve.
    package let contribution: Money
    package let total: Money

    package static let zero = Waterfall()

    private init() {
        cost = .zero
        commission = .zero
        platform = .zero
        tax = .zero
        paymentFee = .zero
        contribution = .zero
        total = .zero
    }

    package init(
        cost: Money, commission: Money, platform: Money, tax: Money, paymentFee: Money,
        contribution: Money
    ) throws(WaterfallRejection) {
        self.cost = cost
        self.commission = commission
        self.platform = platform
        self.tax = tax
        self.paymentFee = paymentFee
        self.contribution = contribution
        let parts = [cost, commission, platform, tax, paymentFee, contribution]
        var sumFen: Int64 = 0
        for (part, value) in zip(WaterfallPart.allCases, parts) {
            guard value >= .zero else { throw .partMustNotBeNegative(part, value) }
            guard value <= Money.amountMax else { throw .beyondLimit(part, value) }
            sumFen += value.fen
        }
        total = Money(fen: sumFen)
        guard total <= Money.amountMax else { throw .totalOutOfRange }
    }

    /// The waterfall of `pieces` equal pieces: every part is multiplied, nothing is rounded.
    package func multiplied(by pieces: Int64) throws(WaterfallRejection) -> Waterfall {
        guard pieces >= 1 else { throw .piecesMustBePositive(pieces) }
        guard let whole = total.multiplied(by: pieces), whole <= Money.amountMax else {
            throw .totalOutOfRange
        }
        // No part is above the total, so no product below can overflow.
        return try Waterfall(
            cost: Money(fen: cost.fen * pieces),
            commission: Money(fen: commission.fen * pieces),
            platform: Money(fen: platform.fen * pieces),
            tax: Money(fen: tax.fen * pieces),
            paymentFee: Money(fen: paymentFee.fen * pieces),
            contribution: Money(fen: contribution.fen * pieces))
    }

    /// The sum of two waterfalls, part by part.
    package func adding(_ other: Waterfall) throws(WaterfallRejection) -> Waterfall {
        // Every part is at most 2^40, so no sum below can overflow.
        try Waterfall(
            cost: Money(fen: cost.fen + other.cost.fen),
            commission: Money(fen: commission.fen + other.commission.fen),
            platform: Money(fen: platform.fen + other.platform.fen),
            tax: Money(fen: tax.fen + other.tax.fen),
            paymentFee: Money(fen: paymentFee.fen + other.paymentFee.fen),
            contribution: Money(fen: contribution.fen + other.contribution.fen))
    }
}

/// A waterfall as shares of any price. The rates sum to 10,000 basis points exactly.
package struct WaterfallRates: Hashable, Sendable {
    package let cost: BasisPoints
    package let commission: BasisPoints
    package let platform: BasisPoints
    package let tax: BasisPoints
    package let paymentFee: BasisPoints
    package let contribution: BasisPoints

    package init(
        cost: BasisPoints, commission: BasisPoints, platform: BasisPoints, tax: BasisPoints,
        paymentFee: BasisPoints, contribution: BasisPoints
    ) throws(WaterfallRejection) {
        self.cost = cost
        self.commission = commission
        self.platform = platform
        self.tax = tax
        self.paymentFee = paymentFee
        self.contribution = contribution
        let rates = [cost, commission, platform, tax, paymentFee, contribution]
        var sum = 0
        for (part, rate) in zip(WaterfallPart.allCases, rates) {
            guard (BasisPoints.zero...BasisPoints.whole).contains(rate) else {
                throw .rateOutOfRange(part, rate)
            }
            sum += rate.rawValue
        }
        guard sum == BasisPoints.whole.rawValue else {
            throw .ratesMustSumToWhole(BasisPoints(sum))
        }
    }

    /// The waterfall of a price of 0 to `Money.amountMax`. Every part is rounded down; what is
    /// left over (at most 5 fen) goes to platform, or to cost where platform's rate is 0: the
    /// contribution is always the floor.
    package func applied(to price: Money) throws(WaterfallRejection) -> Waterfall {
        guard (Money.zero...Money.amountMax).contains(price) else { throw .totalOutOfRange }
        func part(_ rate: BasisPoints) -> Int64 {
            price.fen * Int64(rate.rawValue) / Int64(BasisPoints.whole.rawValue)
        }
        let floored =
            part(cost) + part(commission) + part(platform) + part(tax) + part(paymentFee)
            + part(contribution)
        let rest = price.fen - floored
        precondition((0...5).contains(rest), "six floors leave at most five fen")
        let platformTakesRest = platform > .zero
        return try Waterfall(
            cost: Money(fen: part(cost) + (platformTakesRest ? 0 : rest)),
            commission: Money(fen: part(commission)),
            platform: Money(fen: part(platform) + (platformTakesRest ? rest : 0)),
            tax: Money(fen: part(tax)),
            paymentFee: Money(fen: part(paymentFee)),
            contribution: Money(fen: part(contribution)))
    }
}
