/// What a client has done so far, as channelz tells it of a channel: for operators and tests.
package struct ClientStatistics: Sendable, Equatable {
    package enum State: String, Sendable {
        /// No connection, and no call that needs one.
        case idle
        case connecting
        case ready
        /// The last attempt to connect failed; the next comes after a pause.
        case pausing
        case closed
    }

    package var state = State.idle
    /// Connections that were made, and attempts at one that failed.
    package var connectionsMade = 0
    package var connectionsFailed = 0
    /// Why the last attempt to connect failed, or the last connection was lost; empty for never.
    package var lastError = ""
    /// Calls that are open on the current connection, and that wait for one.
    package var callsOpen = 0
    package var callsWaiting = 0
    package var callsStarted = 0
    package var callsSucceeded = 0
    package var callsFailed = 0
    package var retries = 0
    package var hedges = 0
    /// Messages and their bytes, uncompressed; those of every attempt count.
    package var messagesSent = 0
    package var bytesSent = 0
    package var messagesReceived = 0
    package var bytesReceived = 0
}

extension Client {
    /// A copy of the counts. One visit to the client's loop.
    package func statistics() async -> ClientStatistics {
        await withCheckedContinuation { continuation in
            loop.execute { [state, connector] in
                continuation.resume(returning: connector.completed(state.statistics))
            }
        }
    }
}
