/// What the calls of a client share.
// Reached only on its loop.
final class ClientState: @unchecked Sendable {
    var budget: RetryBudget
    var random = SystemRandomNumberGenerator()
    var retries = 0
    var hedges = 0

    init(budget: RetryBudget) {
        self.budget = budget
    }
}
