/// The limits of a platform's withdrawals. Each is for one member and day in Shanghai, summed
/// over all requests of that day whose money did not come back.
package struct WithdrawalPolicy: Codable, Hashable, Sendable {
    /// The least of one withdrawal.
    package let minimum: Money
    /// The most of one day.
    package let dayMax: Money
    /// The request with which a day's sum passes this needs two people, and so does each after.
    package let twoPeopleAbove: Money

    /// A changed payout account waits 72 h: who took over a session cannot cash out at once.
    package static let accountWaitMicroseconds: Int64 = 72 * 3_600 * 1_000_000
    /// Rewards can be reversed for as long: 7 × 24 h.
    package static let rewardHoldMicroseconds: Int64 = 7 * 24 * 3_600 * 1_000_000
    /// Rows of one payout file: its group fits one message of a subscriber.
    package static let batchMax = 1_000
    /// Bytes of a reason, and of a channel's code for a failure.
    package static let reasonBytesMax = 200
    package static let codeBytesMax = 32
    /// Members that one operator is linked to.
    package static let linksMax = 64

    /// 1 yuan, 50,000 yuan, 10,000 yuan.
    package static let standard = WithdrawalPolicy(
        unchecked: Money(fen: 100), Money(fen: 5_000_000), Money(fen: 1_000_000))

    private init(unchecked minimum: Money, _ dayMax: Money, _ twoPeopleAbove: Money) {
        self.minimum = minimum
        self.dayMax = dayMax
        self.twoPeopleAbove = twoPeopleAbove
    }

    /// Refused: a minimum or maximum beyond 1…2^40 fen, a minimum above the maximum, a negative
    /// limit for one person.
    package init(
        minimum: Money, dayMax: Money, twoPeopleAbove: Money
    ) throws(WithdrawalRejection) {
        let bounds = 1...Money.amountMax.fen
        guard bounds.contains(minimum.fen), bounds.contains(dayMax.fen), minimum <= dayMax,
            (0...Money.amountMax.fen).contains(twoPeopleAbove.fen)
        else { throw .policyOutOfRange(minimum: minimum, dayMax, twoPeopleAbove) }
        self.init(unchecked: minimum, dayMax, twoPeopleAbove)
    }
}
