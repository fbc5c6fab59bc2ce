/// What one call of a client may have of its own.
package struct CallOptions: Sendable {
    /// Covers the whole call, all its attempts and a stream's last message.
    package var timeoutMilliseconds: Int?
    /// Wait for a server that cannot be reached instead of failing as UNAVAILABLE.
    package var waitForReady = false
    package var metadata = Metadata()
    /// Send requests as gzip where that makes them shorter.
    package var isCompressed = false
    /// Filled with what the server says besides its messages.
    package var response: ResponseMetadata?
    /// For idempotent methods alone. A call with `hedge` is not retried besides.
    package var retry: RetryPolicy?
    /// For methods that only read, unary or with a stream of responses; of no effect on calls with
    /// a stream of requests.
    package var hedge: HedgePolicy?

    package init(
        timeoutMilliseconds: Int? = nil, waitForReady: Bool = false,
        metadata: Metadata = Metadata(), isCompressed: Bool = false,
        response: ResponseMetadata? = nil, retry: RetryPolicy? = nil,
        hedge: HedgePolicy? = nil
    ) {
        self.timeoutMilliseconds = timeoutMilliseconds
        self.waitForReady = waitForReady
        self.metadata = metadata
        self.isCompressed = isCompressed
        self.response = response
        self.retry = retry
        self.hedge = hedge
    }
}
