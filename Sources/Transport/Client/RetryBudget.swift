/// What a client may spend on attempts beyond the first, so that retries do not bury a server
/// that is failing: gRPC proposal A6, "throttling". Counted in thousandths of a token.
package struct RetryBudget: Sendable, Hashable {
    private let thousandthsMax: Int
    private let gain: Int
    private(set) var thousandths: Int

    /// A failure costs one token, a success brings `gainThousandths` of one.
    package init(tokensMax: Int = 100, gainThousandths: Int = 100) {
        precondition((1...1_000).contains(tokensMax) && gainThousandths > 0, "as in A6")
        thousandthsMax = tokensMax * 1_000
        gain = gainThousandths
        thousandths = thousandthsMax
    }

    /// More than half is left.
    var allows: Bool { thousandths > thousandthsMax / 2 }

    mutating func succeeded() { thousandths = min(thousandthsMax, thousandths + gain) }

    mutating func failed() { thousandths = max(0, thousandths - 1_000) }
}
