@testable import Transport

//  | choice: 1 byte | attempts: 1 | milliseconds: 1 |
//  Choice: bits 0 and 1 how the call goes on after a failure, bit 2 a stream of responses, bit 3
//  waits for ready, bit 4 a deadline, bit 5 more codes, bit 6 requests of a stream of its own.

/// How a fuzzed call goes from attempt to attempt.
struct AttemptPlan {
    let isUnary: Bool
    let hasRequest: Bool
    let options: CallOptions
    /// Attempts that the call may begin.
    let attemptsMax: Int
    let isHedged: Bool

    init(_ input: inout FuzzInput) {
        let choice = input.byte()
        let attempts = 1 + input.number(below: 6)
        let milliseconds = 1 << input.number(below: 8)
        var options = CallOptions(
            timeoutMilliseconds: choice & 16 == 0 ? nil : 400, waitForReady: choice & 8 != 0,
            response: ResponseMetadata())
        let codes: Set<StatusCode> =
            choice & 32 == 0 ? [.unavailable] : Set(StatusCode.allCases).subtracting([.ok])
        hasRequest = choice & 64 == 0 || choice & 4 == 0
        isUnary = choice & 4 == 0
        switch choice & 3 {
        case 1:
            var retry = RetryPolicy()
            retry.attemptsMax = attempts
            retry.backoffFirstMilliseconds = milliseconds
            retry.backoffMaxMilliseconds = 200
            retry.codes = codes
            options.retry = retry
            attemptsMax = attempts
            isHedged = false
        case 2, 3:
            var hedge = HedgePolicy()
            hedge.attemptsMax = attempts
            hedge.delayMilliseconds = milliseconds
            hedge.codes = codes
            options.hedge = hedge
            // Hedging has no effect on a call with a stream of requests, and nothing else there.
            attemptsMax = hasRequest ? attempts : 1
            isHedged = hasRequest
        default:
            attemptsMax = 1
            isHedged = false
        }
        self.options = options
    }
}
