/// Further attempts while the first is not answered; the first good answer wins. For reads.
///
/// A unary call is won by its response, a stream of responses by its first message or an end that
/// is OK without one; the other attempts are cancelled then.
package struct HedgePolicy: Sendable, Hashable {
    /// Attempts of one call, the first included.
    package var attemptsMax = 2
    /// From one attempt to the next.
    package var delayMilliseconds = 100
    /// Refusals that leave the answer to the other attempts; any other ends the call.
    package var codes: Set<StatusCode> = [.unavailable]

    package init() {}
}
