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

    package init(
        timeoutMilliseconds: Int? = nil, waitForReady: Bool = false,
        metadata: Metadata = Metadata(), isCompressed: Bool = false,
        response: ResponseMetadata? = nil
    ) {
        self.timeoutMilliseconds = timeoutMilliseconds
        self.waitForReady = waitForReady
        self.metadata = metadata
        self.isCompressed = isCompressed
        self.response = response
    }
}
