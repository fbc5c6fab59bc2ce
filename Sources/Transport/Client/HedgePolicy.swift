/// Further attempts while the first is not answered; the first good answer wins. For unary reads.
package struct HedgePolicy: Sendable, Hashable {
    /// Attempts of one call, the first included.
    package var attemptsMax = 2
    /// From one attempt to the next.
    package var delayMilliseconds = 100
    /// Refusals that leave the answer to the other attempts; any other ends the call.
    package var codes: Set<StatusCode> = [.unavailable]

    package init() {}
}
