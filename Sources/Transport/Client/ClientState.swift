/// What the calls of a client share.
// Reached only on its loop.
final class ClientState: @unchecked Sendable {
    var budget: RetryBudget
    var random = SystemRandomNumberGenerator()
    var statistics = ClientStatistics()
    let interceptors: [any ClientInterceptor]

    init(budget: RetryBudget, interceptors: [any ClientInterceptor]) {
        self.interceptors = interceptors
        self.budget = budget
    }
}
